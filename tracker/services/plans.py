"""A plan document becomes a draft, and a draft that somebody looked at becomes the plan that is followed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from tracker.domain.agency import AgencyKind
from tracker.domain.divisions import division_key
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.progress import AssignmentRole
from tracker.extensions import db
from tracker.models import (
    Agency,
    Assessment,
    AssessmentScore,
    Assignment,
    Division,
    Measure,
    MeasureIndicator,
    Plan,
    PlanDraft,
    Step,
)
from tracker.plan_reading import (
    DraftAssessment,
    DraftMeasure,
    DraftPlan,
    draft_plan,
    from_json_dict,
    read_document,
    to_json_dict,
)
from tracker.queries import adoption
from tracker.services import audit
from tracker.services.setup import add_divisions

EARLIEST_YEAR, LATEST_YEAR = 2550, 2650


def upload_plan(
    actor: Actor | None, now: datetime, data: bytes, filename: str, fiscal_year: int | None = None
) -> PlanDraft:
    """Read a document and keep what was understood, to be looked at and adopted.

    Raises the reader's refusal for a document that is no plan; nothing is kept then.
    """
    _may_import(actor)
    check_year(fiscal_year)
    known = [division.name for division in adoption.active_divisions()]
    draft = draft_plan(read_document(data, filename), plan_fiscal_year=fiscal_year, known_divisions=known)
    row = PlanDraft(
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        content=to_json_dict(draft),
        uploaded_at=now,
        uploaded_by_id=actor.user_id if actor else None,
    )
    db.session.add(row)
    db.session.flush()  # The audit event names the draft's id.
    after = {
        "filename": filename,
        "sha256": row.sha256,
        "measures": len(draft.measures),
        "questions": len(draft.questions),
    }
    audit.record(actor, now, "plan_uploaded", row.id, after=after)
    db.session.commit()
    return row


def discard_draft(actor: Actor, now: datetime, draft_id: int) -> None:
    _may_import(actor)
    row = _waiting_draft(draft_id)
    audit.record(actor, now, "plan_draft_discarded", row.id, before={"filename": row.filename})
    db.session.delete(row)
    db.session.commit()


def adopt_draft(actor: Actor | None, now: datetime, draft_id: int, fiscal_year: int | None = None) -> Plan:
    """Make the plan of a fiscal year from a draft: divisions it names that are new, measures, assignments.

    "All divisions" becomes one assignment each, of those that are active now.
    """
    _may_import(actor)
    row = _waiting_draft(draft_id)
    draft = from_json_dict(row.content)
    year = draft.plan_fiscal_year if fiscal_year is None else fiscal_year
    if year is None:
        raise Refusal(N_("Write the fiscal year of the plan, for example 2569."), "fiscal_year")
    check_year(year)
    if adoption.plan_of_year(year) is not None:
        raise Refusal(N_("Fiscal year %(year)s has a plan already."), "fiscal_year", year=year)
    plan = _plan_from(draft, year, now, actor, row)
    db.session.add(plan)
    db.session.flush()  # The draft and the audit event name the plan's id.
    row.plan_id = plan.id
    after = {
        "fiscal_year": year,
        "measures": len(plan.measures),
        "assignments": sum(len(measure.assignments) for measure in plan.measures),
        "source": row.filename,
    }
    audit.record(actor, now, "plan_adopted", plan.id, after=after)
    db.session.commit()
    return plan


def _may_import(actor: Actor | None) -> None:
    """The command line has no actor: whoever runs it holds the machine."""
    if actor is not None and not can(actor, Action.IMPORT_PLANS):
        raise NotAllowed(N_("Only the secretary or the administrator brings plans in."))


def check_year(fiscal_year: int | None) -> None:
    if fiscal_year is not None and not EARLIEST_YEAR <= fiscal_year <= LATEST_YEAR:
        raise Refusal(
            N_("“%(year)s” is no fiscal year. Write it in the Buddhist era, for example 2569."),
            "fiscal_year",
            year=fiscal_year,
        )


def _waiting_draft(draft_id: int) -> PlanDraft:
    row = adoption.draft_by_id(draft_id)
    if row is None:
        raise NotFound(N_("There is no such draft."))
    if row.plan_id is not None:
        raise Refusal(N_("This draft has been adopted already."))
    return row


def _plan_from(draft: DraftPlan, year: int, now: datetime, actor: Actor | None, row: PlanDraft) -> Plan:
    agency = db.session.get_one(Agency, row.agency_id)
    register = DivisionRegister(agency.kind)
    register.add_unknown(name for measure in draft.measures for name in measure.responsible.divisions)
    return Plan(
        fiscal_year=year,
        assessment_id=_assessment_id(draft.assessment),
        adopted_at=now,
        adopted_by_id=actor.user_id if actor else None,
        source_filename=row.filename,
        source_sha256=row.sha256,
        measures=[
            _measure_from(measure, position, register) for position, measure in enumerate(draft.measures, start=1)
        ],
    )


class DivisionRegister:
    """The agency's divisions, found by any of their spellings."""

    def __init__(self, kind: AgencyKind) -> None:
        self._kind = kind
        self.active = adoption.active_divisions()
        self._by_key = {division_key(division.name, kind): division for division in self.active}
        by_id = {division.id: division for division in self.active}
        for alias in adoption.division_aliases():
            if alias.division_id in by_id:
                self._by_key.setdefault(alias.key, by_id[alias.division_id])

    def find(self, name: str) -> Division | None:
        return self._by_key.get(division_key(name, self._kind))

    def add_unknown(self, names: Iterable[str]) -> None:
        unknown = {division_key(name, self._kind): name for name in names if self.find(name) is None}
        added = add_divisions(unknown.values(), first_position=len(self.active) + 1)
        db.session.flush()  # Assignments name their division's id.
        self._by_key |= dict(zip(unknown, added, strict=True))
        self.active += added

    def assignments_for(self, measure: DraftMeasure) -> list[Assignment]:
        """Every active division for "all", else those named; the lead is said once, or is nobody."""
        responsible = measure.responsible
        named = [division for name in responsible.divisions if (division := self.find(name)) is not None]
        lead = self.find(responsible.lead) if responsible.lead else None
        chosen = {division.id: division for division in (*(self.active if responsible.all else ()), *named)}
        return [
            Assignment(division_id=division_id, role=AssignmentRole.LEAD if division is lead else AssignmentRole.JOINT)
            for division_id, division in chosen.items()
        ]


