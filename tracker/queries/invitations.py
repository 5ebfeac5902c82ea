"""Meetings to which people are invited, and who has been told of which state of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, Select, func, select

from tracker.domain.meeting_kinds import MeetingKind
from tracker.domain.reminders import MessageKind, MessageState
from tracker.extensions import db
from tracker.models import Agency, AnyMeeting, Body, Division, Message

_COLUMNS = (
    AnyMeeting.id,
    AnyMeeting.kind,
    AnyMeeting.body_id,
    func.coalesce(Body.name, "").label("body"),
    func.coalesce(Body.months_covered, 1).label("months_covered"),
    AnyMeeting.number,
    AnyMeeting.held_on,
    AnyMeeting.starts_at,
    AnyMeeting.place,
    AnyMeeting.month,
    AnyMeeting.calendar_sequence,
    AnyMeeting.invited_at,
    Agency.id.label("agency_id"),
    Agency.slug,
    Agency.name.label("agency"),
)


@dataclass(frozen=True, slots=True)
class MeetingToCome:
    """A meeting of whatever body as an invitation tells of it."""

    id: int
    kind: MeetingKind
    body_id: int | None
    #: Empty for the heads of the divisions.
    body: str
    months_covered: int
    number: str
    held_on: date
    starts_at: time | None
    place: str
    #: The last month that it hears.
    month: date
    sequence: int
    #: None while nobody has been invited.
    invited_at: datetime | None
    agency_id: int
    slug: str
    agency: str

    @property
    def is_called_off(self) -> bool:
        return self.kind is MeetingKind.CALLED_OFF


def _statement() -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .select_from(AnyMeeting)
        .join(Agency, Agency.id == AnyMeeting.agency_id)
        .outerjoin(Body, Body.id == AnyMeeting.body_id)
    )


def _meeting(row: Row[*tuple[Any, ...]]) -> MeetingToCome:
    return MeetingToCome(*row)


def meeting_of(meeting_id: int) -> MeetingToCome | None:
    row = db.session.execute(_statement().where(AnyMeeting.id == meeting_id)).one_or_none()
    return _meeting(row) if row else None


def meetings_to_come(today: date) -> list[MeetingToCome]:
    """Of all bodies, without those that were called off."""
    rows = db.session.execute(
        _statement()
        .where(AnyMeeting.held_on >= today, AnyMeeting.kind != MeetingKind.CALLED_OFF)
        .order_by(AnyMeeting.held_on, AnyMeeting.id)
    )
    return [_meeting(row) for row in rows]


def invited_to_come(today: date) -> list[MeetingToCome]:
    """Meetings to come that people were invited to, those that were called off since among them."""
    rows = db.session.execute(
        _statement()
        .where(AnyMeeting.held_on >= today, AnyMeeting.invited_at.is_not(None))
        .order_by(AnyMeeting.held_on, AnyMeeting.id)
    )
    return [_meeting(row) for row in rows]


def agencies_with_invitations(today: date) -> list[int]:
    """Runs across agencies."""
    wanted = (
        select(AnyMeeting.id)
        .where(AnyMeeting.agency_id == Agency.id, AnyMeeting.held_on >= today, AnyMeeting.invited_at.is_not(None))
        .exists()
    )
    return list(db.session.scalars(select(Agency.id).where(wanted).order_by(Agency.id)))


def meeting_to_invite_to(meeting_id: int) -> AnyMeeting | None:
    """Locked until the commit."""
    return db.session.scalar(select(AnyMeeting).where(AnyMeeting.id == meeting_id).with_for_update())


@dataclass(frozen=True, slots=True)
class InvitationSent:
    """The newest invitation that stands in the ledger for one person and one meeting."""

    user_id: int
    to_name: str
    to_title: str
    sequence: int
    state: MessageState
    at: datetime


def sent_of(meeting_id: int) -> dict[int, InvitationSent]:
    """By person, in the order in which they were invited."""
    rows = db.session.execute(
        select(Message.user_id, Message.to_name, Message.to_title, Message.step, Message.state, Message.queued_at)
        .where(Message.meeting_id == meeting_id, Message.kind == MessageKind.INVITATION)
        .order_by(Message.id)
    )
    found: dict[int, InvitationSent] = {}
    for user_id, name, title, step, state, at in rows:
        if user_id is not None:
            found[user_id] = InvitationSent(user_id, name, title, int(step.rpartition("-")[2]), state, at)
    return found


def waiting_and_outdated(today: date) -> list[int]:
    """Invitations that wait and tell of a state of their meeting that has changed since."""
    rows = db.session.execute(
        select(Message.id, Message.step, AnyMeeting.calendar_sequence)
        .join(AnyMeeting, AnyMeeting.id == Message.meeting_id)
        .where(
            Message.kind == MessageKind.INVITATION,
            Message.state == MessageState.WAITING,
            AnyMeeting.held_on >= today,
        )
    )
    return [id_ for id_, step, sequence in rows if int(step.rpartition("-")[2]) < sequence]


def active_divisions() -> list[int]:
    return list(
        db.session.scalars(select(Division.id).where(Division.is_active).order_by(Division.position, Division.id))
    )
