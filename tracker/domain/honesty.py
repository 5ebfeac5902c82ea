"""What the office may want to look at again before it accepts a report.

A sign accuses nobody: work may stand still for good reasons, and a figure may have been too high before. It only
says where to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.evidence import is_done_without_evidence
from tracker.domain.fiscal_year import month_end
from tracker.domain.progress import Answer, Health, Progress
from tracker.domain.status import Standing
from tracker.domain.thai_text import squeeze, to_arabic_digits

MONTHS_OF_SAME_TEXT = 3


class Signal(StrEnum):
    """The first four are of a report, the others of the plan."""

    SAME_TEXT = "same_text"
    PERCENT_BACK = "percent_back"
    DONE_WITHOUT_EVIDENCE = "done_without_evidence"
    EVIDENCE_OUTSIDE = "evidence_outside"
    END_MOVED = "end_moved"
    GREEN_WITH_LOW_SCORE = "green_with_low_score"


class Said(NamedTuple):
    """A report as far as it is compared with the next one."""

    month: date
    sent_on: date
    percent: int
    #: What was done, waited for or could not be done; empty under an answer without words.
    text: str


class EvidenceDays(NamedTuple):
    """The number of pieces under a report, and the first and last day that they are of."""

    pieces: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class ReportInQuestion:
    answer: Answer
    #: The report itself and those received before it, the newest first.
    said: Sequence[Said]
    evidence: EvidenceDays
    begins_on: date
    """The first day of the measure."""
    heard_on: date
    """The day of the meeting."""


def signals_of(report: ReportInQuestion) -> tuple[Signal, ...]:
    found = {
        Signal.SAME_TEXT: is_same_text([said.text for said in report.said]),
        Signal.PERCENT_BACK: goes_back([said.percent for said in report.said]),
        Signal.DONE_WITHOUT_EVIDENCE: is_done_without_evidence(report.answer, report.evidence.pieces),
        Signal.EVIDENCE_OUTSIDE: is_outside(report.evidence, *days_told_about(report)),
    }
    return tuple(signal for signal, is_given in found.items() if is_given)


def is_same_text(texts: Sequence[str]) -> bool:
    """Whether the newest three say the same, apart from spaces, letter case and the kind of digits."""
    if len(texts) < MONTHS_OF_SAME_TEXT:
        return False
    newest = _compared(texts[0])
    return bool(newest) and all(_compared(text) == newest for text in texts[1:MONTHS_OF_SAME_TEXT])


def _compared(text: str) -> str:
    return to_arabic_digits(squeeze(text)).casefold()


def goes_back(percents: Sequence[int]) -> bool:
    return len(percents) > 1 and percents[0] < percents[1]


def days_told_about(report: ReportInQuestion) -> tuple[date, date]:
    """The days that a report's evidence may be of: since the report before it, up to the meeting or its own sending.

    What happened in a month after its report was sent belongs to the next one.
    """
    last = max(month_end(report.said[0].month), report.heard_on, report.said[0].sent_on)
    if len(report.said) == 1:
        return report.begins_on, last
    before = report.said[1]
    return min(before.sent_on, month_end(before.month) + timedelta(days=1)), last


def is_outside(evidence: EvidenceDays, first: date, last: date) -> bool:
    is_earlier = evidence.first is not None and evidence.first < first
    is_later = evidence.last is not None and evidence.last > last
    return is_earlier or is_later


def days_moved(ends_on: date | None, adopted_ends_on: date | None) -> int:
    """By how many days the end lies later than it was adopted; 0 where it does not."""
    if ends_on is None or adopted_ends_on is None:
        return 0
    return max((ends_on - adopted_ends_on).days, 0)


def is_green_with_low_score(standings: Iterable[Standing], score: float | None, threshold: float) -> bool:
    """Whether all that an indicator's measures report is well, while its last assessed score is below the threshold."""
    if score is None or score >= threshold:
        return False
    active = [standing for standing in standings if standing.progress is not Progress.CANCELLED]
    return bool(active) and all(
        standing.progress is Progress.DONE or standing.health is Health.ON_TRACK for standing in active
    )
