"""One month of the office: the meeting is set, divisions answer, the secretary checks, the chair orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby

from tracker.demo import aftermath, answering, by_hand, gatherings, ordering
from tracker.demo.decisions import CANCELLATIONS, EXTENSIONS, ORDERS
from tracker.demo.habits import moments_since, sitting_of
from tracker.demo.office import Office
from tracker.demo.people import CLERK_OFFICE, EDUCATION, FINANCE, HEALTH, STRATEGY, WELFARE, WORKS
from tracker.demo.reminders import remind
from tracker.demo.year import MEETING_STARTS_AT, PLACE, MeetingDate
from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.progress import EntryChannel
from tracker.domain.reporting_cycle import Cycle, CycleSettings, working_day_from
from tracker.queries import meetings, reports
from tracker.queries.reports import ReportRow
from tracker.services import closing, reviewing
from tracker.services import meetings as meeting_services

SETTINGS = CycleSettings()
CLOSED_AFTER = timedelta(days=5)
"""By then whoever was late has answered, and whoever was asked to mend has done so."""


@dataclass(slots=True)
class Month:
    """A meeting's month; `latest_past` marks the last meeting before the coming one."""

    office: Office
    meeting: MeetingDate
    cycle: Cycle
    is_current: bool
    latest_past: bool
    meeting_id: int = 0


def plan_month(office: Office, meeting: MeetingDate, set_at: datetime, *, is_current: bool, latest_past: bool) -> None:
    cycle = meetings.cycle_held_on(meeting.held_on, SETTINGS)
    month = Month(office, meeting, cycle, is_current, latest_past)
    timeline = office.timeline
    timeline.plan(set_at, partial(_set, month))
    timeline.plan(set_at + timedelta(hours=1), partial(gatherings.call_together, office))
    if meeting.planned_on != meeting.held_on:
        timeline.plan(set_at + timedelta(hours=26), partial(_move, month))
        timeline.plan(set_at + timedelta(hours=27), partial(gatherings.call_together, office))
    timeline.plan(_at(cycle.opens_on, 6), partial(_open, month))
    timeline.plan(_at(cycle.request_on, 9, 20), partial(gatherings.call_together, office))
    for day in dict.fromkeys((cycle.request_on, *cycle.reminders_on, cycle.due_on)):
        timeline.plan(_at(day, 7, 30), partial(remind, office))
    if not is_current:
        timeline.plan(_at(cycle.eve_on, 10, 10), lambda at: aftermath.remind_by_hand(office, month.meeting_id, at))
    timeline.plan(_at(meeting.held_on - timedelta(days=1), 15, 40), partial(_accept, month))
    timeline.plan(_at(meeting.held_on, 8, 20), partial(_accept, month))
    timeline.plan(_at(meeting.held_on, 11, 30), partial(_chair, month))
    timeline.plan(_at(working_day_from(meeting.held_on + CLOSED_AFTER, office.days_off), 16), partial(_close, month))


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), BANGKOK)


def _set(month: Month, at: datetime) -> None:
    secretary = month.office.secretary(at)
    meeting = meeting_services.set_meeting(
        secretary, at, month.meeting.planned_on, month.meeting.month, PLACE, starts_at=MEETING_STARTS_AT
    )
    month.meeting_id = meeting.id


def _move(month: Month, at: datetime) -> None:
    meeting_services.set_meeting(
        month.office.secretary(at),
        at,
        month.meeting.held_on,
        month.meeting.month,
        PLACE,
        month.meeting_id,
        starts_at=MEETING_STARTS_AT,
    )


def _open(month: Month, at: datetime) -> None:
    office = month.office
    meeting_services.open_windows(office.agency_id, at)
    rows = reports.reports_of_month(month.meeting.month)
    by_division = {division: list(theirs) for division, theirs in groupby(rows, key=lambda row: row.division)}
    if month.is_current:
        _plan_what_is_in_today(month, by_division)
        return
    for division, theirs in by_division.items():
        sitting = sitting_of(division, month.meeting.month, month.cycle, office.days_off)
        # Two months without a word make the division's measures at risk.
        if sitting is not None and not (month.latest_past and division == EDUCATION):
            answering.plan_sitting(office, theirs, sitting)


def _plan_what_is_in_today(month: Month, rows: dict[str, list[ReportRow]]) -> None:
    """Some reports in, most still owed, and for each role something to do."""
    office, timeline = month.office, month.office.timeline
    clerk, strategy = rows.get(CLERK_OFFICE, []), _first_half(rows.get(STRATEGY, []))
    finance, works = rows.get(FINANCE, [])[:1], rows.get(WORKS, [])
    happenings = [
        *(partial(answering.send, office, row, EntryChannel.WEB) for row in clerk),
        *(partial(answering.send, office, row, EntryChannel.WEB) for row in works[:1]),
        *(partial(answering.accept, office, row) for row in clerk[:1]),
        *(partial(answering.return_report, office, row) for row in works[:1]),
        *(partial(answering.send, office, row, EntryChannel.PHONE) for row in rows.get(WELFARE, [])[:1]),
        *(partial(answering.send, office, row, EntryChannel.WEB) for row in strategy),
        *(partial(answering.begin_draft, office, row) for row in works[1:2]),
        *(partial(answering.send, office, row, EntryChannel.WEB) for row in finance),
        *(partial(answering.begin_draft, office, row) for row in rows.get(HEALTH, [])[:1]),
    ]
    moments = moments_since(month.cycle.opens_on, timeline.until, office.days_off, len(happenings))
    for at, happening in zip(moments, happenings, strict=True):
        timeline.plan(at, happening)


def _first_half(rows: Sequence[ReportRow]) -> Sequence[ReportRow]:
    return rows[: (len(rows) + 1) // 2]


def _accept(month: Month, at: datetime) -> None:
    reviewing.accept_all(month.office.secretary(at), at, month.meeting_id)


def _close(month: Month, at: datetime) -> None:
    """What came late counts as accepted without having been looked at."""
    closing.close_month(month.office.secretary(at), at, month.meeting_id)
    aftermath.plan_correction(month.office, month.meeting_id, at)


def _chair(month: Month, at: datetime) -> None:
    """The orders of this meeting, and what the council and the chair change about the measures."""
    office = month.office
    for order in ORDERS:
        if order.month == office.month_of(order.plan, month.meeting.month):
            ordering.give(office, month.meeting_id, order, at, is_answered=not month.latest_past)
    for cancelled in CANCELLATIONS:
        if cancelled.month == office.month_of(cancelled.plan, month.meeting.month):
            by_hand.cancel_measure(office.measure_ids[cancelled.plan, cancelled.number], at.date())
    for extended in EXTENSIONS:
        if extended.month == office.month_of(extended.plan, month.meeting.month):
            by_hand.grant_time(office.measure_ids[extended.plan, extended.number], extended.days)
