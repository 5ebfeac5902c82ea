"""The log: who changed what, and what it was before."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for

from tracker.domain.audit_events import EVENTS
from tracker.domain.permissions import Action
from tracker.queries import audit as queries
from tracker.queries.audit import AuditRow
from tracker.web.access import requires
from tracker.web.audit_words import EVENT_WORDS, SUBJECT_PAGES, differences
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
        page_of_subject=page_of_subject,
    )


def page_of_subject(row: AuditRow) -> str | None:
    """The address of what the event happened to, when it has a page."""
    if row.subject not in SUBJECT_PAGES or row.subject_id is None:
        return None
    endpoint, name = SUBJECT_PAGES[row.subject]
    values: dict[str, Any] = {name: row.subject_id}
    return url_for(endpoint, **values)
