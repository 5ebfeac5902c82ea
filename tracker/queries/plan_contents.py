"""An adopted plan in the form in which plans are read, compared, carried over and written out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import selectinload

from tracker.domain.agency import AgencyKind
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
from tracker.plan_reading.differences import AdoptedMeasure


@dataclass(frozen=True, slots=True)
class PlanContents:
    """A plan with all its measures in their order, the cancelled ones too."""

    plan_id: int
    fiscal_year: int
    agency_slug: str
    agency_name: str
    agency_kind: AgencyKind
    measures: tuple[AdoptedMeasure, ...]

    @property
    def draft(self) -> DraftPlan:
        """With the measures that are not cancelled."""
        measures = tuple(one.measure for one in self.measures if not one.is_cancelled)
        return DraftPlan(DraftAgency(self.agency_name, self.agency_kind), self.fiscal_year, None, measures, ())


@dataclass(frozen=True, slots=True)
class _Parts:
    """What belongs to the plan's measures, by measure."""

    steps: Mapping[int, Sequence[str]]
    indicators: Mapping[int, Sequence[MeasureIndicator]]
    #: Division and role of each assignment in force, in the agency's own order.
    assignments: Mapping[int, Sequence[tuple[str, AssignmentRole]]]


def contents_of(plan_id: int) -> PlanContents | None:
    return _contents(Plan.id == plan_id)


def contents_of_year(fiscal_year: int) -> PlanContents | None:
    return _contents(Plan.fiscal_year == fiscal_year)


def _contents(which: ColumnElement[bool]) -> PlanContents | None:
    row = db.session.execute(
        select(Plan.id, Plan.fiscal_year, Agency.slug, Agency.name, Agency.kind)
        .join(Agency, Agency.id == Plan.agency_id)
        .where(which)
    ).one_or_none()
    if row is None:
        return None
    measures = db.session.scalars(
        select(Measure).where(Measure.plan_id == row.id).order_by(Measure.position, Measure.id)
    ).all()
    parts = _parts(Measure.plan_id == row.id)
    return PlanContents(
        plan_id=row.id,
        fiscal_year=row.fiscal_year,
        agency_slug=row.slug,
        agency_name=row.name,
        agency_kind=row.kind,
        measures=tuple(
            AdoptedMeasure(measure.id, _measure(measure, parts), measure.cancelled_on is not None)
            for measure in measures
        ),
    )


@dataclass(frozen=True, slots=True)
class MeasureContents:
    plan_id: int
    fiscal_year: int
    agency_kind: AgencyKind
    adopted: AdoptedMeasure


def contents_of_measure(measure_id: int) -> MeasureContents | None:
    row = db.session.execute(
        select(Measure, Plan.fiscal_year, Agency.kind)
        .join(Plan, Plan.id == Measure.plan_id)
        .join(Agency, Agency.id == Plan.agency_id)
        .where(Measure.id == measure_id)
    ).one_or_none()
    if row is None:
        return None
    measure, fiscal_year, kind = row
    read = _measure(measure, _parts(Measure.id == measure_id))
    adopted = AdoptedMeasure(measure_id, read, measure.cancelled_on is not None)
    return MeasureContents(measure.plan_id, fiscal_year, kind, adopted)


def _parts(of: ColumnElement[bool]) -> _Parts:
    steps = defaultdict(list)
    for measure_id, text in db.session.execute(
        select(Step.measure_id, Step.text)
        .join(Measure, Measure.id == Step.measure_id)
        .where(of)
        .order_by(Step.position)
    ):
        steps[measure_id].append(text)
    indicators = defaultdict(list)
    for indicator in db.session.scalars(
        select(MeasureIndicator)
        .join(Measure, Measure.id == MeasureIndicator.measure_id)
        .where(of)
        .order_by(MeasureIndicator.id)
    ):
        indicators[indicator.measure_id].append(indicator)
    assignments = defaultdict(list)
    for measure_id, division, role in db.session.execute(
        select(Assignment.measure_id, Division.name, Assignment.role)
        .join(Measure, Measure.id == Assignment.measure_id)
        .join(Division, Division.id == Assignment.division_id)
        .where(of, Assignment.cancelled_on.is_(None))
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


#: With everything that belongs to a measure and can be changed.
_WHOLE = (selectinload(Measure.steps), selectinload(Measure.indicators), selectinload(Measure.assignments))


def plan_to_change(plan_id: int) -> Plan | None:
    """Held against others who would change it or its measures too, until the transaction ends."""
    return db.session.scalar(select(Plan).where(Plan.id == plan_id).with_for_update())


def measures_to_change(plan_id: int) -> Sequence[Measure]:
    """Of a plan that is held."""
    return db.session.scalars(select(Measure).options(*_WHOLE).where(Measure.plan_id == plan_id)).all()


def measure_to_change(measure_id: int) -> Measure | None:
    """With its plan held."""
    plan_id = db.session.scalar(select(Measure.plan_id).where(Measure.id == measure_id))
    if plan_id is None or plan_to_change(plan_id) is None:
        return None
    return db.session.scalar(select(Measure).options(*_WHOLE).where(Measure.id == measure_id))


def last_position(plan_id: int) -> int:
    return db.session.scalar(select(func.max(Measure.position)).where(Measure.plan_id == plan_id)) or 0
