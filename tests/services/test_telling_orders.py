"""Orders go out once, on the working day after, to whoever answers for the division, until they are answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import factories
from tests.support.office import HELD_ON, Office
from tracker.domain.decisions import Addressees, DecisionEntry, DecisionKind
from tracker.domain.permissions import Actor
from tracker.domain.recipients import Digest
from tracker.extensions import db
from tracker.models import Agency, Body, BodyMeeting, Division
from tracker.queries import decisions as queries
from tracker.services import decisions, order_answers
from tracker.services.situation import Situation, situation_of
from tracker.services.telling import orders

HURRY = DecisionEntry(DecisionKind.HURRY)
NEXT = date(2026, 3, 4)


@pytest.fixture
def situation(office: Office, secretary: Actor) -> Situation:
    factories.create_meeting(office.agency, NEXT, date(2026, 2, 1))
    found = situation_of(office.agency.id, office.meeting.id, HELD_ON)
    assert found is not None
    return found


def record(actor: Actor, office: Office, day: date, entry: DecisionEntry = HURRY) -> int:
    at = factories.moment(day, 15)
    [id_] = decisions.record_decisions(actor, at, office.meeting.id, [office.shared.id], entry)
    return id_


def told(situation: Situation, number: int = 0) -> list[Digest]:
    return orders.digests(situation, orders.steps(situation)[number])


def days(situation: Situation) -> list[tuple[str, date, date]]:
    return [(step.name, step.begins_on, step.last_on) for step in orders.steps(situation)]


def test_without_orders_there_is_no_step(situation: Situation, secretary: Actor, office: Office) -> None:
    record(secretary, office, HELD_ON, DecisionEntry(DecisionKind.NOTED))
    assert days(situation) == []


def test_they_go_out_on_the_working_day_after_the_meeting(
    situation: Situation, secretary: Actor, office: Office
) -> None:
    record(secretary, office, HELD_ON)
    assert days(situation) == [("orders-2026-02-05", date(2026, 2, 5), NEXT)]
    assert orders.steps(situation)[0].planned_for is None, "a meeting that moves does not tell them again"


def test_what_is_recorded_before_the_meeting_waits_for_it(
    situation: Situation, secretary: Actor, office: Office
) -> None:
    record(secretary, office, HELD_ON - timedelta(days=3))
    assert [begins_on for _, begins_on, _ in days(situation)] == [date(2026, 2, 5)]


def test_what_is_ordered_later_has_a_day_of_its_own_and_never_a_day_off(
    situation: Situation, secretary: Actor, office: Office
) -> None:
    record(secretary, office, HELD_ON)
    friday = date(2026, 2, 13)
    record(secretary, office, friday, DecisionEntry(DecisionKind.BRING_NEXT))
    assert [name for name, *_ in days(situation)] == ["orders-2026-02-05", "orders-2026-02-16"]
    assert [len(digest.sections[0].lines) for digest in told(situation, 0) + told(situation, 1)] == [1, 1, 1, 1]


def test_shortly_before_the_next_meeting_they_are_still_of_use_after_it(
    situation: Situation, secretary: Actor, office: Office
) -> None:
    record(secretary, office, NEXT - timedelta(days=1))
    assert days(situation) == [("orders-2026-03-04", NEXT, NEXT + timedelta(days=7))]


def test_each_division_hears_its_own(situation: Situation, secretary: Actor, office: Office) -> None:
    record(secretary, office, HELD_ON, DecisionEntry(DecisionKind.OWN_WORDS, "ให้เสนอทางเลือก", NEXT))
    by_name = {digest.to.name: digest for digest in told(situation)}
    assert set(by_name) == {"ผู้อำนวยการกองคลัง", "ผู้อำนวยการกองช่าง"}
    digest = by_name["ผู้อำนวยการกองช่าง"]
    assert (digest.divisions, digest.measure_numbers, digest.owed) == (("กองช่าง",), ("2",), ())
    [line] = digest.sections[0].lines
    assert "ให้เสนอทางเลือก ภายในวันที่ 4 มีนาคม 2569" in line.text
    assert "ปรับปรุงขั้นตอนการให้บริการ" in line.text
    assert digest.why == "มีข้อสั่งการที่ยังไม่ได้ตอบ 1 เรื่อง"


def test_who_has_answered_hears_no_more_of_it(situation: Situation, secretary: Actor, office: Office) -> None:
    id_ = record(secretary, office, HELD_ON)
    head = factories.actor_of(office.agency, office.head, HELD_ON)
    order_answers.answer_order(head, factories.moment(HELD_ON, 16), id_, office.finance.id, "เร่งแล้ว")
    assert [digest.to.name for digest in told(situation)] == ["ผู้อำนวยการกองช่าง"]
    decisions.withdraw_decision(secretary, factories.moment(HELD_ON, 17), id_, "ประธานยกเลิก")
    assert told(situation) == []
    assert len(orders.steps(situation)) == 1, "so that a letter that waits is known to be of no use"


def test_a_changed_order_is_told_anew(situation: Situation, secretary: Actor, office: Office) -> None:
    id_ = record(secretary, office, HELD_ON)
    row = queries.decision_by_id(id_)
    assert row is not None
    entry = DecisionEntry(DecisionKind.OWN_WORDS, "ให้ชะลอไว้ก่อน")
    decisions.change_decision(secretary, factories.moment(date(2026, 2, 9)), id_, row.fingerprint, entry)
    assert [name for name, *_ in days(situation)] == ["orders-2026-02-10"]


def test_for_a_division_without_people_the_office_hears_it(
    situation: Situation, secretary: Actor, office: Office
) -> None:
    empty = factories.create_division(office.agency, "กองใหม่", position=5)
    entry = DecisionEntry(DecisionKind.HURRY, to=Addressees.CHOSEN, division_ids=frozenset({empty.id}))
    record(secretary, office, HELD_ON, entry)
    [digest] = told(situation)
    assert digest.to.name == "หัวหน้าสำนักปลัดเทศบาล"
    assert digest.reasons == ("กองใหม่: ไม่มีผู้รับผิดชอบในทะเบียน จึงแจ้งเลขานุการ",)


def test_the_days_after_the_meeting_are_the_offices_own(situation: Situation, secretary: Actor, office: Office) -> None:
    db.session.get_one(Agency, office.agency.id).orders_days_after = 3
    db.session.commit()
    record(secretary, office, HELD_ON)
    later = situation_of(office.agency.id, office.meeting.id, HELD_ON)
    assert later is not None
    assert [begins_on for _, begins_on, _ in days(later)] == [date(2026, 2, 9)], "the third day is a Saturday"


@pytest.mark.parametrize(("held_on", "steps"), [(date(2026, 2, 12), 1), (date(2026, 3, 5), 0)])
def test_what_another_body_orders_is_told_with_the_meeting_before_it(
    situation: Situation, secretary: Actor, office: Office, held_on: date, steps: int
) -> None:
    body = Body(name="คณะทำงาน ITA")
    db.session.add(body)
    db.session.flush()
    meeting = BodyMeeting(body_id=body.id, held_on=held_on, month=date(2026, 1, 1))
    db.session.add(meeting)
    db.session.commit()
    decisions.record_decisions(secretary, factories.moment(held_on), meeting.id, [office.own.id], HURRY)
    assert len(orders.steps(situation)) == steps


def test_a_closed_division_is_not_asked_with_all_others(situation: Situation, secretary: Actor, office: Office) -> None:
    db.session.get_one(Division, office.works.id).is_active = False
    db.session.commit()
    record(secretary, office, HELD_ON, DecisionEntry(DecisionKind.HURRY, to=Addressees.ALL))
    assert [digest.divisions for digest in told(situation)] == [("กองคลัง",)]
