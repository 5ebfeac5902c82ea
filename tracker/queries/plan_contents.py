"""An adopted plan in the form in which plans are read, compared, carried over and written out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tracker.domain.cadence import Cadence
from tracker.domain.progress import AssignmentRole
from tracker.extensions import db
from tracker.models import Agency, Assignment, Division, Measure, MeasureIndicator, Plan, Step
from tracker.plan_reading import (
    DraftAgency,
    DraftMeasure,
    DraftMonitoring,
    DraftPeriod,
    DraftPlan,
    DraftResponsible,
    Source,
)


@dataclass(frozen=True, slots=True)
class PlanContents:
    """The measures that are not cancelled; `measure_ids` in the order of the draft's measures."""

    plan_id: int
    draft: DraftPlan
    measure_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What belongs to the plan's measures, by measure."""

    steps: Mapping[int, Sequence[str]]
    indicators: Mapping[int, Sequence[MeasureIndicator]]
    #: Division and role of each assignment in force, in the agency's own order.
    assignments: Mapping[int, Sequence[tuple[str, AssignmentRole]]]


def contents_of(plan_id: int) -> PlanContents | None:
    row = db.session.execute(
        select(Plan.fiscal_year, Agency.name, Agency.kind)
        .join(Agency, Agency.id == Plan.agency_id)
        .where(Plan.id == plan_id)
    ).one_or_none()
    if row is None:
        return None
    measures = db.session.scalars(
        select(Measure)
        .where(Measure.plan_id == plan_id, Measure.cancelled_on.is_(None))
        .order_by(Measure.position, Measure.id)
    ).all()
    parts = _parts(plan_id)
    draft = DraftPlan(
        agency=DraftAgency(row.name, row.kind),
        plan_fiscal_year=row.fiscal_year,
        assessment=None,
        measures=tuple(_measure(measure, parts) for measure in measures),
        questions=(),
    )
    return PlanContents(plan_id, draft, tuple(measure.id for measure in measures))


def _parts(plan_id: int) -> _Parts:
    steps = defaultdict(list)
    for measure_id, text in db.session.execute(
        select(Step.measure_id, Step.text)
        .join(Measure, Measure.id == Step.measure_id)
        .where(Measure.plan_id == plan_id)
        .order_by(Step.position)
    ):
        steps[measure_id].append(text)
    indicators = defaultdict(list)
    for indicator in db.session.scalars(
        select(MeasureIndicator)
        .join(Measure, Measure.id == MeasureIndicator.measure_id)
        .where(Measure.plan_id == plan_id)
        .order_by(MeasureIndicator.id)
    ):
        indicators[indicator.measure_id].append(indicator)
    assignments = defaultdict(list)
    for measure_id, division, role in db.session.execute(
        select(Assignment.measure_id, Division.name, Assignment.role)
        .join(Measure, Measure.id == Assignment.measure_id)
        .join(Division, Division.id == Assignment.division_id)
        .where(Measure.plan_id == plan_id, Assignment.cancelled_on.is_(None))
        .order_by(Division.position, Division.id)
    ):
        assignments[measure_id].append((division, role))
    return _Parts(steps, indicators, assignments)


def _measure(measure: Measure, parts: _Parts) -> DraftMeasure:
    indicators = parts.indicators.get(measure.id, ())
    named = parts.assignments.get(measure.id, ())
    return DraftMeasure(
        number=measure.number,
        titles=tuple(measure.titles),
        indicators=tuple(indicator.code for indicator in indicators),
        indicators_inferred=any(indicator.is_inferred for indicator in indicators),
        issue=measure.issue,
        steps=tuple(parts.steps.get(measure.id, ())),
        responsible=DraftResponsible(
            text=measure.responsible_text,
            all=measure.is_for_all,
            divisions=() if measure.is_for_all else tuple(name for name, _ in named),
            lead=next((name for name, role in named if role is AssignmentRole.LEAD), None),
        ),
        period=DraftPeriod(
            text=measure.period_text,
            start=measure.starts_on,
            end=measure.ends_on,
            kind=measure.period_kind,
            confirm=measure.period_needs_confirmation,
        ),
        monitoring=DraftMonitoring(measure.monitoring_text, tuple(Cadence(word) for word in measure.cadences)),
        source=Source(measure.source_table or 0, measure.source_row or 0),
    )
