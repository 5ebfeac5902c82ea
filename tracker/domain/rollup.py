"""From assignments and their latest reports to the figures of measures, indicators and the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from typing import NamedTuple

from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.progress import AssignmentRole, Health, Progress
from tracker.domain.reporting_cycle import Schedule
from tracker.domain.status import LatestReport, Standing, assignment_standing, expected_on, measure_standing
from tracker.domain.thai_text import sort_key


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    id: int
    number: str
    title: str
    fiscal_year: int
    indicators: tuple[str, ...]
    schedule: Schedule
    is_cancelled: bool = False


class AssignmentFacts(NamedTuple):
    id: int
    measure_id: int
    division_id: int
    division: str
    role: AssignmentRole
    is_cancelled: bool
    latest: LatestReport | None


class AssignmentStatus(NamedTuple):
    facts: AssignmentFacts
    measure: MeasureFacts
    standing: Standing

    @property
    def owes_report(self) -> bool:
        return self.standing.owed > self.standing.received

    def days_late(self, today: date) -> int:
        return (today - self.measure.schedule.end).days


@dataclass(frozen=True)
class MeasureStatus:
    facts: MeasureFacts
    standing: Standing
    #: Each assignment with its standing.
    judged: tuple[tuple[AssignmentFacts, Standing], ...]

    @cached_property
    def assignments(self) -> tuple[AssignmentStatus, ...]:
        return tuple(AssignmentStatus(facts, self.facts, standing) for facts, standing in self.judged)


@dataclass(frozen=True, slots=True)
class Rollup:
    """Counts over a set of measures; what is missing counts as zero."""

    measures: int = 0
    progress: Mapping[Progress, int] = field(default_factory=lambda: dict.fromkeys(Progress, 0))
    health: Mapping[Health, int] = field(default_factory=lambda: dict.fromkeys(Health, 0))
    percent: float = 0.0
    reports_owed: int = 0
    reports_received: int = 0

    @property
    def reports_missing(self) -> int:
        return self.reports_owed - self.reports_received


@dataclass(frozen=True, slots=True)
class IndicatorStatus:
    code: str
    rollup: Rollup
    measures: tuple[MeasureStatus, ...]


class Judge:
    """Of what is done by one schedule, on one day: what was said alike is judged once."""

    def __init__(self, schedule: Schedule, month: date, today: date, first_month: date | None) -> None:
        self._expected = expected_on(schedule, month, today, first_month)
        self._standing = cache(partial(assignment_standing, self._expected))

    def status_of(self, measure: MeasureFacts, assignments: Sequence[AssignmentFacts]) -> MeasureStatus:
        standings = [self._standing(one.latest, measure.is_cancelled or one.is_cancelled) for one in assignments]
        together = measure_standing(self._expected, standings, measure.is_cancelled)
        return MeasureStatus(measure, together, tuple(zip(assignments, standings, strict=True)))


def measure_statuses(
    measures: Iterable[MeasureFacts],
    assignments: Iterable[AssignmentFacts],
    month: date,
    today: date,
    first_month: date | None = None,
) -> list[MeasureStatus]:
    """Every measure with its assignments, judged on the day for the month in question.

    `first_month` is the first one that its meeting hears, where there was no meeting of the months before.
    """
    of_measure: defaultdict[int, list[AssignmentFacts]] = defaultdict(list)
    for assignment in assignments:
        of_measure[assignment.measure_id].append(assignment)
    # Most measures of a plan share a few schedules.
    judge_of = cache(partial(Judge, month=month, today=today, first_month=first_month))
    return [judge_of(measure.schedule).status_of(measure, of_measure[measure.id]) for measure in measures]


def roll_up(statuses: Sequence[MeasureStatus]) -> Rollup:
    progress = dict.fromkeys(Progress, 0)
    health = dict.fromkeys(Health, 0)
    percents = []
    for status in statuses:
        progress[status.standing.progress] += 1
        if status.standing.health is not None:
            health[status.standing.health] += 1
        if status.standing.progress is not Progress.CANCELLED:
            percents.append(status.standing.percent)
    return Rollup(
        measures=len(statuses),
        progress=progress,
        health=health,
        percent=round(sum(percents) / len(percents), 1) if percents else 0.0,
        reports_owed=sum(status.standing.owed for status in statuses),
        reports_received=sum(status.standing.received for status in statuses),
    )


def by_indicator(statuses: Sequence[MeasureStatus]) -> list[IndicatorStatus]:
    """All ten indicators, also those without a measure; a measure counts under each of its indicators."""
    found: dict[str, list[MeasureStatus]] = {code: [] for code in INDICATOR_CODES}
    for status in statuses:
        # A sub-indicator such as 9.1 belongs to its indicator, and counts there once.
        for code in {code.partition(".")[0] for code in status.facts.indicators}:
            if code in found:
                found[code].append(status)
    return [IndicatorStatus(code, roll_up(measures), tuple(measures)) for code, measures in found.items()]


def overdue(statuses: Iterable[MeasureStatus], today: date) -> list[AssignmentStatus]:
    """Assignments past their end, worst first: the longest overdue, then the least done."""
    late = (
        assignment
        for status in statuses
        # The worst health of its assignments is the measure's own.
        if status.standing.health is Health.OVERDUE
        for assignment in status.assignments
        if assignment.standing.health is Health.OVERDUE
    )
    return sorted(late, key=lambda one: (-one.days_late(today), one.standing.percent))


def missing_reports(statuses: Iterable[MeasureStatus]) -> list[AssignmentStatus]:
    """Assignments that owe a report for the month in question and have not sent it, by division."""
    missing = [one for status in statuses for one in status.assignments if one.owes_report]
    places = {division: sort_key(division) for division in {one.facts.division for one in missing}}
    return sorted(missing, key=lambda one: places[one.facts.division])
