"""One measure: what was adopted and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from tracker.domain.rollup import MeasureStatus, measure_statuses
from tracker.extensions import db
from tracker.models import Measure, Plan
from tracker.queries import following
from tracker.queries.frames import Frame


@dataclass(frozen=True, slots=True)
class MeasureOfPlan:
    """With its steps and indicators loaded."""

    measure: Measure
    fiscal_year: int


#: This and the statements below are made once: what SQLAlchemy works out about them it keeps with them.
_MEASURE = (
    select(Measure, Plan.fiscal_year)
    .join(Plan, Plan.id == Measure.plan_id)
    .options(joinedload(Measure.steps), joinedload(Measure.indicators))
    .where(Measure.id == bindparam("measure_id"))
)


def measure_by_id(measure_id: int) -> MeasureOfPlan | None:
    row = db.session.execute(_MEASURE, {"measure_id": measure_id}).unique().one_or_none()
    return MeasureOfPlan(*row) if row else None


def status_of_measure(found: MeasureOfPlan, frame: Frame) -> MeasureStatus:
    codes = [indicator.code for indicator in sorted(found.measure.indicators, key=lambda one: one.id)]
    [status] = measure_statuses(
        [following.measure_facts(found.measure, found.fiscal_year, codes, frame)],
        following.assignments_where(Measure.id == found.measure.id, frame),
        frame.month,
        frame.today,
        frame.first_month,
    )
    return status
