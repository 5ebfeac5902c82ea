"""The frame of every question about status: an agency's rules, the month in question and its meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Row, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tracker.domain.cadence import Cadence
from tracker.domain.fiscal_year import month_end
from tracker.domain.reporting_cycle import CycleSettings, first_month_heard, month_in_question
from tracker.extensions import db
from tracker.models import Agency, Meeting

FURTHEST_WINDOW = timedelta(days=60)
"""Meetings further ahead have no open window, whatever the agency's settings."""

LONGEST_LOOK_BACK = timedelta(days=100)
"""Meetings held longer ago have nothing to tell any more, and are not listed as missed after a long outage."""

MEETINGS_LOOKED_AT = 5
"""The newest meetings whose window may be open; older ones cannot be the month in question."""

Columns = tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]

SETTINGS: Columns = (
    Agency.opens_days_before,
    Agency.reminder_days_before,
    Agency.due_days_before,
    Agency.eve_days_before,
    Agency.orders_days_after,
    Agency.minimum_gap_days,
    Agency.tells_executives,
    Agency.sends_pre_read,
    Agency.pre_read_days_before,
)
COLUMNS: Columns = (
    Agency.id,
    Agency.slug,
    Agency.name,
    *SETTINGS,
    Agency.default_cadence,
    Meeting.id.label("meeting_id"),
    Meeting.held_on,
    Meeting.month,
    Meeting.place,
    Meeting.opened_at,
    Meeting.closed_at,
)

_EARLIER = aliased(Meeting)
HEARD_BEFORE: ColumnElement[date] = (
    select(func.max(_EARLIER.month))
    .where(_EARLIER.agency_id == Meeting.agency_id, _EARLIER.month < Meeting.month)
    .correlate(Meeting)
    .scalar_subquery()
    .label("heard_before")
)
"""The last month that a meeting before this one heard."""

_TODAY = bindparam("today", type_=Date)
_FURTHEST = bindparam("furthest", type_=Date)
_THIS_AGENCY = Agency.id == bindparam("agency_id", type_=Integer)

#: Run by most pages, so it is made once.
_FRAME: Select[*tuple[Any, ...]] = (
    select(*COLUMNS)
    .outerjoin(Meeting, and_(Meeting.agency_id == Agency.id, Meeting.held_on <= _FURTHEST))
    .where(_THIS_AGENCY)
    .order_by(Meeting.held_on.desc())
    .limit(MEETINGS_LOOKED_AT)
)

#: The jobs run these for every agency of the country.
_AT_HAND: Select[*tuple[Any, ...]] = (
    select(*COLUMNS, HEARD_BEFORE)
    .join(Meeting, Meeting.agency_id == Agency.id)
    .where(
        _THIS_AGENCY,
        Meeting.held_on <= _FURTHEST,
        or_(Meeting.opened_at.is_(None), Meeting.held_on >= _TODAY),
        Meeting.closed_at.is_(None),
    )
    .order_by(Meeting.held_on)
)
_TO_TELL: Select[*tuple[Any, ...]] = (
    select(*COLUMNS, HEARD_BEFORE, Agency.reminded_at)
    .outerjoin(
        Meeting,
        and_(
            Meeting.agency_id == Agency.id,
            Meeting.held_on.between(bindparam("earliest", type_=Date), _FURTHEST),
        ),
    )
    .where(_THIS_AGENCY)
    .order_by(Meeting.held_on)
)


@dataclass(frozen=True, slots=True)
class MeetingDay:
    id: int
    held_on: date
    month: date
    place: str
    is_open: bool
    #: Its month is final: nothing is reported for it any more.
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What every question about status starts from: the agency's rules and the month in question."""

    agency_id: int
    slug: str
    name: str
    settings: CycleSettings
    default_cadence: Cadence
    today: date
    month: date
    #: The first month that the meeting hears: an earlier one where there was no meeting in between.
    first_month: date
    #: The meeting that hears this month, if one is set.
    meeting: MeetingDay | None

    @property
    def plan_day(self) -> date:
        """The plan followed is the one of this day's fiscal year: in the first days of October the reports of
        September are still collected, and belong to the year that has ended."""
        return min(self.today, month_end(self.month))


