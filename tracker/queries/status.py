"""Where an agency stands on a day: the one value behind the pages, the command line and the papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, slots=True)
class AgencyStatus:
    """The figures are those of `plan`; the lists also name unfinished work of earlier plans."""

    frame: Frame
    plan: PlanYear | None
    #: Measures of the plan, with their assignments.
    measures: tuple[MeasureStatus, ...]
    #: Measures of earlier plans that somebody has not finished.
    carried_over: tuple[MeasureStatus, ...]
    rollup: Rollup
    #: Of the plan and of what was carried over together: what somebody has to look after today.
    together: Rollup
    indicators: tuple[IndicatorStatus, ...]
    overdue: tuple[AssignmentStatus, ...]
    missing: tuple[AssignmentStatus, ...]
    #: Last assessed score by indicator code, as printed.
    scores: dict[str, float]


def status_on(agency_id: int, today: date) -> AgencyStatus:
    return status_in(frames.frame_on(agency_id, today))


def status_for_month(agency_id: int, today: date, month: date) -> AgencyStatus:
    """As of today, for the reports of a given month."""
    return status_in(frames.frame_for_month(agency_id, today, month))


def status_in(frame: Frame) -> AgencyStatus:
    plan = following.plan_on(frame.plan_day)
    followed = _followed(plan, frame) if plan else []
    of_plan = tuple(one for one in followed if plan is not None and one.facts.fiscal_year == plan.fiscal_year)
    return AgencyStatus(
        frame=frame,
        plan=plan,
        measures=of_plan,
        carried_over=tuple(followed[len(of_plan) :]),
        rollup=roll_up(of_plan),
        together=roll_up(followed),
        indicators=tuple(by_indicator(of_plan)),
        overdue=tuple(overdue(followed, frame.today)),
        missing=tuple(missing_reports(followed)),
        scores=following.indicator_scores(plan.assessment_id) if plan else {},
    )


def _followed(plan: PlanYear, frame: Frame) -> list[MeasureStatus]:
    """The plan's own measures first."""
    return measure_statuses(
        following.measures_followed(plan, frame),
        following.assignments_followed(plan, frame),
        frame.month,
        frame.today,
    )
