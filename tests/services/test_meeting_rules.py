from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from flask import Flask

from tests import factories
from tests.support.office import HELD_ON, MONTH, TODAY, Office
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Agency, AnyMeeting, Assignment, AuditEvent, CalledOffMeeting, Meeting, ProgressReport
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import meeting_calendar
from tracker.services import meeting_rules, meetings

NOW = factories.moment(TODAY)
FEBRUARY, MARCH, APRIL = (date(2026, number, 1) for number in (2, 3, 4))


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


@pytest.fixture
def secretary(office: Office) -> Actor:
    return factories.actor_of(office.agency, office.secretary)


def set_rule(office: Office, text: str = "1 wed", moves_to: MovesTo = MovesTo.LATER, **columns: object) -> None:
    agency = db.session.get_one(Agency, office.agency.id)
    agency.meeting_rule, agency.meeting_moves_to = text, moves_to
    for name, value in columns.items():
        setattr(agency, name, value)
    db.session.commit()


def plan(office: Office, day: date = TODAY) -> int:
    return meeting_rules.plan_meetings(office.agency.id, factories.moment(day))


def by_rule() -> list[tuple[str, str]]:
    rows = db.session.query(Meeting).filter_by(is_by_rule=True).order_by(Meeting.held_on)
    return [(row.held_on.isoformat(), row.number) for row in rows]


def meeting_of(month: date) -> Meeting:
    return db.session.query(Meeting).filter_by(month=month).one()


def test_the_next_meetings_are_there_with_hour_place_and_number(office: Office) -> None:
    set_rule(office, meeting_starts_at=time(9, 30), meeting_place="ห้องประชุม")
    assert plan(office) == 2
    assert by_rule() == [("2026-03-04", "2/2569"), ("2026-04-01", "3/2569")]
    march = meeting_of(FEBRUARY)
    assert (march.starts_at, march.place, march.opened_at) == (time(9, 30), "ห้องประชุม", None)
    events = db.session.query(AuditEvent).filter_by(event="meeting_set").all()
    assert [event.actor_name for event in events] == ["Tidtam", "Tidtam"]


def test_a_second_run_changes_nothing(office: Office) -> None:
    set_rule(office)
    plan(office)
    assert plan(office) == 0
    assert plan(office, TODAY + timedelta(days=3)) == 0
    assert {meeting.calendar_sequence for meeting in db.session.query(Meeting)} == {0}


def test_without_a_rule_nothing_is_set(office: Office) -> None:
    assert plan(office) == 0
    assert by_rule() == []


def test_it_goes_on_through_the_year_and_its_windows_open_by_themselves(office: Office) -> None:
    set_rule(office)
    for days in range(300):
        day = TODAY + timedelta(days=days)
        if office.agency.id in agencies_short(day):
            plan(office, day)
        meetings.open_windows(office.agency.id, factories.moment(day))
    held = [meeting for meeting in db.session.query(Meeting).order_by(Meeting.held_on) if meeting.opened_at]
    assert [meeting.month for meeting in held] == [date(2026, number, 1) for number in range(1, 12)]
    assert all((meeting.held_on - meeting.opened_at.date()).days == 10 for meeting in held[1:] if meeting.opened_at)


def agencies_short(day: date) -> list[int]:
    with all_agencies():
        return meeting_calendar.agencies_short_of_meetings(day)


def test_only_agencies_with_a_rule_and_too_few_meetings_are_looked_at(office: Office, foreign_office: Office) -> None:
    assert agencies_short(TODAY) == []
    set_rule(office)
    assert agencies_short(TODAY) == [office.agency.id]
    plan(office)
    assert agencies_short(TODAY) == []
    assert agencies_short(HELD_ON) == [office.agency.id]
    with agency_scope(foreign_office.agency.id):
        assert [meeting.held_on for meeting in db.session.query(Meeting)] == [HELD_ON]


def test_a_new_rule_moves_what_follows_it_and_nothing_else(office: Office, secretary: Actor) -> None:
    set_rule(office)
    plan(office)
    meetings.set_meeting(secretary, NOW, date(2026, 3, 6), FEBRUARY, meeting_id=meeting_of(FEBRUARY).id)
    set_rule(office, "2 fri")
    plan(office)
    assert office.meeting.held_on == HELD_ON
    assert meeting_of(FEBRUARY).held_on == date(2026, 3, 6), "the office has moved it by hand"
    assert (meeting_of(MARCH).held_on, meeting_of(MARCH).calendar_sequence) == (date(2026, 4, 10), 1)


def test_a_meeting_whose_window_has_begun_stays_where_it_is(office: Office) -> None:
    set_rule(office)
    plan(office)
    set_rule(office, "1 thu")
    plan(office, date(2026, 2, 22))
    assert [day for day, _ in by_rule()] == ["2026-03-04", "2026-04-02", "2026-05-07"]


def test_a_day_off_that_is_decreed_moves_it(office: Office) -> None:
    set_rule(office)
    plan(office)
    factories.create_day_off(office.agency, date(2026, 3, 4))
    set_rule(office, moves_to=MovesTo.EARLIER)
    assert plan(office) == 1
    assert meeting_of(FEBRUARY).held_on == date(2026, 3, 3)


