"""A plan on its way in: read from a document, looked at, and adopted or thrown away."""

from __future__ import annotations

import hashlib
from datetime import datetime

from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.extensions import db
from tracker.models import PlanDraft
from tracker.plan_reading import document_to_json_dict, draft_plan, read_document, to_json_dict
from tracker.queries import adoption
from tracker.services import audit

EARLIEST_YEAR, LATEST_YEAR = 2550, 2650


def upload_plan(
    actor: Actor | None, now: datetime, data: bytes, filename: str, fiscal_year: int | None = None
) -> PlanDraft:
    """Read a document and keep what was understood, to be looked at and adopted.

    Raises the reader's refusal for a document that is no plan; nothing is kept then.
    """
    may_import(actor)
    check_year(fiscal_year)
    known = [division.name for division in adoption.active_divisions()]
    document = read_document(data, filename)
    draft = draft_plan(document, plan_fiscal_year=fiscal_year, known_divisions=known)
    row = PlanDraft(
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        content=to_json_dict(draft),
        document=document_to_json_dict(document),
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
    may_import(actor)
    row = waiting_draft(draft_id)
    audit.record(actor, now, "plan_draft_discarded", row.id, before={"filename": row.filename})
    db.session.delete(row)
    db.session.commit()


def may_import(actor: Actor | None) -> None:
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


def waiting_draft(draft_id: int) -> PlanDraft:
    row = adoption.draft_by_id(draft_id)
    if row is None:
        raise NotFound(N_("There is no such draft."))
    if row.plan_id is not None:
        raise Refusal(N_("This draft has been adopted already."))
    return row
