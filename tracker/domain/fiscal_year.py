"""The Thai budget year: 1 October to 30 September, named by the Buddhist-era year in which it ends.

A month is a `date`, its first day; a fiscal year is an int in Buddhist era.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA_OFFSET = 543
FIRST_MONTH = 10


def fiscal_year_of(day: date) -> int:
    return day.year + BUDDHIST_ERA_OFFSET + (day.month >= FIRST_MONTH)


def fiscal_year_start(fiscal_year: int) -> date:
    return date(fiscal_year - BUDDHIST_ERA_OFFSET - 1, FIRST_MONTH, 1)


def fiscal_year_end(fiscal_year: int) -> date:
    return date(fiscal_year - BUDDHIST_ERA_OFFSET, FIRST_MONTH, 1) - timedelta(days=1)


def quarter_of(day: date) -> int:
    """1 for October to December, 4 for July to September."""
    return (day.month - FIRST_MONTH) % 12 // 3 + 1


def quarter_start(fiscal_year: int, quarter: int) -> date:
    return add_months(fiscal_year_start(fiscal_year), 3 * (quarter - 1))


def quarter_end(fiscal_year: int, quarter: int) -> date:
    return month_end(add_months(quarter_start(fiscal_year, quarter), 2))


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_end(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def add_months(month: date, count: int) -> date:
    """The first day of the month `count` months after `month` (before it when negative)."""
    year, zero_based = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(year, zero_based + 1, 1)


def months_between(first: date, last: date) -> list[date]:
    """Every month from the one of `first` to the one of `last`, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = month_of(first)
    return [add_months(start, step) for step in range(count)]


def day_in(fiscal_year: int | None, today: date) -> date:
    """Today, or the nearest day of the fiscal year that is asked about."""
    if fiscal_year is None:
        return today
    return min(max(today, fiscal_year_start(fiscal_year)), fiscal_year_end(fiscal_year))
