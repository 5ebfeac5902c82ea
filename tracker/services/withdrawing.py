"""What a moved meeting does to the ledger: what waits is withdrawn, and what went out may stand for the new day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import update

from tracker.domain.permissions import Actor
from tracker.domain.reminders import PLANNED_ANEW, MessageKind, MessageState, message_key
from tracker.domain.told import GOES_OUT_NOW, HAS_GONE_OUT, LedgerEntry
from tracker.extensions import db
from tracker.models import Meeting, Message
from tracker.queries import messages
from tracker.services import audit
from tracker.services.situation import situation_of
from tracker.services.telling import all_steps


def withdraw_for_move(actor: Actor | None, now: datetime, meeting: Meeting) -> int:
    """Part of moving a meeting, once its new day is written: returns how many messages were withdrawn.

    1. What waits was planned for the old day, or names it, as the request does: it is skipped, and says why.
    2. What went out for a step whose new day is today or has passed stands for the new day too, so that nobody hears
       the same of the same lateness again.
    3. Every other step is planned anew, by itself, when its new day comes.
    """
    entries = messages.entries_of({meeting.id})
    if not entries:
        return 0
    waiting = [one for one in entries if _waits_in_vain(one, meeting.held_on)]
    withdrawn = _withdraw([one.id for one in waiting], now)
    situation = situation_of(meeting.agency_id, meeting.id, now.date())
    assert situation is not None, "a meeting that is being moved is there"
    _let_stand(
        entries, {step.name for _, step in all_steps(situation) if step.begins_on <= now.date()}, meeting.held_on
    )
    if withdrawn:
        audit.record(actor, now, "messages_withdrawn", meeting.id, after={"messages": withdrawn})
    return withdrawn


def _waits_in_vain(entry: LedgerEntry, held_on: date) -> bool:
    is_of_old_day = entry.planned_for is not None and entry.planned_for != held_on
    return entry.state is MessageState.WAITING and (is_of_old_day or entry.kind is MessageKind.REQUEST)


def _withdraw(message_ids: Collection[int], now: datetime) -> int:
    """Those that no sender has taken up in the meantime."""
    withdrawn = db.session.execute(
        update(Message)
        .where(Message.id.in_(message_ids), Message.state == MessageState.WAITING)
        .values(state=MessageState.SKIPPED, error=PLANNED_ANEW, finished_at=now, next_try_at=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return len(withdrawn.all())


def _let_stand(entries: Iterable[LedgerEntry], begun: Collection[str], held_on: date) -> None:
    rounds = [one for one in entries if one.planned_for is not None and one.step in begun]
    in_place = {(one.step, one.reader, one.channel): one for one in rounds if one.planned_for == held_on}
    told = {(one.step, one.reader, one.channel): one for one in rounds if one.state in HAS_GONE_OUT | GOES_OUT_NOW}
    for round_, one in told.items():
        there = in_place.get(round_)
        if there is None:
            _plan_for(one, held_on)
        elif there.state is MessageState.SKIPPED:
            # It was withdrawn when the meeting was moved away from this day: they change places.
            _name(there, str(there.id))
            _plan_for(one, held_on)
            _plan_for(there, one.planned_for)


def _plan_for(entry: LedgerEntry, day: date | None) -> None:
    _name(entry, message_key(entry.meeting_id, entry.step, day, entry.reader, entry.channel), planned_for=day)


def _name(entry: LedgerEntry, key: str, **values: object) -> None:
    db.session.execute(
        update(Message)
        .where(Message.id == entry.id)
        .values(key=key, **values)
        .execution_options(synchronize_session=False)
    )
