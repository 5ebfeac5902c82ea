"""Moves of the messages in the ledger, each a short transaction of its own.

A state is moved by a conditional update that also names the attempt, so whoever was overtaken by another sender
notices before the server learns that its message is complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, case, or_, update

from tracker.domain.reminders import MessageState
from tracker.extensions import db
from tracker.models import Message
from tracker.queries.messages import WaitingMessage
from tracker.services.carriers import Route

NO_RECEIPT = "เซิร์ฟเวอร์ขาดการติดต่อหลังรับข้อความครบแล้ว จึงอาจถึงผู้รับแล้ว:"
"""How the ledger's answer begins for such a message; it stays until the message has been tried again."""

#: Columns of a message with the values they are to have.
Changes = Mapping[str, object]


def move(
    message_id: int,
    attempts: int,
    before: MessageState | tuple[MessageState, ...],
    after: MessageState,
    /,
    **values: object,
) -> bool:
    """Whether the message was in that state and attempt and is moved now."""
    states = (before,) if isinstance(before, MessageState) else before
    changed = db.session.execute(
        update(Message)
        .where(Message.id == message_id, Message.attempts == attempts, Message.state.in_(states))
        .values(state=after, **values)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).first()
    db.session.commit()
    return changed is not None


def note_why_it_waits(message: WaitingMessage, reason: str, changes: Changes | None = None) -> None:
    """And what it says by now, where that is known to differ."""
    error = message.error if message.error.startswith(NO_RECEIPT) else reason
    if changes or message.error != error:
        new = {**(changes or {}), "error": error}
        move(message.id, message.attempts, MessageState.WAITING, MessageState.WAITING, **new)


def note_pack(message_id: int, pack_id: int) -> None:
    """Which paper goes with it; the row of the pack says why there is none."""
    db.session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(pack_id=pack_id)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()


def rest_route(route: Route, now: datetime, until: datetime, answer: str) -> None:
    """Nothing that could go by this route now is tried before `until`; none of them has made an attempt."""
    by_account = () if route.account_id is None else (Message.account_id == route.account_id,)
    error = case((Message.error.startswith(NO_RECEIPT), Message.error), else_=answer)
    _put_off(until, _is_due(now), Message.channel == route.channel, *by_account, error=error)


def rest_agency(agency_id: int, now: datetime, until: datetime) -> None:
    _put_off(until, _is_due(now), Message.agency_id == agency_id)


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(Message.next_try_at.is_(None), Message.next_try_at <= now)


def _put_off(until: datetime, *which: ColumnElement[bool], **values: object) -> None:
    db.session.execute(
        update(Message)
        .where(Message.state == MessageState.WAITING, *which)
        .values(next_try_at=until, **values)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
