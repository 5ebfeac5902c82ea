from __future__ import annotations

import threading
from collections import Counter
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import (
    add_post,
    create_day_off,
    create_division,
    create_measure,
    create_meeting,
    create_person,
    create_plan,
    create_report,
    moment,
)
from tests.services.town import (
    BASE_URL,
    DEPUTY,
    DUE_DAY,
    EVE,
    FINANCE,
    JANUARY,
    REMINDER_DAY,
    REQUEST_DAY,
    SECRETARY,
    WORKS,
    Town,
    create_town,
)
from tracker.domain.permissions import Role
from tracker.domain.progress import ReportState
from tracker.domain.reminders import MessageKind, MessageState
from tracker.extensions import db
from tracker.models import AuditEvent, Message
from tracker.models.isolation import agency_scope
from tracker.services.reminding import notice_as_json, notices_due, queue_reminders


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 1, 25), set()),
        (REQUEST_DAY, {(FINANCE, "request"), (WORKS, "request")}),
        (REMINDER_DAY, {(FINANCE, "reminder-5"), (WORKS, "reminder-5")}),
        (date(2026, 1, 31), set()),
        (
            DUE_DAY,
            {(FINANCE, "reminder-3"), (WORKS, "reminder-3"), (SECRETARY, "missing"), (DEPUTY, "escalation")},
        ),
        (EVE, {(SECRETARY, "missing"), (DEPUTY, "escalation"), (DEPUTY, "executives")}),
        (date(2026, 2, 4), {(SECRETARY, "missing"), (DEPUTY, "escalation"), (DEPUTY, "executives")}),
        (date(2026, 2, 5), set()),
    ],
)
def test_it_finds_who_is_told_on_each_day(town: Town, day: date, due: set[tuple[str, str]]) -> None:
    assert town.due(day) == due


def test_who_has_sent_everything_hears_no_more(town: Town) -> None:
    _, works, third = town.assignments
    create_report(works, JANUARY)
    assert town.due(DUE_DAY) == {(FINANCE, "reminder-3"), (SECRETARY, "missing"), (DEPUTY, "escalation")}
    create_report(third, JANUARY)
    [notice] = [one for one in notices_due(town.agency_id, moment(DUE_DAY)) if one.address == FINANCE]
    assert notice.digest.measure_numbers == ("1",)


@pytest.mark.parametrize("state", [ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED])
def test_a_report_that_was_not_received_is_still_owed(town: Town, state: ReportState) -> None:
    create_report(town.assignments[1], JANUARY, state)
    assert (WORKS, "request") in town.due(REQUEST_DAY)


def test_an_acting_holder_stands_in(town: Town) -> None:
    create_person(town.agency, Role.DIVISION_HEAD, town.works, is_acting=True, email="acting@town.go.th")
    assert town.due(REQUEST_DAY) == {(FINANCE, "request"), ("acting@town.go.th", "request")}


def test_a_division_without_people_is_the_secretarys(town: Town) -> None:
    create_measure(town.plan, [create_division(town.agency, "กองการศึกษา")], number="5")
    [notice] = [one for one in notices_due(town.agency_id, moment(REQUEST_DAY)) if one.address == SECRETARY]
    assert notice.digest.why.endswith("(กองการศึกษา: ไม่มีผู้รับผิดชอบในทะเบียน จึงแจ้งเลขานุการ)")


def test_a_closed_division_owes_nothing(town: Town) -> None:
    town.works.is_active = False
    db.session.commit()
    assert town.due(REQUEST_DAY) == {(FINANCE, "request")}


def test_it_sends_nothing_on_the_agencys_day_off(town: Town) -> None:
    create_day_off(town.agency, REQUEST_DAY)
    assert town.due(REQUEST_DAY) == set()
    assert town.due(date(2026, 1, 27)) == {(FINANCE, "request"), (WORKS, "request")}


def test_two_meetings_at_once_are_two_digests(town: Town) -> None:
    create_meeting(town.agency, date(2026, 2, 11), date(2026, 2, 1))
    found = Counter((notice.meeting.month, notice.step.name) for notice in notices_due(town.agency_id, moment(DUE_DAY)))
    assert found[date(2026, 2, 1), "request"] == 2
    assert found[JANUARY, "reminder-3"] == 2


def test_it_knows_no_other_agency(town: Town) -> None:
    other = create_town("other")
    assert {email for email, _ in other.due(REQUEST_DAY)} == {"finance@other.go.th", "works@other.go.th"}
    town.queue(REQUEST_DAY)
    assert other.queue(REQUEST_DAY) == 2