def _measure_from(measure: DraftMeasure, position: int, register: DivisionRegister) -> Measure:
    return Measure(
        position=position,
        number=measure.number,
        titles=list(measure.titles),
        issue=measure.issue,
        responsible_text=measure.responsible.text,
        is_for_all=measure.responsible.all,
        period_text=measure.period.text,
        period_kind=measure.period.kind,
        period_needs_confirmation=measure.period.confirm,
        starts_on=measure.period.start,
        ends_on=measure.period.end,
        monitoring_text=measure.monitoring.text,
        cadences=list(measure.monitoring.cadences),
        source_table=measure.source.table,
        source_row=measure.source.row,
        steps=[Step(position=number, text=text) for number, text in enumerate(measure.steps, start=1)],
        indicators=[
            MeasureIndicator(code=code, is_inferred=measure.indicators_inferred) for code in measure.indicators
        ],
        assignments=register.assignments_for(measure),
    )


def _assessment_id(draft: DraftAssessment | None) -> int | None:
    """The assessed year's scores as printed; one that is stored already is kept as it is."""
    if draft is None or draft.fiscal_year is None:
        return None
    stored = adoption.assessment_of_year(draft.fiscal_year)
    if stored is None:
        stored = Assessment(
            fiscal_year=draft.fiscal_year, overall_score=draft.overall, level=draft.level, scores=list(_scores(draft))
        )
        db.session.add(stored)
        db.session.flush()  # The plan names the assessment's id.
    return stored.id


def _scores(draft: DraftAssessment) -> Iterable[AssessmentScore]:
    for code, score in draft.indicators.items():
        yield AssessmentScore(code=code, score=score)
    for code, part, score in draft.question_rows():
        yield AssessmentScore(code=code, part=part, score=score)
