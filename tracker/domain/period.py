"""From the words of a plan's period column to dates.

The text as adopted always stays beside what was read from it. Nothing is guessed in silence: each thing
that was taken for granted is a doubt, and a period with a doubt has to be confirmed by a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.cadence import Cadence
from tracker.domain.fiscal_year import fiscal_year_end, fiscal_year_of, month_end
from tracker.domain.period_facts import DAY_OF_MONTH, FIGURE, UNTIL, Facts, dated_reading, facts_of
from tracker.domain.period_marks import Mark, Unit, with_months_mended
from tracker.domain.period_spans import MONTHS_IN_YEAR, Doubt, NoSuchPeriod, Span, round_spans
from tracker.domain.period_text import plain_period
from tracker.domain.thai_text import squeeze


class PeriodKind(StrEnum):
    RANGE = "range"
    DEADLINE = "deadline"
    RECURRENCE = "recurrence"
    EVENT = "event"
    NONE = "none"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Period:
    """A range or recurrence has both dates, a deadline only its end; event, none and error have neither.

    `doubts` say what was taken for granted (then `confirm`) or, of an error, what is wrong.
    """

    text: str
    start: date | None
    end: date | None
    kind: PeriodKind
    confirm: bool
    recurrence: Cadence | None = None
    doubts: tuple[Doubt, ...] = ()


LONGEST_TEXT = 400

_NOTHING = re.compile(
    r"[-–—.…_*]*|\(?(?:ยัง)?ไม่(?:ได้)?(?:ระบุ|มี|กำหนด)(?:กำหนด)?(?:ระยะ)?(?:เวลา)?(?:ดำเนินการ)?\)?|n/?a", re.IGNORECASE
)
_BEFORE = re.compile(r"ก่อน(?!\s*(?:สิ้น|หรือ))")


def parse_period(text: str, plan_fiscal_year: int) -> Period:
    """Years and months without a year of their own belong to `plan_fiscal_year` (Buddhist era)."""
    try:
        read = _read(text, plan_fiscal_year)
    except NoSuchPeriod as impossible:
        return Period(text, None, None, PeriodKind.ERROR, confirm=False, doubts=(impossible.doubt,))
    return replace(read, text=text)


def _read(text: str, plan_fiscal_year: int) -> Period:
    if len(text) > LONGEST_TEXT:
        raise NoSuchPeriod(Doubt.UNREADABLE)
    if _NOTHING.fullmatch(squeeze(text)):
        return _period(PeriodKind.NONE, None, None)
    plain = plain_period(text)
    mended = with_months_mended(plain)
    facts = facts_of(mended, plan_fiscal_year)
    dated = dated_reading(facts)
    period = _of_kind(facts, *dated) if dated else _undated(facts)
    if mended != plain:
        return replace(period, confirm=True, doubts=(*period.doubts, Doubt.MISSPELT_MONTH))
    return period


def _period(
    kind: PeriodKind,
    start: date | None,
    end: date | None,
    doubts: tuple[Doubt, ...] = (),
    recurrence: Cadence | None = None,
) -> Period:
    return Period("", start, end, kind, bool(doubts), recurrence, tuple(dict.fromkeys(doubts)))


def _of_kind(facts: Facts, marks: list[Mark], span: Span) -> Period:
    before = facts.rest[: marks[0].start]
    until = bool(UNTIL.search(before)) and not facts.has_range(marks)
    yearly = facts.recurrence is Cadence.YEARLY
    if facts.recurrence and not (yearly and (until or span.single_day)):
        return _recurring(facts, span)
    if not until and facts.goes_on(marks):
        end = max(span.last, fiscal_year_end(fiscal_year_of(span.first)))
        return _period(PeriodKind.RANGE, span.first, end, (*span.doubts, Doubt.NO_END))
    if until or span.single_day or _is_occasion(facts, marks):
        end = _day_before(facts, marks, span) if _BEFORE.search(before) else span.last
        return _period(PeriodKind.DEADLINE, None, end, span.doubts, facts.recurrence)
    return _period(PeriodKind.RANGE, span.first, span.last, span.doubts)


def _is_occasion(facts: Facts, marks: list[Mark]) -> bool:
    """ครั้งที่ ๑ เดือนมีนาคม: something to be done by then, not during all of it."""
    counted = any(mark.text.startswith(("ครั้ง", "งวด")) for mark in facts.of_units(Unit.OCCURRENCE))
    return counted and not facts.has_range(marks)


def _day_before(facts: Facts, marks: list[Mark], span: Span) -> date:
    """Before 1 October without a year means the end of the plan's fiscal year, not the eve of its first day."""
    eve = span.first - timedelta(days=1)
    own_year = any(mark.year for mark in facts.marks)
    names_year = own_year or marks[0].unit is Unit.FISCAL_YEAR
    if not names_year and fiscal_year_of(eve) < facts.plan_fiscal_year:
        return fiscal_year_end(facts.plan_fiscal_year)
    return eve


def _recurring(facts: Facts, span: Span) -> Period:
    first, last = span.first, span.last
    if facts.recurrence is Cadence.MONTHLY and (day := _single_day_of_month(facts)):
        first, last = _day_in_month(first, day), _day_in_month(last, day)
    doubts = (*span.doubts, *facts.recurrence_doubts)
    return _period(PeriodKind.RECURRENCE, first, last, doubts, facts.recurrence)


def _single_day_of_month(facts: Facts) -> int:
    """The day by which each month's turn is due; 0 when none or several days are named."""
    found = DAY_OF_MONTH.search(facts.rest)
    if found is None or found[2]:
        return 0
    if not 1 <= int(found[1]) <= 31:
        raise NoSuchPeriod(Doubt.NO_SUCH_DAY)
    return int(found[1])


def _day_in_month(day_in_it: date, day: int) -> date:
    last = month_end(day_in_it)
    return last.replace(day=min(day, last.day))


def _undated(facts: Facts) -> Period:
    first, last = facts.whole_year()
    if facts.of_units(Unit.EVENT):
        each_time = Cadence.EACH_EVENT if "ทุกครั้ง" in facts.plain else facts.recurrence
        return _period(PeriodKind.EVENT, None, None, (), each_time)
    if facts.recurrence:
        doubts = (Doubt.UNREAD_WORDS,) if facts.has_unread_words() else ()
        return _recurring(facts, Span(first, last, doubts=doubts))
    if facts.of_units(Unit.CONTINUOUS):
        return _period(PeriodKind.RANGE, first, last, (Doubt.CONTINUOUS,))
    if durations := facts.of_units(Unit.DURATION):
        return _of_duration(durations[0], facts)
    if FIGURE.search(facts.rest):
        raise NoSuchPeriod(Doubt.UNREADABLE)
    return _period(PeriodKind.EVENT, None, None, (Doubt.NOT_UNDERSTOOD,))


def _of_duration(duration: Mark, facts: Facts) -> Period:
    """Half a year and a whole one are likely the plan's own; any other length has no beginning."""
    first, last = facts.whole_year()
    if duration.months == 6:
        last = round_spans([duration], facts.context)[0].last
    elif duration.months != MONTHS_IN_YEAR:
        return _period(PeriodKind.EVENT, None, None, (Doubt.DURATION_ONLY,))
    if UNTIL.search(facts.rest):
        return _period(PeriodKind.DEADLINE, None, last, (Doubt.DURATION_ONLY,))
    return _period(PeriodKind.RANGE, first, last, (Doubt.DURATION_ONLY,))
