"""Plans and the drafts that wait to become one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from tracker.domain.plan_drafts import DraftOrigin
from tracker.domain.rollup import MeasureStatus, measure_statuses
from tracker.extensions import db
from tracker.models import Assessment, Measure, Plan, PlanDraft, User
from tracker.queries import following
from tracker.queries.frames import Frame


@dataclass(frozen=True, slots=True)
class PlanRow:
    id: int
    fiscal_year: int
    adopted_at: datetime
    adopted_by: str | None
    source_filename: str | None
    measures: int


def plan_rows() -> list[PlanRow]:
    """The newest year first."""
    measures = select(func.count(Measure.id)).where(Measure.plan_id == Plan.id).correlate(Plan).scalar_subquery()
    rows = db.session.execute(
        select(Plan.id, Plan.fiscal_year, Plan.adopted_at, User.name, Plan.source_filename, measures)
        .outerjoin(User, User.id == Plan.adopted_by_id)
        .order_by(Plan.fiscal_year.desc())
    )
    return [PlanRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class DraftRow:
    id: int
    origin: DraftOrigin
    filename: str
    fiscal_year: int | None
    uploaded_at: datetime
    uploaded_by: str | None


def waiting_drafts() -> list[DraftRow]:
    rows = db.session.execute(
        select(
            PlanDraft.id,
            PlanDraft.origin,
            PlanDraft.filename,
            PlanDraft.content["plan_fiscal_year"].as_integer(),
            PlanDraft.uploaded_at,
            User.name,
        )
        .outerjoin(User, User.id == PlanDraft.uploaded_by_id)
        .where(PlanDraft.plan_id.is_(None))
        .order_by(PlanDraft.uploaded_at.desc(), PlanDraft.id.desc())
    )
    return [DraftRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class PlanHead:
    id: int
    fiscal_year: int
    adopted_at: datetime
    adopted_by: str | None
    source_filename: str | None
    assessed_year: int | None
    overall_score: float | None
    level: str | None


def plan_head(plan_id: int) -> PlanHead | None:
    adopter = aliased(User)
    row = db.session.execute(
        select(
            Plan.id,
            Plan.fiscal_year,
            Plan.adopted_at,
            adopter.name,
            Plan.source_filename,
            Assessment.fiscal_year,
            Assessment.overall_score,
            Assessment.level,
        )
        .outerjoin(adopter, adopter.id == Plan.adopted_by_id)
        .outerjoin(Assessment, Assessment.id == Plan.assessment_id)
        .where(Plan.id == plan_id)
    ).first()
    return PlanHead(*row) if row else None


def statuses_of_plan(plan_id: int, frame: Frame) -> list[MeasureStatus]:
    """Every measure of one plan, also of a year gone by, as it stands on the frame's day."""
    return measure_statuses(
        following.measures_where(Plan.id == plan_id, frame),
        following.assignments_where(Plan.id == plan_id, frame),
        frame.month,
        frame.today,
        frame.first_month,
    )
