"""The files of evidence, behind the same door as the report they belong to."""

from __future__ import annotations

from pathlib import Path

from flask import send_file
from werkzeug.wrappers import Response

from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import Action, can
from tracker.models import Evidence
from tracker.queries import evidence as queries
from tracker.web.access import current_actor, requires
from tracker.web.evidence import blueprint, check_sight, evidence_folder

FILE_SECURITY_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""Whatever a file turns out to be for a browser, it runs nothing and loads nothing."""

JPEG = "image/jpeg"


@blueprint.get("/evidence/<int:evidence_id>/file")
@requires(Action.SEE_AGENCY, by_link=True)
def file(evidence_id: int) -> Response:
    """A picture is shown; everything else is handed over to be kept, under the name that its owner gave it."""
    row, name = _stored(evidence_id)
    is_picture = row.content_type == JPEG
    return _sent(evidence_folder().file(row.agency_id, name), row, row.content_type, is_picture)


@blueprint.get("/evidence/<int:evidence_id>/picture")
@requires(Action.SEE_AGENCY, by_link=True)
def picture(evidence_id: int) -> Response:
    """The small picture for lists."""
    row, name = _stored(evidence_id)
    if row.content_type != JPEG:
        raise NotFound(N_("There is no picture of this piece of evidence."))
    return _sent(evidence_folder().thumbnail(row.agency_id, name), row, JPEG, is_shown=True)


def _stored(evidence_id: int) -> tuple[Evidence, str]:
    """What was removed is kept for those who look after the record."""
    row, actor = queries.evidence_by_id(evidence_id), current_actor()
    if row is None or row.stored_name is None or row.removed_at is not None and not can(actor, Action.SEE_LEDGER):
        raise NotFound(N_("There is no such piece of evidence."))
    check_sight(actor, queries.place_of_report(row.report_id))
    return row, row.stored_name


def _sent(path: Path, row: Evidence, content_type: str | None, is_shown: bool) -> Response:
    if not path.is_file():
        raise NotFound(N_("The file is not in the office's folder any more. Ask the administrator for the backup."))
    response = send_file(
        path, mimetype=content_type, as_attachment=not is_shown, download_name=row.filename, etag=row.sha256 or False
    )
    response.headers["Content-Security-Policy"] = FILE_SECURITY_POLICY
    # Asked for anew each time, so that nobody sees it after signing out; unchanged, it is not sent again.
    response.headers["Cache-Control"] = "private, no-cache"
    return response
