"""The ledger of reminders: what stands in it, what waits to be sent, and for which agencies there is work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.domain.told import LedgerEntry
from tracker.extensions import db
from tracker.models import Agency, AnyMeeting, Message

_STATES = select(Message.key, Message.state).where(Message.key.in_(bindparam("keys", expanding=True)))


def states_in_ledger(keys: Collection[str]) -> dict[str, MessageState]:
    rows = db.session.execute(_STATES, {"keys": list(keys)})
    return dict(rows.all())


_ENTRIES = (
    select(*(getattr(Message, field.name) for field in fields(LedgerEntry)))
    .where(Message.meeting_id.in_(bindparam("meeting_ids", expanding=True)))
    .order_by(Message.id)
)


def entries_of(meeting_ids: Collection[int]) -> list[LedgerEntry]:
    rows = db.session.execute(_ENTRIES, {"meeting_ids": list(meeting_ids)})
    return [LedgerEntry(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    id: int
    agency_id: int
    agency: str
    #: Between these hours the agency wants nothing sent.
    quiet_from: time | None
    quiet_until: time | None
    attempts: int
    #: Why it waits, if that is known.
    error: str
    kind: MessageKind
    channel: Channel
    step: str
    planned_for: date | None
    account_id: int | None
    #: None where it goes to a group.
    user_id: int | None
    queued_at: datetime
    meeting_id: int | None
    #: The month the meeting hears, and the day on which it is held, of whatever body it is.
    month: date | None
    held_on: date | None


_WAITING: Select[*tuple[Any, ...]] = (
    select(
        Message.id,
        Message.agency_id,
        Agency.name,
        Agency.quiet_from,
        Agency.quiet_until,
        Message.attempts,
        Message.error,
        Message.kind,
        Message.channel,
        Message.step,
        Message.planned_for,
        Message.account_id,
        Message.user_id,
        Message.queued_at,
        Message.meeting_id,
        AnyMeeting.month,
        AnyMeeting.held_on,
    )
    .join(Agency, Agency.id == Message.agency_id)
    .outerjoin(AnyMeeting, AnyMeeting.id == Message.meeting_id)
)


def waiting_after(
    message_id: int, now: datetime, limit: int, channels: Collection[Channel] = frozenset(Channel)
) -> list[WaitingMessage]:
    """The next messages to be tried, in the order in which they were queued."""
    rows = db.session.execute(
        _WAITING.where(
            Message.id > message_id,
            Message.state == MessageState.WAITING,
            Message.channel.in_(channels),
            or_(Message.next_try_at.is_(None), Message.next_try_at <= now),
        )
        .order_by(Message.id)
        .limit(limit)
    )
    return [WaitingMessage(*row) for row in rows]


def as_waiting(message_id: int) -> WaitingMessage:
    """A message as the sender would see it, in whatever state it is."""
    return WaitingMessage(*db.session.execute(_WAITING.where(Message.id == message_id)).one())


@dataclass(frozen=True, slots=True)
class InterruptedMessage:
    id: int
    attempts: int
    state: MessageState


def interrupted(channels: Collection[Channel]) -> list[InterruptedMessage]:
    """Messages that a sender was at work on when it died."""
    rows = db.session.execute(
        select(Message.id, Message.attempts, Message.state)
        .where(
            Message.state.in_((MessageState.SENDING, MessageState.HANDED_OVER)),
            Message.channel.in_(channels),
        )
        .order_by(Message.id)
    )
    return [InterruptedMessage(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class MessageWords:
    """What a message says, and what the ledger says of it."""

    division_names: str
    measure_numbers: list[str]
    why: str
    subject: str
    body_text: str
    body_html: str


def words_of(message_ids: Collection[int]) -> dict[int, MessageWords]:
    columns = [getattr(Message, field.name) for field in fields(MessageWords)]
    rows = db.session.execute(select(Message.id, *columns).where(Message.id.in_(message_ids)))
    return {id_: MessageWords(*words) for id_, *words in rows}


@dataclass(frozen=True, slots=True)
class MessageText:
    to_address: str
    to_name: str
    subject: str
    body_text: str
    body_html: str
    message_id: str
    calendar: str


def text_of(message_id: int) -> MessageText:
    row = db.session.execute(
        select(
            Message.to_address,
            Message.to_name,
            Message.subject,
            Message.body_text,
            Message.body_html,
            Message.message_id,
            Message.calendar,
        ).where(Message.id == message_id)
    ).one()
    return MessageText(*row)


def message_by_id(message_id: int) -> Message | None:
    return db.session.scalar(select(Message).where(Message.id == message_id))
