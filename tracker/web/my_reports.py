"""The division's own page: everything it owes for the month, each measure with its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.domain.progress import ReportState
from tracker.domain.reporting_cycle import Cycle, cycle_of
from tracker.models import Meeting
from tracker.queries import frames, meetings, reports, revisions
from tracker.queries.frames import Frame
from tracker.queries.reports import ReportRow, StepRow
from tracker.queries.revisions import Revision
from tracker.services import reporting
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.report_form import ReportForm, UntouchedForms, form_sent, form_showing

blueprint = Blueprint("my_reports", __name__)

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Card:
    """One report on the page; a received one shows no form unless it is being corrected."""

    row: ReportRow
    steps: Sequence[StepRow]
    shows_form: bool
    #: What was saved or typed; none as long as nobody has begun.
    form: ReportForm | None
    sending: Revision | None
    was_just_saved: bool
    is_past_end: bool


@dataclass(frozen=True, slots=True)
class DivisionCards:
    division_id: int
    division: str
    #: What is still to be sent, and the card that the person is at.
    open: list[Card]
    received: list[Card]


@dataclass(frozen=True, slots=True)
class MonthOfMine:
    frame: Frame
    #: The days of the meeting's month, if a meeting is set.
    cycle: Cycle | None
    #: The next meeting from today on.
    to_come: Meeting | None
    divisions: list[DivisionCards]
    untouched: UntouchedForms
    owed: int
    received: int

    @property
    def is_late(self) -> bool:
        return self.cycle is not None and self.frame.today > self.cycle.due_on

    @property
    def next_opens_on(self) -> date | None:
        """When the reports of a later month open; a window opens on its day, also on a day off."""
        if self.to_come is None or self.to_come.month <= self.frame.month:
            return None
        return cycle_of(self.to_come.held_on, self.frame.settings, ()).opens_on


@blueprint.get("/my-reports")
@requires(Action.REPORT)
def index() -> str:
    at, correcting = request.args.get("at", type=int), request.args.get("correct", type=int)
    return render_template("my_reports/index.html", mine=_month_of_mine(at, correcting), form=None)


@blueprint.post("/my-reports/<int:report_id>")
@requires(Action.REPORT)
def save(report_id: int) -> Response | tuple[str, int]:
    """Save a draft or send the report, as the button that was pressed says."""
    form = form_sent(report_id)
    is_draft = request.form.get("do") == DRAFT
    keep = reporting.save_draft if is_draft else reporting.submit_report
    if form.validate():
        try:
            keep(current_actor(), clock.now(), report_id, form.read_version, form.entry())
            flash(_("The draft is saved.") if is_draft else _("The report is sent."), "success")
            return redirect(url_for("my_reports.index", at=report_id, _anchor=f"report-{report_id}"))
        except Conflict:
            return _alone(report_id, form, is_conflict=True), 409
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            add_to_form(form, refusal)
    return _with_errors(report_id, form), 400


def _with_errors(report_id: int, form: ReportForm) -> str:
    """Among the others where it was filled in; by itself when the month has moved on since."""
    mine = _month_of_mine(report_id, report_id, form)
    if any(card.form is form for division in mine.divisions for card in division.open):
        return render_template("my_reports/index.html", mine=mine, form=form)
    return _alone(report_id, form, is_conflict=False)


def _alone(report_id: int, form: ReportForm, is_conflict: bool) -> str:
    """One report: what was typed, and after a conflict what is stored now, which sending from here knows of."""
    row = reports.report_row(report_id)
    if row is None:
        raise NotFound(N_("There is no such report."))
    if row.division_id not in current_actor().division_ids:
        raise NotAllowed(N_("This measure is another division's. Only its own people report on it."))
    if is_conflict:
        form.version.data, form.version.raw_data = row.version, None
    return render_template(
        "my_reports/report.html",
        row=row,
        form=form,
        is_conflict=is_conflict,
        sending=revisions.last_sendings([row.id]).get(row.id),
        steps=reports.steps_of([row.measure_id])[row.measure_id],
    )


def _month_of_mine(at: int | None, correcting: int | None, form: ReportForm | None = None) -> MonthOfMine:
    actor, today = current_actor(), clock.today()
    frame = frames.frame_on(actor.agency_id, today)
    rows = reports.reports_of_month(frame.month, actor.division_ids)
    steps = reports.steps_of({row.measure_id for row in rows})
    sendings = revisions.last_sendings([row.id for row in rows])
    to_come = meetings.meeting_to_come(today)
    cards = [_card(row, steps, sendings, today, at, row.id == correcting, form) for row in rows]
    return MonthOfMine(
        frame=frame,
        cycle=meetings.cycle_held_on(frame.meeting.held_on, frame.settings) if frame.meeting else None,
        to_come=to_come,
        divisions=_by_division(cards),
        untouched=UntouchedForms(),
        owed=len(rows),
        received=sum(row.is_received for row in rows),
    )


def _card(
    row: ReportRow,
    steps: Mapping[int, Sequence[StepRow]],
    sendings: Mapping[int, Revision],
    today: date,
    at: int | None,
    is_corrected: bool,
    form: ReportForm | None,
) -> Card:
    shows_form = is_corrected or not row.is_received
    typed = form if is_corrected else None
    is_begun = shows_form and row.state is not ReportState.OPEN
    return Card(
        row=row,
        steps=steps[row.measure_id],
        shows_form=shows_form,
        form=typed or (form_showing(row) if is_begun else None),
        sending=sendings.get(row.id),
        was_just_saved=row.id == at and form is None,
        is_past_end=row.ends_on is not None and row.ends_on < today,
    )


def _by_division(cards: Sequence[Card]) -> list[DivisionCards]:
    """What was returned comes first, then the order of the plan; the card somebody is at stays in sight."""
    found = []
    for (division_id, division), group in groupby(cards, key=lambda card: (card.row.division_id, card.row.division)):
        theirs = list(group)
        here = [card for card in theirs if card.shows_form or card.was_just_saved]
        here.sort(key=lambda card: card.row.state is not ReportState.RETURNED)
        received = [card for card in theirs if not card.shows_form and not card.was_just_saved]
        found.append(DivisionCards(division_id, division, here, received))
    return found
