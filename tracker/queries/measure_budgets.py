"""The amounts of a plan's measures in the rounds of the NACC's plan system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, select

from tracker.domain.budgets import Budget
from tracker.extensions import db
from tracker.models import Measure, MeasureBudget, Plan


@dataclass(frozen=True, slots=True)
class PlanToBudget:
    id: int
    fiscal_year: int
    #: Numbers of its measures by id, in their order.
    numbers: Mapping[int, str]


_BUDGETS = (
    select(MeasureBudget)
    .join(Measure, Measure.id == MeasureBudget.measure_id)
    .where(Measure.plan_id == bindparam("plan_id", type_=Integer))
    .execution_options(populate_existing=True)
)


def rows_of_plan(plan_id: int) -> dict[tuple[int, int], MeasureBudget]:
    """By measure and round, to be changed."""
    rows = db.session.scalars(_BUDGETS, {"plan_id": plan_id})
    return {(row.measure_id, row.round_months): row for row in rows}


def budgets_of_plan(plan_id: int) -> dict[tuple[int, int], Budget]:
    """By measure and round; one about which nothing was kept is not in it."""
    return {key: budget_of(row) for key, row in rows_of_plan(plan_id).items()}


def budget_of(row: MeasureBudget) -> Budget:
    return Budget(row.in_development_plan, row.in_ordinance, row.disbursed, row.remark)


_HELD = select(Plan.id, Plan.fiscal_year).where(Plan.id == bindparam("plan_id", type_=Integer)).with_for_update()
_NUMBERS = (
    select(Measure.id, Measure.number)
    .where(Measure.plan_id == bindparam("plan_id", type_=Integer))
    .order_by(Measure.position)
)


def plan_to_budget(plan_id: int) -> PlanToBudget | None:
    """Held until the commit, so that two who write wait for each other."""
    row = db.session.execute(_HELD, {"plan_id": plan_id}).one_or_none()
    if row is None:
        return None
    measures = db.session.execute(_NUMBERS, {"plan_id": plan_id})
    return PlanToBudget(row.id, row.fiscal_year, {measure.id: measure.number for measure in measures})
