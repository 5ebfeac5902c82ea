"""What the office does with the reports of a meeting: read, accept, return."""

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
from tracker.queries import meetings, reports, revisions
from tracker.queries.evidence import evidence_of_reports
from tracker.queries.reports import ReportRow
from tracker.services import reviewing
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.meeting_view import may
from tracker.web.meetings import blueprint, meeting_of
from tracker.web.revision_words import compared_sendings
from tracker.web.texts import lazy

#: What a view of the list keeps in its address, to come back to the same place.
PLACE = ("show", "division", "page")


class ReturnForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    comment = TextAreaField(lazy("What is missing"))


@blueprint.get("/meetings/reports/<int:report_id>")
@requires(Action.SEE_AGENCY)
def report(report_id: int) -> str:
    row = report_of(report_id)
    return _report_page(row, ReturnForm(formdata=None, version=row.version))


@blueprint.post("/meetings/reports/<int:report_id>/accept")
@requires(Action.REVIEW_REPORTS)
def accept(report_id: int) -> Response:
    version = request.form.get("version", 0, type=int)
    done = reviewing.review_report(current_actor(), clock.now(), report_id, version, accept=True)
    flash(_("The report is accepted."), "success")
    return back_to_list(done.meeting_id)


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
        row = report_of(report_id)
        form.version.data, form.version.raw_data = row.version, None
        return _report_page(row, form), 409 if isinstance(refusal, Conflict) else 400
    flash(_("The report is returned to the division. It owes it again."), "success")
    return back_to_list(done.meeting_id)


@blueprint.post("/meetings/<int:meeting_id>/accept-all")
@requires(Action.REVIEW_REPORTS)
def accept_all(meeting_id: int) -> Response:
    """Of all divisions, or of the one whose reports are listed."""
    division_id = request.args.get("division", type=int)
    count = reviewing.accept_all(current_actor(), clock.now(), meeting_of(meeting_id).id, division_id)
    flash(ngettext("%(num)s report is accepted.", "%(num)s reports are accepted.", count), "success")
    return back_to_list(meeting_id)


def report_of(report_id: int) -> ReportRow:
    row = reports.report_row(report_id)
    if row is None:
        raise NotFound(N_("There is no such report."))
    return row


def _report_page(row: ReportRow, form: ReturnForm) -> str:
    happened = revisions.revisions_of(row.id)
    return render_template(
        "meetings/report.html",
        row=row,
        form=form,
        steps=reports.steps_of([row.measure_id])[row.measure_id],
        revisions=happened,
        changes=compared_sendings(happened),
        beginning=revisions.beginning_of(row.id),
        files=evidence_of_reports([row.id]).get(row.id, []),
        may=may(current_actor(), meetings.meeting_by_id(row.meeting_id) if row.meeting_id else None),
        place=place(),
    )


def place() -> dict[str, Any]:
    return {name: request.args[name] for name in PLACE if name in request.args}


def back_to_list(meeting_id: int | None) -> Response:
    if meeting_id is None:
        return redirect(url_for("meetings.current"))
    return redirect(url_for("meetings.show", meeting_id=meeting_id, _anchor="reports", **place()))
