from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.cadence import Cadence
from tracker.domain.reporting_cycle import (
    CycleSettings,
    ReminderDay,
    asks_for,
    closes_by_itself_on,
    cycle_of,
    first_month_heard,
    month_heard_on,
    month_in_question,
    months_asked_until,
    owes,
    schedule_of,
)

MEETING = date(2026, 2, 4)
"""A Wednesday."""

SONGKRAN = [date(2026, 4, day) for day in (13, 14, 15)]


def month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def test_it_counts_the_days_back_from_the_meeting() -> None:
    cycle = cycle_of(MEETING, CycleSettings(), [])
    assert cycle.opens_on == date(2026, 1, 25)
    assert cycle.request_on == date(2026, 1, 26)
    assert cycle.reminders == (ReminderDay(5, date(2026, 1, 30)), ReminderDay(3, date(2026, 2, 2)))
    assert cycle.due_on == date(2026, 2, 2)


@pytest.mark.parametrize(
    ("held_on", "days_off", "request_on", "reminders_on", "due_on"),
    [
        pytest.param("2026-02-20", [], "2026-02-10", ["2026-02-16", "2026-02-17"], "2026-02-18", id="plain"),
        pytest.param("2026-02-20", ["2026-02-10"], "2026-02-11", ["2026-02-16", "2026-02-17"], "2026-02-18", id="open"),
        pytest.param("2026-02-20", ["2026-02-16"], "2026-02-10", ["2026-02-17", "2026-02-17"], "2026-02-18", id="same"),
        pytest.param("2026-02-20", ["2026-02-18"], "2026-02-10", ["2026-02-16", "2026-02-17"], "2026-02-17", id="due"),
        pytest.param(
            "2026-02-20",
            ["2026-02-17", "2026-02-18"],
            "2026-02-10",
            ["2026-02-16"],
            "2026-02-16",
            id="past due",
        ),
        pytest.param("2026-04-16", SONGKRAN, "2026-04-06", [], "2026-04-10", id="long holiday before the meeting"),
        pytest.param("2026-02-16", [], "2026-02-06", ["2026-02-11", "2026-02-13"], "2026-02-13", id="Monday meeting"),
    ],
)
def test_it_moves_steps_off_days_off(
    held_on: str, days_off: list[str | date], request_on: str, reminders_on: list[str], due_on: str
) -> None:
    off = [day if isinstance(day, date) else date.fromisoformat(day) for day in days_off]
    cycle = cycle_of(date.fromisoformat(held_on), CycleSettings(), off)
    assert cycle.request_on.isoformat() == request_on
    assert [day.isoformat() for day in cycle.reminders_on] == reminders_on
    assert cycle.due_on.isoformat() == due_on


@pytest.mark.parametrize(
    ("settings", "days_before"),
    [
        (CycleSettings(opens_days_before=4), (3,)),
        (CycleSettings(reminder_days_before=(3, 5, 3)), (5, 3)),
        (CycleSettings(reminder_days_before=()), ()),
        (CycleSettings(reminder_days_before=(1,)), ()),
    ],
)
def test_it_leaves_out_reminders_before_the_window_and_after_the_due_day(
    settings: CycleSettings, days_before: tuple[int, ...]
) -> None:
    cycle = cycle_of(date(2026, 2, 20), settings, [])
    assert tuple(reminder.days_before for reminder in cycle.reminders) == days_before


@pytest.mark.parametrize(
    ("held_on", "heard"),
    [
        ("2026-02-01", "2026-01"),
        ("2026-02-15", "2026-01"),
        ("2026-02-16", "2026-02"),
        ("2026-02-28", "2026-02"),
        ("2026-01-05", "2025-12"),
        ("2025-10-15", "2025-09"),
    ],
)
def test_a_meeting_hears_the_month_before_until_the_15th(held_on: str, heard: str) -> None:
    assert month_heard_on(date.fromisoformat(held_on)) == month(heard)


@pytest.mark.parametrize(
    ("heard", "before", "first"),
    [
        ("2026-02", None, "2026-02"),
        ("2026-02", "2026-01", "2026-02"),
        ("2026-02", "2025-12", "2026-01"),
        ("2026-02", "2025-10", "2025-11"),
        ("2026-02", "2024-01", "2025-03"),
    ],
)
def test_a_meeting_takes_up_where_the_one_before_left_off(heard: str, before: str | None, first: str) -> None:
    assert first_month_heard(month(heard), month(before) if before else None) == month(first)


