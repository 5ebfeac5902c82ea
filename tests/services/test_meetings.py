from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest

from tests import factories
from tests.support.office import HELD_ON, MONTH, TODAY, Office
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer, Progress, ReportState
from tracker.extensions import db
from tracker.models import Assignment, AuditEvent, Meeting, ProgressReport
from tracker.models.isolation import agency_scope
from tracker.services import meetings

NOW = factories.moment(TODAY)
MARCH_4, FEBRUARY = date(2026, 3, 4), date(2026, 2, 1)


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


@pytest.fixture
def secretary(office: Office) -> Actor:
    return factories.actor_of(office.agency, office.secretary)


def open_windows(office: Office, day: date = TODAY) -> int:
    return meetings.open_windows(office.agency.id, factories.moment(day))


def opened() -> list[ProgressReport]:
    return db.session.query(ProgressReport).order_by(ProgressReport.id).all()


@pytest.mark.parametrize(
    "held_on, month",
    [
        (MARCH_4, FEBRUARY),
        (date(2026, 3, 15), FEBRUARY),
        (date(2026, 3, 16), date(2026, 3, 1)),
        (date(2025, 12, 30), date(2025, 12, 1)),
    ],
)
def test_the_day_says_the_month_that_is_heard(secretary: Actor, held_on: date, month: date) -> None:
    meeting = meetings.set_meeting(secretary, NOW, held_on, place=" ห้องประชุม ")
    assert (meeting.month, meeting.place) == (month, "ห้องประชุม")


def test_the_office_may_say_another_month(secretary: Actor) -> None:
    assert meetings.set_meeting(secretary, NOW, MARCH_4, date(2026, 3, 1)).month == date(2026, 3, 1)


def test_it_leaves_an_event_of_what_was_set_and_moved(office: Office, secretary: Actor) -> None:
    meeting = meetings.set_meeting(secretary, NOW, MARCH_4)
    meetings.set_meeting(secretary, NOW, date(2026, 3, 5), meeting_id=meeting.id)
    events = db.session.query(AuditEvent).order_by(AuditEvent.id).all()
    assert [event.event for event in events] == ["meeting_set", "meeting_changed"]
    assert (events[1].before["held_on"], events[1].after["held_on"]) == ("2026-03-04", "2026-03-05")


