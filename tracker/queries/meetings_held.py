"""A meeting at which something is decided, of whatever body, and to which one an order between two meetings belongs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from tracker.domain.meeting_kinds import MeetingKind
from tracker.extensions import db
from tracker.models import AnyMeeting, Body, Meeting


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """A meeting of whatever body."""

    id: int
    kind: MeetingKind
    held_on: date
    month: date
    number: str
    place: str
    #: None and empty for the meeting of the division heads.
    body_id: int | None
    body: str
    #: The next meeting of the division heads after it and after today, by which an order is best answered.
    next_held_on: date | None


_LATER = aliased(Meeting)
_NEXT = (
    select(func.min(_LATER.held_on))
    .where(_LATER.held_on > AnyMeeting.held_on, _LATER.held_on > bindparam("today", type_=Date))
    .correlate(AnyMeeting)
    .scalar_subquery()
)
_MEETING: Select[*tuple[Any, ...]] = (
    select(
        AnyMeeting.id,
        AnyMeeting.kind,
        AnyMeeting.held_on,
        AnyMeeting.month,
        AnyMeeting.number,
        AnyMeeting.place,
        AnyMeeting.body_id,
        func.coalesce(Body.name, ""),
        _NEXT,
    )
    .outerjoin(Body, Body.id == AnyMeeting.body_id)
    .where(AnyMeeting.id == bindparam("meeting_id"))
)


def meeting_held(meeting_id: int, today: date) -> MeetingHeld | None:
    row = db.session.execute(_MEETING, {"meeting_id": meeting_id, "today": today}).one_or_none()
    return MeetingHeld(*row) if row else None


def meeting_to_order_in(today: date) -> int | None:
    """The division heads' meeting of today or the last before; while none was held yet, the first one to come."""
    last = select(Meeting.id).where(Meeting.held_on <= today).order_by(Meeting.held_on.desc()).limit(1)
    first = select(Meeting.id).where(Meeting.held_on > today).order_by(Meeting.held_on).limit(1)
    return db.session.scalar(last) or db.session.scalar(first)
