"""The texts of the year-end report about a measure, as far as the words of the months already say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from tracker.domain.errors import N_, Refusal
from tracker.domain.progress import Answer, CannotReason
from tracker.domain.thai_dates import thai_month
from tracker.domain.thai_text import with_line_feeds
from tracker.domain.words import CANNOT_REASON

LONGEST_TEXT = 20_000
MOST_IN_FULL = 3
"""Divisions of which every month is told, and which are named where they say the same."""

_WAIT = "รอ"
_WAITS = re.compile(f"{_WAIT}(?![งบย])")
"""Of those who wrote the word itself; รอง, รอบ and รอย begin what is waited for."""


class Wording(StrEnum):
    """Whose words tell what was done with a measure."""

    NOBODY = "nobody"
    #: The monthly reports stand for it.
    MONTHS = "months"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class YearTexts:
    result: str = ""
    outcome: str = ""
    problems: str = ""
    suggestions: str = ""

    @property
    def tidy(self) -> YearTexts:
        return YearTexts(*(with_line_feeds(getattr(self, one.name)).strip() for one in fields(self)))

    def check(self) -> None:
        for one in fields(self):
            if len(getattr(self, one.name)) > LONGEST_TEXT:
                raise Refusal(
                    N_("This text is too long. Keep it within %(length)s characters."), one.name, length=LONGEST_TEXT
                )


NO_TEXTS = YearTexts()


@dataclass(frozen=True, slots=True)
class MonthSaid:
    """What one division said of a measure for one month."""

    report_id: int
    measure_id: int
    month: date
    division: str
    answer: Answer
    done_text: str
    problems: str
    next_steps: str
    waiting_for: str
    cannot_reason: CannotReason | None
    cannot_text: str


def proposed_texts(said: Sequence[MonthSaid]) -> YearTexts:
    """From the reports of one measure in the order of the months.

    What was done and what stood in the way (problems, reasons, waits) is told month by month, with the division where
    several speak; the same words are told once. Of many divisions only the last words of each are told, because a
    year of all of them is no summary. What is suggested is what those who have not finished plan
    next. What came of it no monthly report tells: that is for the office to write.
    """
    divisions = len({one.division for one in said})
    latest = {one.division: one for one in said}
    return YearTexts(
        result=_told([(one, one.done_text) for one in said], divisions),
        problems=_told([(one, text) for one in said for text in _in_the_way(one)], divisions),
        suggestions="\n".join(
            f"{one.division}: {one.next_steps.strip()}" if divisions > 1 else one.next_steps.strip()
            for one in latest.values()
            if one.answer is not Answer.DONE and one.next_steps.strip()
        ),
    )


def _told(texts: Iterable[tuple[MonthSaid, str]], divisions: int) -> str:
    of_division: dict[tuple[str, str], MonthSaid] = {}
    for one, text in texts:
        if words := text.strip():
            of_division.setdefault((one.division, words), one)
    if divisions > MOST_IN_FULL:
        last = {division: (division, words) for division, words in of_division}
        of_division = {key: of_division[key] for key in last.values()}
    by_words: dict[str, list[MonthSaid]] = {}
    for (_division, words), one in of_division.items():
        by_words.setdefault(words, []).append(one)
    return "\n".join(f"{_when_and_who(said, divisions)}: {words}" for words, said in by_words.items())


def _when_and_who(said: Sequence[MonthSaid], divisions: int) -> str:
    """When it was said first, and by whom."""
    when = thai_month(said[0].month, short=True)
    if divisions == 1:
        return when
    who = ", ".join(one.division for one in said) if len(said) <= MOST_IN_FULL else f"{len(said)} ส่วนราชการ"
    return f"{when} ({who})"


def _in_the_way(one: MonthSaid) -> Iterator[str]:
    yield one.problems
    if one.cannot_reason is not None:
        is_other = one.cannot_reason is CannotReason.OTHER
        yield one.cannot_text if is_other else " ".join((CANNOT_REASON[one.cannot_reason], one.cannot_text))
    if waiting_for := one.waiting_for.strip():
        yield waiting_for if _WAITS.match(waiting_for) else f"{_WAIT}{waiting_for}"
