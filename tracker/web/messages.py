"""The ledger of reminders: who was told what, when, and what became of it, also on paper; who is to be told today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import Action, can
from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.queries import ledger, meetings, messages, packs
from tracker.queries.ledger import LedgerRow, Wanted
from tracker.services import sending
from tracker.web import filters, jobs
from tracker.web.access import current_actor, current_agency, requires
from tracker.web.labels import label_of
from tracker.web.paging import page_number, pages_for

blueprint = Blueprint("messages", __name__)

MESSAGES_ON_A_PAGE = 50
MEETINGS_TO_CHOOSE = 24

Word = TypeVar("Word", bound=StrEnum)


@blueprint.get("/messages")
@requires(Action.SEE_LEDGER)
def index() -> str:
    wanted = _wanted()
    count = ledger.ledger_count(wanted)
    pages = pages_for(count, MESSAGES_ON_A_PAGE)
    page = min(page_number(), pages)
    return render_template(
        "messages/index.html",
        rows=ledger.ledger_rows(MESSAGES_ON_A_PAGE, (page - 1) * MESSAGES_ON_A_PAGE, wanted),
        count=count,
        page=page,
        pages=pages,
        chosen={
            "state": wanted.state or "",
            "kind": wanted.kind or "",
            "channel": wanted.channel or "",
            "meeting": str(wanted.meeting_id or ""),
            "q": wanted.words,
        },
        states=_options(MessageState, _("All states")),
        kinds=_options(MessageKind, _("All kinds")),
        channels=_options(Channel, _("All ways")),
        meetings=_meetings(),
        has_mail_server=current_app.config["TRACKER"].mail is not None,
        may_send=can(current_actor(), Action.SEND_REMINDERS),
        silence=jobs.silence_to_tell(),
    )


def _wanted() -> Wanted:
    return Wanted(
        kind=_chosen("kind", MessageKind),
        state=_chosen("state", MessageState),
        channel=_chosen("channel", Channel),
        meeting_id=request.args.get("meeting", type=int),
        words=request.args.get("q", "").strip(),
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
    return render_template(
        "messages/show.html",
        message=message,
        again=ledger.times_sent_again(message_id),
        pack=packs.pack_by_id(message.pack_id) if message.pack_id else None,
        may_send=may_send,
        may_send_again=may_send and message.state in sending.MAY_BE_SENT_AGAIN,
    )


@blueprint.get("/messages/proof")
@requires(Action.SEE_LEDGER)
def proof() -> str:
    """On paper, for the file of a meeting: everything that was sent about it, with what became of each."""
    now = clock.now()
    meeting = ledger.meeting_told_about(request.args.get("meeting", type=int))
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    rows = ledger.rows_of_meeting(meeting.id)
    return render_template(
        "messages/proof.html",
        meeting=meeting,
        rows=rows,
        totals=totals_of(rows),
        agency=current_agency().name,
        now=now,
        may_choose=_meetings()[1:],
    )


@dataclass(frozen=True, slots=True)
class Total:
    """Of one kind of message: how many, and how many came to each end."""

    kind: MessageKind
    messages: int
    sent: int
    unconfirmed: int
    waiting: int
    given_up: int
    skipped: int
    seen: int


ENDS = {
    "sent": (MessageState.SENT,),
    "unconfirmed": (MessageState.UNCONFIRMED,),
    "waiting": (MessageState.WAITING, MessageState.SENDING, MessageState.HANDED_OVER),
    "given_up": (MessageState.GIVEN_UP,),
    "skipped": (MessageState.SKIPPED,),
}
"""The columns of the totals: every state is in one of them."""


def totals_of(rows: Sequence[LedgerRow]) -> list[Total]:
    """In the order in which a month has the kinds; those of which there was none are left out."""
    totals = []
    for kind in MessageKind:
        of_kind = [row for row in rows if row.kind is kind]
        ends = {end: sum(row.state in states for row in of_kind) for end, states in ENDS.items()}
        if of_kind:
            seen = sum(row.seen_at is not None for row in of_kind)
            totals.append(Total(kind, len(of_kind), **ends, seen=seen))
    return totals


@blueprint.post("/messages/<int:message_id>/send-again")
@requires(Action.SEND_REMINDERS)
def send_again(message_id: int) -> Response:
    sending.send_again(current_actor(), clock.now(), message_id)
    flash(_("The message waits to be sent again."), "success")
    return redirect(url_for("messages.show", message_id=message_id))
