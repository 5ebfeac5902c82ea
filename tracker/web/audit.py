"""The log: who changed what, and what it was before."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from tracker.domain.audit_events import EVENTS
from tracker.domain.permissions import Action
from tracker.queries import audit as queries
from tracker.web.access import requires
from tracker.web.audit_words import EVENT_WORDS, differences
from tracker.web.paging import page_number, pages_for

blueprint = Blueprint("audit", __name__)

EVENTS_ON_A_PAGE = 50


@blueprint.get("/audit")
@requires(Action.SEE_AUDIT)
def index() -> str:
    event = request.args.get("event", "")
    chosen = event if event in EVENTS else None
    pages = pages_for(queries.audit_count(chosen), EVENTS_ON_A_PAGE)
    page = min(page_number(), pages)
    return render_template(
        "audit/index.html",
        rows=queries.audit_rows(EVENTS_ON_A_PAGE, (page - 1) * EVENTS_ON_A_PAGE, chosen),
        page=page,
        pages=pages,
        chosen=chosen or "",
        event_words=EVENT_WORDS,
        differences=differences,
    )
