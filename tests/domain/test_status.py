"""Progress and health of assignments and measures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.domain.cadence import Cadence
from tracker.domain.progress import Answer, Health, Progress
from tracker.domain.reporting_cycle import Schedule
from tracker.domain.status import (
    LatestReport,
    Standing,
    assignment_standing,
    elapsed_percent,
    expected_on,
    latest_report,
    measure_standing,
    worst_health,
)

START, END = date(2025, 10, 1), date(2026, 3, 31)
MONTHLY = Schedule(START, END, frozenset({Cadence.MONTHLY}))
JANUARY = date(2026, 1, 1)
FEBRUARY_1 = date(2026, 2, 1)
EXPECTED = expected_on(MONTHLY, JANUARY, FEBRUARY_1)


def said(
    month: date = JANUARY,
    percent: int = 70,
    answer: Answer = Answer.PROGRESS,
    progress: Progress = Progress.IN_PROGRESS,
) -> LatestReport:
    return LatestReport(month, answer, progress, percent)


def standing(
    latest: LatestReport | None, today: date = FEBRUARY_1, month: date = JANUARY, schedule: Schedule = MONTHLY
) -> Standing:
    return assignment_standing(expected_on(schedule, month, today), latest, is_cancelled=False)


def done(month: date = JANUARY) -> LatestReport:
    return said(month, 100, Answer.DONE, Progress.DONE)


@pytest.mark.parametrize(
    "latest, today, health",
    [
        (said(), FEBRUARY_1, Health.ON_TRACK),
        (said(), END, Health.AT_RISK),
        (said(percent=80), END, Health.ON_TRACK),
        (said(), END + timedelta(days=1), Health.OVERDUE),
        (None, END + timedelta(days=1), Health.OVERDUE),
        (said(answer=Answer.CANNOT_DO), FEBRUARY_1, Health.BLOCKED),
        (said(answer=Answer.CANNOT_DO), END + timedelta(days=1), Health.OVERDUE),
        (said(answer=Answer.WAITING), FEBRUARY_1, Health.ON_TRACK),
        (said(percent=10), FEBRUARY_1, Health.AT_RISK),
        (None, START - timedelta(days=1), None),
        (done(), FEBRUARY_1, None),
        (done(), END + timedelta(days=30), None),
    ],
)
def test_health(latest: LatestReport | None, today: date, health: Health | None) -> None:
    assert standing(latest, today).health is health


def test_it_is_at_risk_when_the_two_latest_owed_reports_are_missing() -> None:
    assert standing(said(date(2025, 12, 1))).health is Health.ON_TRACK
    assert standing(said(date(2025, 11, 1))).health is Health.AT_RISK
    assert standing(None, today=date(2025, 11, 5), month=date(2025, 10, 1)).health is Health.ON_TRACK
    assert standing(None, today=date(2025, 11, 20), month=date(2025, 11, 1)).health is Health.AT_RISK


def test_months_that_are_not_owed_are_not_missed() -> None:
    quarterly = Schedule(START, date(2026, 9, 30), frozenset({Cadence.QUARTERLY}))
    assert standing(said(date(2025, 12, 1)), date(2026, 3, 5), date(2026, 2, 1), quarterly).health is Health.ON_TRACK
    assert standing(None, date(2026, 4, 5), date(2026, 3, 1), quarterly).health is Health.AT_RISK


QUARTERLY = Schedule(START, date(2026, 9, 30), frozenset({Cadence.QUARTERLY}))


@pytest.mark.parametrize(
    "schedule, month, first_month, is_asked",
    [
        pytest.param(QUARTERLY, "2026-01", "2026-01", False, id="December was heard"),
        pytest.param(QUARTERLY, "2026-01", "2025-12", True, id="December had no meeting"),
        pytest.param(QUARTERLY, "2026-02", "2026-01", False, id="neither month asks"),
        pytest.param(MONTHLY, "2026-01", "2025-12", True, id="one report for both"),
        pytest.param(MONTHLY, "2025-10", "2025-08", True, id="months before the start"),
        pytest.param(MONTHLY, "2025-09", "2025-08", False, id="only months before the start"),
    ],
)
def test_what_no_meeting_asked_for_is_asked_by_the_next(
    schedule: Schedule, month: str, first_month: str, is_asked: bool
) -> None:
    found = expected_on(schedule, date.fromisoformat(f"{month}-01"), START, date.fromisoformat(f"{first_month}-01"))
    assert found.is_asked is is_asked


def test_months_of_one_meeting_are_missed_once() -> None:
    """The meetings hear November and January; what was said for November is one meeting ago."""
    expected = expected_on(MONTHLY, JANUARY, FEBRUARY_1, first_month=date(2025, 12, 1))
    november, october = (said(date(2025, month, 1)) for month in (11, 10))
    assert assignment_standing(expected, november, is_cancelled=False).health is Health.ON_TRACK
    assert assignment_standing(expected, october, is_cancelled=False).health is Health.AT_RISK


def test_lagging_by_exactly_the_tolerated_points_is_on_track() -> None:
    hundred_days = Schedule(date(2026, 1, 1), date(2026, 4, 10), frozenset({Cadence.ONCE}))
    day_50 = date(2026, 1, 1) + timedelta(days=50)
    assert elapsed_percent(hundred_days, day_50) == 50.0
    assert standing(said(percent=25), day_50, JANUARY, hundred_days).health is Health.ON_TRACK
    assert standing(said(percent=24), day_50, JANUARY, hundred_days).health is Health.AT_RISK


@pytest.mark.parametrize(
    "today, share", [(START - timedelta(days=9), 0.0), (START, 0.0), (END, 181 / 182 * 100), (date(2027, 1, 1), 100.0)]
)
def test_elapsed_share_stays_between_nothing_and_all(today: date, share: float) -> None:
    assert elapsed_percent(MONTHLY, today) == pytest.approx(share)


@pytest.mark.parametrize(
    "latest, owed, received",
    [(None, 1, 0), (said(), 1, 1), (said(date(2025, 12, 1)), 1, 0), (done(), 1, 1), (done(date(2025, 12, 1)), 0, 0)],
)
def test_what_is_owed_and_received_this_month(latest: LatestReport | None, owed: int, received: int) -> None:
    found = standing(latest)
    assert (found.owed, found.received) == (owed, received)


def test_a_cancelled_assignment_owes_nothing_and_has_no_health() -> None:
    expected = expected_on(MONTHLY, JANUARY, today=date(2026, 5, 1))
    found = assignment_standing(expected, said(), is_cancelled=True)
    assert found == Standing(Progress.CANCELLED, None, 70, owed=0, received=0)


def stand(
    progress: Progress, health: Health | None = None, percent: float = 0, owed: int = 1, received: int = 0
) -> Standing:
    return Standing(progress, health, percent, owed, received)


def test_a_measure_is_the_sum_of_its_assignments() -> None:
    found = measure_standing(
        EXPECTED,
        [
            stand(Progress.DONE, None, 100, owed=0),
            stand(Progress.IN_PROGRESS, Health.ON_TRACK, 50, received=1),
            stand(Progress.NOT_STARTED, Health.BLOCKED, 0),
            stand(Progress.CANCELLED, None, 90, owed=0),
        ],
        is_cancelled=False,
    )
    assert found == Standing(Progress.IN_PROGRESS, Health.BLOCKED, 50.0, owed=2, received=1)


@pytest.mark.parametrize(
    "each, together",
    [
        ([Progress.DONE, Progress.DONE], Progress.DONE),
        ([Progress.DONE, Progress.CANCELLED], Progress.DONE),
        ([Progress.DONE, Progress.NOT_STARTED], Progress.IN_PROGRESS),
        ([Progress.NOT_STARTED, Progress.NOT_STARTED], Progress.NOT_STARTED),
        ([Progress.CANCELLED, Progress.CANCELLED], Progress.CANCELLED),
    ],
)
def test_progress_of_a_measure(each: list[Progress], together: Progress) -> None:
    found = measure_standing(EXPECTED, [stand(one) for one in each], is_cancelled=False)
    assert found.progress is together


@pytest.mark.parametrize("today, health", [(FEBRUARY_1, Health.AT_RISK), (date(2026, 4, 1), Health.OVERDUE)])
def test_a_measure_without_anybody_is_judged_by_its_dates(today: date, health: Health) -> None:
    found = measure_standing(expected_on(MONTHLY, JANUARY, today), [], is_cancelled=False)
    assert found == Standing(Progress.NOT_STARTED, health, 0, owed=0, received=0)


def test_the_worst_health_counts() -> None:
    assert worst_health([]) is None
    assert worst_health([None, Health.ON_TRACK]) is Health.ON_TRACK
    assert worst_health([Health.ON_TRACK, Health.OVERDUE, Health.BLOCKED]) is Health.OVERDUE
    assert worst_health([Health.AT_RISK, Health.BLOCKED]) is Health.BLOCKED


def test_a_row_without_a_report_is_no_report() -> None:
    assert latest_report(None, None, None, None) is None
    assert latest_report(JANUARY, Answer.DONE, Progress.DONE, 100) == done()
