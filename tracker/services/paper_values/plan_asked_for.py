"""Which plan a paper is about, as of which day, and up to which month it tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.fiscal_year import day_in, fiscal_year_end, fiscal_year_of, month_of
from tracker.domain.papers import Asked
from tracker.models import Plan
from tracker.queries import adoption, following, frames
from tracker.queries.following import PlanYear
from tracker.queries.frames import Frame


@dataclass(frozen=True, slots=True)
class Moment:
    """As of which day a paper is told, and of which month; without one it is the month in question."""

    day: date
    month: date | None


def moment_asked_for(agency_id: int, today: date, asked: Asked) -> Moment:
    """Of a fiscal year that is asked for, never of another one instead.

    On its first days the reports of September are still in question: then the year's own first month is told.
    """
    year, month = asked.fiscal_year, asked.month
    moment = Moment(day_in(year, asked.day or today), month)
    if year is None:
        _check_has_plan(month)
        return moment
    plan_of(year)
    if month is None and fiscal_year_of(frames.frame_on(agency_id, moment.day).month) != year:
        return replace(moment, month=month_of(moment.day))
    if month is not None and fiscal_year_of(month) != year:
        raise Refusal(N_("%(month)s is no month of fiscal year %(year)s."), "month", month=f"{month:%Y-%m}", year=year)
    return moment


def _check_has_plan(month: date | None) -> None:
    """Before the first plan there is nothing to tell of, and all of that plan would be told as late."""
    plan = following.plan_on(month) if month is not None else None
    if month is not None and plan is not None and plan.fiscal_year > fiscal_year_of(month):
        raise Refusal(N_("In %(month)s there was no plan yet."), "month", month=f"{month:%Y-%m}")


def plan_of(fiscal_year: int) -> Plan:
    plan = adoption.plan_of_year(fiscal_year)
    if plan is None:
        raise NotFound(N_("There is no plan of fiscal year %(year)s."), year=fiscal_year)
    return plan


def plan_asked_for(frame: Frame, asked: Asked) -> PlanYear:
    """That of the fiscal year, else the one that is followed on the frame's day."""
    if asked.fiscal_year is None:
        followed = following.plan_on(frame.plan_day)
        if followed is None:
            raise NotFound(N_("There is no plan yet."))
        return followed
    plan = plan_of(asked.fiscal_year)
    return PlanYear(plan.id, plan.fiscal_year, plan.assessment_id)


def frame_of_year(agency_id: int, day: date, fiscal_year: int) -> Frame:
    return up_to_year(frames.frame_on(agency_id, day), fiscal_year)


def up_to_year(frame: Frame, fiscal_year: int) -> Frame:
    """As of the frame's day, for the year's reports: those of its last month are heard when the next has begun."""
    end = fiscal_year_end(fiscal_year)
    if frame.today <= end and frame.month <= end:
        return frame
    last = month_of(end)
    return replace(frame, month=last, first_month=last, meeting=None)
