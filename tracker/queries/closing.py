"""Months that can be closed: which close by themselves and when, and what is locked while one is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import exists, select

from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.progress import ReportState
from tracker.domain.reporting_cycle import closes_by_itself_on
from tracker.extensions import db
from tracker.models import Agency, Meeting, ProgressReport

_IS_OPEN = (Meeting.opened_at.is_not(None), Meeting.closed_at.is_(None))


def agencies_with_an_open_month(today: date) -> list[int]:
    """Agencies with a meeting that is over and whose month is not closed; runs across agencies."""
    over = exists().where(Meeting.agency_id == Agency.id, Meeting.held_on < today, *_IS_OPEN)
    return list(db.session.scalars(select(Agency.id).where(over).order_by(Agency.id)))


def months_to_close(today: date) -> list[int]:
    """The meetings whose month closes by itself today or should have done so before, in order of time."""
    over = list(db.session.scalars(select(Meeting).where(Meeting.held_on < today, *_IS_OPEN).order_by(Meeting.held_on)))
    days = days_of_closing(over)
    return [meeting.id for meeting in over if days[meeting.id] <= today]


def days_of_closing(meetings: Sequence[Meeting]) -> dict[int, date]:
    """When the month of each of one agency's meetings closes by itself, by the meeting's id."""
    if not meetings:
        return {}
    earliest = min(meeting.held_on for meeting in meetings)
    rows = db.session.execute(
        select(Meeting.held_on, Agency.opens_days_before)
        .join(Agency, Agency.id == Meeting.agency_id)
        .where(Meeting.held_on > earliest)
    ).all()
    return {
        meeting.id: closes_by_itself_on(
            meeting.held_on,
            _last_opened_on(meeting),
            [held_on - timedelta(days=days) for held_on, days in rows if held_on > meeting.held_on],
        )
        for meeting in meetings
    }


def _last_opened_on(meeting: Meeting) -> date:
    moment = meeting.reopened_at or meeting.opened_at
    return moment.astimezone(BANGKOK).date() if moment else meeting.held_on


def meeting_to_close(meeting_id: int) -> Meeting | None:
    """Locked until the commit, so that no report is opened in it meanwhile and nobody else closes it."""
    return db.session.scalar(
        select(Meeting).where(Meeting.id == meeting_id).with_for_update().execution_options(populate_existing=True)
    )


def reports_locked(meeting_id: int) -> dict[int, ReportState]:
    """Every report of the meeting with its state, locked until the commit.

    Whoever is at work on one of them finishes first: the locks are taken in the order in which everybody takes them.
    """
    rows = db.session.execute(
        select(ProgressReport.id, ProgressReport.state)
        .where(ProgressReport.meeting_id == meeting_id)
        .order_by(ProgressReport.id)
        .with_for_update()
    )
    return dict(rows.all())
