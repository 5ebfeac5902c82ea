"""Quarters, half-years and years by their months."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.papers import Span
from tracker.domain.spans import end_of, months_of, quarter_on, span_text


@pytest.mark.parametrize(
    ("span", "first", "count", "end"),
    [
        (Span.QUARTER_1, date(2025, 10, 1), 3, date(2025, 12, 31)),
        (Span.QUARTER_2, date(2026, 1, 1), 3, date(2026, 3, 31)),
        (Span.QUARTER_3, date(2026, 4, 1), 3, date(2026, 6, 30)),
        (Span.QUARTER_4, date(2026, 7, 1), 3, date(2026, 9, 30)),
        (Span.FIRST_HALF, date(2025, 10, 1), 6, date(2026, 3, 31)),
        (Span.SECOND_HALF, date(2026, 4, 1), 6, date(2026, 9, 30)),
        (Span.YEAR, date(2025, 10, 1), 12, date(2026, 9, 30)),
    ],
)
def test_a_span_has_its_months(span: Span, first: date, count: int, end: date) -> None:
    months = months_of(2569, span)
    assert (months[0], len(months), end_of(2569, span)) == (first, count, end)
    assert months == sorted(set(months))


@pytest.mark.parametrize(("day", "span"), [(date(2025, 12, 31), Span.QUARTER_1), (date(2026, 9, 30), Span.QUARTER_4)])
def test_a_day_lies_in_its_quarter(day: date, span: Span) -> None:
    assert quarter_on(day) is span


def test_a_span_is_named_with_its_months() -> None:
    assert span_text(2569, Span.FIRST_HALF) == "รอบ 6 เดือนแรก (ตุลาคม 2568 - มีนาคม 2569)"
