"""The results of the assessments as they are stored, and the plans that were made from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import joinedload

from tracker.domain.coverage import PlannedMeasure
from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.score_sheet import PrintedResult, ScoreKey
from tracker.extensions import db
from tracker.models import Agency, Assessment, AssessmentScore, Measure, Plan, PlanDraft
from tracker.plan_reading import DraftAssessment


def threshold_of(agency_id: int) -> float:
    """Below it an indicator or a question wants a measure."""
    return db.session.execute(select(Agency.score_threshold).where(Agency.id == agency_id)).scalar_one()


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    id: int
    fiscal_year: int
    overall: float | None
    level: str | None
    #: Of the ten, those with a score, and those of them below the threshold.
    indicators: int
    weak_indicators: int


def assessment_rows(threshold: float) -> list[AssessmentRow]:
    """The newest year first."""
    is_weak = case((AssessmentScore.score < threshold, 1))
    rows = db.session.execute(
        select(
            Assessment.id,
            Assessment.fiscal_year,
            Assessment.overall_score,
            Assessment.level,
            func.count(AssessmentScore.id),
            func.count(is_weak),
        )
        .outerjoin(
            AssessmentScore,
            (AssessmentScore.assessment_id == Assessment.id)
            & (AssessmentScore.part == "")
            & AssessmentScore.code.in_(INDICATOR_CODES),
        )
        .group_by(Assessment.id, Assessment.fiscal_year, Assessment.overall_score, Assessment.level)
        .order_by(Assessment.fiscal_year.desc())
    )
    return [AssessmentRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class PlanOfAssessment:
    id: int
    fiscal_year: int
    assessment_id: int


def plans_made_from(assessment_ids: Collection[int]) -> list[PlanOfAssessment]:
    rows = db.session.execute(
        select(Plan.id, Plan.fiscal_year, Plan.assessment_id)
        .where(Plan.assessment_id.in_(assessment_ids))
        .order_by(Plan.fiscal_year)
    )
    return [PlanOfAssessment(id_, year, made_from) for id_, year, made_from in rows if made_from is not None]


_ASSESSMENT = select(Assessment).options(joinedload(Assessment.scores))


def assessment_by_id(assessment_id: int) -> Assessment | None:
    """With its scores."""
    return db.session.scalars(_ASSESSMENT.where(Assessment.id == assessment_id)).unique().one_or_none()


def assessment_of_year(fiscal_year: int) -> Assessment | None:
    """With its scores."""
    return db.session.scalars(_ASSESSMENT.where(Assessment.fiscal_year == fiscal_year)).unique().one_or_none()


def result_of(assessment: Assessment) -> PrintedResult:
    return PrintedResult(
        assessment.overall_score,
        assessment.level,
        {ScoreKey(row.code, row.part): row.score for row in assessment.scores},
    )


def plan_without_assessment(fiscal_year: int) -> Plan | None:
    return db.session.scalar(select(Plan).where(Plan.fiscal_year == fiscal_year, Plan.assessment_id.is_(None)))


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What the document of a plan says of the same assessment."""

    draft_id: int
    filename: str
    is_adopted: bool
    assessment: DraftAssessment


def documents_about(fiscal_year: int) -> list[DocumentResult]:
    """Adopted plans and waiting drafts alike, the newest first."""
    assessment = PlanDraft.content["assessment"]
    rows = db.session.execute(
        select(PlanDraft.id, PlanDraft.filename, PlanDraft.plan_id, assessment)
        .where(PlanDraft.filename != "", assessment["fiscal_year"].as_integer() == fiscal_year)
        .order_by(PlanDraft.uploaded_at.desc(), PlanDraft.id.desc())
    )
    return [
        DocumentResult(draft_id, filename, plan_id is not None, DraftAssessment(**content))
        for draft_id, filename, plan_id, content in rows
    ]


@dataclass(frozen=True, slots=True)
class AssessedPlan:
    """A plan with the agency's threshold; without an assessment there is nothing to hold it against."""

    id: int
    fiscal_year: int
    threshold: float
    assessment: Assessment | None


_PLAN: Select[*tuple[Any, ...]] = (
    select(Plan.id, Plan.fiscal_year, Agency.score_threshold, Assessment)
    .join(Agency, Agency.id == Plan.agency_id)
    .outerjoin(Assessment, Assessment.id == Plan.assessment_id)
    .options(joinedload(Assessment.scores))
    .where(Plan.id == bindparam("plan_id"))
)


def assessed_plan(plan_id: int) -> AssessedPlan | None:
    row = db.session.execute(_PLAN, {"plan_id": plan_id}).unique().one_or_none()
    return AssessedPlan(*row) if row else None


_MEASURES = (
    select(Measure)
    .options(joinedload(Measure.steps), joinedload(Measure.indicators))
    .where(Measure.plan_id.in_(bindparam("plan_ids", expanding=True)), Measure.cancelled_on.is_(None))
    .order_by(Measure.position)
)


def measures_of_plans(plan_ids: Collection[int]) -> dict[int, list[PlannedMeasure]]:
    """Those that were not cancelled, by plan."""
    found: dict[int, list[PlannedMeasure]] = {plan_id: [] for plan_id in plan_ids}
    for measure in db.session.scalars(_MEASURES, {"plan_ids": list(plan_ids)}).unique():
        found[measure.plan_id].append(_planned(measure))
    return found


def _planned(measure: Measure) -> PlannedMeasure:
    return PlannedMeasure(
        id=measure.id,
        number=measure.number,
        title=" / ".join(measure.titles),
        indicators=tuple(indicator.code for indicator in sorted(measure.indicators, key=lambda one: one.id)),
        texts=(*measure.titles, measure.issue or "", *(step.text for step in measure.steps)),
    )


def agency_by_id(agency_id: int) -> Agency:
    return db.session.execute(select(Agency).where(Agency.id == agency_id)).scalar_one()
