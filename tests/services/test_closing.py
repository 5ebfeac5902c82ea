from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from tests import factories
from tests.support.month import report_on, stored, submit
from tests.support.office import HELD_ON, TODAY, Office
from tests.support.queries import count_queries
from tracker.domain.answers import Entry
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer, ReportState, RevisionAction
from tracker.domain.reporting_cycle import LONGEST_OPEN_DAYS
from tracker.extensions import db
from tracker.models import AuditEvent, Meeting, ProgressReport, ProgressRevision
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import closing as queries
from tracker.services import closing, meetings, reminding, reporting, reviewing

AFTER_THE_MEETING = factories.moment(HELD_ON, 14)
NEXT_MEETING, NEXT_WINDOW = date(2026, 3, 4), date(2026, 2, 22)


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        meetings.open_windows(office.agency.id, factories.moment(TODAY))
        yield


@pytest.fixture
def secretary(office: Office) -> Actor:
    return factories.actor_of(office.agency, office.secretary)


@pytest.fixture
def own(office: Office) -> ProgressReport:
    return report_on(office.own, office.finance)


def is_closed(office: Office) -> bool:
    return db.session.get_one(Meeting, office.meeting.id, populate_existing=True).closed_at is not None


def close(office: Office, secretary: Actor, at: datetime = AFTER_THE_MEETING) -> int:
    return closing.close_month(secretary, at, office.meeting.id)


def left_open_until(day: date) -> int:
    return closing.close_months_left_open(factories.moment(day))


def revisions(report: ProgressReport) -> list[ProgressRevision]:
    return db.session.query(ProgressRevision).filter_by(report_id=report.id).order_by(ProgressRevision.number).all()


def events(name: str) -> list[AuditEvent]:
    return db.session.query(AuditEvent).filter_by(event=name).order_by(AuditEvent.id).all()


def asked_and_changed(statements: list[str]) -> list[str]:
    return [statement for statement in statements if not statement.startswith("INSERT")]


def test_what_was_sent_and_not_looked_at_counts_as_accepted_and_says_so(
    office: Office, own: ProgressReport, secretary: Actor
) -> None:
    submit(office, own, office.head)
    theirs = submit(office, report_on(office.shared, office.works), office.other_head)
    reviewing.review_report(secretary, AFTER_THE_MEETING, theirs.id, theirs.version, accept=True)
    assert close(office, secretary) == 1
    assert is_closed(office)
    assert [one.action for one in revisions(own)] == [RevisionAction.SUBMITTED, RevisionAction.COUNTED_ACCEPTED]
    assert revisions(own)[-1].by_title == "หัวหน้าสำนักปลัดเทศบาล"
    assert [one.action for one in revisions(theirs)] == [RevisionAction.SUBMITTED, RevisionAction.ACCEPTED]
    assert [event.after for event in events("month_closed")] == [{"month": "2026-01-01", "accepted": 1}]


def test_what_was_not_sent_or_returned_stays_so(office: Office, own: ProgressReport, secretary: Actor) -> None:
    returned = submit(office, report_on(office.shared, office.works), office.other_head)
    reviewing.review_report(secretary, AFTER_THE_MEETING, returned.id, returned.version, accept=False, comment="ขอภาพ")
    assert close(office, secretary) == 0
    assert (stored(own).state, stored(returned).state) == (ReportState.OPEN, ReportState.RETURNED)
    assert stored(returned).review_comment == "ขอภาพ"


def test_a_page_opened_before_the_close_changes_nothing_after_it(
    office: Office, own: ProgressReport, secretary: Actor
) -> None:
    seen = submit(office, own, office.head).version
    close(office, secretary)
    head = factories.actor_of(office.agency, office.head)
    with pytest.raises(Conflict):
        reporting.submit_report(head, AFTER_THE_MEETING, own.id, seen, Entry(Answer.NO_CHANGE))
    with pytest.raises(Conflict):
        reviewing.review_report(secretary, AFTER_THE_MEETING, own.id, seen, accept=False, comment="ขอภาพ")
    assert reviewing.accept_all(secretary, AFTER_THE_MEETING, office.meeting.id) == 0


