"""From marks to real days: which year a month without one means, which two marks make a range."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.fiscal_year import (
    BUDDHIST_ERA_OFFSET,
    FIRST_MONTH,
    add_months,
    fiscal_year_end,
    fiscal_year_start,
    month_end,
    quarter_end,
    quarter_start,
)
from tracker.domain.period_marks import Mark, Unit

MONTHS_IN_YEAR = 12
_SURE_ROUNDS = (6, 12)


class Doubt(StrEnum):
    """Why a person has to look: the first four are errors, the others were read in the likeliest way."""

    REVERSED = "reversed"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_QUARTER = "no_such_quarter"
    UNREADABLE = "unreadable"
    BARE_YEAR = "bare_year"
    CUT_YEAR = "cut_year"
    FAR_YEAR = "far_year"
    YEAR_TURNED = "year_turned"
    GAP = "gap"
    SEVERAL = "several"
    LISTED = "listed"
    NO_END = "no_end"
    CONTINUOUS = "continuous"
    DURATION_ONLY = "duration_only"
    CONTRADICTION = "contradiction"
    MISSPELT_MONTH = "misspelt_month"
    UNREAD_WORDS = "unread_words"
    NOT_UNDERSTOOD = "not_understood"
    CADENCE_GUESSED = "cadence_guessed"


class NoSuchPeriod(Exception):
    """The text names days that cannot be."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.value)
        self.doubt = doubt


@dataclass(frozen=True, slots=True)
class YearContext:
    """The year for what has none of its own: Gregorian, the one in which the fiscal year ends."""

    year: int
    calendar: bool = False

    def year_of(self, month: int) -> int:
        return self.year - (month >= FIRST_MONTH and not self.calendar)

    @property
    def fiscal_year(self) -> int:
        return self.year + BUDDHIST_ERA_OFFSET


@dataclass(frozen=True, slots=True)
class Span:
    """`single_day` when the text names one day and no range."""

    first: date
    last: date
    single_day: bool = False
    doubts: tuple[Doubt, ...] = ()


_BETWEEN = re.compile(r"วันที่|เดือน|สิ้น|ต้น|กลาง|ปลาย|ประจำ|ของ|ที่|[\s()]")


def pairs_of(marks: Sequence[Mark], rest: str) -> list[tuple[Mark, Mark | None]]:
    """Each mark with the one that a dash joins to it."""
    pairs: list[tuple[Mark, Mark | None]] = []
    waiting = list(marks)
    while waiting:
        mark = waiting.pop(0)
        dashed = bool(waiting) and _BETWEEN.sub("", rest[mark.end : waiting[0].start]) == "-"
        pairs.append((mark, waiting.pop(0) if dashed and not mark.last_day else None))
    return pairs


def day_spans(marks: Sequence[Mark], rest: str, context: YearContext) -> list[Span]:
    dated = {mark.start: mark for mark in _with_years(marks)}
    spans = []
    for first, last in pairs_of(marks, rest):
        spans.append(_day_span(dated[first.start], dated[last.start] if last else None, context))
    return spans


def _with_years(marks: Sequence[Mark]) -> list[Mark]:
    """A year given once counts for all: first for the marks before it, then for those after it."""
    filled = list(marks)
    for place in range(len(filled) - 2, -1, -1):
        here, after = filled[place], filled[place + 1]
        if here.year is None and after.year is not None:
            filled[place] = replace(here, year=after.year - (here.number > after.number))
    for place in range(1, len(filled)):
        before, here = filled[place - 1], filled[place]
        if here.year is None and before.year is not None:
            filled[place] = replace(here, year=before.year + (here.number < before.number))
    return filled


def _day_span(first: Mark, last: Mark | None, context: YearContext) -> Span:
    opened = replace(first, year=first.year or context.year_of(first.number))
    if last is None:
        single = first.unit is Unit.DAY and not first.last_day
        return _span(_first_day(opened), _last_day(opened), single_day=single)
    closed = replace(last, year=last.year or context.year_of(last.number))
    start, end = _first_day(opened), _last_day(closed)
    if end < start and last.year is None:
        turned = _last_day(replace(closed, year=(closed.year or context.year) + 1))
        return replace(_span(start, turned), doubts=(Doubt.YEAR_TURNED,))
    return _span(start, end)


