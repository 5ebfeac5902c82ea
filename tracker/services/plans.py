"""A draft that somebody looked at becomes the plan that is followed."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.errors import N_, Conflict, Refusal
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import (
    Agency,
    Measure,
    MeasureIndicator,
    Plan,
    PlanDraft,
    Step,
)
from tracker.plan_reading import (
    DraftMeasure,
    DraftPlan,
    from_json_dict,
)
from tracker.queries import adoption
from tracker.services import assessments, audit
from tracker.services.division_register import DivisionRegister
from tracker.services.plan_drafts import check_year, may_import, waiting_draft


def adopt_draft(
    actor: Actor | None, now: datetime, draft_id: int, fiscal_year: int | None = None, *, version: int | None = None
) -> Plan:
    """Make the plan of a fiscal year from a draft: divisions it names that are new, measures, assignments.

    "All divisions" becomes one assignment each, of those that are active now. `version` is that of the draft that
    was looked at; what somebody else corrected since is not adopted unseen.
    """
    may_import(actor)
    row = waiting_draft(draft_id)
    if version is not None and version != row.version:
        raise Conflict(N_("Somebody else corrected this draft in the meantime. Look at it again, then adopt it."))
    draft = from_json_dict(row.content)
    year = draft.plan_fiscal_year if fiscal_year is None else fiscal_year
    if year is None:
        raise Refusal(N_("Write the fiscal year of the plan, for example 2569."), "fiscal_year")
    check_year(year)
    if not draft.measures:
        raise Refusal(N_("This plan has no measures yet. Add the first one."))
    if adoption.plan_of_year(year) is not None:
        message = N_(
            "Fiscal year %(year)s has a plan already. Open this draft on the page of plans to see what differs from it."
        )
        raise Refusal(message, "fiscal_year", year=year)
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


def _plan_from(draft: DraftPlan, year: int, now: datetime, actor: Actor | None, row: PlanDraft) -> Plan:
    agency = db.session.get_one(Agency, row.agency_id)
    register = DivisionRegister(agency.kind)
    register.add_unknown(name for measure in draft.measures for name in measure.responsible.divisions)
    return Plan(
        fiscal_year=year,
        assessment_id=assessments.assessment_for_plan(actor, now, draft.assessment, year, row.filename),
        adopted_at=now,
        adopted_by_id=actor.user_id if actor else None,
        source_filename=row.filename,
        source_sha256=row.sha256,
        measures=[
            measure_from(measure, position, register) for position, measure in enumerate(draft.measures, start=1)
        ],
    )


def measure_from(measure: DraftMeasure, position: int, register: DivisionRegister) -> Measure:
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
        adopted_ends_on=measure.period.end,
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
