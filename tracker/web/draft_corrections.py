"""The buttons of a draft's page: each correction is one request that leads back to where it was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.models import PlanDraft
from tracker.plan_reading.open_draft import OpenDraft
from tracker.services import draft_corrections as service
from tracker.services.draft_corrections import may_write_words, opened
from tracker.web.access import current_actor, requires
from tracker.web.draft_forms import MeasureForm
from tracker.web.draft_page import SETTLED, draft_row, page_with_typed
from tracker.web.errors import add_to_form
from tracker.web.plan_review import next_asked
from tracker.web.texts import sentence

blueprint = Blueprint("draft_corrections", __name__, url_prefix="/plans/drafts/<int:draft_id>")

GO_ON = "next"


@blueprint.post("/measures/<int:position>")
@requires(Action.IMPORT_PLANS)
def correct(draft_id: int, position: int) -> Response | tuple[str, int]:
    """Save a measure, and open the next one with a question if that button was pressed."""
    row = draft_row(draft_id)
    position, form = _place_of(row, position), MeasureForm()
    measure = opened(row).at(position).measure
    if form.validate():
        try:
            entry = form.entry(may_write_words(row, measure))
            after = service.correct_measure(current_actor(), clock.now(), draft_id, form.read_version, position, entry)
            return _after_saving(draft_id, after, position)
        except Conflict:
            return page_with_typed(draft_row(draft_id), form, position, is_conflict=True), 409
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            add_to_form(form, refusal)
    return page_with_typed(row, form, position, is_conflict=False), 400


def _place_of(row: PlanDraft, position: int) -> int:
    """Where the measure stands now that was opened under a number; somebody else may have moved it."""
    was = request.form.get("was")
    places = {one.measure.number: place for place, one in enumerate(opened(row).measures, start=1)}
    if was is not None and was not in places:
        raise Conflict(N_("Somebody else changed this measure in the meantime. Open the draft again to see it."))
    return places.get(was or "", position)


def _after_saving(draft_id: int, after: OpenDraft, position: int) -> Response:
    """What is still asked about the measure itself comes first: words that have just been read."""
    if after.at(position).questions:
        return _back(draft_id, "saved", position)
    if request.form.get("do") != GO_ON:
        return _back(draft_id, "saved", position)
    following = next_asked(after, position)
    if following is None:
        return redirect(url_for("plan_drafts.review", draft_id=draft_id, said=SETTLED, _anchor="adopt"))
    return _back(draft_id, "next", following, is_open=True)


@blueprint.post("/measures/<int:position>/confirm")
@requires(Action.IMPORT_PLANS)
def confirm(draft_id: int, position: int) -> Response:
    return _do(draft_id, "confirmed", position, service.confirm_measure, position)


@blueprint.post("/measures/<int:position>/leave-out")
@requires(Action.IMPORT_PLANS)
def leave_out(draft_id: int, position: int) -> Response:
    return _do(draft_id, "left-out", position, service.skip_measure, position)


@blueprint.post("/left-out/<int:position>/take-back")
@requires(Action.IMPORT_PLANS)
def take_back(draft_id: int, position: int) -> Response:
    return _do(draft_id, "taken-back", None, service.take_back_measure, position)


@blueprint.post("/measures/<int:position>/split")
@requires(Action.IMPORT_PLANS)
def split(draft_id: int, position: int) -> Response:
    """At the title or the step that was chosen ("title-2", "step-3"), else one measure for each title."""
    what, _, number = request.form.get("at", "").partition("-")
    chosen = {what: int(number)} if what in ("title", "step") and number.isdigit() and len(number) < 5 else {}
    return _do(draft_id, "split", position, service.split_measure, position, is_open=True, **chosen)


@blueprint.post("/measures/<int:position>/join")
@requires(Action.IMPORT_PLANS)
def join(draft_id: int, position: int) -> Response:
    return _do(draft_id, "joined", position - 1, service.merge_measure, position, is_open=True)


@blueprint.post("/measures/<int:position>/move")
@requires(Action.IMPORT_PLANS)
def move(draft_id: int, position: int) -> Response:
    to = request.form.get("to", position, type=int)
    return _do(draft_id, "moved", to, service.move_measure, position, to)


@blueprint.post("/measures/add")
@requires(Action.IMPORT_PLANS)
def add(draft_id: int) -> Response:
    position = request.form.get("position", 1, type=int)
    return _do(draft_id, "added", position, service.add_measure, position, is_open=True)


@blueprint.post("/renumber")
@requires(Action.IMPORT_PLANS)
def renumber(draft_id: int) -> Response:
    return _do(draft_id, "numbered", None, service.renumber_measures)


@blueprint.post("/questions/<int:position>/note")
@requires(Action.IMPORT_PLANS)
def note(draft_id: int, position: int) -> Response:
    return _do(draft_id, "noted", None, service.note_question, position)


@blueprint.post("/divisions")
@requires(Action.IMPORT_PLANS)
def match(draft_id: int) -> Response:
    matches: dict[str, int | str] = {}
    place = 1
    while name := request.form.get(f"name-{place}"):
        means = request.form.get(f"means-{place}", service.NEW)
        matches[name] = int(means) if means.isdigit() and len(means) < 10 else means
        place += 1
    return _do(draft_id, "matched", None, service.match_divisions, matches)


def _do(
    draft_id: int,
    said: str,
    at: int | None,
    correction: Callable[..., OpenDraft],
    *args: Any,
    is_open: bool = False,
    **named: int,
) -> Response:
    """One correction for the version that the page showed; what stands against it is said on the page."""
    version = request.form.get("version", 0, type=int)
    try:
        correction(current_actor(), clock.now(), draft_id, version, *args, **named)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        flash(sentence(refusal), "warning")
        return redirect(url_for("plan_drafts.review", draft_id=draft_id))
    return _back(draft_id, said, at, is_open=is_open)


def _back(draft_id: int, said: str, at: int | None, is_open: bool = False) -> Response:
    """To the measure that it was about, where what happened is said; or to the questions."""
    anchor = "questions" if at is None else f"measure-{at}"
    measure = at if is_open else None
    return redirect(url_for("plan_drafts.review", draft_id=draft_id, said=said, at=at, measure=measure, _anchor=anchor))