def _span(first: date, last: date, *, single_day: bool = False) -> Span:
    if last < first:
        raise NoSuchPeriod(Doubt.REVERSED)
    return Span(first, last, single_day)


def _first_day(mark: Mark) -> date:
    return _real_day(mark, 1 if mark.unit is Unit.MONTH else mark.day)


def _last_day(mark: Mark) -> date:
    if mark.unit is Unit.MONTH:
        return month_end(_real_day(mark, 1))
    return _real_day(mark, mark.last_day or mark.day)


def _real_day(mark: Mark, day: int) -> date:
    try:
        return date(mark.year or 1, mark.number, day)
    except ValueError as impossible:
        raise NoSuchPeriod(Doubt.NO_SUCH_DAY) from impossible


def quarter_spans(marks: Sequence[Mark], rest: str, context: YearContext) -> list[Span]:
    years = _quarter_years(marks, context)
    spans = []
    for first, last in pairs_of(marks, rest):
        closing = last or first
        if not (1 <= first.number <= 4 and 1 <= closing.number <= 4):
            raise NoSuchPeriod(Doubt.NO_SUCH_QUARTER)
        start = quarter_start(years[first.start] + BUDDHIST_ERA_OFFSET, first.number)
        spans.append(_span(start, quarter_end(years[closing.start] + BUDDHIST_ERA_OFFSET, closing.number)))
    return spans


def _quarter_years(marks: Sequence[Mark], context: YearContext) -> dict[int, int]:
    """By the place of the mark; a quarter without a year has that of the next one that has, else the last."""
    given = [mark.year for mark in marks if mark.year is not None]
    years: dict[int, int] = {}
    following = given[-1] if given else context.year
    for mark in reversed(marks):
        following = mark.year or following
        years[mark.start] = following
    return years


def round_spans(marks: Sequence[Mark], context: YearContext) -> list[Span]:
    """รอบ ๖ เดือน, six months from October; ๖ เดือนหลัง, six months up to September."""
    return [_round_span(mark.number or 6, mark.part, context.fiscal_year) for mark in marks]


def _round_span(months: int, part: str, fiscal_year: int) -> Span:
    if not 1 <= months <= MONTHS_IN_YEAR:
        raise NoSuchPeriod(Doubt.UNREADABLE)
    start, end = fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    if part == "หลัง":
        return Span(add_months(start, MONTHS_IN_YEAR - months), end)
    doubts = () if part or months in _SURE_ROUNDS else (Doubt.DURATION_ONLY,)
    return Span(start, add_months(start, months) - timedelta(days=1), doubts=doubts)


def year_spans(marks: Sequence[Mark], context: YearContext, stated_months: int) -> list[Span]:
    """Fiscal years; a bare year beside no word for the budget year may also mean the calendar year.

    So may two (2568 - 2569 is often the one fiscal year across both), unless they are as many as the text states.
    """
    fiscal_word = any(mark.unit is Unit.FISCAL_YEAR for mark in marks)
    named = [mark for mark in marks if mark.year is not None] or list(marks[:1])
    return [_year_span(mark, context, fiscal_word, stated_months) for mark in named]


def _year_span(mark: Mark, context: YearContext, fiscal_word: bool, stated_months: int) -> Span:
    first = mark.year or context.year
    last = mark.last_year or first
    if mark.unit is Unit.CALENDAR_YEAR:
        return Span(date(first, 1, 1), date(first, MONTHS_IN_YEAR, 31))
    bare = not fiscal_word and stated_months != (last - first + 1) * MONTHS_IN_YEAR
    start = fiscal_year_start(first + BUDDHIST_ERA_OFFSET)
    span = _span(start, fiscal_year_end(last + BUDDHIST_ERA_OFFSET))
    return replace(span, doubts=(Doubt.BARE_YEAR,) if bare else ())


def joined(spans: Sequence[Span]) -> Span:
    """From the first day to the last of all; gaps and overlaps between them are doubts."""
    doubts = [doubt for span in spans for doubt in span.doubts]
    for before, after in zip(spans, spans[1:], strict=False):
        if after.first > before.last + timedelta(days=1):
            doubts.append(Doubt.GAP)
        elif after.first <= before.last:
            doubts.append(Doubt.SEVERAL)
    return Span(
        min(span.first for span in spans),
        max(span.last for span in spans),
        all(span.single_day for span in spans),
        tuple(dict.fromkeys(doubts)),
    )
