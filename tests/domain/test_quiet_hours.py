from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.quiet_hours import quiet_until

TODAY, TOMORROW = date(2026, 1, 29), date(2026, 1, 30)
EVENING, MORNING, NOON, ONE = time(18), time(7, 30), time(12), time(13)


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("begins", "ends", "now", "until"),
    [
        (NOON, ONE, at(TODAY, 11, 59, 59), None),
        (NOON, ONE, at(TODAY, 12), at(TODAY, 13)),
        (NOON, ONE, at(TODAY, 12, 59, 59), at(TODAY, 13)),
        (NOON, ONE, at(TODAY, 13), None),
        (EVENING, MORNING, at(TODAY, 17, 59, 59), None),
        (EVENING, MORNING, at(TODAY, 18), at(TOMORROW, 7, 30)),
        (EVENING, MORNING, at(TODAY, 23, 59, 59), at(TOMORROW, 7, 30)),
        (EVENING, MORNING, at(TOMORROW, 0), at(TOMORROW, 7, 30)),
        (EVENING, MORNING, at(TOMORROW, 7, 29, 59), at(TOMORROW, 7, 30)),
        (EVENING, MORNING, at(TOMORROW, 7, 30), None),
        (EVENING, MORNING, at(TODAY, 12), None),
        (time(0), MORNING, at(TODAY, 0), at(TODAY, 7, 30)),
        (time(0), MORNING, at(TODAY, 23, 59), None),
        (EVENING, time(0), at(TODAY, 17, 59), None),
        (EVENING, time(0), at(TODAY, 18), at(TOMORROW, 0)),
        (EVENING, time(0), at(TOMORROW, 0), None),
        (EVENING, EVENING, at(TODAY, 18), None),
        (None, MORNING, at(TODAY, 3), None),
        (EVENING, None, at(TODAY, 20), None),
        (None, None, at(TODAY, 3), None),
    ],
)
def test_the_quiet_hours_begin_with_their_first_minute_and_end_before_their_last(
    begins: time | None, ends: time | None, now: datetime, until: datetime | None
) -> None:
    assert quiet_until(begins, ends, now) == until


def test_they_always_end_within_a_day_at_a_moment_that_is_not_quiet() -> None:
    half_hours = [time(half // 2, half % 2 * 30) for half in range(0, 48, 5)]
    for begins in half_hours:
        for ends in half_hours:
            for minutes in range(0, 24 * 60, 17):
                now = at(TODAY, 0) + timedelta(minutes=minutes)
                until = quiet_until(begins, ends, now)
                if until is not None:
                    assert timedelta(0) < until - now <= timedelta(days=1)
                    assert quiet_until(begins, ends, until) is None
                    assert quiet_until(begins, ends, until - timedelta(seconds=1)) == until
