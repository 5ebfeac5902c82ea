"""The statements behind every status, made once: making one anew takes as long as running it.

They ask with the values `today`, `heard_before` (the end of today), `month`, `plan_id` and `fiscal_year`, scores with
`assessment_id`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from tracker.domain.progress import RECEIVED_STATES
from tracker.models import AssessmentScore, Assignment, Division, Measure, MeasureIndicator, Plan, ProgressReport
from tracker.models.types import Moment

_TODAY: BindParameter[date] = bindparam("today", type_=Date)
_MONTH: BindParameter[date] = bindparam("month", type_=Date)

_PLAN_ID = bindparam("plan_id", type_=Integer)
_FISCAL_YEAR = bindparam("fiscal_year", type_=Integer)

PLANS = select(Plan.id, Plan.fiscal_year, Plan.assessment_id).order_by(Plan.fiscal_year)

SCORES = select(AssessmentScore.code, AssessmentScore.score).where(
    AssessmentScore.assessment_id == bindparam("assessment_id", type_=Integer), AssessmentScore.part == ""
)

#: What was done for the month in question is told in it.
_IS_HEARD_OF = (
    select(ProgressReport.id)
    .where(
        ProgressReport.assignment_id == Assignment.id,
        ProgressReport.month == _MONTH,
        ProgressReport.state.in_(RECEIVED_STATES),
    )
    .correlate(Assignment)
    .exists()
)
_IS_LEFT = and_(
    or_(Assignment.done_on.is_(None), Assignment.done_on > _TODAY, _IS_HEARD_OF),
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
            select(Assignment.id).where(Assignment.measure_id == Measure.id, _IS_LEFT).correlate(Measure).exists(),
        ),
    )
)


class IsoDate(FunctionElement[str]):
    """A day as 2026-01-31, as SQLite keeps it; PostgreSQL would write it as the server is set."""

    type = String()
    inherit_cache = True


@compiles(IsoDate)
def _iso_date(element: IsoDate, compiler: SQLCompiler, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **options)}, 'YYYY-MM-DD')"


@compiles(IsoDate, "sqlite")
def _iso_date_kept(element: IsoDate, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


#: Month, answer, progress and percent of a report as one text: a sub-query gives one value, and to look the report up
#: again for the others takes as long as to find it.
_HEARD = (
    IsoDate(ProgressReport.month)
    + " "
    + type_coerce(ProgressReport.answer, String)
    + " "
    + type_coerce(ProgressReport.progress, String)
    + " "
    + cast(ProgressReport.percent, String)
)


def assignments_heard_by(month: ColumnElement[date]) -> Select[*tuple[Any, ...]]:
    """Assignments with what was last received for the month or before, by division; the month may differ.

    It is found by the index on assignment and month, whatever the number of reports before.
    """
    heard = (
        select(_HEARD)
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
            heard.label("heard"),
        )
        .join(Measure, Measure.id == Assignment.measure_id)
        .join(Plan, Plan.id == Measure.plan_id)
        .join(Division, Division.id == Assignment.division_id)
        .order_by(Division.position, Division.id)
    )


ASSIGNMENTS = assignments_heard_by(_MONTH)

ASSIGNMENTS_FOLLOWED = ASSIGNMENTS.where(or_(Plan.id == _PLAN_ID, and_(Plan.fiscal_year < _FISCAL_YEAR, _IS_LEFT)))