YEAR = (date(2025, 10, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("cadences", "start", "end", "asked"),
    [
        ([Cadence.MONTHLY], "2025-10-01", "2026-01-31", ["2025-10", "2025-11", "2025-12", "2026-01"]),
        ([Cadence.MONTHLY], "2025-12-31", "2026-02-01", ["2025-12", "2026-01", "2026-02"]),
        ([Cadence.QUARTERLY], "2025-10-01", "2026-05-31", ["2025-12", "2026-03", "2026-05"]),
        ([Cadence.QUARTERLY], "2025-10-01", "2026-06-30", ["2025-12", "2026-03", "2026-06"]),
        ([Cadence.HALF_YEARLY], "2025-10-01", "2026-08-31", ["2026-03", "2026-08"]),
        ([Cadence.YEARLY], "2025-10-01", "2026-09-30", ["2026-09"]),
        ([Cadence.ONCE], "2025-10-01", "2026-02-28", ["2026-02"]),
        ([Cadence.ONCE, Cadence.QUARTERLY], "2025-10-01", "2026-02-28", ["2025-12", "2026-02"]),
    ],
)
def test_cadences_choose_months_of_the_period(cadences: list[Cadence], start: str, end: str, asked: list[str]) -> None:
    schedule = schedule_of(date.fromisoformat(start), date.fromisoformat(end), cadences, 2569, Cadence.MONTHLY)
    last = date.fromisoformat(end).replace(day=1)
    assert months_asked_until(schedule, last) == [month(each) for each in asked]


def test_every_month_is_asked_for_after_the_end() -> None:
    schedule = schedule_of(*YEAR, [Cadence.YEARLY], 2569, Cadence.MONTHLY)
    assert [asks_for(schedule, month(each)) for each in ("2026-08", "2026-09", "2026-10", "2027-03")] == [
        False, True, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(("done_in", "owed"), [(None, True), ("2025-12", False), ("2026-01", True), ("2026-02", True)])
def test_nothing_is_owed_once_it_was_done_before(done_in: str | None, owed: bool) -> None:
    schedule = schedule_of(*YEAR, [Cadence.MONTHLY], 2569, Cadence.MONTHLY)
    assert owes(schedule, month("2026-01"), month(done_in) if done_in else None) is owed


def test_a_deadline_alone_runs_from_the_start_of_the_fiscal_year() -> None:
    schedule = schedule_of(None, date(2026, 1, 31), [Cadence.MONTHLY], 2569, Cadence.MONTHLY)
    assert (schedule.start, schedule.end, schedule.is_assumed) == (date(2025, 10, 1), date(2026, 1, 31), False)


def test_no_dates_mean_the_whole_year_and_say_so() -> None:
    schedule = schedule_of(None, None, [Cadence.MONTHLY], 2569, Cadence.MONTHLY)
    assert (schedule.start, schedule.end, schedule.is_assumed) == (*YEAR, True)


@pytest.mark.parametrize("cadences", [[], [Cadence.UNSPECIFIED], [Cadence.EACH_EVENT]])
def test_an_unclear_cadence_is_the_agencys_default(cadences: list[Cadence]) -> None:
    assert schedule_of(*YEAR, cadences, 2569, Cadence.QUARTERLY).cadences == {Cadence.QUARTERLY}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-01-24", "2025-12"),
        ("2026-01-25", "2026-01"),
        ("2026-02-21", "2026-01"),
        ("2026-02-22", "2026-02"),
    ],
)
def test_the_month_in_question_changes_with_the_newest_window(today: str, expected: str) -> None:
    opened = [(date(2025, 12, 27), month("2025-12")), (date(2026, 1, 25), month("2026-01")),
              (date(2026, 2, 22), month("2026-02"))]  # fmt: skip
    assert month_in_question(date.fromisoformat(today), opened) == month(expected)


def test_without_a_meeting_the_month_is_the_one_that_would_be_heard_today() -> None:
    assert month_in_question(date(2026, 2, 10), []) == month("2026-01")


@pytest.mark.parametrize(
    ("opened_on", "later_windows", "closes_on"),
    [
        ("2026-01-25", [], "2026-03-07"),
        ("2026-01-25", ["2026-02-22", "2026-03-22"], "2026-02-22"),
        ("2026-01-25", ["2026-03-20"], "2026-03-07"),
        ("2026-01-25", ["2026-02-04"], "2026-02-05"),
        ("2026-01-25", ["2026-02-02"], "2026-02-05"),
        ("2026-02-04", ["2026-02-02"], "2026-03-07"),
        ("2026-02-22", ["2026-02-22"], "2026-03-25"),
        ("2026-02-24", ["2026-02-22", "2026-03-22"], "2026-03-22"),
        ("2026-03-21", ["2026-02-22", "2026-03-22"], "2026-03-22"),
    ],
    ids=[
        "no later meeting",
        "the next window",
        "a next window far away",
        "a window that opens on the day of the meeting",
        "a window that opens before the meeting",
        "opened on the day of the meeting",
        "opened again on the day it closed",
        "opened again while the next window is open",
        "opened again the day before a window",
    ],
)
def test_a_month_closes_by_itself(opened_on: str, later_windows: list[str], closes_on: str) -> None:
    windows = [date.fromisoformat(day) for day in later_windows]
    held_on = date(2026, 2, 4)
    assert closes_by_itself_on(held_on, date.fromisoformat(opened_on), windows) == date.fromisoformat(closes_on)