@pytest.mark.parametrize("day, may", [(HELD_ON - timedelta(days=1), False), (HELD_ON, True)])
def test_a_month_is_not_closed_before_its_meeting(office: Office, secretary: Actor, day: date, may: bool) -> None:
    if may:
        close(office, secretary, factories.moment(day))
    else:
        with pytest.raises(Refusal, match="on the day of its meeting"):
            close(office, secretary, factories.moment(day))
    assert is_closed(office) is may


def test_a_month_that_was_never_opened_cannot_be_closed(office: Office, secretary: Actor) -> None:
    earlier = factories.create_meeting(office.agency, date(2026, 1, 7), date(2025, 12, 1))
    with pytest.raises(Refusal):
        closing.close_month(secretary, AFTER_THE_MEETING, earlier.id)


def test_a_closed_month_is_not_closed_again(office: Office, secretary: Actor) -> None:
    close(office, secretary)
    with pytest.raises(Refusal, match="closed already"):
        close(office, secretary)


def test_closing_many_reports_asks_no_more_often_than_closing_one(
    office: Office, own: ProgressReport, secretary: Actor
) -> None:
    submit(office, own, office.head)
    with count_queries() as one:
        close(office, secretary)
    closing.reopen_month(secretary, AFTER_THE_MEETING, office.meeting.id, "แก้ไขตัวเลข")
    for measure, division, person in (
        (office.own, office.finance, office.head),
        (office.shared, office.finance, office.head),
        (office.shared, office.works, office.other_head),
    ):
        submit(office, stored(report_on(measure, division)), person)
    with count_queries() as three:
        assert close(office, secretary) == 3
    assert len(asked_and_changed(one)) == len(asked_and_changed(three))


def test_it_is_opened_again_with_a_reason(office: Office, own: ProgressReport, secretary: Actor) -> None:
    submit(office, own, office.head)
    close(office, secretary)
    with pytest.raises(Refusal) as refused:
        closing.reopen_month(secretary, AFTER_THE_MEETING, office.meeting.id, "  ")
    assert refused.value.field == "reason"
    assert is_closed(office)
    closing.reopen_month(secretary, AFTER_THE_MEETING, office.meeting.id, " กองคลังส่งตัวเลขผิด ")
    assert not is_closed(office)
    assert [event.after["reason"] for event in events("month_reopened")] == ["กองคลังส่งตัวเลขผิด"]
    assert stored(own).state is ReportState.ACCEPTED
    assert submit(office, stored(own), office.head, "ตัวเลขที่ถูก").state is ReportState.SUBMITTED


def test_a_month_that_is_open_is_not_opened_again(office: Office, secretary: Actor) -> None:
    with pytest.raises(Refusal, match="not closed"):
        closing.reopen_month(secretary, AFTER_THE_MEETING, office.meeting.id, "ไม่มี")


def test_only_the_office_closes_and_opens_again(office: Office) -> None:
    for user in (office.head, office.executive, office.auditor):
        person = factories.actor_of(office.agency, user)
        with pytest.raises(NotAllowed):
            close(office, person)
        with pytest.raises(NotAllowed):
            closing.reopen_month(person, AFTER_THE_MEETING, office.meeting.id, "ขอแก้")


def test_another_agencys_month_is_not_there(secretary: Actor, foreign_office: Office) -> None:
    with pytest.raises(NotFound):
        closing.close_month(secretary, AFTER_THE_MEETING, foreign_office.meeting.id)
    with pytest.raises(NotFound):
        closing.reopen_month(secretary, AFTER_THE_MEETING, foreign_office.meeting.id, "ขอแก้")


