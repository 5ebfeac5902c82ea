"""What a follow-up looks back on: quarters, half-years and the whole of a fiscal year, by their months."""

from __future__ import annotations

from datetime import date

from tracker.domain.fiscal_year import fiscal_year_start, month_end, months_between, quarter_end, quarter_of
from tracker.domain.papers import Span
from tracker.domain.thai_dates import thai_month

NAMES: dict[Span, str] = {
    Span.QUARTER_1: "ไตรมาสที่ 1",
    Span.QUARTER_2: "ไตรมาสที่ 2",
    Span.QUARTER_3: "ไตรมาสที่ 3",
    Span.QUARTER_4: "ไตรมาสที่ 4",
    Span.FIRST_HALF: "รอบ 6 เดือนแรก",
    Span.SECOND_HALF: "รอบ 6 เดือนหลัง",
    Span.YEAR: "รอบ 12 เดือน",
}

QUARTERS = (Span.QUARTER_1, Span.QUARTER_2, Span.QUARTER_3, Span.QUARTER_4)

#: Numbers of the first and the last quarter.
_FROM_TO: dict[Span, tuple[int, int]] = {
    **{span: (number, number) for number, span in enumerate(QUARTERS, start=1)},
    Span.FIRST_HALF: (1, 2),
    Span.SECOND_HALF: (3, 4),
    Span.YEAR: (1, 4),
}

ROUNDS: dict[int, Span] = {6: Span.FIRST_HALF, 12: Span.YEAR}
"""The rounds of the NACC's plan system, by the number of months from the start of the year that each tells about."""


def months_of(fiscal_year: int, span: Span) -> list[date]:
    """In order; a month is its first day."""
    first, last = _FROM_TO[span]
    skipped = 3 * (first - 1)
    year = months_between(fiscal_year_start(fiscal_year), quarter_end(fiscal_year, last))
    return year[skipped:]


def end_of(fiscal_year: int, span: Span) -> date:
    return month_end(months_of(fiscal_year, span)[-1])


def quarter_on(day: date) -> Span:
    return QUARTERS[quarter_of(day) - 1]


def span_text(fiscal_year: int, span: Span) -> str:
    """ไตรมาสที่ 2 (มกราคม 2569 - มีนาคม 2569)."""
    months = months_of(fiscal_year, span)
    return f"{NAMES[span]} ({thai_month(months[0])} - {thai_month(months[-1])})"
