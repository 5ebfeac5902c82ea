"""Reporting by an Excel sheet: downloaded, filled in, brought back, looked at, taken in.

Nothing is kept between looking and taking in: the page that shows the rows carries them along in the fields of the
form of reports, so that what is sent is what was shown, and is still there when the sign-in has ended meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response
from wtforms import StringField

from tracker import clock
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.domain.report_sheet import RowState
from tracker.queries import frames, meetings
from tracker.queries.frames import Frame
from tracker.queries.meetings import DivisionFigures
from tracker.reports.report_sheet import report_book
from tracker.services import report_sheet_contents, report_sheets
from tracker.services.report_desk import LONGEST_NAME, Filled
from tracker.services.report_sheets import SheetRow
from tracker.web.access import current_actor, requires
from tracker.web.downloads import XLSX
from tracker.web.errors import add_to_form
from tracker.web.sheet_preview import chosen_rows, shown_row
from tracker.web.texts import lazy, sentence

blueprint = Blueprint("report_sheets", __name__)


class SheetForm(FlaskForm):
    file = FileField(lazy("The sheet, filled in"))


class TakingInForm(FlaskForm):
    told_by = StringField(lazy("Who filled the sheet in"))

    @property
    def teller(self) -> str:
        """Within what the field takes anyway; nobody's words are refused for it."""
        return (self.told_by.data or "")[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Desk:
    """For whom sheets are made and taken in, and where: the person's own divisions, or (None) all of a meeting."""

    frame: Frame
    division_ids: Collection[int] | None
    address: str
    #: Where the reports are seen afterwards.
    back: str

    @property
    def is_on_behalf(self) -> bool:
        return self.division_ids is None


@blueprint.route("/my-reports/sheet", methods=["GET", "POST"])
@requires(Action.REPORT)
def own() -> str | tuple[str, int]:
    return _bring_back(_own_desk())


@blueprint.get("/my-reports/sheet.xlsx")
@requires(Action.REPORT)
def own_file() -> Response:
    desk = _own_desk()
    return _file(desk, desk.division_ids)


@blueprint.post("/my-reports/sheet/take")
@requires(Action.REPORT)
def take_own() -> Response | tuple[str, int]:
    return _take(_own_desk())


@blueprint.route("/meetings/<int:meeting_id>/sheet", methods=["GET", "POST"])
@requires(Action.REPORT_ON_BEHALF)
def of_meeting(meeting_id: int) -> str | tuple[str, int]:
    return _bring_back(_desk_of_meeting(meeting_id))


@blueprint.get("/meetings/<int:meeting_id>/sheet.xlsx")
@requires(Action.REPORT_ON_BEHALF)
def file_of_meeting(meeting_id: int) -> Response:
    division_id = request.args.get("division", type=int)
    return _file(_desk_of_meeting(meeting_id), None if division_id is None else [division_id])


@blueprint.post("/meetings/<int:meeting_id>/sheet/take")
@requires(Action.REPORT_ON_BEHALF)
def take_of_meeting(meeting_id: int) -> Response | tuple[str, int]:
    return _take(_desk_of_meeting(meeting_id))


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Nothing of the request was read, so the page is opened anew and says why."""
    flash(_("The file is too large. It may have at most %(size)s MB.", size=_megabytes()), "danger")
    return redirect(request.path.removesuffix("/take"))


def _megabytes() -> int:
    megabytes: int = current_app.config["TRACKER"].upload_megabytes
    return megabytes


def _own_desk() -> Desk:
    actor = current_actor()
    frame = frames.frame_on(actor.agency_id, clock.today())
    return Desk(frame, actor.division_ids, url_for("report_sheets.own"), url_for("my_reports.index"))


def _desk_of_meeting(meeting_id: int) -> Desk:
    frame = frames.frame_of_meeting(current_actor().agency_id, clock.today(), meeting_id)
    if frame is None:
        raise NotFound(N_("There is no such meeting."))
    address = url_for("report_sheets.of_meeting", meeting_id=meeting_id)
    return Desk(frame, None, address, url_for("meetings.show", meeting_id=meeting_id))


def _file(desk: Desk, division_ids: Collection[int] | None) -> Response:
    book = report_sheet_contents.book_of(desk.frame, division_ids)
    name = f"reports-{desk.frame.slug}-{desk.frame.month:%Y-%m}.xlsx"
    return send_file(BytesIO(report_book(book)), mimetype=XLSX, as_attachment=True, download_name=name)


def _bring_back(desk: Desk) -> str | tuple[str, int]:
    """The page to download from and bring back to; with a file, what stands in it."""
    form = SheetForm()
    if not form.is_submitted():
        return _start_page(desk, form)
    if form.validate():
        try:
            return _look(desk, form)
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            add_to_form(form, refusal)
    return _start_page(desk, form), 400


def _look(desk: Desk, form: SheetForm) -> str:
    if not form.file.data:
        raise Refusal(N_("Choose the sheet that was filled in."), "file")
    name = form.file.data.filename
    looked = report_sheets.look_at(desk.frame, desk.division_ids, form.file.data.read(), name)
    problems = [sentence(problem) for problem in looked.problems]
    return _preview(desk, TakingInForm(formdata=None), looked.rows, name, problems, looked.same)


def _take(desk: Desk) -> Response | tuple[str, int]:
    """What was chosen is sent or kept; what somebody else changed since the page was made is shown once more."""
    form, filled = TakingInForm(), list(chosen_rows())
    refused = report_sheets.take_in(current_actor(), clock.now(), desk.frame, desk.division_ids, filled, form.teller)
    _tell([one for one in filled if one.report_id not in refused])
    if not refused:
        return redirect(desk.back)
    entries = {one.report_id: one.entry for one in filled}
    again = {report_id: (entries[report_id], refusal) for report_id, refusal in refused.items()}
    rows = report_sheets.look_again(desk.frame, desk.division_ids, again)
    status = 409 if any(isinstance(refusal, Conflict) for refusal in refused.values()) else 400
    return _preview(desk, form, rows, "", [], 0), status


def _tell(taken: Sequence[Filled]) -> None:
    sent = sum(one.is_sent for one in taken)
    kept = len(taken) - sent
    if sent:
        flash(ngettext("%(num)s report is sent.", "%(num)s reports are sent.", sent), "success")
    if kept:
        flash(ngettext("%(num)s report is kept as a draft.", "%(num)s reports are kept as drafts.", kept), "success")
    if not taken:
        flash(_("Nothing was taken in."), "warning")


def _start_page(desk: Desk, form: SheetForm) -> str:
    meeting = desk.frame.meeting
    return render_template(
        "report_sheets/start.html",
        desk=desk,
        form=form,
        cycle=meetings.cycle_held_on(meeting.held_on, desk.frame.settings) if meeting else None,
        figures=_figures(desk),
        megabytes=_megabytes(),
    )


def _figures(desk: Desk) -> list[DivisionFigures]:
    if desk.frame.meeting is None:
        return []
    figures = meetings.division_figures(desk.frame.meeting.id)
    return [one for one in figures if desk.division_ids is None or one.id in desk.division_ids]


def _preview(
    desk: Desk, form: TakingInForm, rows: Sequence[SheetRow], filename: str, problems: Sequence[str], same: int
) -> str:
    shown = {state: [shown_row(row) for row in rows if row.state is state] for state in RowState}
    return render_template(
        "report_sheets/preview.html",
        desk=desk,
        form=form,
        rows=shown,
        filename=filename,
        problems=problems,
        same=same,
        longest=LONGEST_NAME,
        names_division=len({row.row.division_id for row in rows}) > 1 or desk.is_on_behalf,
    )
