"""For which agencies there may be something to tell; asked across agencies, so that the jobs pass by the others."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from tracker.domain.fiscal_year import BANGKOK
from tracker.extensions import db
from tracker.models import Agency, AnyMeeting, AuditEvent, Decision, DecisionDivision, Meeting
from tracker.queries.frames import FURTHEST_WINDOW, LONGEST_LOOK_BACK

LOOK_AGAIN_AFTER = timedelta(minutes=10)
"""Within a day what is due changes only when people change something, and to look through a whole plan takes time."""

CHANGES_WHAT_IS_DUE = (
    "agency",
    "channel_account",
    "day_off",
    "decision",
    "division",
    "measure",
    "meeting",
    "membership",
    "plan",
)
"""What an event of the log happened to, as far as more may be owed or told by it; a report that comes in ends that."""

BY_THE_JOBS = ("reminders_queued", "window_opened")


def agencies_to_tell(now: datetime) -> list[int]:
    is_wanted = (has_to_tell(now.date()), wants_a_look(now))
    return list(db.session.scalars(select(Agency.id).where(*is_wanted).order_by(Agency.id)))


def wants_a_look(now: datetime) -> ColumnElement[bool]:
    """Agencies that were looked at longer ago than a short while, or in which something was changed since.

    A look in a time to come is one from before the clock was set back. A change counts for as long, so that none
    slips through by being committed late.
    """
    a_while_ago = now - LOOK_AGAIN_AFTER
    was_changed = exists().where(
        AuditEvent.agency_id == Agency.id,
        AuditEvent.at >= a_while_ago,
        AuditEvent.subject.in_(CHANGES_WHAT_IS_DUE),
        AuditEvent.event.not_in(BY_THE_JOBS),
    )
    return or_(Agency.reminded_at.is_(None), Agency.reminded_at <= a_while_ago, Agency.reminded_at > now, was_changed)


def everybody_was_looked_at(today: date) -> bool:
    return db.session.scalar(select(Agency.id).where(not_looked_at(today)).limit(1)) is None


def not_looked_at(today: date) -> ColumnElement[bool]:
    """Agencies for which nobody has worked out today who is to be told."""
    begin = datetime.combine(today, time.min, BANGKOK)
    return or_(Agency.reminded_at.is_(None), Agency.reminded_at < begin)


def has_to_tell(today: date) -> ColumnElement[bool]:
    """Agencies with a meeting ahead whose window may have begun, with one held since they were last looked at, or
    with orders that nobody has answered."""
    longest = db.session.scalar(select(func.max(Agency.opens_days_before))) or 0
    ahead_until = today + min(timedelta(days=longest), FURTHEST_WINDOW)
    # A day earlier than it was: the moment is kept in UTC, the meeting's day is one in Thailand.
    held_since = and_(Agency.reminded_at.is_not(None), Meeting.held_on >= func.date(Agency.reminded_at))
    at_hand = and_(
        Meeting.agency_id == Agency.id,
        Meeting.held_on.between(today - LONGEST_LOOK_BACK, ahead_until),
        or_(Meeting.held_on >= today, held_since),
    )
    unanswered = and_(
        # By way of the meeting, which is found by index; an order may be recorded long after it.
        AnyMeeting.agency_id == Agency.id,
        AnyMeeting.held_on >= today - 2 * LONGEST_LOOK_BACK,
        Decision.meeting_id == AnyMeeting.id,
        Decision.withdrawn_at.is_(None),
        Decision.recorded_at >= datetime.combine(today - LONGEST_LOOK_BACK, time.min, BANGKOK),
        DecisionDivision.decision_id == Decision.id,
        DecisionDivision.answered_at.is_(None),
    )
    return or_(exists().where(at_hand), exists().where(unanswered))
