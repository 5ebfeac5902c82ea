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
FROM = re.compile(r"ตั้งแต่|เริ่ม|เป็นต้นไป")
DAY_OF_MONTH = re.compile(r"วันที่\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?")
FIGURE = re.compile(r"\d")

_FAR_YEARS = 5
_RECURRING = re.compile(
    r"ทุก(?!ส่วน|หน่วย|สำนัก|กอง|คน|โครงการ|กิจกรรม|ครั้ง|ฝ่าย|ภาค)|(?:เดือน|ปี|ไตรมาส|สัปดาห์)\s*ละ"
    r"|ราย\s*(?:เดือน|ไตรมาส|ปี|สัปดาห์)|\d\s*ครั้ง\s*(?:/|ต่อ)\s*ปี|ของ\s*เดือน\s*ถัดไป"
    rf"|ประจำ\s*(?:เดือน(?!\s*{MONTH_PATTERN})|สัปดาห์|ไตรมาส(?!\s*(?:ที่\s*)?\d))"
)
_EACH = re.compile(r"ทุก\S*")
_FILLERS = re.compile(
    r"ดำเนินการ|ระหว่าง|ช่วง|ประจำ|ของ|วันที่|เดือน|ภาพรวม|รอบ|ครั้ง|ระยะเวลา|ตลอด|และ|ให้|ใน|กำหนด|เป็น|รวม|ละ"
    r"|ถัดไป|ไตรมาส|ที่|ทั้ง|จำนวน|พร้อม|อย่าง|น้อย|[\W_\d]",
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

    def has_range(self, marks: list[Mark]) -> bool:
        return any(last is not None or first.last_day for first, last in pairs_of(marks, self.rest))

    def has_unread_words(self) -> bool:
        words = DAY_OF_MONTH.sub("", self.rest) if self.recurrence else self.rest
        if FIGURE.search(words):
            return True
        for pattern in (_EACH, UNTIL, FROM, _RECURRING, _FILLERS):
            words = pattern.sub("", words)
        return bool(words)


def facts_of(plain: str, plan_fiscal_year: int) -> Facts:
    marks = find_marks(plain)
    recurrence, doubts = _recurrence(plain)
    context = _context(marks, plan_fiscal_year)
    return Facts(plain, rest_of(plain, marks), tuple(marks), plan_fiscal_year, context, recurrence, doubts)


def _context(marks: list[Mark], plan_fiscal_year: int) -> YearContext:
    for mark in marks:
        if mark.unit in (Unit.FISCAL_YEAR, Unit.CALENDAR_YEAR, Unit.YEAR) and mark.year is not None:
            return YearContext(mark.year, calendar=mark.unit is Unit.CALENDAR_YEAR)
    return YearContext(plan_fiscal_year - BUDDHIST_ERA_OFFSET)


def _recurrence(plain: str) -> tuple[Cadence | None, tuple[Doubt, ...]]:
    if not _RECURRING.search(plain):
        return None, ()
    reading = read_cadences(plain)
    named = [cadence for cadence in reading.cadences if cadence is not Cadence.ONCE]
    cadence = named[0] if named else Cadence.UNSPECIFIED
    sure = cadence is not Cadence.UNSPECIFIED and not reading.confirm
    return cadence, () if sure else (Doubt.CADENCE_GUESSED,)


def dated_reading(facts: Facts) -> tuple[list[Mark], Span] | None:
    """The most exact thing the text names decides; what is coarser must not contradict it."""
    readings = _readings(facts)
    if not readings:
        return None
    marks, span = readings[0]
    doubts = [*span.doubts, *_doubts_of(facts, marks, span)]
    if any(other.last < span.first or other.first > span.last for _, other in readings[1:]):
        doubts.append(Doubt.CONTRADICTION)
    return marks, replace(span, doubts=tuple(doubts))


def _readings(facts: Facts) -> list[tuple[list[Mark], Span]]:
    days = facts.of_units(Unit.DAY, Unit.MONTH)
    rounds = facts.of_units(Unit.ROUND)
    quarters = facts.of_units(Unit.QUARTER)
    years = facts.of_units(Unit.FISCAL_YEAR, Unit.CALENDAR_YEAR, Unit.YEAR)
    found: list[tuple[list[Mark], list[Span]]] = [
        (days, day_spans(days, facts.rest, facts.context)),
        (rounds, round_spans(rounds, facts.context)),
        (quarters, quarter_spans(quarters, facts.rest, facts.context)),
        (years, year_spans(years, facts.context)),
    ]
    return [(marks, joined(spans)) for marks, spans in found if marks]


def _doubts_of(facts: Facts, marks: list[Mark], span: Span) -> list[Doubt]:
    doubts = []
    if any(mark.cut_year for mark in facts.marks):
        doubts.append(Doubt.CUT_YEAR)
    if _calendar_or_fiscal(facts, marks):
        doubts.append(Doubt.BARE_YEAR)
    if any(abs(fiscal_year_of(day) - facts.plan_fiscal_year) > _FAR_YEARS for day in (span.first, span.last)):
        doubts.append(Doubt.FAR_YEAR)
    if facts.of_units(Unit.EVENT) or facts.has_unread_words():
        doubts.append(Doubt.UNREAD_WORDS)
    return doubts


def _calendar_or_fiscal(facts: Facts, marks: list[Mark]) -> bool:
    """October to December beside a year that may be either."""
    own_year = any(mark.year is not None for mark in marks)
    late = any(mark.unit in (Unit.DAY, Unit.MONTH) and mark.number >= FIRST_MONTH for mark in marks)
    fiscal_word = facts.of_units(Unit.FISCAL_YEAR, Unit.CALENDAR_YEAR)
    return late and not own_year and not fiscal_word and bool(facts.of_units(Unit.YEAR))
