"""An order between two meetings: left by an executive from the page of a measure or from what is overdue."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.decisions import DecisionEntry, DecisionKind
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.extensions import db
from tracker.models import Measure
from tracker.queries import decisions as queries
from tracker.queries import measures as measure_queries
from tracker.queries.divisions import active_division_choices
from tracker.queries.meetings_held import MeetingHeld, meeting_to_order_in
from tracker.services import decisions as service
from tracker.web.access import current_actor, requires
from tracker.web.decision_forms import DecisionForm, empty_entry
from tracker.web.decisions import meeting_held
from tracker.web.errors import add_to_form
from tracker.web.measures import blueprint

ONE_TAP = (DecisionKind.HURRY, DecisionKind.BRING_NEXT)
OVERDUE = "overdue"
"""Where the button stood, so that its page comes back."""


@blueprint.post("/measures/<int:measure_id>/order-at-once")
@requires(Action.GIVE_ORDERS)
def order_at_once(measure_id: int) -> Response:
    """One tap: the words of the kind, to whoever has not finished, by the next meeting."""
    meeting = _meeting()
    asked = request.form.get("kind", "")
    kind = next((one for one in ONE_TAP if one == asked), DecisionKind.HURRY)
    return _give(measure_id, meeting, DecisionEntry(kind, due_on=meeting.next_held_on))


@blueprint.route("/measures/<int:measure_id>/order", methods=["GET", "POST"])
@requires(Action.GIVE_ORDERS)
def order(measure_id: int) -> str | Response | tuple[str, int]:
    """In own words, to divisions that may be chosen."""
    measure, meeting = _measure(measure_id), _meeting()
    form = DecisionForm(data=empty_entry(meeting.next_held_on))
    if form.validate_on_submit():
        try:
            return _give(measure_id, meeting, form.entry(DecisionKind.OWN_WORDS))
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            db.session.rollback()
            add_to_form(form, refusal)
    form.offer(active_division_choices())
    page = render_template("decisions/order.html", measure=measure, meeting=meeting, form=form)
    return (page, 400) if form.errors else page


def _measure(measure_id: int) -> Measure:
    found = measure_queries.measure_by_id(measure_id)
    if found is None:
        raise NotFound(N_("There is no such measure."))
    return found.measure


def _meeting() -> MeetingHeld:
    meeting_id = meeting_to_order_in(clock.today())
    if meeting_id is None:
        raise Refusal(N_("No meeting is set yet, so an order has nowhere to stand. Set a meeting first."))
    return meeting_held(meeting_id)


def _give(measure_id: int, meeting: MeetingHeld, entry: DecisionEntry) -> Response:
    [decision_id] = service.record_decisions(current_actor(), clock.now(), meeting.id, [measure_id], entry)
    given = queries.decision_by_id(decision_id)
    divisions = given.divisions if given else ()
    flash(
        ngettext(
            "The order is given to %(divisions)s. It goes out on the next working day.",
            "The order is given to %(num)s divisions: %(divisions)s. It goes out on the next working day.",
            len(divisions),
            divisions=", ".join(divisions),
        ),
        "success",
    )
    if request.form.get("back") == OVERDUE:
        return redirect(url_for("overdue.index", page=request.args.get("page", type=int)))
    return redirect(url_for("measures.show", measure_id=measure_id, _anchor="decisions"))
