"""How an office counts its meetings: 2/2569 is the second of the year 2569, in most offices the calendar year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.fiscal_year import BUDDHIST_ERA_OFFSET, FIRST_MONTH, fiscal_year_of
from tracker.domain.thai_dates import gregorian_year
from tracker.domain.thai_text import clean, to_arabic_digits

_NUMBER = re.compile(r"(?:ครั้งที่\s*)?(?P<count>\d{1,3})\s*/\s*(?P<year>\d{4}|\d{2})")


@dataclass(frozen=True, slots=True)
class Numbered:
    held_on: date
    #: As it was written; empty where the office gave none.
    number: str


def clean_number(text: str) -> str:
    """ครั้งที่ ๒/๒๕๖๙ as 2/2569; what is no such number stays as it was written."""
    found = _read(text)
    return f"{found[0]}/{found[1]}" if found else clean(text)


def proposed_number(held_on: date, earlier: Sequence[Numbered]) -> str:
    """The next number after those of earlier meetings, in whatever order they are given.

    Meetings without a number are counted too. The years are those of the calendar, unless the office numbered a
    meeting of October to December by the fiscal year.
    """
    by_fiscal_year = _counts_by_fiscal_year(earlier)
    year = _year(held_on, by_fiscal_year)
    count = 0
    for one in sorted(earlier, key=lambda one: one.held_on):
        if one.held_on < held_on and _year(one.held_on, by_fiscal_year) == year:
            found = _read(one.number)
            count = found[0] if found and found[1] == year else count + 1
    return f"{count + 1}/{year}"


def _counts_by_fiscal_year(earlier: Sequence[Numbered]) -> bool:
    telling = [one for one in earlier if one.held_on.month >= FIRST_MONTH and _read(one.number)]
    if not telling:
        return False
    latest = max(telling, key=lambda one: one.held_on)
    found = _read(latest.number)
    return found is not None and found[1] == fiscal_year_of(latest.held_on)


def _year(day: date, by_fiscal_year: bool) -> int:
    return fiscal_year_of(day) if by_fiscal_year else day.year + BUDDHIST_ERA_OFFSET


def _read(text: str) -> tuple[int, int] | None:
    """The count and the year in the Buddhist era."""
    found = _NUMBER.fullmatch(to_arabic_digits(clean(text)))
    year = gregorian_year(found["year"]) if found else None
    return (int(found["count"]), year + BUDDHIST_ERA_OFFSET) if found and year else None
