"""The meetings of a body: set by its rule or by hand, moved and called off."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker import clock
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.fiscal_year import add_months
from tracker.domain.permissions import Action, can
from tracker.models import Body, BodyMeeting
from tracker.queries import bodies as queries
from tracker.services import body_meetings as service
from tracker.web.access import current_actor, requires
from tracker.web.bodies import body_of
from tracker.web.errors import add_to_form
from tracker.web.form_fields import DateField, MonthField, TimeField
from tracker.web.texts import lazy

blueprint = Blueprint("body_meetings", __name__)

LONGEST_PLACE, LONGEST_NUMBER, LONGEST_REASON = 200, 20, 500


class BodyMeetingForm(FlaskForm):
    held_on = DateField(lazy("Day of the meeting"), validators=[InputRequired(lazy("Write the day of the meeting."))])
    starts_at = TimeField(lazy("Hour"))
    number = StringField(
        lazy("Number of the meeting"),
        validators=[Length(max=LONGEST_NUMBER, message=lazy("Keep the number within %(max)d characters."))],
    )
    month = MonthField(lazy("Last month that it looks at"))
    place = StringField(
        lazy("Place"),
        validators=[Length(max=LONGEST_PLACE, message=lazy("Keep the place within %(max)d characters."))],
    )


class CallOffForm(FlaskForm):
    reason = TextAreaField(
        lazy("Why it is called off"),
        validators=[
            InputRequired(lazy("Write why the meeting is called off.")),
            Length(max=LONGEST_REASON, message=lazy("Keep the reason within %(max)d characters.")),
        ],
    )


@blueprint.get("/body-meetings/<int:body_meeting_id>")
@requires(Action.SEE_AGENCY)
def show(body_meeting_id: int) -> str:
    meeting = _meeting(body_meeting_id)
    body = _body(meeting)
    return render_template(
        "bodies/meeting.html",
        meeting=meeting,
        body=body,
        first_month=add_months(meeting.month, 1 - body.months_covered),
        members=queries.member_posts(body.id, clock.today()),
        is_to_come=meeting.held_on >= clock.today(),
        may_arrange=can(current_actor(), Action.ARRANGE_MEETINGS),
        may_decide=can(current_actor(), Action.GIVE_ORDERS),
    )


@blueprint.route("/bodies/<int:body_id>/meetings/new", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def new(body_id: int) -> str | Response | tuple[str, int]:
    body = body_of(body_id)
    form = BodyMeetingForm(starts_at=body.starts_at, place=body.place)
    return _arrange(form, body, None)


@blueprint.route("/body-meetings/<int:body_meeting_id>/edit", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def edit(body_meeting_id: int) -> str | Response | tuple[str, int]:
    meeting = _meeting(body_meeting_id)
    return _arrange(BodyMeetingForm(obj=meeting), _body(meeting), meeting)


def _arrange(form: BodyMeetingForm, body: Body, meeting: BodyMeeting | None) -> str | Response | tuple[str, int]:
    if form.validate_on_submit():
        try:
            saved = service.set_body_meeting(
                current_actor(),
                clock.now(),
                body.id,
                form.held_on.data,
                month=form.month.data,
                starts_at=form.starts_at.data,
                place=form.place.data or "",
                number=form.number.data or None,
                meeting_id=meeting.id if meeting else None,
            )
            flash(_("The meeting is set. Whoever was invited is told what has changed."), "success")
            return redirect(url_for("body_meetings.show", body_meeting_id=saved.id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template(
        "bodies/meeting_form.html", form=form, body=body, meeting=meeting
    ), 400 if form.errors else 200


@blueprint.route("/body-meetings/<int:body_meeting_id>/call-off", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def call_off(body_meeting_id: int) -> str | Response | tuple[str, int]:
    meeting = _meeting(body_meeting_id)
    body, form = _body(meeting), CallOffForm()
    if form.validate_on_submit():
        try:
            service.call_off_body_meeting(current_actor(), clock.now(), body_meeting_id, form.reason.data)
            flash(_("The meeting is called off. Whoever was invited is told."), "success")
            return redirect(url_for("bodies.show", body_id=body.id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template("bodies/call_off.html", form=form, body=body, meeting=meeting), 400 if form.errors else 200


def _meeting(meeting_id: int) -> BodyMeeting:
    meeting = queries.meeting_by_id(meeting_id)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    return meeting


def _body(meeting: BodyMeeting) -> Body:
    assert meeting.body_id is not None
    return body_of(meeting.body_id)
