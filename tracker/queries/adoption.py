"""What a new plan is held against: the drafts, the years that have a plan, the divisions by all their names."""

from __future__ import annotations

from sqlalchemy import select

from tracker.extensions import db
from tracker.models import Agency, Division, DivisionAlias, Plan, PlanDraft


def draft_by_id(draft_id: int) -> PlanDraft | None:
    return db.session.scalar(select(PlanDraft).where(PlanDraft.id == draft_id))


def plan_of_year(fiscal_year: int) -> Plan | None:
    return db.session.scalar(select(Plan).where(Plan.fiscal_year == fiscal_year))


def active_divisions() -> list[Division]:
    return list(db.session.scalars(select(Division).where(Division.is_active).order_by(Division.position, Division.id)))


def division_aliases() -> list[DivisionAlias]:
    return list(db.session.scalars(select(DivisionAlias)))


def agency_name(agency_id: int) -> str:
    return db.session.scalars(select(Agency.name).where(Agency.id == agency_id)).one()
