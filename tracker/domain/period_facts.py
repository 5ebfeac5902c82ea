"""A period text taken apart: its marks with their year, whether it recurs, and what of it was not read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.cadence import Cadence, read_cadences
from tracker.domain.fiscal_year import (
    BUDDHIST_ERA_OFFSET,
    FIRST_MONTH,
    fiscal_year_end,
    fiscal_year_of,
    fiscal_year_start,
)
from tracker.domain.period_marks import Mark, Unit, find_marks, rest_of
from tracker.domain.period_spans import (
    Doubt,
    Span,
    YearContext,
    day_spans,
    joined,
    pairs_of,
    quarter_spans,
    round_spans,
    year_spans,
)
from tracker.domain.thai_dates import MONTH_PATTERN

UNTIL = re.compile(r"ภายใน|ไม่เกิน|ไม่ช้ากว่า|ก่อน|สิ้น|แล้วเสร็จ")
FROM = re.compile(r"ตั้งแต่|(?:วัน)?(?:ที่)?เริ่ม(?:ต้น)?|เป็นต้นไป|-\s*สิ้น\s*(?:สุด\s*)?ปี")
DAY_OF_MONTH = re.compile(r"วันที่\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?")
FIGURE = re.compile(r"\d")

_EXACT = (Unit.DAY, Unit.MONTH, Unit.QUARTER)
_YEARS = (Unit.FISCAL_YEAR, Unit.CALENDAR_YEAR, Unit.YEAR)
_FAR_YEARS = 5
_DAYS_IN_MONTH = 30.4
_RECURRING = re.compile(
    r"ทุก(?!ส่วน|หน่วย|สำนัก|กอง|คน|โครงการ|กิจกรรม|ครั้ง|ฝ่าย|ภาค)|(?:เดือน|ปี|ไตรมาส|สัปดาห์)\s*ละ"
    r"|ราย\s*(?:เดือน|ไตรมาส|ปี|สัปดาห์)|\d\s*ครั้ง\s*(?:/|ต่อ)\s*(?:ปี|เดือน|ไตรมาส|สัปดาห์)|วันละ"
    r"|\d\s*(?:เดือน|สัปดาห์|ปี)\s*(?:/|ต่อ)?\s*ครั้ง|เดือน\s*เว้น\s*เดือน|เดือน\s*ๆ\s*ละ"
    rf"|ของ\s*เดือน(?!\s*(?:{MONTH_PATTERN}|นี้))"
    rf"|ประจำ\s*(?:เดือน(?!\s*{MONTH_PATTERN})|สัปดาห์|ไตรมาส(?!\s*(?:ที่\s*)?\d))",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?:และ|กับ|หรือ|&)\s*$")
_OPEN_DAY = re.compile(r"วันที่[\s.…_]*(?:ของ|เดือน|\s)*$")
_OF_A_MONTH = re.compile(rf"ของ\s*เดือน(?!\s*(?:{MONTH_PATTERN}|นี้))", re.IGNORECASE)
_EACH = re.compile(r"ทุก\S*")
_FILLERS = re.compile(
    r"ไม่น้อยกว่า|ดำเนินการ|ระหว่าง|ช่วง|ประจำ|ของ|วันที่|เดือน|ภาพรวม|รอบ|ครั้ง|ระยะเวลา|ตลอด|และ|ให้|ใน|กำหนด|เป็น|รวม|ละ"
    r"|ถัดไป|ที่|ทั้ง|จำนวน|พร้อม|อย่าง|น้อย|รายงาน(?:ผล)?|[\W_\d]",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """`rest` is the plain text without what the marks took, at the same places."""

    plain: str
    rest: str
    marks: tuple[Mark, ...]
    plan_fiscal_year: int
    context: YearContext
    recurrence: Cadence | None
    recurrence_doubts: tuple[Doubt, ...]

    def of_units(self, *units: Unit) -> list[Mark]:
        return [mark for mark in self.marks if mark.unit in units]

    def whole_year(self) -> tuple[date, date]:
        return fiscal_year_start(self.plan_fiscal_year), fiscal_year_end(self.plan_fiscal_year)

    @property
    def stated_months(self) -> int:
        """How long the text says that it takes, in months; 0 when it does not."""
        return sum(mark.months for mark in self.marks)

    def goes_on(self, marks: list[Mark]) -> bool:
        """Says from when, that it continues, or breaks off after the dash; but not until when."""
        if self.has_range(marks):
            return False
        after = any(mark.start > marks[-1].start for mark in self.of_units(Unit.CONTINUOUS))
        exact = marks[-1].unit in _EXACT
        return bool(FROM.search(self.rest)) or self.plain.rstrip().endswith("-") or after and exact

    def has_range(self, marks: list[Mark]) -> bool:
        return any(last is not None or first.last_day for first, last in pairs_of(marks, self.rest))

    def is_incomplete(self) -> bool:
        """Left open for a day to be written in, or cut off behind an "and"."""
        return bool(_OPEN_END.search(self.plain)) or any(
            _OPEN_DAY.search(self.rest[: mark.start]) for mark in self.of_units(Unit.MONTH)
        )

    def has_unread_words(self) -> bool:
        words = self.rest
        for pattern in (DAY_OF_MONTH, _EACH, _RECURRING) if self.recurrence else ():
            words = pattern.sub("", words)
        if FIGURE.search(words):
            return True
        for pattern in (UNTIL, FROM, _FILLERS):
            words = pattern.sub("", words)
        return bool(words)


def facts_of(plain: str, plan_fiscal_year: int) -> Facts:
    marks = find_marks(plain)
    recurrence, doubts = _recurrence(plain)
    context = _context(marks, plan_fiscal_year)
    return Facts(plain, rest_of(plain, marks), tuple(marks), plan_fiscal_year, context, recurrence, doubts)


def _context(marks: list[Mark], plan_fiscal_year: int) -> YearContext:
    for mark in marks:
        if mark.unit in _YEARS and mark.year is not None:
            return YearContext(mark.year, calendar=mark.unit is Unit.CALENDAR_YEAR)
    return YearContext(plan_fiscal_year - BUDDHIST_ERA_OFFSET)


def _recurrence(plain: str) -> tuple[Cadence | None, tuple[Doubt, ...]]:
    if not _RECURRING.search(plain):
        return None, ()
    reading = read_cadences(plain)
    named = [cadence for cadence in reading.cadences if cadence not in (Cadence.ONCE, Cadence.UNSPECIFIED)]
    if named:
        return named[0], (Doubt.CADENCE_GUESSED,) if reading.confirm else ()
    return Cadence.MONTHLY if _OF_A_MONTH.search(plain) else Cadence.UNSPECIFIED, (Doubt.CADENCE_GUESSED,)


def dated_reading(facts: Facts) -> tuple[list[Mark], Span] | None:
    """The most exact thing the text names decides; what is coarser must not contradict it."""
    readings = _readings(facts)
    if not readings:
        return None
    marks, span = readings[0]
    doubts = [*span.doubts, *_doubts_of(facts, marks, span)]
    contradicted = any(_contradicts(marks, span, *other) for other in readings[1:])
    if contradicted or _is_longer_or_shorter(facts, span) or _ends_elsewhere(facts, marks, span):
        doubts.append(Doubt.CONTRADICTION)
    if Doubt.LISTED in doubts:
        doubts = [doubt for doubt in doubts if doubt not in (Doubt.GAP, Doubt.SEVERAL)]
    return marks, replace(span, doubts=tuple(doubts))


def _readings(facts: Facts) -> list[tuple[list[Mark], Span]]:
    days = facts.of_units(Unit.DAY, Unit.MONTH)
    rounds = facts.of_units(Unit.ROUND)
    quarters = facts.of_units(Unit.QUARTER)
    years = facts.of_units(*_YEARS)
    found: list[tuple[list[Mark], list[Span]]] = [
        (days, day_spans(days, facts.rest, facts.context)),
        (rounds, round_spans(rounds, facts.context)),
        (quarters, quarter_spans(quarters, facts.rest, facts.context)),
        (years, year_spans(years, facts.context, facts.stated_months)),
    ]
    return [(marks, joined(spans)) for marks, spans in found if marks]


def _contradicts(marks: list[Mark], span: Span, coarser: list[Mark], frame: Span) -> bool:
    """Whether the exact days leave what the coarser words allow; which half a bare round is, it does not say."""
    first, last = frame.first, frame.last
    unit = coarser[0].unit
    if unit is Unit.ROUND and not any(mark.part for mark in coarser):
        return False
    if marks[0].unit is Unit.ROUND and unit is Unit.QUARTER:
        return span.last < first or span.first > last
    if unit is Unit.YEAR:
        last = last.replace(month=12, day=31)
    return span.first < first or span.last > last


def _is_longer_or_shorter(facts: Facts, span: Span) -> bool:
    """Than the text says in months or years, by a month or more."""
    stated = facts.stated_months
    if not stated or facts.recurrence or span.single_day:
        return False
    return abs((span.last - span.first).days + 1 - stated * _DAYS_IN_MONTH) >= _DAYS_IN_MONTH


def _ends_elsewhere(facts: Facts, marks: list[Mark], span: Span) -> bool:
    """Names the end of the fiscal year behind days that end before it."""
    behind = [mark for mark in facts.of_units(Unit.FISCAL_YEAR) if mark.start > marks[-1].start]
    if not behind or marks[-1].unit not in _EXACT:
        return False
    ends = "สิ้น" in facts.rest[marks[-1].end : behind[0].start]
    return ends and span.last != fiscal_year_end(fiscal_year_of(span.last))


def _doubts_of(facts: Facts, marks: list[Mark], span: Span) -> list[Doubt]:
    items = facts.of_units(Unit.ITEM)
    part_of_month = facts.of_units(Unit.WEEK) and not facts.recurrence
    unread = facts.of_units(Unit.EVENT) or facts.has_unread_words() or len(items) == 1
    partly = part_of_month or facts.is_incomplete() or _mixes_units(facts)
    days = (span.first, span.last)
    doubts = {
        Doubt.CUT_YEAR: any(mark.cut_year for mark in facts.marks),
        Doubt.BARE_YEAR: _calendar_or_fiscal(facts, marks),
        Doubt.FAR_YEAR: any(abs(fiscal_year_of(day) - facts.plan_fiscal_year) > _FAR_YEARS for day in days),
        Doubt.LISTED: len(items) > 1,
        Doubt.UNREAD_WORDS: bool(unread or partly),
    }
    return [doubt for doubt, holds in doubts.items() if holds]


def _mixes_units(facts: Facts) -> bool:
    """A dash from a month to a year, or from a quarter to a month, of which only one end was read."""
    named = facts.of_units(*_EXACT, *_YEARS)
    kinds = {Unit.DAY: 0, Unit.MONTH: 0, Unit.QUARTER: 1}
    return any(
        last is not None and kinds.get(first.unit, 2) != kinds.get(last.unit, 2)
        for first, last in pairs_of(named, facts.rest)
    )


def _calendar_or_fiscal(facts: Facts, marks: list[Mark]) -> bool:
    """October to December beside a year that may be either."""
    own_year = any(mark.year is not None for mark in marks)
    late = any(mark.unit in (Unit.DAY, Unit.MONTH) and mark.number >= FIRST_MONTH for mark in marks)
    fiscal_word = facts.of_units(Unit.FISCAL_YEAR, Unit.CALENDAR_YEAR)
    return late and not own_year and not fiscal_word and bool(facts.of_units(Unit.YEAR))
