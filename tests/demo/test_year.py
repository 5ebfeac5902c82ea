"""Where the demonstration's meetings lie: today is always in an open window, with time to spare."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.demo.year import coming_meeting, meetings_of_the_year
from tracker.domain.fiscal_year import add_months, fiscal_year_of
from tracker.domain.reporting_cycle import CycleSettings, cycle_of, is_working_day
from tracker.services.setup import known_days_off

DAYS_OFF = frozenset(known_days_off(range(2025, 2030)))
EVERY_DAY = [date(2026, 3, 1) + timedelta(days=count) for count in range(3 * 365)]
SETTINGS = CycleSettings()


def test_today_is_in_an_open_window_and_nothing_is_late_yet() -> None:
    for today in EVERY_DAY:
        meeting = coming_meeting(today, DAYS_OFF)
        cycle = cycle_of(meeting.held_on, SETTINGS, DAYS_OFF)
        assert is_working_day(meeting.held_on, DAYS_OFF), today
        assert cycle.opens_on < today < cycle.held_on, today
        assert meeting.month <= meeting.held_on, today


def test_every_month_is_heard_once_and_in_order() -> None:
    for today in EVERY_DAY:
        *past, coming = meetings_of_the_year(today, DAYS_OFF)
        assert 10 <= len(past) <= 12, today
        months = [meeting.month for meeting in (*past, coming)]
        assert months == [add_months(months[0], step) for step in range(len(months))], today
        assert all(meeting.held_on < today for meeting in past), today
        assert fiscal_year_of(months[0]) == fiscal_year_of(today) - 1, today


@pytest.mark.parametrize(
    ("today", "held_on", "month"),
    [
        (date(2026, 8, 27), date(2026, 9, 2), date(2026, 8, 1)),
        (date(2026, 9, 1), date(2026, 9, 7), date(2026, 8, 1)),
        (date(2026, 9, 20), date(2026, 9, 25), date(2026, 9, 1)),
        (date(2027, 4, 10), date(2027, 4, 16), date(2027, 4, 1)),
        (date(2026, 4, 6), date(2026, 4, 10), date(2026, 3, 1)),
    ],
    ids=["the first Wednesday", "put off", "brought forward", "after a long holiday", "before a longer one"],
)
def test_the_first_wednesday_is_kept_when_it_is_near_enough(today: date, held_on: date, month: date) -> None:
    meeting = coming_meeting(today, DAYS_OFF)
    assert (meeting.held_on, meeting.month) == (held_on, month)
