"""The sentences of the agency's messages: chosen, changed, looked at with example values before they are saved."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, TextAreaField

from tracker import clock
from tracker.channels.letter_examples import example_of
from tracker.channels.letters import Letter, written
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.own_wording import OWN_WORDING
from tracker.domain.permissions import Action
from tracker.domain.reminders import MessageKind
from tracker.domain.wording import Place, Wording, checked, places_of
from tracker.queries import wordings as queries
from tracker.services import wording as service
from tracker.web.access import current_actor, current_agency, requires
from tracker.web.errors import add_to_form
from tracker.web.labels import label_of
from tracker.web.texts import lazy

blueprint = Blueprint("wording", __name__)

MEANINGS: dict[Place, LazyString] = {
    Place.AGENCY: lazy("Name of the agency"),
    Place.MEETING: lazy("Whose meeting it is"),
    Place.MONTH: lazy("Month of the reports"),
    Place.MONTH_SHORT: lazy("Month of the reports, short"),
    Place.COUNT: lazy("How many things the message is about"),
    Place.DIVISIONS: lazy("Names of the divisions it is about"),
    Place.DIVISION_COUNT: lazy("How many divisions it is about"),
    Place.DUE_ON: lazy("Day by which reports are due"),
    Place.DUE_SHORT: lazy("Day by which reports are due, short"),
    Place.HELD_ON: lazy("Day of the meeting"),
    Place.HELD_SHORT: lazy("Day of the meeting, short"),
    Place.HELD_AT: lazy("Hour of the meeting"),
    Place.HELD_IN: lazy("Place of the meeting"),
}


class WordingForm(FlaskForm):
    kind = HiddenField()
    subject = StringField(lazy("Subject"))
    opening = TextAreaField(lazy("Before the list"))
    closing = TextAreaField(lazy("After the list"))

    def wording(self) -> Wording:
        return Wording(self.subject.data or "", self.opening.data or "", self.closing.data or "")


@blueprint.get("/agency/wording")
@requires(Action.MANAGE_SETTINGS)
def show() -> str:
    kind = _kind(request.args.get("kind", MessageKind.REQUEST))
    own = queries.wordings(current_actor().agency_id)
    present = own.get(kind, OWN_WORDING[kind])
    form = WordingForm(None, kind=kind, subject=present.subject, opening=present.opening, closing=present.closing)
    return _page(form, kind, is_own=kind in own, seen=_example(kind, present))


@blueprint.post("/agency/wording")
@requires(Action.MANAGE_SETTINGS)
def save() -> str | Response:
    """One button shows what would be sent, the other keeps it."""
    form = WordingForm()
    kind = _kind(form.kind.data)
    try:
        if "preview" not in request.form:
            service.set_wording(current_actor(), clock.now(), kind, form.wording())
            flash(_("The wording is saved. From now on it stands in what is sent."), "success")
            return redirect(url_for("wording.show", kind=kind))
        seen = _example(kind, checked(kind, form.wording()))
    except Refusal as refusal:
        add_to_form(form, refusal)
        seen = None
    return _page(form, kind, is_own=kind in queries.wordings(current_actor().agency_id), seen=seen)


@blueprint.post("/agency/wording/own")
@requires(Action.MANAGE_SETTINGS)
def back_to_own() -> Response:
    kind = _kind(request.form.get("kind", ""))
    service.back_to_own_wording(current_actor(), clock.now(), kind)
    flash(_("The program's own wording is back."), "success")
    return redirect(url_for("wording.show", kind=kind))


def _page(form: WordingForm, kind: MessageKind, *, is_own: bool, seen: Letter | None) -> str:
    examples = example_of(kind, current_agency().name, "").values
    return render_template(
        "wording/show.html",
        form=form,
        kind=kind,
        kinds=[(one.value, label_of(one).label) for one in MessageKind],
        places=[(place, MEANINGS[place], examples[place]) for place in places_of(kind)],
        is_own=is_own,
        seen=seen,
    )


def _example(kind: MessageKind, wording: Wording) -> Letter:
    base_url: str = current_app.config["TRACKER"].base_url
    return written(example_of(kind, current_agency().name, base_url), wording)


def _kind(name: str | None) -> MessageKind:
    if name not in set(MessageKind):
        raise NotFound(N_("There is no such message."))
    return MessageKind(name)
