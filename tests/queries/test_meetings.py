from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests import factories
from tests.support.office import HELD_ON, MONTH, Office
from tracker.domain.progress import ReportState
from tracker.domain.reporting_cycle import CycleSettings
from tracker.extensions import db
from tracker.models import Assignment, DayOff
from tracker.models.isolation import agency_scope
from tracker.queries import meetings


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


def create_reports(office: Office, *states: ReportState) -> None:
    assignments = db.session.query(Assignment).order_by(Assignment.measure_id, Assignment.id)
    for assignment, state in zip(assignments, states, strict=True):
        factories.create_report(assignment, MONTH, state, meeting_id=office.meeting.id)


def test_the_next_meeting_is_the_first_from_today_on(office: Office) -> None:
    factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    found = [meetings.meeting_to_come(HELD_ON + timedelta(days=days)) for days in (-1, 0, 1)]
    assert [meeting.held_on if meeting else None for meeting in found] == [HELD_ON, HELD_ON, date(2026, 3, 4)]
    assert meetings.meeting_to_come(date(2026, 3, 5)) is None


def test_the_cycle_keeps_off_the_agencys_days_off(office: Office, foreign_office: Office) -> None:
    settings = CycleSettings(opens_days_before=10, reminder_days_before=(5,), due_days_before=2)
    assert meetings.cycle_held_on(HELD_ON, settings).due_on == date(2026, 2, 2)
    with agency_scope(foreign_office.agency.id):
        db.session.add(DayOff(day=date(2026, 2, 2), name="วันหยุดของที่อื่น"))
        db.session.commit()
    assert meetings.cycle_held_on(HELD_ON, settings).due_on == date(2026, 2, 2)
    db.session.add(DayOff(day=date(2026, 2, 2), name="วันหยุดพิเศษ"))
    db.session.commit()
    assert meetings.cycle_held_on(HELD_ON, settings).due_on == date(2026, 1, 30)


def test_it_counts_each_divisions_reports_by_state(office: Office) -> None:
    assert meetings.division_figures(office.meeting.id) == []
    create_reports(office, ReportState.ACCEPTED, ReportState.RETURNED, ReportState.SUBMITTED)
    finance, works = meetings.division_figures(office.meeting.id)
    assert (finance.name, finance.owed, finance.received) == ("กองคลัง", 2, 1)
    assert (works.name, works.owed, works.received) == ("กองช่าง", 1, 1)
    assert (finance.counts[ReportState.RETURNED], finance.counts[ReportState.DRAFT]) == (1, 0)


def test_the_list_begins_with_the_newest_and_counts_what_came(office: Office, foreign_office: Office) -> None:
    create_reports(office, ReportState.ACCEPTED, ReportState.OPEN, ReportState.SUBMITTED)
    factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    newest, older = meetings.meeting_rows(10)
    assert (newest.held_on, newest.owed, newest.received) == (date(2026, 3, 4), 0, 0)
    assert (older.owed, older.received, older.accepted) == (3, 2, 1)
    assert meetings.meeting_rows(1, offset=1) == [older]
    assert meetings.number_of_meetings() == 2


def test_another_agencys_meeting_is_not_found(office: Office, foreign_office: Office) -> None:
    assert meetings.meeting_by_id(office.meeting.id) is not None
    assert meetings.meeting_by_id(foreign_office.meeting.id) is None
