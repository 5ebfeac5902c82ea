"""A plan on its way in: read from a document, looked at, and adopted or thrown away."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.extensions import db, only_reading
from tracker.models import PlanDraft
from tracker.plan_reading import Document, document_to_json_dict, draft_plan, read_document, read_pasted, to_json_dict
from tracker.plan_reading.division_names import ask_about_unknown
from tracker.plan_reading.front_page import ask_about_agency
from tracker.queries import adoption
from tracker.queries.divisions import Spellings, spellings
from tracker.services import audit, plan_books

EARLIEST_YEAR, LATEST_YEAR = 2550, 2650


def upload_plan(
    actor: Actor | None, now: datetime, data: bytes, filename: str, fiscal_year: int | None = None
) -> PlanDraft:
    """Read a document and keep what was understood, to be looked at and adopted.

    Raises the reader's refusal for a document that is no plan; nothing is kept then. A PDF takes seconds to read:
    nothing is held of the database meanwhile.
    """
    may_import(actor)
    check_year(fiscal_year)
    own = plan_books.draft_of_own_workbook(data, filename)
    if own is not None:
        return _stored(actor, now, own)
    known = _known(actor)
    document = read_document(data, filename)
    return _kept(actor, now, document, hashlib.sha256(data).hexdigest(), known, fiscal_year)


def paste_plan(actor: Actor, now: datetime, text: str, fiscal_year: int | None = None) -> PlanDraft:
    """The same for words that were copied out of a document."""
    may_import(actor)
    check_year(fiscal_year)
    if not text.strip():
        raise Refusal(N_("Paste the text of the plan."), "text")
    known = _known(actor)
    document = read_pasted(text)
    return _kept(actor, now, document, hashlib.sha256(text.encode()).hexdigest(), known, fiscal_year)


@dataclass(frozen=True, slots=True)
class _Known:
    """The divisions by name for the reader; what it found is held against the rest, unless the command line asks."""

    divisions: list[str]
    spellings: Spellings | None = None
    agency_name: str | None = None


def _known(actor: Actor | None) -> _Known:
    with only_reading():
        names = [division.name for division in adoption.active_divisions()]
        if actor is None:
            return _Known(names)
        return _Known(names, spellings(actor.agency_id, active_only=True), adoption.agency_name(actor.agency_id))


def _kept(
    actor: Actor | None, now: datetime, document: Document, sha256: str, known: _Known, fiscal_year: int | None
) -> PlanDraft:
    draft = draft_plan(document, plan_fiscal_year=fiscal_year, known_divisions=known.divisions)
    own = known.spellings
    if own is not None:
        draft = ask_about_unknown(draft, lambda name: own.find(name) is not None, own.key)
    if known.agency_name is not None:
        draft = ask_about_agency(draft, known.agency_name)
    row = PlanDraft(
        filename=document.filename,
        sha256=sha256,
        content=to_json_dict(draft),
        document=document_to_json_dict(document),
    )
    return _stored(actor, now, row)


def _stored(actor: Actor | None, now: datetime, row: PlanDraft) -> PlanDraft:
    row.uploaded_at, row.uploaded_by_id = now, actor.user_id if actor else None
    db.session.add(row)
    db.session.flush()  # The audit event names the draft's id.
    after = {
        "filename": row.filename,
        "sha256": row.sha256,
        "measures": len(row.content["measures"]),
        "questions": len(row.content["questions"]),
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
