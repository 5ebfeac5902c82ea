"""Meetings and how far their reports have come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, case, func, select

from tracker.domain.progress import RECEIVED_STATES, ReportState
from tracker.domain.reporting_cycle import Cycle, CycleSettings, cycle_of, first_month_heard
from tracker.extensions import db
from tracker.models import Agency, Assignment, DayOff, Division, Meeting, ProgressReport
from tracker.queries import frames

LONGEST_BREAK_DAYS = 30
"""Days off that may lie in a row around a step, with room to spare."""


def meeting_of_month(month: date) -> Meeting | None:
    return db.session.scalar(select(Meeting).where(Meeting.month == month))


_WITH_REPORT = select(ProgressReport.assignment_id).where(
    ProgressReport.month == bindparam("month", type_=Date),
    ProgressReport.assignment_id.in_(bindparam("assignment_ids", expanding=True)),
)


def with_report(month: date, assignment_ids: Set[int]) -> set[int]:
    """Those of the assignments that have a report for the month, opened or sent; found by index, one by one."""
    return set(db.session.scalars(_WITH_REPORT, {"month": month, "assignment_ids": sorted(assignment_ids)}))


def meeting_to_come(today: date) -> Meeting | None:
    """The next meeting from today on."""
    return db.session.scalar(select(Meeting).where(Meeting.held_on >= today).order_by(Meeting.held_on).limit(1))


def cycle_held_on(held_on: date, settings: CycleSettings) -> Cycle:
    """The days of a meeting's month, kept off the agency's days off."""
    around = timedelta(days=max(settings.opens_days_before, *settings.reminder_days_before, 0) + LONGEST_BREAK_DAYS)
    days_off = select(DayOff.day).where(DayOff.day.between(held_on - around, held_on + around))
    return cycle_of(held_on, settings, frozenset(db.session.scalars(days_off)))


@dataclass(frozen=True, slots=True)
class DivisionFigures:
    """How many of a division's reports for a meeting are in which state."""

    id: int
    name: str
    counts: Mapping[ReportState, int]

    @property
    def owed(self) -> int:
        return sum(self.counts.values())

    @property
    def received(self) -> int:
        return sum(self.counts[state] for state in RECEIVED_STATES)


def division_figures(meeting_id: int) -> list[DivisionFigures]:
    """Every division that owes the meeting a report, in the order of the office."""
    rows = db.session.execute(
        select(Division.id, Division.name, ProgressReport.state, func.count())
        .join(Assignment, Assignment.id == ProgressReport.assignment_id)
        .join(Division, Division.id == Assignment.division_id)
        .where(ProgressReport.meeting_id == meeting_id)
        .group_by(Division.id, Division.name, Division.position, ProgressReport.state)
        .order_by(Division.position, Division.id)
    )
    found: dict[tuple[int, str], dict[ReportState, int]] = {}
    for division_id, name, state, count in rows:
        found.setdefault((division_id, name), dict.fromkeys(ReportState, 0))[state] = count
    return [DivisionFigures(division_id, name, counts) for (division_id, name), counts in found.items()]


def number_of_meetings() -> int:
    return db.session.scalar(select(func.count()).select_from(Meeting)) or 0


@dataclass(frozen=True, slots=True)
class MeetingRow:
    id: int
    held_on: date
    month: date
    place: str
    starts_at: time | None
    number: str
    is_by_rule: bool
    #: The last month that a meeting before it heard.
    heard_before: date | None
    is_open: bool
    is_closed: bool
    owed: int
    received: int
    accepted: int

    @property
    def first_month(self) -> date:
        """The first of the months it hears: several where there was no meeting in between."""
        return first_month_heard(self.month, self.heard_before)


def meeting_rows(limit: int, offset: int = 0) -> list[MeetingRow]:
    """Meetings, the newest first, with how many of their reports have come."""
    received = func.sum(case((ProgressReport.state.in_(RECEIVED_STATES), 1), else_=0))
    accepted = func.sum(case((ProgressReport.state == ReportState.ACCEPTED, 1), else_=0))
    rows: Iterable[Any] = db.session.execute(
        select(
            Meeting.id,
            Meeting.held_on,
            Meeting.month,
            Meeting.place,
            Meeting.starts_at,
            Meeting.number,
            Meeting.is_by_rule,
            frames.HEARD_BEFORE,
            Meeting.opened_at.is_not(None),
            Meeting.closed_at.is_not(None),
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


def meeting_to_change(meeting_id: int) -> Meeting | None:
    """Locked until the commit, so that nobody else moves it meanwhile."""
    return db.session.scalar(
        select(Meeting).where(Meeting.id == meeting_id).with_for_update().execution_options(populate_existing=True)
    )


@dataclass(frozen=True, slots=True)
class MeetingSetUp:
    """The meeting, how many days before it its agency does what, and where the months that it hears begin."""

    meeting: Meeting
    settings: CycleSettings
    first_month: date


def meeting_set_up(meeting_id: int) -> MeetingSetUp | None:
    row = db.session.execute(
        select(Meeting, *frames.SETTINGS, frames.HEARD_BEFORE)
        .join(Agency, Agency.id == Meeting.agency_id)
        .where(Meeting.id == meeting_id)
    ).one_or_none()
    if row is None:
        return None
    return MeetingSetUp(row[0], frames.settings_from(row), first_month_heard(row[0].month, row.heard_before))


def meeting_with_settings(meeting_id: int) -> tuple[Meeting, CycleSettings] | None:
    found = meeting_set_up(meeting_id)
    return (found.meeting, found.settings) if found else None
