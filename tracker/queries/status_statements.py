"""The statements behind every status, made once: making one anew takes as long as running it.

They ask with the values `today`, `heard_before` (the end of today), `month`, `plan_id` and `fiscal_year`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.progress import RECEIVED_STATES
from tracker.models import Assignment, Division, Measure, MeasureIndicator, Plan, ProgressReport
from tracker.models.types import Moment

_TODAY: BindParameter[date] = bindparam("today", type_=Date)
_MONTH: BindParameter[date] = bindparam("month", type_=Date)

_PLAN_ID = bindparam("plan_id", type_=Integer)
_FISCAL_YEAR = bindparam("fiscal_year", type_=Integer)

PLANS = select(Plan.id, Plan.fiscal_year, Plan.assessment_id).order_by(Plan.fiscal_year)

_UNFINISHED = and_(
    or_(Assignment.done_on.is_(None), Assignment.done_on > _TODAY),
    or_(Assignment.cancelled_on.is_(None), Assignment.cancelled_on > _TODAY),
)

#: A measure's codes, joined by commas.
_INDICATORS = (
    select(func.aggregate_strings(MeasureIndicator.code, ","))
    .where(MeasureIndicator.measure_id == Measure.id)
    .correlate(Measure)
    .scalar_subquery()
)

MEASURES: Select[*tuple[Any, ...]] = (
    select(
        Measure.id,
        Measure.number,
        Measure.titles,
        Plan.fiscal_year,
        Measure.starts_on,
        Measure.ends_on,
        Measure.cadences,
        Measure.cancelled_on,
        _INDICATORS.label("indicators"),
    )
    .join(Plan, Plan.id == Measure.plan_id)
    .order_by(Plan.fiscal_year.desc(), Measure.position)
)

MEASURES_FOLLOWED = MEASURES.where(
    or_(
        Plan.id == _PLAN_ID,
        and_(
            Plan.fiscal_year < _FISCAL_YEAR,
            select(Assignment.id).where(Assignment.measure_id == Measure.id, _UNFINISHED).correlate(Measure).exists(),
        ),
    )
)

#: The report that an assignment is judged by.
_HEARD = aliased(ProgressReport)


def assignments_heard_by(month: ColumnElement[date]) -> Select[*tuple[Any, ...]]:
    """Assignments with what was last received for the month or before, by division; the month may differ.

    It is found by the index on assignment and month, whatever the number of reports before.
    """
    heard = (
        select(ProgressReport.id)
        .where(
            ProgressReport.assignment_id == Assignment.id,
            ProgressReport.month <= month,
            ProgressReport.state.in_(RECEIVED_STATES),
            ProgressReport.submitted_at < bindparam("heard_before", type_=Moment),
        )
        .order_by(ProgressReport.month.desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    return (
        select(
            Assignment.id,
            Assignment.measure_id,
            Assignment.division_id,
            Division.name,
            Division.is_active,
            Assignment.role,
            Assignment.cancelled_on,
            _HEARD.month,
            _HEARD.answer,
            _HEARD.progress,
            _HEARD.percent,
        )
        .join(Measure, Measure.id == Assignment.measure_id)
        .join(Plan, Plan.id == Measure.plan_id)
        .join(Division, Division.id == Assignment.division_id)
        .outerjoin(_HEARD, _HEARD.id == heard)
        .order_by(Division.position, Division.id)
    )


ASSIGNMENTS = assignments_heard_by(_MONTH)

ASSIGNMENTS_FOLLOWED = ASSIGNMENTS.where(or_(Plan.id == _PLAN_ID, and_(Plan.fiscal_year < _FISCAL_YEAR, _UNFINISHED)))
