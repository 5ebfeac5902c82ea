"""What the chair decides, typed during the meeting: measures are ticked or named, one button says what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.decisions import DecisionKind
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.domain.rollup import MeasureStatus
from tracker.extensions import db
from tracker.queries import decisions as queries
from tracker.queries import meetings_held
from tracker.queries.decisions import DecisionRow
from tracker.queries.divisions import active_division_choices
from tracker.queries.meetings_held import MeetingHeld
from tracker.queries.status import AgencyStatus, status_for_month
from tracker.services import decisions as service
from tracker.web.access import current_actor, requires
from tracker.web.decision_forms import EntryForm, empty_entry
from tracker.web.errors import add_to_form
from tracker.web.meetings import blueprint

NO_SUCH_MEETING = N_("There is no such meeting.")


@dataclass(frozen=True, slots=True)
class DecidedMeasure:
    """A line of the page: where the measure stands, and what was decided on it in this meeting."""

    status: MeasureStatus
    #: As it is typed to name it.
    label: str
    decided: Sequence[DecisionRow]


@dataclass(frozen=True, slots=True)
class MeetingTable:
    """All that lies before the meeting, in the order of its papers."""

    meeting: MeetingHeld
    measures: Sequence[DecidedMeasure]
    recorded: Sequence[DecisionRow]

    @property
    def by_number(self) -> Mapping[str, int]:
        return {one.label: one.status.facts.id for one in self.measures}


@blueprint.route("/meetings/<int:meeting_id>/decisions", methods=["GET", "POST"])
@requires(Action.GIVE_ORDERS)
def decisions(meeting_id: int) -> str | Response | tuple[str, int]:
    table = _table(meeting_held(meeting_id))
    if request.method == "GET":
        return _page(table, EntryForm(formdata=None, data=empty_entry(table.meeting.next_held_on)))
    form = EntryForm()
    if form.validate():
        try:
            chosen = form.measure_ids(table.by_number)
            entry = form.entry(_kind(form))
            made = service.record_decisions(current_actor(), clock.now(), meeting_id, chosen, entry)
            return _back(table, chosen, made)
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            db.session.rollback()
            add_to_form(form, refusal)
    return _page(table, form), 400


def meeting_held(meeting_id: int) -> MeetingHeld:
    meeting = meetings_held.meeting_held(meeting_id, clock.today())
    if meeting is None:
        raise NotFound(NO_SUCH_MEETING)
    return meeting


def _table(meeting: MeetingHeld) -> MeetingTable:
    status = status_for_month(current_actor().agency_id, clock.today(), meeting.month)
    recorded = queries.decisions_of_meeting(meeting.id)
    decided: defaultdict[int, list[DecisionRow]] = defaultdict(list)
    for row in recorded:
        if not row.is_withdrawn:
            decided[row.measure_id].append(row)
    lines = [DecidedMeasure(one, _label(one, status), decided[one.facts.id]) for one in status.followed]
    return MeetingTable(meeting, lines, recorded)


def _label(measure: MeasureStatus, status: AgencyStatus) -> str:
    """Its number; with the year where the plan is an earlier one, which numbers its measures anew."""
    of_the_year = status.plan is not None and measure.facts.fiscal_year == status.plan.fiscal_year
    return measure.facts.number if of_the_year else f"{measure.facts.number}/{measure.facts.fiscal_year}"


def _kind(form: EntryForm) -> DecisionKind:
    """That of the button; Enter in a field presses none, which is plain only where words were written."""
    pressed = request.form.get("do", "")
    if pressed in set(DecisionKind):
        return DecisionKind(pressed)
    if (form.text.data or "").strip():
        return DecisionKind.OWN_WORDS
    raise Refusal(N_("Press one of the four buttons to say what was decided."), "text")


def _back(table: MeetingTable, chosen: frozenset[int], made: Sequence[int]) -> Response:
    """To the place on the page where the first of them stands, unless the page's script keeps its own."""
    first = next(one.status.facts.id for one in table.measures if one.status.facts.id in chosen)
    anchor = None if "stays" in request.form else f"measure-{first}"
    done = ",".join(map(str, made))
    return redirect(url_for("meetings.decisions", meeting_id=table.meeting.id, done=done, _anchor=anchor))


def _page(table: MeetingTable, form: EntryForm) -> str:
    form.offer(active_division_choices())
    done = set(request.args.get("done", "").split(","))
    return render_template(
        "decisions/entry.html",
        table=table,
        form=form,
        just_done=[row for row in table.recorded if str(row.id) in done],
        ticked=set(form.measures.data or ()),
        kinds=[kind for kind in DecisionKind if kind is not DecisionKind.OWN_WORDS],
        today=clock.today(),
    )
