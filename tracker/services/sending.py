"""Sending what waits in the ledger, one sender at a time; what is of no use any more is skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from tracker.channels.email import MailServer
from tracker.channels.handover import HandoverMark, Stage
from tracker.channels.link_signing import LinkSigner
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.quiet_hours import quiet_until
from tracker.domain.reminders import MessageState
from tracker.extensions import db, only_reading
from tracker.models.isolation import all_agencies
from tracker.queries import messages
from tracker.queries.messages import WaitingMessage
from tracker.services import audit
from tracker.services.carriers import Carrier
from tracker.services.judging import Judged, judged
from tracker.services.ledger import move, rest_agency
from tracker.services.mail_carrier import MailCarrier
from tracker.services.posting import Postman, message_in_hand
from tracker.services.sole_sender import sole_sender

BATCH = 100

IN_DOUBT = "โปรแกรมหยุดกลางคันขณะส่ง จึงไม่ทราบว่าถึงผู้รับหรือไม่"
MAY_BE_SENT_AGAIN = (MessageState.GIVEN_UP, MessageState.UNCONFIRMED, MessageState.SKIPPED)

Counts = Counter[MessageState]


def send_waiting(
    server: MailServer | None,
    now: Callable[[], datetime],
    instance: Path,
    should_stop: Callable[[], bool] = lambda: False,
    links: LinkSigner | None = None,
) -> Counts:
    """Send the letters that wait; `links` makes the personal addresses in them, where an agency allows those."""
    return send_by(MailCarrier(server, now, links), now, instance, should_stop)


def send_by(
    carrier: Carrier, now: Callable[[], datetime], instance: Path, should_stop: Callable[[], bool] = lambda: False
) -> Counts:
    """Send what waits for this carrier, of all agencies, and count what became of it; one process at a time does it.

    What has no way to go stays in the ledger, to be copied. `instance` is the folder where this machine keeps its
    marks.
    """
    counts: Counts = Counter()
    with ExitStack() as stack:
        stack.enter_context(all_agencies())
        if not stack.enter_context(sole_sender(instance, carrier.name)):
            return counts
        mark = stack.enter_context(HandoverMark(instance / f"{carrier.name}_in_hand"))
        stack.enter_context(closing(carrier))
        _settle_interrupted(carrier, mark, now(), counts)
        postman = Postman(carrier, mark, now)
        for message in _to_send(carrier, now, counts):
            if should_stop():
                break
            if state := postman.send(message):
                counts[state] += 1
    return counts


def _settle_interrupted(carrier: Carrier, mark: HandoverMark, now: datetime, counts: Counts) -> None:
    """What the sender before left in hand when it died: not handed over, it waits again."""
    with only_reading():
        interrupted = messages.interrupted(carrier.channels)
    for message in interrupted:
        stage = mark.stage_of(message_in_hand(message.id, message.attempts))
        if message.state is MessageState.SENDING or stage is Stage.IN_HAND:
            move(message.id, message.attempts, message.state, MessageState.WAITING)
        elif stage is Stage.ACCEPTED:
            move(message.id, message.attempts, message.state, MessageState.SENT, finished_at=now)
            counts[MessageState.SENT] += 1
        else:
            doubt = {"error": IN_DOUBT, "finished_at": now}
            move(message.id, message.attempts, message.state, MessageState.UNCONFIRMED, **doubt)
            counts[MessageState.UNCONFIRMED] += 1


def _to_send(carrier: Carrier, now: Callable[[], datetime], counts: Counts) -> Iterator[WaitingMessage]:
    """The messages that may go out now, judged shortly before; the useless ones are skipped on the way."""
    last = 0
    while True:
        with only_reading():
            batch = messages.waiting_after(last, now(), BATCH, carrier.channels)
            judgements = list(_judge(batch, now().date()))
        if not batch:
            return
        last = batch[-1].id
        quiet = _rest_where_it_is_quiet(batch, now())
        for one in judgements:
            if one.useless is not None:
                counts[MessageState.SKIPPED] += _skip(one.message, one.useless, now())
            elif not one.rests_today and one.message.agency_id not in quiet:
                yield one.message


def _rest_where_it_is_quiet(batch: Iterable[WaitingMessage], now: datetime) -> set[int]:
    """The agencies whose quiet hours it is; what they wait to send is looked at again when those are over."""
    ends = {one.agency_id: quiet_until(one.quiet_from, one.quiet_until, now) for one in batch}
    for agency_id, end in ends.items():
        if end is not None:
            rest_agency(agency_id, now, end)
    return {agency_id for agency_id, end in ends.items() if end is not None}


def _skip(message: WaitingMessage, reason: str, now: datetime) -> bool:
    skipped = {"error": reason, "finished_at": now, "next_try_at": None}
    return move(message.id, message.attempts, MessageState.WAITING, MessageState.SKIPPED, **skipped)


def _judge(batch: Iterable[WaitingMessage], today: date) -> Iterator[Judged]:
    for (agency_id, _), group in groupby(batch, key=lambda one: (one.agency_id, one.meeting_id)):
        yield from judged(agency_id, list(group), today)


def send_again(actor: Actor, now: datetime, message_id: int) -> None:
    """Put a message that ended without a receipt back among those that wait, under its old Message-ID."""
    if not can(actor, Action.SEND_REMINDERS):
        raise NotAllowed(N_("Only the secretary or the administrator sends reminders."))
    message = messages.message_by_id(message_id)
    if message is None:
        raise NotFound(N_("There is no such message."))
    if message.state not in MAY_BE_SENT_AGAIN:
        raise Conflict(N_("This message waits to be sent or has arrived. There is nothing to send again."))
    if not _is_of_use(actor.agency_id, message_id, now):
        raise Refusal(N_("The meeting is over, or this person has sent everything by now."))
    before = {"state": message.state}
    message.state, message.queued_at, message.next_try_at = MessageState.WAITING, now, None
    message.finished_at, message.error = None, ""
    audit.record(actor, now, "message_sent_again", message.id, before=before, after={"state": message.state})
    db.session.commit()


def _is_of_use(agency_id: int, message_id: int, now: datetime) -> bool:
    """As if it were queued today: an order by hand also counts for a round that is over."""
    message = replace(messages.as_waiting(message_id), queued_at=now)
    [judgement] = judged(agency_id, [message], now.date())
    return judgement.useless is None
