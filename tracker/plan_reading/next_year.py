"""A plan carried over to another fiscal year: the same work, its dates and the years in its words moved."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tracker.domain.fiscal_year import month_end
from tracker.domain.period import PeriodKind, parse_period
from tracker.domain.thai_dates import MONTH_PATTERN, gregorian_year, thai_date
from tracker.domain.thai_text import to_arabic_digits, to_thai_digits
from tracker.plan_reading.draft import DraftMeasure, DraftPeriod, DraftPlan, DraftQuestion

_FIGURE = "[0-9๐-๙]"
_ERA = r"(?:\s*(?:ปี|พ\s*\.?\s*ศ\s*\.?|ค\s*\.?\s*ศ\s*\.?))*\s*"
_WHOLE_YEAR = rf"(?<!{_FIGURE}){_FIGURE}{{4}}(?!{_FIGURE})"
_SHORT_YEAR = rf"(?P<month>{MONTH_PATTERN}{_ERA}){_FIGURE}{{2}}(?!{_FIGURE})"
_YEAR = re.compile(rf"{_SHORT_YEAR}|{_WHOLE_YEAR}", re.IGNORECASE)

_QUESTIONS = {
    "period_moved": "ระยะเวลาของปีก่อน “{before}” เขียนใหม่เป็น “{after}” ถูกต้องหรือไม่",
    "period_moved_by_dates": "ระยะเวลาของปีก่อน “{before}” ย้ายตามข้อความไม่ได้ ได้เลื่อนวันที่เป็น “{after}” ถูกต้องหรือไม่",
    "year_in_titles": "ชื่อมาตรการระบุปี {years} โปรดตรวจสอบว่ายังใช้กับปีงบประมาณ {year} ได้",
    "year_in_steps": "ขั้นตอนระบุปี {years} โปรดตรวจสอบว่ายังใช้กับปีงบประมาณ {year} ได้",
}


def plan_for_year(plan: DraftPlan, fiscal_year: int) -> DraftPlan:
    """The plan as a draft of another year. It must have a year itself; what was assessed since is not in it."""
    if plan.plan_fiscal_year is None:
        raise ValueError("a plan without a fiscal year cannot be moved to another")
    years = fiscal_year - plan.plan_fiscal_year
    moved = [_measure(measure, years, fiscal_year) for measure in plan.measures]
    return replace(
        plan,
        plan_fiscal_year=fiscal_year,
        assessment=None,
        measures=tuple(measure for measure, _ in moved),
        questions=tuple(question for _, questions in moved for question in questions),
    )


def _measure(measure: DraftMeasure, years: int, fiscal_year: int) -> tuple[DraftMeasure, list[DraftQuestion]]:
    period, questions = _period(measure, years, fiscal_year)
    for code, field, texts in (
        ("year_in_titles", "titles", measure.titles),
        ("year_in_steps", "steps", measure.steps),
    ):
        if named := years_in(" ".join(texts)):
            questions.append(_question(code, measure, field, years=", ".join(named), year=fiscal_year))
    return replace(measure, period=period), questions


def _period(measure: DraftMeasure, years: int, fiscal_year: int) -> tuple[DraftPeriod, list[DraftQuestion]]:
    """The old words where they hold for the new year, else with their years moved, else the dates in words."""
    before = measure.period
    start, end = (moved_day(day, years) if day else None for day in (before.start, before.end))
    moved = replace(before, start=start, end=end)
    rewritten = with_years_moved(before.text, years)
    if start is None and end is None:
        return replace(moved, text=rewritten), _asked(measure, "period_moved", before.text, rewritten)
    for text in (before.text, rewritten):
        if _says(text, moved, fiscal_year):
            return replace(moved, text=text), _asked(measure, "period_moved", before.text, text)
    text = _in_words(moved)
    confirmed = replace(moved, text=text, confirm=True)
    return confirmed, _asked(measure, "period_moved_by_dates", before.text, text)


def _says(text: str, period: DraftPeriod, fiscal_year: int) -> bool:
    read = parse_period(text, fiscal_year)
    return (read.start, read.end, read.kind) == (period.start, period.end, period.kind)


def _in_words(period: DraftPeriod) -> str:
    words = " - ".join(thai_date(day, short=True, thai_digits=True) for day in (period.start, period.end) if day)
    return f"ภายใน {words}" if period.kind is PeriodKind.DEADLINE else words


def _asked(measure: DraftMeasure, code: str, before: str, after: str) -> list[DraftQuestion]:
    if before == after:
        return []
    return [_question(code, measure, "period", before=" ".join(before.split()) or "-", after=after)]


def _question(code: str, measure: DraftMeasure, field: str, **values: object) -> DraftQuestion:
    return DraftQuestion(code, _QUESTIONS[code].format(**values), measure.number, field)


def moved_day(day: date, years: int) -> date:
    """The same day of another year; the last of a month stays the last."""
    month = date(day.year + years, day.month, 1)
    last = month_end(month)
    return last if day == month_end(day) else month.replace(day=min(day.day, last.day))


def with_years_moved(text: str, years: int) -> str:
    """Every year in the text, with four figures or with two after a month, in the digits it is written in."""

    def moved(found: re.Match[str]) -> str:
        month = found["month"] or ""
        figures = found[0][len(month) :]
        year = to_arabic_digits(figures)
        if gregorian_year(year) is None:
            return found[0]
        shifted = str(int(year) + years).zfill(len(year))[-len(year) :]
        return month + (shifted if figures.isascii() else to_thai_digits(shifted))

    return _YEAR.sub(moved, text)


def years_in(text: str) -> list[str]:
    """As written, each once."""
    found = (match[0][len(match["month"] or "") :] for match in _YEAR.finditer(text))
    return list(dict.fromkeys(year for year in found if gregorian_year(to_arabic_digits(year)) is not None))
