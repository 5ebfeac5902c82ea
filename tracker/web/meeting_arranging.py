"""Meetings are set, moved and called off; what follows from it is shown before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker import clock
from tracker.domain.cycle_moves import StepMove, step_days, step_moves
from tracker.domain.errors import Refusal
from tracker.domain.meeting_numbers import clean_number, proposed_number
from tracker.domain.permissions import Action
from tracker.domain.reminders import MessageKind
from tracker.domain.reporting_cycle import CycleSettings, cycle_of, first_month_heard, month_heard_on
from tracker.models import Agency, Meeting
from tracker.queries import agency_cycle
from tracker.queries import days_off as days_off_queries
from tracker.queries import meeting_calendar as calendar
from tracker.services import meetings as service
from tracker.web.access import current_actor, requires
from tracker.web.cycle_steps import CycleStep, cycle_steps
from tracker.web.errors import add_to_form
from tracker.web.form_fields import DateField, MonthField, TimeField
from tracker.web.meetings import blueprint, meeting_of
from tracker.web.texts import lazy

LONGEST_PLACE = 200
LONGEST_NUMBER = 20
LONGEST_REASON = 500


class MeetingForm(FlaskForm):
    held_on = DateField(lazy("Day of the meeting"), validators=[InputRequired(lazy("Write the day of the meeting."))])
    starts_at = TimeField(lazy("Hour"))
    month = MonthField(lazy("Month the meeting hears"))
    number = StringField(
        lazy("Number of the meeting"),
        validators=[Length(max=LONGEST_NUMBER, message=lazy("Keep the number within %(max)d characters."))],
    )
    place = StringField(
        lazy("Place"),
        validators=[Length(max=LONGEST_PLACE, message=lazy("Keep the place within %(max)d characters."))],
    )


class CallOffForm(FlaskForm):
    reason = TextAreaField(
        lazy("Why the meeting is called off"),
        validators=[
            InputRequired(lazy("Write why the meeting is called off.")),
            Length(max=LONGEST_REASON, message=lazy("Keep the reason within %(max)d characters.")),
        ],
    )


@dataclass(frozen=True, slots=True)
class ArrangementPreview:
    """What follows from a day before it is saved."""

    held_on: date
    month: date
    #: The first of the months that the meeting would hear.
    first_month: date
    number: str
    steps: Sequence[CycleStep]
    #: Where the meeting is there already and its day is another.
    moves: Sequence[StepMove]
    #: Messages that wait and name the old day, by kind.
    withdrawn: Mapping[MessageKind, int]
    #: The name of the day off on which it falls; empty for a weekend.
    day_off: str | None
    is_past: bool


@blueprint.route("/meetings/new", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def new() -> str | Response:
    return _arrange(None)


@blueprint.route("/meetings/<int:meeting_id>/edit", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def edit(meeting_id: int) -> str | Response:
    return _arrange(meeting_of(meeting_id))


def _arrange(meeting: Meeting | None) -> str | Response:
    agency = agency_cycle.agency_by_id(current_actor().agency_id)
    form, preview = MeetingForm(obj=meeting or _usual(agency)), None
    if form.validate_on_submit():
        try:
            if request.form.get("do") != "preview":
                return _saved(form, meeting)
            preview = _preview(form, meeting, agency)
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template("meetings/form.html", form=form, meeting=meeting, preview=preview)


def _usual(agency: Agency) -> Meeting:
    """Hour and place as the office has them for its meetings by rule; no row of its own."""
    return Meeting(starts_at=agency.meeting_starts_at, place=agency.meeting_place)


def _saved(form: MeetingForm, meeting: Meeting | None) -> Response:
    saved = service.set_meeting(
        current_actor(),
        clock.now(),
        form.held_on.data,
        form.month.data,
        form.place.data or "",
        meeting.id if meeting else None,
        starts_at=form.starts_at.data,
        number=form.number.data or (None if meeting is None else ""),
    )
    flash(_("The meeting is set. Everything else follows from its day."), "success")
    return redirect(url_for("meetings.show", meeting_id=saved.id))


def _preview(form: MeetingForm, meeting: Meeting | None, agency: Agency) -> ArrangementPreview:
    held_on, today = form.held_on.data, clock.today()
    month = form.month.data or month_heard_on(held_on)
    id_ = meeting.id if meeting else None
    service.check_setting(meeting or Meeting(), held_on, month, today)
    settings = agency_cycle.settings_of(agency)
    around = agency_cycle.AROUND
    first = min(held_on, meeting.held_on) if meeting else held_on
    last = max(held_on, meeting.held_on) if meeting else held_on
    days_off = days_off_queries.days_off_named(first - around, last + around)
    number = clean_number(form.number.data or "")
    if not number and meeting is None:
        number = proposed_number(held_on, calendar.numbered_before(held_on))
    return ArrangementPreview(
        held_on=held_on,
        month=month,
        first_month=first_month_heard(month, calendar.last_month_heard_before(month, id_)),
        number=number,
        steps=cycle_steps(cycle_of(held_on, settings, days_off.keys()), today),
        moves=_moves(meeting, held_on, settings, days_off),
        withdrawn=calendar.messages_to_withdraw(meeting.id, held_on) if meeting and meeting.held_on != held_on else {},
        day_off=days_off.get(held_on, "" if held_on.weekday() > 4 else None),
        is_past=held_on < today,
    )


def _moves(
    meeting: Meeting | None, held_on: date, settings: CycleSettings, days_off: Mapping[date, str]
) -> list[StepMove]:
    if meeting is None or meeting.held_on == held_on:
        return []
    before = step_days(meeting.held_on, settings, days_off.keys())
    return step_moves(before, step_days(held_on, settings, days_off.keys()), clock.today())


@blueprint.route("/meetings/<int:meeting_id>/call-off", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def call_off(meeting_id: int) -> str | Response | tuple[str, int]:
    meeting, form = meeting_of(meeting_id), CallOffForm()
    if form.validate_on_submit():
        try:
            service.call_off_meeting(current_actor(), clock.now(), meeting_id, form.reason.data)
            flash(_("The meeting is called off."), "success")
            return redirect(url_for("meetings.index"))
        except Refusal as refusal:
            add_to_form(form, refusal)
    page = render_template(
        "meetings/call_off.html", meeting=meeting, form=form, next_one=calendar.next_meeting_after(meeting.month)
    )
    return page, 400 if form.errors else 200
