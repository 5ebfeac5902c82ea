"""The minutes of a meeting as they were kept, with what was proposed then, and those of the meeting before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.models import AnyMeeting, AuditEvent, Body, Division

KEPT = "minutes_kept"


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting of whatever body, and what is kept of its minutes."""

    id: int
    held_on: date
    month: date
    number: str
    place: str
    #: Empty for the meeting of the division heads.
    body: str
    #: Empty while nobody has changed what the program proposes.
    text: str
    #: Of the last meeting of the same body before this one whose minutes were kept.
    text_before: str
    #: When they were kept and by whom, with what the program proposed then.
    kept_at: datetime | None
    kept_by: str
    proposed_then: str
    #: Divisions of the office that are in use.
    divisions: int


_BEFORE = aliased(AnyMeeting)
_TEXT_BEFORE = (
    select(_BEFORE.minutes_text)
    .where(
        _BEFORE.held_on < AnyMeeting.held_on,
        _BEFORE.body_id.is_not_distinct_from(AnyMeeting.body_id),
        _BEFORE.minutes_text != "",
    )
    .order_by(_BEFORE.held_on.desc())
    .limit(1)
    .correlate(AnyMeeting)
    .scalar_subquery()
)
_LATER = aliased(AuditEvent)
_NEWEST = (
    select(func.max(_LATER.id))
    .where(_LATER.subject == "meeting", _LATER.subject_id == AnyMeeting.id, _LATER.event == KEPT)
    .correlate(AnyMeeting)
    .scalar_subquery()
)
_DIVISIONS = select(func.count(Division.id)).where(Division.is_active).scalar_subquery()
_MINUTES: Select[*tuple[Any, ...]] = (
    select(
        AnyMeeting.id,
        AnyMeeting.held_on,
        AnyMeeting.month,
        AnyMeeting.number,
        AnyMeeting.place,
        func.coalesce(Body.name, ""),
        AnyMeeting.minutes_text,
        func.coalesce(_TEXT_BEFORE, ""),
        AuditEvent.at,
        AuditEvent.actor_name,
        AuditEvent.after,
        _DIVISIONS,
    )
    .outerjoin(Body, Body.id == AnyMeeting.body_id)
    .outerjoin(AuditEvent, and_(AuditEvent.id == _NEWEST, AnyMeeting.minutes_text != ""))
    .where(AnyMeeting.id == bindparam("meeting_id"))
)


def minutes_of_meeting(meeting_id: int) -> Minutes | None:
    row = db.session.execute(_MINUTES, {"meeting_id": meeting_id}).one_or_none()
    if row is None:
        return None
    *meeting, kept_at, kept_by, after, divisions = row
    columns: list[Any] = [*meeting, kept_at, kept_by or "", (after or {}).get("proposed", ""), divisions]
    return Minutes(*columns)


def meeting_to_write(meeting_id: int) -> AnyMeeting | None:
    """Locked until the commit."""
    return db.session.scalar(
        select(AnyMeeting)
        .where(AnyMeeting.id == meeting_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
