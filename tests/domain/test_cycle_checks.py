from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.cycle_checks import (
    MOST_DAYS,
    SHORTEST_MONTH,
    check_cycle,
    check_quiet_hours,
    read_day_counts,
    shortest_between,
)
from tracker.domain.errors import Refusal
from tracker.domain.reporting_cycle import CycleSettings, cycle_of


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"reminder_days_before": ()},
        {"reminder_days_before": (9, 2)},
        {
            "opens_days_before": 1,
            "due_days_before": 0,
            "eve_days_before": 0,
            "reminder_days_before": (),
            "sends_pre_read": False,
        },
        {"pre_read_days_before": 9},
        {"pre_read_days_before": 0},
        {"due_days_before": 1},
        {"eve_days_before": 2},
        {"opens_days_before": 27},
        {"orders_days_after": 0},
        {"minimum_gap_days": 0},
    ],
)
def test_a_cycle_in_order_passes(change: dict[str, Any]) -> None:
    check_cycle(replace(CycleSettings(), **change), SHORTEST_MONTH)


@pytest.mark.parametrize(
    "change, field",
    [
        ({"opens_days_before": 0}, "opens_days_before"),
        ({"opens_days_before": 46}, "opens_days_before"),
        ({"opens_days_before": 28}, "opens_days_before"),
        ({"due_days_before": 10}, "due_days_before"),
        ({"due_days_before": -1}, "due_days_before"),
        ({"eve_days_before": 3}, "eve_days_before"),
        ({"pre_read_days_before": 10}, "pre_read_days_before"),
        ({"pre_read_days_before": -1}, "pre_read_days_before"),
        ({"reminder_days_before": (10, 5)}, "reminder_days_before"),
        ({"reminder_days_before": (5, 1)}, "reminder_days_before"),
        ({"orders_days_after": 46}, "orders_days_after"),
        ({"minimum_gap_days": 10}, "minimum_gap_days"),
    ],
)
def test_what_is_out_of_order_is_refused_at_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_cycle(replace(CycleSettings(), **change), SHORTEST_MONTH)
    assert refused.value.field == field


def test_meetings_by_the_quarter_may_open_earlier() -> None:
    check_cycle(replace(CycleSettings(), opens_days_before=45), 90)


counts = st.integers(-2, MOST_DAYS + 2)


@given(counts, st.lists(counts, max_size=4), counts, counts)
def test_what_passes_is_in_order_on_every_calendar(opens: int, reminders: list[int], due: int, eve: int) -> None:
    settings = CycleSettings(opens, tuple(reminders), due, eve)
    try:
        check_cycle(settings, 60)
    except Refusal:
        return
    cycle = cycle_of(date(2026, 2, 4), settings, [date(2026, 2, 2)])
    assert cycle.opens_on <= cycle.request_on
    assert cycle.opens_on < cycle.held_on
    assert cycle.due_on <= cycle.eve_on <= cycle.held_on
    assert all(cycle.opens_on <= day <= cycle.due_on for day in cycle.reminders_on)


@pytest.mark.parametrize(
    "text, found",
    [("5, 3", (5, 3)), ("๓ ๕", (5, 3)), ("3 และ 5", (5, 3)), ("5,5", (5,)), ("", ()), ("  ", ())],
)
def test_it_reads_the_days_of_the_reminders(text: str, found: tuple[int, ...]) -> None:
    assert read_day_counts(text, "reminder_days_before") == found


@pytest.mark.parametrize("text", ["five", "5;3", "-5", "1,2,3,4,5,6", "1000"])
def test_what_is_no_list_of_days_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_day_counts(text, "reminder_days_before")


@pytest.mark.parametrize(
    "days, between",
    [
        ([], 28),
        ([date(2026, 1, 7)], 28),
        ([date(2026, 1, 7), date(2026, 2, 4), date(2026, 3, 11)], 28),
        ([date(2026, 1, 7), date(2026, 4, 1)], 84),
    ],
)
def test_it_finds_how_close_two_meetings_come(days: list[date], between: int) -> None:
    assert shortest_between(days) == between


@pytest.mark.parametrize(
    "quiet_from, quiet_until, field",
    [
        (None, None, None),
        (time(20), time(6), None),
        (time(12), time(13), None),
        (time(20), None, "quiet_until"),
        (None, time(6), "quiet_from"),
        (time(20), time(20), "quiet_until"),
    ],
)
def test_quiet_hours_have_two_ends(quiet_from: time | None, quiet_until: time | None, field: str | None) -> None:
    if field is None:
        check_quiet_hours(quiet_from, quiet_until)
        return
    with pytest.raises(Refusal) as refused:
        check_quiet_hours(quiet_from, quiet_until)
    assert refused.value.field == field
