"""The ledger of reminders as people read it: who was told what, when, by which way, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from tracker.domain.fiscal_year import BANGKOK, add_months
from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.extensions import db
from tracker.models import AnyMeeting, AuditEvent, Body, Message


@dataclass(frozen=True, slots=True)
class LedgerRow:
    id: int
    kind: MessageKind
    channel: Channel
    state: MessageState
    to_name: str
    to_title: str
    to_address: str
    division_names: str
    measure_numbers: list[str]
    why: str
    subject: str
    attempts: int
    error: str
    queued_at: datetime
    next_try_at: datetime | None
    finished_at: datetime | None
    #: When its reader was shown it in their list on the site.
    seen_at: datetime | None
    meeting_id: int | None
    #: The day the meeting is held.
    held_on: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of the ledger; what is left empty chooses nothing."""

    kind: MessageKind | None = None
    state: MessageState | None = None
    channel: Channel | None = None
    meeting_id: int | None = None
    #: A part of the reader's name, post or address, or of a division's name.
    words: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        chosen: Sequence[tuple[Any, Any]] = (
            (Message.kind, self.kind),
            (Message.state, self.state),
            (Message.channel, self.channel),
            (Message.meeting_id, self.meeting_id),
        )
        found: list[ColumnElement[bool]] = [column == value for column, value in chosen if value is not None]
        texts = (Message.to_name, Message.to_title, Message.to_address, Message.division_names)
        found += [or_(*(text.icontains(word, autoescape=True) for text in texts)) for word in self.words.split()]
        return found


EVERYTHING = Wanted()

_NAMES = [field.name for field in fields(LedgerRow)]
_ROWS: Select[*tuple[Any, ...]] = (
    select(*(getattr(AnyMeeting if name == "held_on" else Message, name) for name in _NAMES))
    .select_from(Message)
    .outerjoin(AnyMeeting, AnyMeeting.id == Message.meeting_id)
)


def ledger_rows(limit: int, offset: int = 0, wanted: Wanted = EVERYTHING) -> list[LedgerRow]:
    """The newest first, without the letters themselves."""
    newest_first = _ROWS.where(*wanted.conditions()).order_by(Message.queued_at.desc(), Message.id.desc())
    return [LedgerRow(*row) for row in db.session.execute(newest_first.limit(limit).offset(offset))]


def ledger_count(wanted: Wanted = EVERYTHING) -> int:
    return db.session.scalar(select(func.count()).select_from(Message).where(*wanted.conditions())) or 0


def rows_of_meeting(meeting_id: int) -> list[LedgerRow]:
    """In the order in which they were queued, as one tells it."""
    statement = _ROWS.where(Message.meeting_id == meeting_id).order_by(Message.queued_at, Message.id)
    return [LedgerRow(*row) for row in db.session.execute(statement)]


def rows_of_month(month: date) -> list[LedgerRow]:
    """What was put into the ledger in a month, in that order."""
    begin, end = (datetime.combine(day, time.min, BANGKOK) for day in (month, add_months(month, 1)))
    statement = _ROWS.where(Message.queued_at >= begin, Message.queued_at < end)
    return [LedgerRow(*row) for row in db.session.execute(statement.order_by(Message.queued_at, Message.id))]


@dataclass(frozen=True, slots=True)
class MeetingToldAbout:
    id: int
    held_on: date
    month: date
    number: str
    #: Empty for the meeting of the division heads.
    body: str | None


def meeting_told_about(meeting_id: int | None) -> MeetingToldAbout | None:
    """That meeting, of whatever body; without one named, the last one that somebody was told about."""
    statement = select(AnyMeeting.id, AnyMeeting.held_on, AnyMeeting.month, AnyMeeting.number, Body.name).outerjoin(
        Body, Body.id == AnyMeeting.body_id
    )
    if meeting_id is not None:
        statement = statement.where(AnyMeeting.id == meeting_id)
    else:
        told_about = AnyMeeting.id.in_(select(Message.meeting_id).distinct())
        statement = statement.where(told_about).order_by(AnyMeeting.held_on.desc()).limit(1)
    row = db.session.execute(statement).first()
    return MeetingToldAbout(*row) if row else None


@dataclass(frozen=True, slots=True)
class SentAgain:
    """Somebody of the office asked for another try."""

    at: datetime
    by: str


def times_sent_again(message_id: int) -> list[SentAgain]:
    rows = db.session.execute(
        select(AuditEvent.at, AuditEvent.actor_name)
        .where(
            AuditEvent.subject == "message",
            AuditEvent.subject_id == message_id,
            AuditEvent.event == "message_sent_again",
        )
        .order_by(AuditEvent.id)
    )
    return [SentAgain(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """What one person was told, as they read it themselves."""

    id: int
    kind: MessageKind
    subject: str
    body_text: str
    queued_at: datetime
    seen_at: datetime | None


def own_messages(user_id: int, limit: int, offset: int = 0) -> list[OwnMessage]:
    """The newest first."""
    columns = [getattr(Message, field.name) for field in fields(OwnMessage)]
    rows = db.session.execute(
        select(*columns)
        .where(*_told_to(user_id))
        .order_by(Message.queued_at.desc(), Message.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [OwnMessage(*row) for row in rows]


def number_of_own(user_id: int) -> int:
    return db.session.scalar(select(func.count()).select_from(Message).where(*_told_to(user_id))) or 0


def _told_to(user_id: int) -> list[ColumnElement[bool]]:
    """What was withdrawn told nobody anything; what waits for a server can be read here already."""
    return [Message.user_id == user_id, Message.state != MessageState.SKIPPED]
