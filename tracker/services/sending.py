"""Sending what waits in the ledger, one sender at a time; what is of no use any more is skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from tracker.channels.handover import HandoverMark, Stage
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
from tracker.services.ledger import Changes, move, rest_agency
from tracker.services.posting import Postman, message_in_hand
from tracker.services.rewriting import rewritten
from tracker.services.sole_sender import sole_sender

BATCH = 100

JUDGED_FOR = timedelta(seconds=10)
"""How old the judgement on a message may be when it goes out."""

LAST_ANSWER = "ก่อนหน้านี้ยังไม่ได้ส่งเพราะ"

IN_DOUBT = "โปรแกรมหยุดกลางคันขณะส่ง จึงไม่ทราบว่าถึงผู้รับหรือไม่"
MAY_BE_SENT_AGAIN = (MessageState.GIVEN_UP, MessageState.UNCONFIRMED, MessageState.SKIPPED)

Counts = Counter[MessageState]


def send_waiting(
    carrier: Carrier,
    now: Callable[[], datetime],
    instance: Path,
    base_url: str,
    should_stop: Callable[[], bool] = lambda: False,
) -> Counts:
    """Send what waits for this carrier, of all agencies, and count what became of it; one process at a time does it.

    What has no way to go stays in the ledger, to be copied. `instance` is the folder where this machine keeps its
    marks; `base_url` is where the links in a message lead that has to be written anew.
    """
    counts: Counts = Counter()
    with ExitStack() as stack:
        stack.enter_context(all_agencies())
        if not stack.enter_context(sole_sender(carrier.name)):
            return counts
        mark = stack.enter_context(HandoverMark(instance / f"{carrier.name}_in_hand"))
        stack.enter_context(closing(carrier))
        _settle_interrupted(carrier, mark, now(), counts)
        postman = Postman(carrier, mark, now)
        for message, changes in _to_send(carrier, now, base_url, counts):
            if should_stop():
                break
            if state := postman.send(message, changes):
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


def _to_send(
    carrier: Carrier, now: Callable[[], datetime], base_url: str, counts: Counts
) -> Iterator[tuple[WaitingMessage, Changes]]:
    """The messages that may go out now, with what they say by now; the useless ones are skipped on the way."""
    last = 0
    while batch := _next_batch(carrier, last, now()):
        last = batch[-1].id
        quiet = _rest_where_it_is_quiet(batch, now())
        for (agency_id, _), group in groupby(batch, key=lambda one: (one.agency_id, one.meeting_id)):
            if agency_id in quiet:
                continue
            for one, changes in _judged_shortly_before(agency_id, list(group), now, base_url):
                if one.useless is not None:
                    counts[MessageState.SKIPPED] += _skip(one.message, one.useless, now())
                elif not one.rests_today:
                    yield one.message, changes


def _next_batch(carrier: Carrier, last: int, now: datetime) -> list[WaitingMessage]:
    with only_reading():
        return messages.waiting_after(last, now, BATCH, carrier.channels)


def _judged_shortly_before(
    agency_id: int, waiting: Sequence[WaitingMessage], now: Callable[[], datetime], base_url: str
) -> Iterator[tuple[Judged, Changes]]:
    """Where a server is slow, the rest is judged once more: whoever has reported in the meantime is left in peace."""
    done = 0
    while left := waiting[done:]:
        judged_at = now()
        with only_reading():
            judgements = judged(agency_id, left, judged_at.date())
            changes = rewritten(judgements, base_url)
        for one in judgements:
            yield one, changes.get(one.message.id, {})
            done += 1
            if now() - judged_at > JUDGED_FOR:
                break


def _rest_where_it_is_quiet(batch: Iterable[WaitingMessage], now: datetime) -> set[int]:
    """The agencies whose quiet hours it is; what they wait to send is looked at again when those are over."""
    ends = {one.agency_id: quiet_until(one.quiet_from, one.quiet_until, now) for one in batch}
    for agency_id, end in ends.items():
        if end is not None:
            rest_agency(agency_id, now, end)
    return {agency_id for agency_id, end in ends.items() if end is not None}


def _skip(message: WaitingMessage, reason: str, now: datetime) -> bool:
    """With what kept it from going while it was of use, if anything did."""
    error = f"{reason} ({LAST_ANSWER} {message.error})" if message.error else reason
    skipped = {"error": error, "finished_at": now, "next_try_at": None}
    return move(message.id, message.attempts, MessageState.WAITING, MessageState.SKIPPED, **skipped)


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
