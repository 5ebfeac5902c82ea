"""The papers as files."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import Action
from tracker.domain.thai_dates import parse_date
from tracker.reports.editions import MeetingPaper
from tracker.reports.status_book import indicator_book, meeting_book
from tracker.services import papers, snapshots
from tracker.web.access import current_actor, requires

blueprint = Blueprint("papers", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/indicators/report.xlsx")
@requires(Action.SEE_AGENCY)
def indicators_xlsx() -> Response:
    asked = request.args.get("date", "")
    day = parse_date(asked, "date") if asked else clock.today()
    report = papers.status_report(current_actor().agency_id, day)
    return workbook_file(indicator_book(report), f"indicators-{report.agency}-{day:%Y-%m-%d}")


@blueprint.get("/meetings/<int:meeting_id>/report.xlsx")
@requires(Action.SEE_AGENCY)
def meeting_xlsx(meeting_id: int) -> Response:
    paper = snapshots.paper_of_meeting(current_actor().agency_id, clock.today(), meeting_id)
    if paper is None:
        raise NotFound(N_("There is no such meeting."))
    return workbook_file(meeting_book(paper), file_stem(paper))


def file_stem(paper: MeetingPaper) -> str:
    """Without the ending; of a frozen month it names the edition."""
    status = paper.report.status
    edition = f"-edition-{paper.edition.number}" if paper.edition else ""
    return f"meeting-{status.agency}-{status.month:%Y-%m}{edition}"


def workbook_file(data: bytes, stem: str) -> Response:
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=f"{stem}.xlsx")
