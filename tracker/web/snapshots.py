"""The editions of a month's papers."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from tracker.domain.errors import N_, NotFound
from tracker.domain.papers import PaperForm
from tracker.domain.permissions import Action
from tracker.queries import snapshots as queries
from tracker.queries.snapshots import StoredSnapshot
from tracker.reports.edition_differences import differences
from tracker.reports.printing import MIME_TYPES
from tracker.reports.snapshot_codec import canonical_bytes
from tracker.services import snapshots
from tracker.web.access import requires
from tracker.web.downloads import file_to_keep
from tracker.web.edition_words import shown_differences

blueprint = Blueprint("snapshots", __name__)


@blueprint.get("/meetings/<int:meeting_id>/editions/<int:number>")
@requires(Action.SEE_AGENCY)
def show(meeting_id: int, number: int) -> str:
    """What the edition says otherwise than the one before it."""
    stored = queries.snapshots_numbered(meeting_id, [number - 1, number])
    shown, before = _found(stored.get(number)), stored.get(number - 1)
    paper = snapshots.read(shown)
    changes = differences(snapshots.read(before).report, paper.report) if before else ()
    return render_template(
        "meetings/edition.html",
        stored=shown,
        report=paper.report,
        before=before,
        differences=shown_differences(changes),
    )


@blueprint.get("/meetings/<int:meeting_id>/editions/<int:number>/stored.json")
@requires(Action.SEE_AGENCY)
def json(meeting_id: int, number: int) -> Response:
    """As it was frozen, byte for byte: the SHA-256 of this file is the check code."""
    stored = _stored(meeting_id, number)
    slug = snapshots.read(stored).report.status.agency
    name = f"meeting-{slug}-{stored.month:%Y-%m}-edition-{number}-as-stored.json"
    return file_to_keep(canonical_bytes(stored.content), MIME_TYPES[PaperForm.JSON], name)


def _stored(meeting_id: int, number: int) -> StoredSnapshot:
    return _found(queries.snapshots_numbered(meeting_id, [number]).get(number))


def _found(stored: StoredSnapshot | None) -> StoredSnapshot:
    if stored is None:
        raise NotFound(N_("There is no such edition of this month."))
    return stored
