"""Where an agency stands on a day: the one value behind the pages, the command line and the papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.domain.rollup import (
    AssignmentStatus,
    IndicatorStatus,
    MeasureStatus,
    Rollup,
    by_indicator,
    measure_statuses,
    missing_reports,
    overdue,
    roll_up,
)
from tracker.queries import following, frames
from tracker.queries.following import PlanYear
from tracker.queries.frames import Frame


@dataclass(frozen=True)
class AgencyStatus:
    """The figures are those of `plan`; the lists also name unfinished work of earlier plans.

    Each is worked out when it is first asked for: no page shows them all.
    """

    frame: Frame
    plan: PlanYear | None
    #: Measures of the plan, with their assignments.
    measures: tuple[MeasureStatus, ...]
    #: Measures of earlier plans that somebody has not finished, or finished for the month in question.
    carried_over: tuple[MeasureStatus, ...]

    @property
    def followed(self) -> tuple[MeasureStatus, ...]:
        """What somebody has to look after today."""
        return self.measures + self.carried_over

    @cached_property
    def rollup(self) -> Rollup:
        return roll_up(self.measures)

    @cached_property
    def together(self) -> Rollup:
        """Of the plan and of what was carried over."""
        return roll_up(self.followed)

    @cached_property
    def indicators(self) -> tuple[IndicatorStatus, ...]:
        return tuple(by_indicator(self.measures))

    @cached_property
    def overdue(self) -> tuple[AssignmentStatus, ...]:
        return tuple(overdue(self.followed, self.frame.today))

    @cached_property
    def missing(self) -> tuple[AssignmentStatus, ...]:
        return tuple(missing_reports(self.followed))


def status_on(agency_id: int, today: date) -> AgencyStatus:
    return status_in(frames.frame_on(agency_id, today))


def status_for_month(agency_id: int, today: date, month: date) -> AgencyStatus:
    """As of today, for the reports of a given month."""
    return status_in(frames.frame_for_month(agency_id, today, month))


def status_in(frame: Frame) -> AgencyStatus:
    plan = following.plan_on(frame.plan_day)
    followed = tuple(_followed(plan, frame)) if plan else ()
    of_plan = tuple(one for one in followed if plan is not None and one.facts.fiscal_year == plan.fiscal_year)
    return AgencyStatus(frame, plan, of_plan, followed[len(of_plan) :])


def _followed(plan: PlanYear, frame: Frame) -> list[MeasureStatus]:
    """The plan's own measures first."""
    return measure_statuses(
        following.measures_followed(plan, frame),
        following.assignments_followed(plan, frame),
        frame.month,
        frame.today,
        frame.first_month,
    )
