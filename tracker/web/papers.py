"""The papers as files."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import Action
from tracker.domain.thai_dates import parse_date
from tracker.reports.status_book import indicator_book, meeting_book
from tracker.services import papers
from tracker.web.access import current_actor, requires

blueprint = Blueprint("papers", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/indicators/report.xlsx")
@requires(Action.SEE_AGENCY)
def indicators_xlsx() -> Response:
    asked = request.args.get("date", "")
    day = parse_date(asked, "date") if asked else clock.today()
    report = papers.status_report(current_actor().agency_id, day)
    return _xlsx(indicator_book(report), f"indicators-{report.agency}-{day:%Y-%m-%d}.xlsx")


@blueprint.get("/meetings/<int:meeting_id>/report.xlsx")
@requires(Action.SEE_AGENCY)
def meeting_xlsx(meeting_id: int) -> Response:
    report = papers.report_of_meeting(current_actor().agency_id, clock.today(), meeting_id)
    if report is None:
        raise NotFound(N_("There is no such meeting."))
    return _xlsx(meeting_book(report), f"meeting-{report.status.agency}-{report.status.month:%Y-%m}.xlsx")


def _xlsx(data: bytes, filename: str) -> Response:
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=filename)
