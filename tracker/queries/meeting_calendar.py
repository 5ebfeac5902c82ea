"""The meetings of the division heads beside each other: which are there, in which order, and what is still to come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select

from tracker.domain.meeting_numbers import Numbered
from tracker.domain.meeting_planning import MEETINGS_AHEAD, StandingMeeting
from tracker.domain.reminders import MessageKind, MessageState
from tracker.extensions import db
from tracker.models import Agency, CalledOffMeeting, Meeting, Message

LOOKED_BACK = timedelta(days=500)
"""A year of meetings and more: for their numbers, and so that no rule sets anew what was held."""


def meetings_since(day: date) -> list[Meeting]:
    return list(db.session.scalars(select(Meeting).where(Meeting.held_on >= day).order_by(Meeting.held_on)))


def meetings_to_plan(today: date) -> list[Meeting]:
    """All that a rule has to heed or may move, locked until the commit where that can be."""
    return list(
        db.session.scalars(
            select(Meeting).where(Meeting.held_on >= today - LOOKED_BACK).order_by(Meeting.held_on).with_for_update()
        )
    )


def standing(meetings: Collection[Meeting], opens_days_before: int, today: date) -> list[StandingMeeting]:
    """As the rule sees them: one of its own follows it as long as its window has not begun."""
    window = timedelta(days=opens_days_before)
    return [
        StandingMeeting(
            one.id,
            one.month,
            one.held_on,
            follows=one.is_by_rule and one.opened_at is None and one.held_on - window > today,
        )
        for one in meetings
    ]


def months_called_off(today: date) -> set[date]:
    """Whose meeting the office itself called off."""
    return set(
        db.session.scalars(
            select(CalledOffMeeting.month).where(
                CalledOffMeeting.body_id.is_(None),
                CalledOffMeeting.is_by_rule.is_(False),
                CalledOffMeeting.held_on >= today - LOOKED_BACK,
            )
        )
    )


def called_off_to_come(today: date) -> list[CalledOffMeeting]:
    """What the office itself called off of the days to come."""
    return list(
        db.session.scalars(
            select(CalledOffMeeting)
            .where(
                CalledOffMeeting.body_id.is_(None),
                CalledOffMeeting.is_by_rule.is_(False),
                CalledOffMeeting.held_on >= today,
            )
            .order_by(CalledOffMeeting.held_on)
        )
    )


def meeting_out_of_order(held_on: date, month: date, besides: int | None) -> Meeting | None:
    """A meeting that hears an earlier month and is not held before the day, or a later month and not after it."""
    statement = select(Meeting).where(
        or_(
            and_(Meeting.month < month, Meeting.held_on >= held_on),
            and_(Meeting.month > month, Meeting.held_on <= held_on),
        )
    )
    if besides is not None:
        statement = statement.where(Meeting.id != besides)
    return db.session.scalar(statement.order_by(Meeting.held_on).limit(1))


def numbered_before(held_on: date, besides: int | None = None) -> list[Numbered]:
    """The meetings of about the last year with their numbers."""
    rows = db.session.execute(
        select(Meeting.id, Meeting.held_on, Meeting.number).where(
            Meeting.held_on < held_on, Meeting.held_on >= held_on - LOOKED_BACK
        )
    )
    return [Numbered(day, number) for id_, day, number in rows if id_ != besides]


def last_month_heard_before(month: date, besides: int | None) -> date | None:
    statement = select(func.max(Meeting.month)).where(Meeting.month < month)
    if besides is not None:
        statement = statement.where(Meeting.id != besides)
    return db.session.scalar(statement)


def next_meeting_after(month: date) -> Meeting | None:
    """The one that hears the next month of which there is a meeting."""
    return db.session.scalar(select(Meeting).where(Meeting.month > month).order_by(Meeting.month).limit(1))


def messages_to_withdraw(meeting_id: int, held_on: date) -> dict[MessageKind, int]:
    """How many messages wait that name another day of the meeting than the one given, by kind."""
    rows = db.session.execute(
        select(Message.kind, func.count())
        .where(
            Message.meeting_id == meeting_id,
            Message.state == MessageState.WAITING,
            or_(Message.planned_for != held_on, Message.kind == MessageKind.REQUEST),
        )
        .group_by(Message.kind)
    )
    return dict(rows.all())


def agencies_short_of_meetings(today: date) -> list[int]:
    """Agencies whose rule may have meetings to set; runs across agencies."""
    to_come = (
        select(func.count())
        .select_from(Meeting)
        .where(Meeting.agency_id == Agency.id, Meeting.held_on > today)
        .correlate(Agency)
        .scalar_subquery()
    )
    statement = select(Agency.id).where(Agency.meeting_rule != "", to_come < MEETINGS_AHEAD)
    return list(db.session.scalars(statement.order_by(Agency.id)))
