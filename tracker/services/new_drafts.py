"""A draft that was not read from a document: written by hand, or carried over from another year's plan."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.plan_drafts import DraftOrigin
from tracker.extensions import db
from tracker.models import Agency, PlanDraft
from tracker.plan_reading import DraftAgency, DraftPlan, plan_for_year, to_json_dict
from tracker.queries import adoption, plan_contents
from tracker.services import audit
from tracker.services.plan_drafts import check_year, may_import


def begin_by_hand(actor: Actor, now: datetime, fiscal_year: int) -> PlanDraft:
    """An empty draft for a year that has no plan yet."""
    may_import(actor)
    _check_free(fiscal_year)
    agency = db.session.get_one(Agency, actor.agency_id)
    draft = DraftPlan(DraftAgency(agency.name, agency.kind), fiscal_year, None, (), ())
    row = _kept(actor, now, draft, DraftOrigin.HAND)
    audit.record(actor, now, "plan_begun", row.id, after={"fiscal_year": fiscal_year})
    db.session.commit()
    return row


def copy_plan(actor: Actor, now: datetime, plan_id: int, fiscal_year: int) -> PlanDraft:
    """The measures of a plan that were not cancelled as a draft for another year, with their dates moved."""
    may_import(actor)
    contents = plan_contents.contents_of(plan_id)
    if contents is None:
        raise NotFound(N_("There is no such plan."))
    _check_free(fiscal_year)
    row = _kept(actor, now, plan_for_year(contents.draft, fiscal_year), DraftOrigin.COPY)
    after = {
        "fiscal_year": fiscal_year,
        "from_year": contents.draft.plan_fiscal_year,
        "measures": len(contents.draft.measures),
    }
    audit.record(actor, now, "plan_copied", row.id, after=after)
    db.session.commit()
    return row


def _check_free(fiscal_year: int) -> None:
    check_year(fiscal_year)
    if adoption.plan_of_year(fiscal_year) is not None:
        raise Refusal(N_("Fiscal year %(year)s has a plan already."), "fiscal_year", year=fiscal_year)


def _kept(actor: Actor, now: datetime, draft: DraftPlan, origin: DraftOrigin) -> PlanDraft:
    row = PlanDraft(
        origin=origin,
        filename="",
        sha256="",
        content=to_json_dict(draft),
        uploaded_at=now,
        uploaded_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()  # The audit event names the draft's id.
    return row
