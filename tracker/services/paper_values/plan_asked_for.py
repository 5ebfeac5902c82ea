"""Which plan a paper of a year is about, and up to which month it tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.errors import N_, NotFound
from tracker.domain.fiscal_year import fiscal_year_end, month_of
from tracker.domain.papers import Asked
from tracker.queries import adoption, following, frames
from tracker.queries.following import PlanYear
from tracker.queries.frames import Frame


def plan_asked_for(frame: Frame, asked: Asked) -> PlanYear:
    """That of the fiscal year, else the one that is followed on the frame's day."""
    if asked.fiscal_year is None:
        followed = following.plan_on(frame.plan_day)
        if followed is None:
            raise NotFound(N_("There is no plan yet."))
        return followed
    plan = adoption.plan_of_year(asked.fiscal_year)
    if plan is None:
        raise NotFound(N_("There is no plan of fiscal year %(year)s."), year=asked.fiscal_year)
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