def test_the_ledger_holds_what_was_queued(town: Town) -> None:
    assert town.queue(REQUEST_DAY) == 2
    with agency_scope(town.agency_id):
        message = db.session.scalars(select(Message).where(Message.to_address == FINANCE)).one()
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "reminders_queued")).one()
    assert (message.state, message.attempts, message.error) == (MessageState.WAITING, 0, "")
    assert (message.to_name, message.to_title) == ("ผู้อำนวยการกองคลัง", "ผู้อำนวยการกองคลัง")
    assert (message.division_names, message.measure_numbers) == ("กองคลัง", ["1", "3"])
    assert message.key == f"{message.meeting_id}:request::{message.user_id}:email"
    assert (message.step, message.planned_for, message.account_id) == ("request", None, None)
    assert message.message_id.endswith("@tidtam.example.go.th>")
    assert f"{BASE_URL}/my-reports" in message.body_text
    assert (event.subject_id, event.after) == (message.meeting_id, {"messages": 2})


def test_what_an_earlier_plan_left_is_told_from_a_measure_of_the_same_number(town: Town) -> None:
    with agency_scope(town.agency_id):
        earlier = create_plan(town.agency, 2568)
        create_measure(earlier, [town.finance], number="1", titles=["เรื่องที่ค้าง"], ends_on=date(2025, 12, 31))
    town.queue(REQUEST_DAY)
    town.queue(EVE)
    with agency_scope(town.agency_id):
        told = {one.step: one for one in db.session.scalars(select(Message).where(Message.to_address != WORKS))}
    assert "เรื่องที่ค้าง (แผนปี 2568)" in told["request"].body_text
    assert told["request"].measure_numbers == ["1", "3"], "what other programs read stays the plan's own numbers"
    assert "แผนปี 2568 เกินกำหนด" in told["executives"].body_text


def test_a_second_run_queues_nothing_again(town: Town) -> None:
    assert [town.queue(REQUEST_DAY), town.queue(REQUEST_DAY), town.queue(date(2026, 1, 29))] == [2, 0, 0]
    assert town.due(REQUEST_DAY) == set()


def test_a_machine_that_was_off_sends_only_the_newest_step(town: Town) -> None:
    assert town.queue(DUE_DAY) == 4
    assert town.due(DUE_DAY) == set()


def test_many_at_once_queue_each_message_once(app: Flask, town: Town) -> None:
    start = threading.Barrier(4)
    queued: list[int] = []

    def queue() -> None:
        with app.app_context():
            start.wait()
            queued.append(queue_reminders(town.agency_id, moment(DUE_DAY), BASE_URL))
            db.session.remove()

    db.session.rollback()  # The test's own reading would keep the others on SQLite from writing.
    threads = [threading.Thread(target=queue) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(queued) == 4
    assert len(db.session.scalars(select(Message)).all()) == 4


def test_a_skipped_message_that_is_due_after_all_is_queued_anew(town: Town) -> None:
    town.queue(REQUEST_DAY)
    message = db.session.scalars(select(Message).where(Message.to_address == WORKS)).one()
    message.state, message.error, first_id = MessageState.SKIPPED, "ไม่มีรายงานค้างแล้ว", message.message_id
    db.session.commit()
    create_measure(town.plan, [town.works], number="8")
    assert town.queue(date(2026, 1, 28)) == 1
    message = db.session.scalars(select(Message).where(Message.to_address == WORKS)).one()
    assert (message.state, message.error, message.finished_at) == (MessageState.WAITING, "", None)
    assert (message.measure_numbers, message.message_id) == (["1", "8"], first_id)
    assert message.queued_at == moment(date(2026, 1, 28))


def test_a_person_in_two_agencies_is_asked_by_both(town: Town) -> None:
    other = create_town("other")
    add_post(other.agency, town.superior, Role.DIVISION_HEAD, create_division(other.agency, "กองใหม่"))
    assert town.queue(REQUEST_DAY) + other.queue(REQUEST_DAY) == 4


def test_the_json_has_the_promised_keys(town: Town) -> None:
    by_kind = {one.kind: notice_as_json(one) for one in notices_due(town.agency_id, moment(DUE_DAY))}
    assert by_kind[MessageKind.REMINDER] == {
        "to": WORKS,
        "name": "ผู้อำนวยการกองช่าง",
        "post": "ผู้อำนวยการกองช่าง",
        "division": "กองช่าง",
        "channel": "email",
        "kind": "reminder",
        "meeting": "2026-02-04",
        "measures": ["1"],
        "why": "ยังไม่ส่งรายงานเดือนมกราคม 2569 1 เรื่อง",
    }
    assert by_kind[MessageKind.ESCALATION]["post"] == "รองปลัด"
    assert by_kind[MessageKind.MISSING_LIST]["division"] == "กองคลัง, กองช่าง"


def test_working_it_out_changes_nothing(town: Town) -> None:
    assert town.due(DUE_DAY) == town.due(DUE_DAY)
    assert db.session.scalars(select(Message)).all() == []


def test_what_the_caller_has_read_stays_readable(town: Town) -> None:
    """The command line goes through agencies it has read before, outside any scope."""
    town.due(DUE_DAY)
    assert town.agency.slug == "town"
