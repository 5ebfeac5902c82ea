"""The rounds of the NACC's plan system as far as they differ from the office's own words.

Its form knows three states only, asks why something cannot be done by one of four codes, and locks in the second
round what was reported as done in the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.progress import Answer, CannotReason, Progress

FIRST_ROUND, SECOND_ROUND = 6, 12


def round_on(day: date, fiscal_year: int) -> int:
    """The round that is written about on a day: the second one once the year is over."""
    return FIRST_ROUND if fiscal_year_of(day) <= fiscal_year else SECOND_ROUND


class NaccStatus(StrEnum):
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANNOT_DO = "cannot_do"


REASON_CODES: dict[CannotReason, int] = {reason: code for code, reason in enumerate(CannotReason, start=1)}


@dataclass(frozen=True, slots=True)
class DivisionsPart:
    """Where one division stands with a measure at the end of the round."""

    progress: Progress
    #: What it said last; empty where it was never heard.
    answer: Answer | None = None
    cannot_reason: CannotReason | None = None
    cannot_text: str = ""

    @property
    def is_stuck(self) -> bool:
        return self.answer is Answer.CANNOT_DO and self.progress is not Progress.DONE


def status_of(progress: Progress, parts: Sequence[DivisionsPart]) -> NaccStatus:
    """Of a measure with the parts of its divisions.

    It cannot be done where it was cancelled, or where every division that has not finished its part said so last:
    while one of them goes on, the item goes on. What has not begun is in progress, for want of a fourth state.
    """
    if progress is Progress.DONE:
        return NaccStatus.DONE
    unfinished = [part for part in parts if part.progress not in (Progress.DONE, Progress.CANCELLED)]
    is_stuck = bool(unfinished) and all(part.is_stuck for part in unfinished)
    return NaccStatus.CANNOT_DO if progress is Progress.CANCELLED or is_stuck else NaccStatus.IN_PROGRESS


def is_locked(round_months: int, progress: Progress, heard_last: Iterable[date], first_round_end: date) -> bool:
    """In the second round, what was done in the first: nobody said anything of it for a month after that.

    So there is nothing to unlock: where a division takes its word back, the item is open again by that. `heard_last`
    are the months for which its divisions were heard last.
    """
    was_done = progress is Progress.DONE and all(month <= first_round_end for month in heard_last)
    return round_months == SECOND_ROUND and was_done


def reasons_of(parts: Sequence[DivisionsPart]) -> tuple[CannotReason, ...]:
    """Each once, by its code."""
    given = {part.cannot_reason for part in parts if part.is_stuck}
    return tuple(reason for reason in REASON_CODES if reason in given)


def reason_texts(parts: Sequence[DivisionsPart]) -> str:
    """The words of those whose reason is none of the coded ones."""
    other = (part.cannot_text for part in parts if part.is_stuck and part.cannot_reason is CannotReason.OTHER)
    return "\n".join(dict.fromkeys(text for text in other if text))