def test_a_month_is_heard_once(secretary: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        meetings.set_meeting(secretary, NOW, date(2026, 2, 10))
    assert refused.value.field == "month"


@pytest.mark.parametrize(
    "held_on, month, field",
    [
        (TODAY + timedelta(days=401), None, "held_on"),
        (TODAY - timedelta(days=401), None, "held_on"),
        (MARCH_4, date(2026, 4, 1), "month"),
    ],
)
def test_an_impossible_day_is_refused_at_its_field(
    secretary: Actor, held_on: date, month: date | None, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        meetings.set_meeting(secretary, NOW, held_on, month)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "held_on, month, sentence",
    [
        (date(2026, 2, 4), FEBRUARY, "hears an earlier month"),
        (date(2026, 1, 20), date(2026, 1, 1), "already"),
        (date(2026, 2, 5), date(2025, 12, 1), "hears a later month"),
        (HELD_ON, date(2025, 12, 1), "hears a later month"),
    ],
)
def test_meetings_hear_their_months_in_order(secretary: Actor, held_on: date, month: date, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        meetings.set_meeting(secretary, NOW, held_on, month)
    assert sentence in refused.value.message


def test_it_keeps_hour_and_number_and_proposes_the_next(office: Office, secretary: Actor) -> None:
    first = meetings.set_meeting(secretary, NOW, MARCH_4, starts_at=time(9, 30), number="ครั้งที่ ๓/๒๕๖๙")
    assert (first.starts_at, first.number) == (time(9, 30), "3/2569")
    assert meetings.set_meeting(secretary, NOW, date(2026, 4, 1)).number == "4/2569"


@pytest.mark.parametrize(
    "change, counted",
    [
        ({"held_on": date(2026, 2, 5)}, 1),
        ({"starts_at": time(13)}, 1),
        ({"place": "ห้องประชุมใหญ่"}, 1),
        ({"number": "7/2569"}, 0),
        ({}, 0),
    ],
)
def test_calendars_are_told_of_what_changed(
    office: Office, secretary: Actor, change: dict[str, Any], counted: int
) -> None:
    moved = meetings.set_meeting(
        secretary, NOW, **({"held_on": HELD_ON, "month": MONTH} | change), meeting_id=office.meeting.id
    )
    assert moved.calendar_sequence == counted


def test_only_a_change_takes_a_meeting_from_its_rule(office: Office, secretary: Actor) -> None:
    by_rule = factories.create_meeting(office.agency, MARCH_4, FEBRUARY, is_by_rule=True, number="2/2569")
    for place, follows in (("", True), ("ห้องประชุม", False)):
        meetings.set_meeting(secretary, NOW, MARCH_4, FEBRUARY, place, by_rule.id)
        assert db.session.get_one(Meeting, by_rule.id).is_by_rule is follows
    assert [event.event for event in db.session.query(AuditEvent)] == ["meeting_changed"]


def test_a_meeting_may_be_recorded_as_held_on_a_day_that_has_passed(office: Office, secretary: Actor) -> None:
    open_windows(office)
    day_after = factories.moment(HELD_ON + timedelta(days=2))
    moved = meetings.set_meeting(secretary, day_after, HELD_ON + timedelta(days=1), MONTH, meeting_id=office.meeting.id)
    assert moved.held_on == HELD_ON + timedelta(days=1)


def test_only_the_office_sets_meetings(office: Office) -> None:
    for user in (office.head, office.executive, office.auditor):
        with pytest.raises(NotAllowed):
            meetings.set_meeting(factories.actor_of(office.agency, user), NOW, MARCH_4)


def test_another_agencys_meeting_cannot_be_moved(secretary: Actor, foreign_office: Office) -> None:
    with pytest.raises(NotFound):
        meetings.set_meeting(secretary, NOW, MARCH_4, meeting_id=foreign_office.meeting.id)


def test_a_meeting_whose_reports_are_open_keeps_its_month(office: Office, secretary: Actor) -> None:
    open_windows(office)
    with pytest.raises(Refusal) as refused:
        meetings.set_meeting(secretary, NOW, date(2026, 2, 18), meeting_id=office.meeting.id)
    assert refused.value.field == "month"
    moved = meetings.set_meeting(secretary, NOW, date(2026, 2, 18), MONTH, meeting_id=office.meeting.id)
    assert (moved.held_on, moved.month) == (date(2026, 2, 18), MONTH)


def test_the_window_opens_on_its_day_and_once(office: Office) -> None:
    day_before = HELD_ON - timedelta(days=11)
    assert open_windows(office, day_before) == 0
    assert db.session.get_one(Meeting, office.meeting.id).opened_at is None
    assert open_windows(office, day_before + timedelta(days=1)) == 3
    assert open_windows(office) == 0
    assert {report.state for report in opened()} == {ReportState.OPEN}
    assert {report.meeting_id for report in opened()} == {office.meeting.id}


def test_a_machine_that_was_off_catches_up(office: Office) -> None:
    assert open_windows(office, HELD_ON + timedelta(days=20)) == 3


def test_a_measure_that_comes_while_the_window_is_open_gets_its_report(office: Office) -> None:
    open_windows(office)
    factories.create_measure(office.plan, [office.works], number="3")
    assert open_windows(office) == 1


def test_nothing_opens_after_a_meeting_that_was_opened(office: Office) -> None:
    open_windows(office)
    factories.create_measure(office.plan, [office.works], number="3")
    assert open_windows(office, HELD_ON + timedelta(days=1)) == 0


def test_only_what_is_owed_is_opened(office: Office) -> None:
    assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    factories.create_report(
        assignment, date(2025, 12, 1), ReportState.ACCEPTED, answer=Answer.DONE, progress=Progress.DONE, percent=100
    )
    factories.create_measure(office.plan, [office.works], number="3", cadences=["quarterly"])
    factories.create_measure(office.plan, [office.works], number="4", starts_on=date(2026, 2, 1))
    factories.create_measure(office.plan, [office.works], number="5", cancelled_on=date(2026, 1, 5))
    assert open_windows(office) == 2


def test_what_a_month_without_a_meeting_asks_for_is_owed_with_the_next_one(office: Office, secretary: Actor) -> None:
    """After January the office meets about April only; March, for which the quarter asks, had no meeting."""
    quarterly = factories.create_measure(office.plan, [office.works], number="3", cadences=["quarterly"])
    open_windows(office)
    april = date(2026, 4, 1)
    next_one = meetings.set_meeting(secretary, NOW, date(2026, 5, 6), april)
    open_windows(office, date(2026, 4, 28))
    asked = {(one.measure_id, report.month) for report, one in reports_of(next_one)}
    assert asked == {(measure_id, april) for measure_id in (office.own.id, office.shared.id, quarterly.id)}


def reports_of(meeting: Meeting) -> list[tuple[ProgressReport, Assignment]]:
    return [
        (report, db.session.get_one(Assignment, report.assignment_id))
        for report in opened()
        if report.meeting_id == meeting.id
    ]


def test_the_windows_of_one_agency_leave_the_other_alone(office: Office, foreign_office: Office) -> None:
    open_windows(office)
    assert {report.agency_id for report in opened()} == {office.agency.id}
    with agency_scope(foreign_office.agency.id):
        assert opened() == []
