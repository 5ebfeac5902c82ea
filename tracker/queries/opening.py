"""For which agencies there may be reports to open; asked across agencies, so that the jobs pass by the others."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select

from tracker.extensions import db
from tracker.models import Agency, Meeting
from tracker.queries.frames import FURTHEST_WINDOW
from tracker.queries.telling import wants_a_look


def agencies_to_open(now: datetime) -> list[int]:
    """With a meeting at hand that nobody has opened, or with an open one whose plan may owe more by now."""
    longest = db.session.scalar(select(func.max(Agency.opens_days_before))) or 0
    at_hand = (
        Meeting.agency_id == Agency.id,
        Meeting.held_on <= now.date() + min(timedelta(days=longest), FURTHEST_WINDOW),
        Meeting.closed_at.is_(None),
    )
    to_be_opened = exists().where(*at_hand, Meeting.opened_at.is_(None))
    is_open = exists().where(*at_hand, Meeting.opened_at.is_not(None), Meeting.held_on >= now.date())
    which = or_(to_be_opened, and_(is_open, wants_a_look(now)))
    return list(db.session.scalars(select(Agency.id).where(which).order_by(Agency.id)))
