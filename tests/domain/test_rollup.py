"""Figures of indicators and the plan."""

from __future__ import annotations

from datetime import date

from tracker.domain.cadence import Cadence
from tracker.domain.progress import Answer, AssignmentRole, Health, Progress
from tracker.domain.reporting_cycle import Schedule
from tracker.domain.rollup import (
    AssignmentFacts,
    MeasureFacts,
    MeasureStatus,
    Rollup,
    by_indicator,
    measure_statuses,
    missing_reports,
    overdue,
    roll_up,
)
from tracker.domain.status import LatestReport

JANUARY = date(2026, 1, 1)
TODAY = date(2026, 2, 1)
WHOLE_YEAR = Schedule(date(2025, 10, 1), date(2026, 9, 30), frozenset({Cadence.MONTHLY}))
ENDED = Schedule(date(2025, 10, 1), date(2026, 1, 31), frozenset({Cadence.MONTHLY}))
ENDED_LONG_AGO = Schedule(date(2025, 10, 1), date(2025, 12, 31), frozenset({Cadence.MONTHLY}))


def measure(id_: int, *indicators: str, schedule: Schedule = WHOLE_YEAR, cancelled: bool = False) -> MeasureFacts:
    return MeasureFacts(id_, str(id_), f"มาตรการที่ {id_}", 2569, indicators, schedule, cancelled)


def assignment(measure_id: int, division: str = "กองคลัง", latest: LatestReport | None = None) -> AssignmentFacts:
    return AssignmentFacts(measure_id * 10, measure_id, 1, division, AssignmentRole.JOINT, False, latest)


def said(percent: int, progress: Progress = Progress.IN_PROGRESS, month: date = JANUARY) -> LatestReport:
    answer = Answer.DONE if progress is Progress.DONE else Answer.PROGRESS
    return LatestReport(month, answer, progress, percent)


def statuses(measures: list[MeasureFacts], assignments: list[AssignmentFacts]) -> list[MeasureStatus]:
    return measure_statuses(measures, assignments, JANUARY, TODAY)


def test_the_plan_counts_each_measure_once_and_an_indicator_each_of_its_measures() -> None:
    found = statuses(
        [measure(1, "7", "8"), measure(2, "8", schedule=ENDED), measure(3, "9.1", "9.2")],
        [
            assignment(1, latest=said(50)),
            assignment(1, "กองช่าง", said(30, month=date(2025, 12, 1))),
            assignment(2, latest=said(20)),
            assignment(3, latest=said(100, Progress.DONE)),
        ],
    )
    plan = roll_up(found)
    assert (plan.measures, plan.percent, plan.reports_owed, plan.reports_received) == (3, 53.3, 4, 3)
    assert plan.progress == {
        Progress.NOT_STARTED: 0, Progress.IN_PROGRESS: 2, Progress.DONE: 1, Progress.CANCELLED: 0,
    }  # fmt: skip
    assert plan.health == {Health.ON_TRACK: 1, Health.AT_RISK: 0, Health.BLOCKED: 0, Health.OVERDUE: 1}

    indicators = {one.code: one.rollup for one in by_indicator(found)}
    assert [indicators[code].measures for code in ("7", "8", "9")] == [1, 2, 1]
    assert indicators["8"].percent == 30.0


def test_all_ten_indicators_show_also_without_a_measure() -> None:
    found = by_indicator([])
    assert [one.code for one in found] == [str(number) for number in range(1, 11)]
    assert all(one.rollup == Rollup() for one in found)


def test_a_cancelled_measure_counts_as_cancelled_and_not_in_the_percent() -> None:
    found = roll_up(
        statuses(
            [measure(1, "1", cancelled=True), measure(2, "1")],
            [assignment(1, latest=said(90)), assignment(2, latest=said(40))],
        )
    )
    assert found.progress[Progress.CANCELLED] == 1
    assert (found.percent, found.reports_owed) == (40.0, 1)


def test_the_longest_overdue_comes_first_then_the_least_done() -> None:
    found = overdue(
        statuses(
            [measure(1, schedule=ENDED), measure(2, schedule=ENDED_LONG_AGO), measure(3), measure(4, schedule=ENDED)],
            [assignment(1, latest=said(60)), assignment(2), assignment(3), assignment(4, latest=said(10))],
        ),
        TODAY,
    )
    assert [(one.measure.number, one.days_late(TODAY)) for one in found] == [("2", 32), ("4", 1), ("1", 1)]


def test_who_owes_and_has_not_sent_is_missing() -> None:
    found = missing_reports(
        statuses(
            [measure(1), measure(2)],
            [assignment(1, "กองช่าง"), assignment(1, "กองคลัง", said(40)), assignment(2, "กองการศึกษา")],
        )
    )
    assert [(one.facts.division, one.measure.number) for one in found] == [("กองการศึกษา", "2"), ("กองช่าง", "1")]