def frame_for_month(agency_id: int, today: date, month: date) -> Frame:
    """The frame of a given month, whichever is in question today."""
    row = db.session.execute(
        select(*COLUMNS, HEARD_BEFORE)
        .outerjoin(Meeting, and_(Meeting.agency_id == Agency.id, Meeting.month == month))
        .where(Agency.id == agency_id)
    ).one()
    return _frame(row, today, month, row.heard_before)


def frame_of_meeting(agency_id: int, today: date, meeting_id: int) -> Frame | None:
    """The frame of the month that a meeting hears; None when there is no such meeting."""
    row = db.session.execute(
        select(*COLUMNS, HEARD_BEFORE)
        .join(Meeting, Meeting.agency_id == Agency.id)
        .where(Agency.id == agency_id, Meeting.id == meeting_id)
    ).one_or_none()
    return _frame(row, today, row.month, row.heard_before) if row else None


def frames_at_hand(agency_id: int, today: date) -> list[Frame]:
    """One for each meeting whose window has begun and that is still to come, or that was never opened.

    A month that the office closed on the day of its meeting is over.
    """
    values = {"agency_id": agency_id, "today": today, "furthest": today + FURTHEST_WINDOW}
    rows = db.session.execute(_AT_HAND, values)
    return [_frame(row, today, row.month, row.heard_before) for row in rows if _opens_on(row) <= today]


@dataclass(frozen=True, slots=True)
class FramesToTell:
    """Of the meetings about which people may have to be told, in order; those of closed months are among them."""

    frames: list[Frame]
    #: When it was last worked out who is to be told.
    reminded_at: datetime | None


def frames_to_tell(agency_id: int, today: date) -> FramesToTell:
    """One statement."""
    values = {"agency_id": agency_id, "earliest": today - LONGEST_LOOK_BACK, "furthest": today + FURTHEST_WINDOW}
    rows = db.session.execute(_TO_TELL, values).all()
    begun = [row for row in rows if row.held_on is not None and _opens_on(row) <= today]
    frames = [_frame(row, today, row.month, row.heard_before) for row in begun]
    return FramesToTell(frames, rows[0].reminded_at)


def frame_on(agency_id: int, today: date) -> Frame:
    """One statement: the agency with its newest meetings up to the furthest window."""
    rows = db.session.execute(_FRAME, {"agency_id": agency_id, "furthest": today + FURTHEST_WINDOW})
    return frame_from(rows.all(), today)


def frame_from(rows: Sequence[Row[*tuple[Any, ...]]], today: date) -> Frame:
    """From the rows of one agency, one for each of its newest meetings, with COLUMNS."""
    meetings = [row for row in rows if row.held_on is not None]
    month = month_in_question(today, [(_opens_on(row), row.month) for row in meetings])
    of_month = next((row for row in meetings if row.month == month), None)
    if of_month is None:
        return _frame(rows[0], today, month, None)
    heard_before = max((row.month for row in meetings if row.month < month), default=None)
    return _frame(of_month, today, month, heard_before)


def _frame(row: Row[*tuple[Any, ...]], today: date, month: date, heard_before: date | None) -> Frame:
    return Frame(
        agency_id=row.id,
        slug=row.slug,
        name=row.name,
        settings=settings_from(row),
        default_cadence=row.default_cadence,
        today=today,
        month=month,
        first_month=first_month_heard(month, heard_before),
        meeting=_meeting_day(row) if row.month == month else None,
    )


def settings_from(row: Row[*tuple[Any, ...]]) -> CycleSettings:
    """From a row with SETTINGS among its columns."""
    return CycleSettings(
        opens_days_before=row.opens_days_before,
        reminder_days_before=tuple(row.reminder_days_before),
        due_days_before=row.due_days_before,
        eve_days_before=row.eve_days_before,
        orders_days_after=row.orders_days_after,
        minimum_gap_days=row.minimum_gap_days,
        tells_executives=row.tells_executives,
        sends_pre_read=row.sends_pre_read,
        pre_read_days_before=row.pre_read_days_before,
    )


def _opens_on(row: Row[*tuple[Any, ...]]) -> date:
    opens_on: date = row.held_on - timedelta(days=row.opens_days_before)
    return opens_on


def _meeting_day(row: Row[*tuple[Any, ...]]) -> MeetingDay | None:
    if row.held_on is None:
        return None
    return MeetingDay(
        row.meeting_id, row.held_on, row.month, row.place, row.opened_at is not None, row.closed_at is not None
    )
