from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.fiscal_year import (
    add_months,
    fiscal_year_end,
    fiscal_year_of,
    fiscal_year_start,
    month_end,
    month_of,
    months_between,
    quarter_end,
    quarter_of,
    quarter_start,
)


def test_a_fiscal_year_runs_from_october_to_september() -> None:
    assert (fiscal_year_start(2569), fiscal_year_end(2569)) == (date(2025, 10, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2025, 9, 30), 2568, 4),
        (date(2025, 10, 1), 2569, 1),
        (date(2025, 12, 31), 2569, 1),
        (date(2026, 1, 1), 2569, 2),
        (date(2026, 4, 1), 2569, 3),
        (date(2026, 9, 30), 2569, 4),
    ],
)
def test_each_day_has_its_fiscal_year_and_quarter(day: date, year: int, quarter: int) -> None:
    assert (fiscal_year_of(day), quarter_of(day)) == (year, quarter)
    assert quarter_start(year, quarter) <= day <= quarter_end(year, quarter)


def test_months_are_first_days() -> None:
    assert month_of(date(2026, 2, 28)) == date(2026, 2, 1)
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)
    assert add_months(date(2025, 12, 1), 2) == date(2026, 2, 1)
    assert add_months(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert months_between(date(2025, 12, 15), date(2026, 2, 1)) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert months_between(date(2026, 2, 1), date(2025, 12, 1)) == []
