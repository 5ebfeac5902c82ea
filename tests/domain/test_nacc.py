"""The NACC's three states, four reasons and two rounds."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.nacc import (
    REASON_CODES,
    DivisionsPart,
    NaccStatus,
    is_locked,
    reason_texts,
    reasons_of,
    round_on,
    status_of,
)
from tracker.domain.progress import Answer, CannotReason, Progress

GOES_ON = DivisionsPart(Progress.IN_PROGRESS, Answer.PROGRESS)
SILENT = DivisionsPart(Progress.NOT_STARTED)
FINISHED = DivisionsPart(Progress.DONE, Answer.DONE)
LEFT = DivisionsPart(Progress.CANCELLED, Answer.CANNOT_DO, CannotReason.OTHER, "โอนงานแล้ว")
NO_MONEY = DivisionsPart(Progress.IN_PROGRESS, Answer.CANNOT_DO, CannotReason.NO_BUDGET)
SHUT = DivisionsPart(Progress.NOT_STARTED, Answer.CANNOT_DO, CannotReason.OTHER, "สถานที่ปิดซ่อม")


@pytest.mark.parametrize(
    ("progress", "parts", "status"),
    [
        (Progress.DONE, [FINISHED], NaccStatus.DONE),
        (Progress.NOT_STARTED, [], NaccStatus.IN_PROGRESS),
        (Progress.NOT_STARTED, [SILENT], NaccStatus.IN_PROGRESS),
        (Progress.IN_PROGRESS, [GOES_ON, NO_MONEY], NaccStatus.IN_PROGRESS),
        (Progress.IN_PROGRESS, [NO_MONEY], NaccStatus.CANNOT_DO),
        (Progress.IN_PROGRESS, [NO_MONEY, SHUT], NaccStatus.CANNOT_DO),
        (Progress.IN_PROGRESS, [NO_MONEY, FINISHED], NaccStatus.CANNOT_DO),
        (Progress.IN_PROGRESS, [NO_MONEY, SILENT], NaccStatus.IN_PROGRESS),
        (Progress.IN_PROGRESS, [GOES_ON, LEFT], NaccStatus.IN_PROGRESS),
        (Progress.CANCELLED, [LEFT], NaccStatus.CANNOT_DO),
        (Progress.CANCELLED, [], NaccStatus.CANNOT_DO),
    ],
)
def test_a_measure_has_one_of_three_states(progress: Progress, parts: list[DivisionsPart], status: NaccStatus) -> None:
    assert status_of(progress, parts) is status


def test_the_reasons_have_the_codes_of_the_form() -> None:
    assert [REASON_CODES[reason] for reason in CannotReason] == [1, 2, 3, 4]
    assert [reason.value for reason in REASON_CODES] == ["no_budget", "policy_changed", "not_enough_staff", "other"]


def test_each_reason_of_those_who_are_stuck_is_named_once_by_its_code() -> None:
    parts = [SHUT, NO_MONEY, SHUT, FINISHED, DivisionsPart(Progress.IN_PROGRESS, Answer.CANNOT_DO)]
    assert reasons_of(parts) == (CannotReason.NO_BUDGET, CannotReason.OTHER)
    assert reason_texts(parts) == "สถานที่ปิดซ่อม"


MARCH_END = date(2026, 3, 31)
FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in (2, 3, 4))


@pytest.mark.parametrize(
    ("months", "progress", "heard", "locked"),
    [
        (12, Progress.DONE, [FEBRUARY, MARCH], True),
        (12, Progress.DONE, [FEBRUARY, APRIL], False),
        (12, Progress.IN_PROGRESS, [FEBRUARY], False),
        (6, Progress.DONE, [FEBRUARY], False),
    ],
)
def test_the_second_round_locks_what_was_done_in_the_first(
    months: int, progress: Progress, heard: list[date], locked: bool
) -> None:
    assert is_locked(months, progress, heard, MARCH_END) is locked


@pytest.mark.parametrize(
    ("day", "months"), [(date(2025, 9, 30), 6), (date(2026, 4, 20), 6), (date(2026, 9, 30), 6), (date(2026, 10, 1), 12)]
)
def test_the_round_that_is_written_about(day: date, months: int) -> None:
    assert round_on(day, 2569) == months
