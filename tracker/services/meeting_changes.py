"""What every change of a meeting shares, of whatever body: its details, and its being called off."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import update

from tracker.domain.meeting_kinds import MeetingKind
from tracker.domain.permissions import Actor
from tracker.domain.reminders import MessageState
from tracker.extensions import db
from tracker.models import AnyMeeting, Message
from tracker.services import audit

CALLED_OFF = "ยกเลิกการประชุมครั้งนี้แล้ว"
"""Why a message does not go out any more, as the ledger shows it."""


def write_details(meeting: AnyMeeting, held_on: date, starts_at: time | None, place: str) -> None:
    """Day, hour and place of a meeting of whatever body; calendars are told by the sequence that they changed."""
    told = (held_on, starts_at, place.strip())
    if meeting.id and told != (meeting.held_on, meeting.starts_at, meeting.place):
        meeting.calendar_sequence += 1
    meeting.held_on, meeting.starts_at, meeting.place = told


def take_off_calendar(actor: Actor | None, now: datetime, meeting: AnyMeeting, reason: str = "") -> None:
    """Without a commit: part of a use case that does more. What waits to be sent about it is withdrawn.

    Without a reason it is its rule that no longer names it, and may name it again.
    """
    audit.record(actor, now, "meeting_cancelled", meeting.id, before=meeting_facts(meeting), after={"reason": reason})
    by_rule = meeting.is_by_rule and not reason
    db.session.execute(
        update(Message)
        .where(Message.meeting_id == meeting.id, Message.state == MessageState.WAITING)
        .values(state=MessageState.SKIPPED, error=CALLED_OFF, finished_at=now, next_try_at=None)
        .execution_options(synchronize_session=False)
    )
    db.session.expunge(meeting)  # It is of another kind from now on.
    db.session.execute(
        update(AnyMeeting)
        .where(AnyMeeting.id == meeting.id)
        .values(kind=MeetingKind.CALLED_OFF, is_by_rule=by_rule, calendar_sequence=AnyMeeting.calendar_sequence + 1)
    )


def meeting_facts(meeting: AnyMeeting) -> dict[str, object]:
    """As the log keeps them."""
    return {
        "held_on": meeting.held_on.isoformat(),
        "starts_at": f"{meeting.starts_at:%H:%M}" if meeting.starts_at else None,
        "month": meeting.month.isoformat(),
        "number": meeting.number,
        "place": meeting.place,
    }
