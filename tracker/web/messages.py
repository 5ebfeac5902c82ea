"""The ledger of reminders: who was told what, when, and what became of it; and who is to be told today."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import Action, can
from tracker.domain.reminders import MessageKind, MessageState
from tracker.queries import meetings, messages
from tracker.services import reminding, sending
from tracker.web import filters
from tracker.web.access import current_actor, requires
from tracker.web.labels import label_of
from tracker.web.paging import page_number, pages_for

blueprint = Blueprint("messages", __name__)

MESSAGES_ON_A_PAGE = 50
MEETINGS_TO_CHOOSE = 24

Word = TypeVar("Word", bound=StrEnum)


@blueprint.get("/messages")
@requires(Action.SEE_LEDGER)
def index() -> str:
    state, kind = _chosen("state", MessageState), _chosen("kind", MessageKind)
    meeting_id = request.args.get("meeting", type=int)
    count = messages.ledger_count(kind=kind, state=state, meeting_id=meeting_id)
    pages = pages_for(count, MESSAGES_ON_A_PAGE)
    page = min(page_number(), pages)
    rows = messages.ledger_rows(
        MESSAGES_ON_A_PAGE, (page - 1) * MESSAGES_ON_A_PAGE, kind=kind, state=state, meeting_id=meeting_id
    )
    return render_template(
        "messages/index.html",
        rows=rows,
        count=count,
        page=page,
        pages=pages,
        chosen={"state": state or "", "kind": kind or "", "meeting": str(meeting_id or "")},
        states=_options(MessageState, _("All states")),
        kinds=_options(MessageKind, _("All kinds")),
        meetings=_meetings(),
        has_mail_server=current_app.config["TRACKER"].mail is not None,
        may_send=can(current_actor(), Action.SEND_REMINDERS),
    )


def _chosen(name: str, words: type[Word]) -> Word | None:
    """A word that is none of them chooses nothing."""
    return next((word for word in words if word.value == request.args.get(name)), None)


def _options(words: type[StrEnum], everything: str) -> list[tuple[str, str]]:
    """Words that are shown alike are offered once, by the first of them."""
    options: dict[str, str] = {}
    for word in words:
        options.setdefault(str(label_of(word).label), word.value)
    return [("", everything), *((value, label) for label, value in options.items())]


def _meetings() -> list[tuple[str, str]]:
    rows = meetings.meeting_rows(MEETINGS_TO_CHOOSE)
    return [("", _("All meetings")), *((str(row.id), filters.day(row.held_on, short=True)) for row in rows)]


@blueprint.get("/messages/<int:message_id>")
@requires(Action.SEE_LEDGER)
def show(message_id: int) -> str:
    message = messages.message_by_id(message_id)
    if message is None:
        raise NotFound(N_("There is no such message."))
    may_send = can(current_actor(), Action.SEND_REMINDERS)
    may_send_again = may_send and message.state in sending.MAY_BE_SENT_AGAIN
    return render_template("messages/show.html", message=message, may_send=may_send, may_send_again=may_send_again)


@blueprint.post("/messages/<int:message_id>/send-again")
@requires(Action.SEND_REMINDERS)
def send_again(message_id: int) -> Response:
    sending.send_again(current_actor(), clock.now(), message_id)
    flash(_("The message waits to be sent again."), "success")
    return redirect(url_for("messages.show", message_id=message_id))


@blueprint.get("/messages/preview")
@requires(Action.SEE_LEDGER)
def preview() -> str:
    """What the next run of the reminders would queue: nothing is sent from here."""
    notices = reminding.notices_due(current_actor().agency_id, clock.now())
    return render_template("messages/preview.html", notices=notices, today=clock.today())
