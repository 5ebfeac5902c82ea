"""What the office does with the reports of a meeting: read, accept, return, enter on behalf of a division."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import IntegerField, TextAreaField
from wtforms.widgets import HiddenInput

from tracker import clock
from tracker.domain.errors import N_, Conflict, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.domain.progress import EntryChannel
from tracker.queries import reports, revisions
from tracker.queries.evidence import evidence_of_reports
from tracker.queries.reports import ReportRow
from tracker.services import reporting, reviewing
from tracker.services.reporting import Way
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.meetings import blueprint, may, meeting_of
from tracker.web.report_form import OnBehalfForm, form_sent, form_showing
from tracker.web.texts import lazy

#: What a view of the list keeps in its address, to come back to the same place.
PLACE = ("show", "division", "page")


class ReturnForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    comment = TextAreaField(lazy("What is missing"))


@blueprint.get("/meetings/reports/<int:report_id>")
@requires(Action.SEE_AGENCY)
def report(report_id: int) -> str:
    row = _row(report_id)
    return _report_page(row, ReturnForm(formdata=None, version=row.version))


@blueprint.post("/meetings/reports/<int:report_id>/accept")
@requires(Action.REVIEW_REPORTS)
def accept(report_id: int) -> Response:
    version = request.form.get("version", 0, type=int)
    done = reviewing.review_report(current_actor(), clock.now(), report_id, version, accept=True)
    flash(_("The report is accepted."), "success")
    return _back_to_list(done.meeting_id)


@blueprint.post("/meetings/reports/<int:report_id>/return")
@requires(Action.REVIEW_REPORTS)
def return_report(report_id: int) -> Response | tuple[str, int]:
    """Back to the division with a comment; when somebody changed it meanwhile, the comment stays on the page."""
    form = ReturnForm()
    comment, version = form.comment.data or "", form.version.data or 0
    try:
        done = reviewing.review_report(current_actor(), clock.now(), report_id, version, accept=False, comment=comment)
    except NotFound:
        raise
    except Refusal as refusal:
        add_to_form(form, refusal)
        row = _row(report_id)
        form.version.data, form.version.raw_data = row.version, None
        return _report_page(row, form), 409 if isinstance(refusal, Conflict) else 400
    flash(_("The report is returned to the division. It owes it again."), "success")
    return _back_to_list(done.meeting_id)


@blueprint.post("/meetings/<int:meeting_id>/accept-all")
@requires(Action.REVIEW_REPORTS)
def accept_all(meeting_id: int) -> Response:
    count = reviewing.accept_all(current_actor(), clock.now(), meeting_of(meeting_id).id)
    flash(ngettext("%(num)s report is accepted.", "%(num)s reports are accepted.", count), "success")
    return _back_to_list(meeting_id)


@blueprint.route("/meetings/reports/<int:report_id>/enter", methods=["GET", "POST"])
@requires(Action.REPORT_ON_BEHALF)
def enter(report_id: int) -> str | Response | tuple[str, int]:
    """Enter what a division said by telephone, on paper or by LINE; it is marked so."""
    if request.method == "GET":
        row = _row(report_id)
        return _enter_page(row, form_showing(row, OnBehalfForm), is_conflict=False)
    form = form_sent(report_id, OnBehalfForm)
    if form.validate():
        channel = form.channel.data or EntryChannel.WEB
        try:
            done = reporting.submit_report(
                current_actor(), clock.now(), report_id, form.read_version, form.entry(), Way(channel)
            )
            flash(_("The report is entered on behalf of the division."), "success")
            return _back_to_list(done.meeting_id)
        except Conflict:
            return _enter_page(_row(report_id), form, is_conflict=True), 409
        except NotFound:
            raise
        except Refusal as refusal:
            add_to_form(form, refusal)
    return _enter_page(_row(report_id), form, is_conflict=False), 400


def _row(report_id: int) -> ReportRow:
    row = reports.report_row(report_id)
    if row is None:
        raise NotFound(N_("There is no such report."))
    return row


def _report_page(row: ReportRow, form: ReturnForm) -> str:
    return render_template(
        "meetings/report.html",
        row=row,
        form=form,
        steps=reports.steps_of([row.measure_id])[row.measure_id],
        revisions=revisions.revisions_of(row.id),
        files=evidence_of_reports([row.id]).get(row.id, []),
        may=may(current_actor()),
        place=_place(),
    )


def _enter_page(row: ReportRow, form: OnBehalfForm, is_conflict: bool) -> str:
    if is_conflict:
        form.version.data, form.version.raw_data = row.version, None
    return render_template(
        "meetings/enter.html",
        row=row,
        form=form,
        is_conflict=is_conflict,
        sending=revisions.last_sendings([row.id]).get(row.id),
        steps=reports.steps_of([row.measure_id])[row.measure_id],
        place=_place(),
    )


def _place() -> dict[str, Any]:
    return {name: request.args[name] for name in PLACE if name in request.args}


def _back_to_list(meeting_id: int | None) -> Response:
    if meeting_id is None:
        return redirect(url_for("meetings.current"))
    return redirect(url_for("meetings.show", meeting_id=meeting_id, _anchor="reports", **_place()))