def test_what_the_rule_no_longer_names_is_taken_away_and_may_come_back(office: Office) -> None:
    set_rule(office)
    plan(office)
    set_rule(office, "1 wed of 1,4,7,10")
    plan(office)
    assert [day for day, _ in by_rule()] == ["2026-04-01", "2026-07-01"]
    gone = db.session.query(CalledOffMeeting).one()
    assert (gone.held_on, gone.is_by_rule) == (date(2026, 3, 4), True)
    set_rule(office)
    plan(office)
    assert [day for day, _ in by_rule()][:2] == ["2026-03-04", "2026-04-01"]


def test_numbers_follow_when_a_meeting_comes_between(office: Office, secretary: Actor) -> None:
    set_rule(office)
    plan(office)
    meetings.call_off_meeting(secretary, NOW, meeting_of(FEBRUARY).id, "มีการเลือกตั้ง")
    assert by_rule() == [("2026-04-01", "2/2569"), ("2026-05-06", "3/2569")]


def test_a_meeting_that_the_office_called_off_is_not_made_anew(office: Office, secretary: Actor) -> None:
    set_rule(office)
    plan(office)
    called_off = meeting_of(FEBRUARY).id
    meetings.call_off_meeting(secretary, NOW, called_off, "มีการเลือกตั้ง")
    assert plan(office) == 0
    kept = db.session.query(CalledOffMeeting).one()
    assert (kept.id, kept.is_by_rule, kept.calendar_sequence) == (called_off, False, 1)
    [event] = db.session.query(AuditEvent).filter_by(event="meeting_cancelled")
    assert (event.before["held_on"], event.after) == ("2026-03-04", {"reason": "มีการเลือกตั้ง"})
    assert meetings.set_meeting(secretary, NOW, date(2026, 3, 11)).month == FEBRUARY, "the office may, by hand"


def test_its_month_is_owed_with_the_next_meeting(office: Office, secretary: Actor) -> None:
    set_rule(office)
    plan(office)
    meetings.open_windows(office.agency.id, NOW)
    meetings.call_off_meeting(secretary, NOW, meeting_of(FEBRUARY).id, "มีการเลือกตั้ง")
    for_march = date(2026, 3, 25)
    assert meetings.open_windows(office.agency.id, factories.moment(for_march)) == 3


def test_an_office_that_meets_every_two_months_forgets_no_quarter(office: Office) -> None:
    """Its meetings hear January, March, May and so on; December and June, for which a quarter asks, have none."""
    quarterly = factories.create_measure(office.plan, [office.works], number="3", cadences=["quarterly"])
    set_rule(office, "1 wed of 2,4,6,8,10,12")
    for days in range(0, 260, 5):
        day = TODAY + timedelta(days=days)
        plan(office, day)
        meetings.open_windows(office.agency.id, factories.moment(day))
    assignment = db.session.query(Assignment).filter_by(measure_id=quarterly.id).one()
    asked = db.session.query(ProgressReport).filter_by(assignment_id=assignment.id).order_by(ProgressReport.month)
    assert [report.month for report in asked] == [date(2026, number, 1) for number in (3, 7, 9)]
    monthly = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    told = db.session.query(ProgressReport).filter_by(assignment_id=monthly.id).order_by(ProgressReport.month)
    assert [report.month for report in told] == [date(2026, number, 1) for number in (1, 3, 5, 7, 9)]


@pytest.mark.parametrize("reason, field", [("", "reason"), ("  ", "reason")])
def test_it_asks_why_it_is_called_off(office: Office, secretary: Actor, reason: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        meetings.call_off_meeting(secretary, NOW, office.meeting.id, reason)
    assert refused.value.field == field
    assert db.session.query(Meeting).count() == 1


def test_a_meeting_whose_reports_are_open_or_that_was_held_is_not_called_off(office: Office, secretary: Actor) -> None:
    held = factories.create_meeting(office.agency, date(2026, 1, 7), date(2025, 12, 1))
    with pytest.raises(Refusal):
        meetings.call_off_meeting(secretary, NOW, held.id, "ฝนตก")
    meetings.open_windows(office.agency.id, NOW)
    with pytest.raises(Refusal):
        meetings.call_off_meeting(secretary, NOW, office.meeting.id, "ฝนตก")
    assert db.session.query(CalledOffMeeting).count() == 0


def test_nobody_else_calls_a_meeting_off(office: Office, foreign_office: Office, secretary: Actor) -> None:
    with pytest.raises(NotAllowed):
        meetings.call_off_meeting(factories.actor_of(office.agency, office.head), NOW, office.meeting.id, "ฝนตก")
    with pytest.raises(NotFound):
        meetings.call_off_meeting(secretary, NOW, foreign_office.meeting.id, "ฝนตก")


def test_several_at_once_set_each_meeting_once(app: Flask, office: Office) -> None:
    set_rule(office, opens_days_before=5)
    done: list[int] = []

    def run() -> None:
        with app.app_context(), agency_scope(office.agency.id):
            done.append(meeting_rules.plan_meetings(office.agency.id, NOW))
            db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(done) == [0, 0, 0, 0, 0, 2]
    assert db.session.query(AnyMeeting).count() == 3
    assert {one.month for one in db.session.query(AnyMeeting)} == {MONTH, FEBRUARY, MARCH}