def test_it_accepts_all_of_one_division(office: Office, own: ProgressReport, secretary: Actor) -> None:
    submit(office, own, office.head)
    theirs = submit(office, report_on(office.shared, office.works), office.other_head)
    assert reviewing.accept_all(secretary, AFTER_THE_MEETING, office.meeting.id, office.works.id) == 1
    assert (stored(own).state, stored(theirs).state) == (ReportState.SUBMITTED, ReportState.ACCEPTED)


def test_a_month_left_open_closes_after_a_while(office: Office, own: ProgressReport) -> None:
    submit(office, own, office.head)
    last_day = HELD_ON + timedelta(days=LONGEST_OPEN_DAYS)
    assert left_open_until(last_day - timedelta(days=1)) == 0
    assert left_open_until(last_day) == 1
    assert left_open_until(last_day) == 0
    (revision,) = [one for one in revisions(own) if one.action is RevisionAction.COUNTED_ACCEPTED]
    assert (revision.by_id, revision.by_name) == (None, "Tidtam")


def test_a_month_left_open_closes_when_the_next_window_opens(office: Office) -> None:
    factories.create_meeting(office.agency, NEXT_MEETING, date(2026, 2, 1))
    assert left_open_until(NEXT_WINDOW - timedelta(days=1)) == 0
    assert left_open_until(NEXT_WINDOW) == 1


def test_a_month_opened_again_stays_open_until_the_next_date_of_the_rule(office: Office, secretary: Actor) -> None:
    factories.create_meeting(office.agency, NEXT_MEETING, date(2026, 2, 1))
    factories.create_meeting(office.agency, date(2026, 4, 1), date(2026, 3, 1))
    left_open_until(NEXT_WINDOW)
    closing.reopen_month(secretary, factories.moment(NEXT_WINDOW), office.meeting.id, "กองช่างส่งช้า")
    assert [left_open_until(day) for day in (NEXT_WINDOW, date(2026, 2, 23), date(2026, 3, 21))] == [0, 0, 0]
    assert left_open_until(date(2026, 3, 22)) == 1


def test_a_machine_that_was_off_does_not_close_what_it_has_just_opened(office: Office) -> None:
    late = date(2026, 3, 25)
    later = factories.create_meeting(office.agency, NEXT_MEETING, date(2026, 2, 1))
    meetings.open_windows(office.agency.id, factories.moment(late))
    assert left_open_until(late) == 1
    assert is_closed(office)
    assert db.session.get_one(Meeting, later.id).closed_at is None


def test_a_month_that_was_opened_again_before_the_lock_is_left_alone(
    office: Office, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(office, secretary)
    monkeypatch.setattr(queries, "months_to_close", lambda _today: [office.meeting.id])
    assert left_open_until(HELD_ON + timedelta(days=60)) == 0
    closing.reopen_month(secretary, AFTER_THE_MEETING, office.meeting.id, "ขอแก้")
    assert left_open_until(HELD_ON) == 0


def test_only_agencies_with_an_open_month_have_something_to_close(office: Office, foreign_office: Office) -> None:
    with agency_scope(foreign_office.agency.id):
        assert left_open_until(date(2026, 12, 1)) == 0
    with all_agencies():
        assert queries.agencies_with_an_open_month(HELD_ON) == []
        assert queries.agencies_with_an_open_month(HELD_ON + timedelta(days=1)) == [office.agency.id]


def test_a_closed_month_opens_no_report_sends_no_reminder_and_keeps_its_day(office: Office, secretary: Actor) -> None:
    close(office, secretary, factories.moment(HELD_ON))
    factories.create_measure(office.plan, [office.works], number="3")
    assert meetings.open_windows(office.agency.id, factories.moment(HELD_ON)) == 0
    assert reminding.notices_due(office.agency.id, factories.moment(HELD_ON)) == []
    with pytest.raises(Refusal, match="closed"):
        meetings.set_meeting(secretary, AFTER_THE_MEETING, date(2026, 2, 5), meeting_id=office.meeting.id)
