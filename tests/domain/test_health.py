from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.factories import moment
from tracker.domain.health import MEGABYTE, Check, Condition, Finding, is_sound, room, silence

NOW = moment(date(2026, 1, 29))


@pytest.mark.parametrize(
    "free, needed, condition",
    [
        (100, 1, Condition.FAULT),
        (199, 1, Condition.FAULT),
        (200, 1, Condition.WARNING),
        (1_999, 1, Condition.WARNING),
        (2_000, 1, Condition.OK),
        (5_000, 6_000, Condition.WARNING),
        (6_000, 6_000, Condition.OK),
    ],
)
def test_there_is_room_for_what_comes_and_for_a_backup(free: int, needed: int, condition: Condition) -> None:
    assert room(free * MEGABYTE, needed * MEGABYTE) is condition


@pytest.mark.parametrize(
    "last, condition",
    [
        (None, Condition.WARNING),
        (NOW, Condition.OK),
        (NOW - timedelta(hours=1), Condition.OK),
        (NOW - timedelta(hours=2), Condition.WARNING),
        (NOW - timedelta(days=1), Condition.WARNING),
        (NOW - timedelta(days=1, minutes=1), Condition.FAULT),
    ],
)
def test_a_timetable_that_nobody_keeps_is_told_before_it_does_harm(last: datetime | None, condition: Condition) -> None:
    assert silence(last, NOW) is condition


def test_only_a_fault_makes_an_installation_unsound() -> None:
    ok, warning, fault = (Finding(Check.DISK, condition, "") for condition in Condition)
    assert is_sound([ok, warning])
    assert not is_sound([ok, fault])
