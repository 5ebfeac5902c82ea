"""Several agencies side by side: the roll-up of each one's plan, in as many statements as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select

from tracker.domain.rollup import MeasureFacts, Rollup, measure_statuses, roll_up
from tracker.extensions import db
from tracker.models import Agency, Assignment, Measure, Meeting, Plan
from tracker.queries import following, frames
from tracker.queries.following import PlanYear
from tracker.queries.frames import FURTHEST_WINDOW, MEETINGS_LOOKED_AT, Frame


@dataclass(frozen=True, slots=True)
class AgencyOverview:
    frame: Frame
    plan: PlanYear | None
    rollup: Rollup


def overviews(agency_ids: Sequence[int], today: date) -> list[AgencyOverview]:
    """In the order asked for. To be called across agencies; the caller says which ones may be seen."""
    frames = _frames(agency_ids, today)
    plans = _plans(agency_ids, today)
    measures = _measures([plan.id for plan in plans.values()], frames)
    month_of_agency = case({agency_id: frame.month for agency_id, frame in frames.items()}, value=Assignment.agency_id)
    ours = Plan.id.in_([plan.id for plan in plans.values()])
    of_measure = defaultdict(list)
    for assignment in following.assignments_heard_by(ours, month_of_agency, today):
        of_measure[assignment.measure_id].append(assignment)
    return [
        AgencyOverview(
            frame=frames[agency_id],
            plan=plans.get(agency_id),
            rollup=roll_up(
                measure_statuses(
                    measures[agency_id],
                    [one for measure in measures[agency_id] for one in of_measure[measure.id]],
                    frames[agency_id].month,
                    today,
                    frames[agency_id].first_month,
                )
            ),
        )
        for agency_id in agency_ids
    ]


def _frames(agency_ids: Sequence[int], today: date) -> dict[int, Frame]:
    newest = (
        select(
            Meeting.id,
            func.row_number().over(partition_by=Meeting.agency_id, order_by=Meeting.held_on.desc()).label("place"),
        )
        .where(Meeting.agency_id.in_(agency_ids), Meeting.held_on <= today + FURTHEST_WINDOW)
        .subquery()
    )
    looked_at = select(newest.c.id).where(newest.c.place <= MEETINGS_LOOKED_AT)
    rows = db.session.execute(
        select(*frames.COLUMNS)
        .outerjoin(Meeting, (Meeting.agency_id == Agency.id) & Meeting.id.in_(looked_at))
        .where(Agency.id.in_(agency_ids))
        .order_by(Meeting.held_on.desc())
    )
    of_agency = defaultdict(list)
    for row in rows:
        of_agency[row[0]].append(row)
    return {agency_id: frames.frame_from(each, today) for agency_id, each in of_agency.items()}


def _plans(agency_ids: Sequence[int], today: date) -> dict[int, PlanYear]:
    rows = db.session.execute(
        select(Plan.agency_id, Plan.id, Plan.fiscal_year, Plan.assessment_id)
        .where(Plan.agency_id.in_(agency_ids))
        .order_by(Plan.fiscal_year)
    )
    of_agency: defaultdict[int, list[PlanYear]] = defaultdict(list)
    for agency_id, plan_id, fiscal_year, assessment_id in rows:
        of_agency[agency_id].append(PlanYear(plan_id, fiscal_year, assessment_id))
    chosen = {agency_id: following.plan_among(plans, today) for agency_id, plans in of_agency.items()}
    return {agency_id: plan for agency_id, plan in chosen.items() if plan is not None}


def _measures(plan_ids: Sequence[int], frames: dict[int, Frame]) -> defaultdict[int, list[MeasureFacts]]:
    """By agency; without indicators, which the roll-up of a whole plan does not ask for."""
    rows = db.session.execute(
        select(
            Measure.agency_id,
            Measure.id,
            Measure.number,
            Measure.titles,
            Plan.fiscal_year,
            Measure.starts_on,
            Measure.ends_on,
            Measure.cadences,
            Measure.cancelled_on,
        )
        .join(Plan, Plan.id == Measure.plan_id)
        .where(Measure.plan_id.in_(plan_ids))
    )
    found: defaultdict[int, list[MeasureFacts]] = defaultdict(list)
    for row in rows:
        found[row.agency_id].append(following.measure_facts(row, row.fiscal_year, (), frames[row.agency_id]))
    return found
