"""Meetings: set with their date, and how far the reports for each have come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from tracker import clock
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.progress import RECEIVED_STATES, ReportState
from tracker.domain.reporting_cycle import Cycle, month_heard_on
from tracker.models import Meeting
from tracker.queries import frames, meetings, reports, revisions
from tracker.queries.meetings import DivisionFigures
from tracker.queries.reports import ReportRow
from tracker.queries.revisions import Revision
from tracker.services import meetings as service
from tracker.web.access import current_actor, requires
from tracker.web.cycle_steps import CycleStep, cycle_steps
from tracker.web.errors import add_to_form
from tracker.web.form_fields import DateField, MonthField
from tracker.web.paging import page_number, pages_for
from tracker.web.texts import lazy

blueprint = Blueprint("meetings", __name__)

MEETINGS_ON_A_PAGE = 24
REPORTS_ON_A_PAGE = 40
LONGEST_PLACE = 200

ALL, MISSING, TO_REVIEW, ACCEPTED = "all", "missing", "to-review", "accepted"
#: The views of a meeting's reports, by the word in the address.
VIEWS: dict[str, tuple[ReportState, ...]] = {
    ALL: tuple(ReportState),
    MISSING: tuple(state for state in ReportState if state not in RECEIVED_STATES),
    TO_REVIEW: (ReportState.SUBMITTED,),
    ACCEPTED: (ReportState.ACCEPTED,),
}
VIEW_NAMES = {ALL: lazy("All"), MISSING: lazy("Not sent"), TO_REVIEW: lazy("To review"), ACCEPTED: lazy("Accepted")}


class MeetingForm(FlaskForm):
    held_on = DateField(lazy("Day of the meeting"), validators=[InputRequired(lazy("Write the day of the meeting."))])
    month = MonthField(lazy("Month the meeting hears"))
    place = StringField(
        lazy("Place"),
        validators=[Length(max=LONGEST_PLACE, message=lazy("Keep the place within %(max)d characters."))],
    )


@dataclass(frozen=True, slots=True)
class May:
    """What the person at work may do with a meeting and its reports."""

    review: bool
    enter: bool
    arrange: bool
    see_ledger: bool


@dataclass(frozen=True, slots=True)
class MeetingView:
    meeting: Meeting
    cycle: Cycle
    today: date
    figures: Sequence[DivisionFigures]
    #: Of the whole meeting, by state.
    counts: Mapping[ReportState, int]
    view: str
    division: DivisionFigures | None
    rows: Sequence[ReportRow]
    sendings: Mapping[int, Revision]
    page: int
    pages: int
    may: May

    @property
    def steps(self) -> list[CycleStep]:
        return cycle_steps(self.cycle, self.today)

    @property
    def tabs(self) -> list[dict[str, object]]:
        """The views of the list, as components/tabs.html takes them."""
        return [
            {
                "label": name,
                "url": self.url(show=view),
                "is_current": view == self.view,
                "count": self.count_of(view, self.division),
            }
            for view, name in VIEW_NAMES.items()
        ]

    def url(self, **changes: Any) -> str:
        """Of this list, with something else chosen."""
        chosen = {"division": self.division.id if self.division else None, "show": self.view} | changes
        return url_for("meetings.show", meeting_id=self.meeting.id, _anchor="reports", **chosen)

    def count_of(self, view: str, division: DivisionFigures | None = None) -> int:
        """Of the whole meeting, or of one division."""
        counts = division.counts if division else self.counts
        return sum(counts[state] for state in VIEWS[view])


@blueprint.get("/meetings")
@requires(Action.SEE_AGENCY)
def index() -> str:
    pages = pages_for(meetings.number_of_meetings(), MEETINGS_ON_A_PAGE)
    page = min(page_number(), pages)
    return render_template(
        "meetings/index.html",
        rows=meetings.meeting_rows(MEETINGS_ON_A_PAGE, (page - 1) * MEETINGS_ON_A_PAGE),
        page=page,
        pages=pages,
        today=clock.today(),
        may=may(current_actor()),
    )


@blueprint.get("/meetings/current")
@requires(Action.SEE_AGENCY)
def current() -> Response:
    """To the meeting whose reports are being collected."""
    frame = frames.frame_on(current_actor().agency_id, clock.today())
    if frame.meeting is not None:
        return redirect(url_for("meetings.show", meeting_id=frame.meeting.id))
    flash(_("No meeting is set yet. The reports open by themselves before the day of the meeting."), "info")
    return redirect(url_for("meetings.index"))


@blueprint.route("/meetings/new", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def new() -> str | Response:
    return _arrange(None)


@blueprint.route("/meetings/<int:meeting_id>/edit", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def edit(meeting_id: int) -> str | Response:
    return _arrange(meeting_of(meeting_id))


def _arrange(meeting: Meeting | None) -> str | Response:
    form = MeetingForm(obj=meeting)
    if form.validate_on_submit() and request.form.get("do") != "preview":
        try:
            saved = service.set_meeting(
                current_actor(),
                clock.now(),
                form.held_on.data,
                form.month.data,
                form.place.data or "",
                meeting.id if meeting else None,
            )
            flash(_("The meeting is set. Everything else follows from its day."), "success")
            return redirect(url_for("meetings.show", meeting_id=saved.id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    held_on = form.held_on.data
    return render_template(
        "meetings/form.html",
        form=form,
        meeting=meeting,
        steps=_steps(held_on) if held_on else None,
        month=form.month.data or (month_heard_on(held_on) if held_on else None),
    )


def _cycle(held_on: date) -> Cycle:
    frame = frames.frame_on(current_actor().agency_id, clock.today())
    return meetings.cycle_held_on(held_on, frame.settings)


def _steps(held_on: date) -> list[CycleStep]:
    return cycle_steps(_cycle(held_on), clock.today())


@blueprint.get("/meetings/<int:meeting_id>")
@requires(Action.SEE_AGENCY)
def show(meeting_id: int) -> str:
    meeting = meeting_of(meeting_id)
    view = request.args.get("show", ALL)
    figures = meetings.division_figures(meeting.id)
    asked = request.args.get("division", type=int)
    division = next((one for one in figures if one.id == asked), None)
    shown = _shown(meeting, view if view in VIEWS else ALL, figures, division)
    return render_template("meetings/show.html", shown=shown)


def _shown(
    meeting: Meeting, view: str, figures: Sequence[DivisionFigures], division: DivisionFigures | None
) -> MeetingView:
    counts = {state: sum(one.counts[state] for one in figures) for state in ReportState}
    chosen = division.counts if division else counts
    pages = pages_for(sum(chosen[state] for state in VIEWS[view]), REPORTS_ON_A_PAGE)
    page = min(page_number(), pages)
    rows = reports.reports_of_meeting(
        meeting.id,
        VIEWS[view],
        division.id if division else None,
        limit=REPORTS_ON_A_PAGE,
        offset=(page - 1) * REPORTS_ON_A_PAGE,
    )
    return MeetingView(
        meeting=meeting,
        cycle=_cycle(meeting.held_on),
        today=clock.today(),
        figures=figures,
        counts=counts,
        view=view,
        division=division,
        rows=rows,
        sendings=revisions.last_sendings([row.id for row in rows]),
        page=page,
        pages=pages,
        may=may(current_actor()),
    )


def meeting_of(meeting_id: int) -> Meeting:
    meeting = meetings.meeting_by_id(meeting_id)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    return meeting


def may(actor: Actor) -> May:
    return May(
        review=can(actor, Action.REVIEW_REPORTS),
        enter=can(actor, Action.REPORT_ON_BEHALF),
        arrange=can(actor, Action.ARRANGE_MEETINGS),
        see_ledger=can(actor, Action.SEE_LEDGER),
    )
