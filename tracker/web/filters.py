"""How dates, months and figures are written on a page, in the language it is shown in."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time
from decimal import Decimal

from flask import Flask
from jinja2 import StrictUndefined

from tracker.domain.check_codes import short_code
from tracker.domain.fiscal_year import BUDDHIST_ERA_OFFSET
from tracker.domain.framework import indicator_name, indicator_name_english
from tracker.domain.thai_dates import MONTH_NAMES, WEEKDAY_NAMES, thai_date, thai_month
from tracker.domain.thai_times import thai_time
from tracker.web.texts import texts


def is_thai() -> bool:
    return texts().is_thai


def day(value: date | None, *, short: bool = False) -> str:
    """4 กุมภาพันธ์ 2569, or 4 February 2026 for a reader of English; the short form stays on one line."""
    if value is None:
        return "–"
    if is_thai():
        written = thai_date(value, short=short)
    else:
        written = f"{value.day} {value:%b} {value.year}" if short else f"{value.day} {value:%B} {value.year}"
    return _on_one_line(written) if short else written


def weekday(value: date) -> str:
    return weekday_name(value.weekday())


def weekday_name(number: int) -> str:
    """Monday is 0."""
    return WEEKDAY_NAMES[number] if is_thai() else calendar.day_name[number]


def month_name(number: int) -> str:
    """January is 1."""
    return MONTH_NAMES[number - 1] if is_thai() else calendar.month_name[number]


def full_day(value: date) -> str:
    """With the day of the week, on one line: พุธ 4 ก.พ. 2569, or Wed 4 Feb 2026."""
    name = WEEKDAY_NAMES[value.weekday()] if is_thai() else f"{value:%a}"
    return _on_one_line(f"{name} {day(value, short=True)}")


def calendar_year(value: int) -> str:
    """In the Buddhist era for a reader of Thai: 2569, or 2026."""
    return str(value + BUDDHIST_ERA_OFFSET if is_thai() else value)


def month(value: date, *, short: bool = False) -> str:
    if is_thai():
        return thai_month(value, short=short)
    return f"{value:%b} {value.year}" if short else f"{value:%B} {value.year}"


def moment(value: datetime | None) -> str:
    """Day and time, broken between the two if anywhere; moments come from the database in Bangkok's time."""
    if value is None:
        return "–"
    return f"{day(value.date(), short=True)} {clock_time(value)}"


def clock_time(value: datetime) -> str:
    return _on_one_line(f"{value:%H:%M} น." if is_thai() else f"{value:%H:%M}")


def hour(value: time | None) -> str:
    """09.30 น., or 09:30 for a reader of English."""
    if value is None:
        return "–"
    return _on_one_line(thai_time(value) if is_thai() else f"{value:%H:%M}")


def _on_one_line(text: str) -> str:
    """Narrow columns would put each word of a date on a line of its own."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def percent(value: float | None) -> str:
    """35, 35.5, and a dash for nothing; the sign stands in the template."""
    if value is None:
        return "–"
    return f"{value:.1f}".removesuffix(".0")


def baht(value: Decimal | None) -> str | None:
    """1,234.50, and nothing where it is not stated; the unit stands in the template."""
    return None if value is None else f"{value:,.2f}"


def fiscal_year(value: int) -> str:
    """Fiscal years are named in the Buddhist era, whatever the language."""
    return str(value) if is_thai() else f"{value} ({value - BUDDHIST_ERA_OFFSET})"


def indicator(code: str) -> str:
    """The name of an indicator or sub-indicator."""
    return indicator_name(code) if is_thai() else indicator_name_english(code)


def register(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    for one in (
        day,
        full_day,
        weekday,
        month,
        calendar_year,
        hour,
        moment,
        percent,
        baht,
        fiscal_year,
        indicator,
        short_code,
    ):
        app.jinja_env.filters[one.__name__] = one
