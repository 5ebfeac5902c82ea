"""The office closes a month, and opens it again with a reason."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from tracker import clock
from tracker.domain.errors import Refusal
from tracker.domain.permissions import Action
from tracker.models import Meeting
from tracker.queries import closing as queries
from tracker.queries import honesty, meetings
from tracker.services import closing
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.meeting_view import MISSING, TO_REVIEW, VIEWS, counts_of, may_be_closed
from tracker.web.meetings import blueprint, meeting_of
from tracker.web.texts import lazy

LONGEST_REASON = 500


class ReopenForm(FlaskForm):
    reason = TextAreaField(
        lazy("Why it is opened again"),
        validators=[
            InputRequired(lazy("Write why the month is opened again.")),
            Length(max=LONGEST_REASON, message=lazy("Keep the reason within %(max)d characters.")),
        ],
    )


@blueprint.get("/meetings/<int:meeting_id>/close")
@requires(Action.REVIEW_REPORTS)
def close(meeting_id: int) -> str | Response:
    """What closing would do, before it is done."""
    meeting = meeting_of(meeting_id)
    if meeting.closed_at is not None:
        return _to_meeting(meeting)
    counts = counts_of(meetings.division_figures(meeting.id))
    return render_template(
        "meetings/close.html",
        meeting=meeting,
        may_be_closed=may_be_closed(meeting, clock.today()),
        to_review=sum(counts[state] for state in VIEWS[TO_REVIEW]),
        missing=sum(counts[state] for state in VIEWS[MISSING]),
        signalled=len(honesty.signals_of_meeting(meeting.id).reports),
        closes_on=queries.days_of_closing([meeting])[meeting.id],
    )


@blueprint.post("/meetings/<int:meeting_id>/close")
@requires(Action.REVIEW_REPORTS)
def close_now(meeting_id: int) -> Response:
    meeting = meeting_of(meeting_id)
    closing.close_month(current_actor(), clock.now(), meeting.id)
    flash(_("The month is closed. Its reports are final."), "success")
    return _to_meeting(meeting)


@blueprint.route("/meetings/<int:meeting_id>/reopen", methods=["GET", "POST"])
@requires(Action.REVIEW_REPORTS)
def reopen(meeting_id: int) -> str | Response | tuple[str, int]:
    meeting = meeting_of(meeting_id)
    if meeting.closed_at is None:
        return _to_meeting(meeting)
    form = ReopenForm()
    if form.validate_on_submit():
        try:
            closing.reopen_month(current_actor(), clock.now(), meeting.id, form.reason.data)
            flash(_("The month is open again. Close it when the change is made."), "success")
            return _to_meeting(meeting)
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template("meetings/reopen.html", meeting=meeting, form=form), 400 if form.errors else 200


def _to_meeting(meeting: Meeting) -> Response:
    return redirect(url_for("meetings.show", meeting_id=meeting.id))
