"""Meetings and how far their reports have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, or_, select

from tracker.domain.progress import RECEIVED_STATES, ReportState
from tracker.extensions import db
from tracker.models import Agency, Meeting, ProgressReport


def meeting_of_month(month: date) -> Meeting | None:
    return db.session.scalar(select(Meeting).where(Meeting.month == month))


def meetings_to_open(today: date) -> list[Meeting]:
    """Meetings whose window has begun and that are still to come, or that were never opened."""
    longest = db.session.scalar(select(func.max(Agency.opens_days_before))) or 0
    found = db.session.execute(
        select(Meeting, Agency.opens_days_before)
        .join(Agency, Agency.id == Meeting.agency_id)
        .where(
            Meeting.held_on <= today + timedelta(days=longest),
            or_(Meeting.opened_at.is_(None), Meeting.held_on >= today),
        )
        .order_by(Meeting.held_on)
    )
    return [meeting for meeting, days in found if meeting.held_on - timedelta(days=days) <= today]


def assignments_with_report(month: date) -> set[int]:
    return set(db.session.scalars(select(ProgressReport.assignment_id).where(ProgressReport.month == month)))


@dataclass(frozen=True, slots=True)
class MeetingRow:
    id: int
    held_on: date
    month: date
    place: str
    is_open: bool
    owed: int
    received: int
    accepted: int


def meeting_rows(limit: int, offset: int = 0) -> list[MeetingRow]:
    """Meetings, the newest first, with how many of their reports have come."""
    received = func.sum(case((ProgressReport.state.in_(RECEIVED_STATES), 1), else_=0))
    accepted = func.sum(case((ProgressReport.state == ReportState.ACCEPTED, 1), else_=0))
    rows = db.session.execute(
        select(
            Meeting.id,
            Meeting.held_on,
            Meeting.month,
            Meeting.place,
            Meeting.opened_at.is_not(None),
            func.count(ProgressReport.id),
            func.coalesce(received, 0),
            func.coalesce(accepted, 0),
        )
        .outerjoin(ProgressReport, ProgressReport.meeting_id == Meeting.id)
        .group_by(Meeting.id)
        .order_by(Meeting.held_on.desc())
        .limit(limit)
        .offset(offset)
    )
    return [MeetingRow(*row) for row in rows]


def meeting_by_id(meeting_id: int) -> Meeting | None:
    return db.session.scalar(select(Meeting).where(Meeting.id == meeting_id))
