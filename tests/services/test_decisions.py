"""What the chair decides: recorded for several measures at once, changed, taken back, and answered without a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import factories
from tests.support.month import assignment_of
from tests.support.office import HELD_ON, TODAY, Office
from tracker.domain.decisions import PROPOSED_WORDS, Addressees, DecisionEntry, DecisionKind
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.meeting_kinds import MeetingKind
from tracker.domain.permissions import Actor
from tracker.domain.progress import EntryChannel
from tracker.extensions import db
from tracker.models import AuditEvent, Body, BodyMeeting, Decision, DecisionDivision, Division
from tracker.models.isolation import agency_scope
from tracker.queries import decisions as queries
from tracker.queries import meetings_held, orders
from tracker.queries.decisions import DecisionRow
from tracker.services import decisions, order_answers
from tracker.services.report_desk import Way

NOW = factories.moment(HELD_ON, 10)
NEXT_MEETING = date(2026, 3, 4)
HURRY = DecisionEntry(DecisionKind.HURRY, due_on=NEXT_MEETING)
NOTED = DecisionEntry(DecisionKind.NOTED)
BY_TELEPHONE = Way(EntryChannel.PHONE, "ผู้อำนวยการกองช่าง")


def record(actor: Actor, office: Office, entry: DecisionEntry, *measure_ids: int) -> list[DecisionRow]:
    ids = decisions.record_decisions(actor, NOW, office.meeting.id, measure_ids or [office.shared.id], entry)
    return [row for row in map(queries.decision_by_id, ids) if row is not None]


def actor_in(office: Office, person: str) -> Actor:
    return factories.actor_of(office.agency, getattr(office, person), HELD_ON)


def events(name: str) -> list[AuditEvent]:
    return db.session.query(AuditEvent).filter_by(event=name).order_by(AuditEvent.id).all()


def test_several_measures_get_the_same_order_each_for_its_own_divisions(secretary: Actor, office: Office) -> None:
    shared, own = office.shared.id, office.own.id
    first, second = record(secretary, office, HURRY, shared, own)
    assert [(one.number, one.divisions) for one in (first, second)] == [("1", ("กองคลัง",)), ("2", ("กองคลัง", "กองช่าง"))]
    assert {one.text for one in (first, second)} == {PROPOSED_WORDS[DecisionKind.HURRY]}
    assert {one.due_on for one in (first, second)} == {NEXT_MEETING}
    assert [event.after["divisions"] for event in events("decision_recorded")] == [["กองคลัง"], ["กองคลัง", "กองช่าง"]]
    assert events("decision_recorded")[0].after["measure"] == "1"


def test_who_has_finished_is_left_in_peace_unless_all_have(secretary: Actor, office: Office) -> None:
    assignment_of(office.shared, office.works).done_on = TODAY
    db.session.commit()
    [to_finance] = record(secretary, office, HURRY)
    assert to_finance.divisions == ("กองคลัง",)
    assignment_of(office.shared, office.finance).done_on = TODAY
    db.session.commit()
    [to_both] = record(secretary, office, replace(HURRY, kind=DecisionKind.BRING_NEXT))
    assert to_both.divisions == ("กองคลัง", "กองช่าง")


def test_what_is_taken_note_of_asks_nobody_and_is_due_never(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, replace(NOTED, due_on=NEXT_MEETING, to=Addressees.ALL))
    assert (row.divisions, row.due_on, row.is_open) == ((), None, False)


def test_all_divisions_or_some_that_are_named(secretary: Actor, office: Office) -> None:
    closed = factories.create_division(office.agency, "กองเดิม", is_active=False, position=9)
    [to_all] = record(secretary, office, replace(HURRY, to=Addressees.ALL), office.own.id)
    assert to_all.divisions == ("กองคลัง", "กองช่าง")
    chosen = replace(HURRY, to=Addressees.CHOSEN, division_ids=frozenset({office.works.id, closed.id}))
    [to_works] = record(secretary, office, chosen, office.own.id)
    assert to_works.divisions == ("กองช่าง",)


def test_a_measure_of_nobody_needs_a_division_that_is_named(secretary: Actor, office: Office) -> None:
    orphan = factories.create_measure(office.plan, [], number="9")
    with pytest.raises(Refusal, match="Nobody answers for measure 9") as refused:
        record(secretary, office, HURRY, office.own.id, orphan.id)
    assert refused.value.field == "divisions"
    db.session.rollback()
    assert db.session.query(Decision).count() == 0, "all or nothing"
    record(secretary, office, NOTED, orphan.id)


@pytest.mark.parametrize(
    ("entry", "field", "sentence"),
    [
        (DecisionEntry(DecisionKind.OWN_WORDS), "text", "Write what the chair ordered"),
        (DecisionEntry(DecisionKind.OWN_WORDS, " \n"), "text", "Write what the chair ordered"),
        (DecisionEntry(DecisionKind.OWN_WORDS, "ก" * 2_001), "text", "too long"),
        (replace(HURRY, due_on=HELD_ON - timedelta(days=1)), "due_on", "before the meeting"),
        (replace(HURRY, to=Addressees.CHOSEN), "divisions", "Choose the division"),
    ],
)
def test_it_names_what_is_missing(
    secretary: Actor, office: Office, entry: DecisionEntry, field: str, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        record(secretary, office, entry)
    assert refused.value.field == field


def test_the_same_sent_twice_is_recorded_once(secretary: Actor, office: Office) -> None:
    [first] = record(secretary, office, HURRY)
    [other, again] = record(secretary, office, HURRY, office.shared.id, office.own.id)
    assert (again.id, other.number) == (first.id, "1")
    assert len(events("decision_recorded")) == 2
    decisions.withdraw_decision(secretary, NOW, first.id, "บันทึกผิดเรื่อง")
    [anew] = record(secretary, office, HURRY)
    assert anew.id != first.id, "what was taken back may be ordered again"


def test_nothing_of_another_agency_is_reached(secretary: Actor, office: Office, foreign_office: Office) -> None:
    with pytest.raises(NotFound):
        record(secretary, office, HURRY, foreign_office.own.id)
    with pytest.raises(NotFound):
        decisions.record_decisions(secretary, NOW, foreign_office.meeting.id, [office.own.id], HURRY)
    with agency_scope(foreign_office.agency.id):
        [theirs] = record(actor_in(foreign_office, "secretary"), foreign_office, HURRY)
    for reach in (
        lambda: decisions.withdraw_decision(secretary, NOW, theirs.id, "ไม่ใช่ของเรา"),
        lambda: decisions.change_decision(secretary, NOW, theirs.id, theirs.fingerprint, NOTED),
        lambda: order_answers.answer_order(secretary, NOW, theirs.id, foreign_office.works.id, "ตอบ", BY_TELEPHONE),
    ):
        with pytest.raises(NotFound):
            reach()


@pytest.mark.parametrize(("person", "may"), [("executive", True), ("administrator", True), ("head", False)])
def test_the_executives_and_the_office_give_orders(secretary: Actor, office: Office, person: str, *, may: bool) -> None:
    actor = actor_in(office, person)
    if may:
        [row] = record(actor, office, HURRY)
        assert row.recorded_by == getattr(office, person).name
    else:
        with pytest.raises(NotAllowed):
            record(actor, office, HURRY)


def test_the_meeting_of_another_body_gives_orders_too(secretary: Actor, office: Office) -> None:
    body = Body(name="คณะทำงาน ITA")
    db.session.add(body)
    db.session.flush()
    meeting = BodyMeeting(body_id=body.id, held_on=HELD_ON, month=date(2026, 1, 1))
    db.session.add(meeting)
    db.session.commit()
    [id_] = decisions.record_decisions(secretary, NOW, meeting.id, [office.own.id], HURRY)
    held = meetings_held.meeting_held(meeting.id, HELD_ON)
    assert held is not None
    assert (held.kind, held.body) == (MeetingKind.BODY, "คณะทำงาน ITA")
    assert [
        order.id for order in orders.open_orders_of([office.finance.id], TODAY)[office.own.id, office.finance.id]
    ] == [id_]


# Changing and taking back


def test_a_change_counts_as_recorded_now_and_keeps_what_was_begun(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, HURRY)
    parts = queries.parts_of_decision(row.id)
    parts[office.finance.id].answer = "ร่างคำตอบ"
    db.session.commit()
    later, new = NOW + timedelta(days=2), factories.create_division(office.agency, "กองการศึกษา", position=3)
    chosen = frozenset({office.finance.id, new.id})
    entry = DecisionEntry(DecisionKind.OWN_WORDS, "ให้เสนอทางเลือก", None, Addressees.CHOSEN, chosen)
    decisions.change_decision(secretary, later, row.id, row.fingerprint, entry)
    changed = queries.decision_by_id(row.id)
    assert changed is not None
    assert (changed.text, changed.due_on, changed.recorded_at) == ("ให้เสนอทางเลือก", None, later)
    assert [(one.division, one.answer) for one in changed.answers] == [("กองคลัง", "ร่างคำตอบ"), ("กองการศึกษา", "")]
    assert changed.given_on == later.date()
    [event] = events("decision_changed")
    assert (event.before["divisions"], event.after["divisions"]) == (["กองคลัง", "กองช่าง"], ["กองคลัง", "กองการศึกษา"])


def test_a_change_of_nothing_leaves_no_trace(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, HURRY)
    decisions.change_decision(secretary, NOW + timedelta(days=1), row.id, row.fingerprint, HURRY)
    assert queries.decision_by_id(row.id) == row
    assert not events("decision_changed")


def test_who_has_not_seen_the_newest_words_does_not_overwrite_them(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, HURRY)
    decisions.change_decision(secretary, NOW, row.id, row.fingerprint, replace(HURRY, text="ให้เร่งภายในสัปดาห์นี้"))
    with pytest.raises(Conflict):
        decisions.change_decision(secretary, NOW, row.id, row.fingerprint, NOTED)


def test_what_was_answered_stays_as_it_was_asked(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, HURRY)
    answer(office, row.id, "other_head", office.works, "เร่งแล้ว")
    answered = queries.decision_by_id(row.id)
    assert answered is not None
    with pytest.raises(Refusal, match="Record a new one"):
        decisions.change_decision(secretary, NOW, row.id, answered.fingerprint, NOTED)


def test_taking_back_needs_a_reason_and_happens_once(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, HURRY)
    with pytest.raises(Refusal) as refused:
        decisions.withdraw_decision(secretary, NOW, row.id, "  ")
    assert refused.value.field == "reason"
    decisions.withdraw_decision(secretary, NOW, row.id, "ประธานยกเลิก")
    taken_back = queries.decision_by_id(row.id)
    assert taken_back is not None
    assert (taken_back.is_open, taken_back.withdrawn_because) == (False, "ประธานยกเลิก")
    assert orders.open_orders_of([office.finance.id, office.works.id], TODAY) == {}
    assert events("decision_withdrawn")[0].after["reason"] == "ประธานยกเลิก"
    with pytest.raises(Refusal, match="taken back already"):
        decisions.withdraw_decision(secretary, NOW, row.id, "อีกครั้ง")


# Answers of their own


def answer(office: Office, order_id: int, person: str, division: Division, text: str, way: Way | None = None) -> None:
    order_answers.answer_order(actor_in(office, person), NOW, order_id, division.id, text, way)


def asked(order_id: int, division: Division) -> DecisionDivision:
    return queries.parts_of_decision(order_id)[division.id]


def test_a_division_answers_for_itself_alone(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, HURRY)
    answer(office, row.id, "officer", office.finance, " เร่งแล้ว\r\nร้อยละ 60 ")
    part = asked(row.id, office.finance)
    assert (part.answer, part.answered_at, part.answered_by) == ("เร่งแล้ว\nร้อยละ 60", NOW, "นักวิชาการเงินและบัญชี")
    assert asked(row.id, office.works).answered_at is None
    [event] = events("order_answered")
    assert event.after == {
        "division": "กองคลัง",
        "answer": "เร่งแล้ว\nร้อยละ 60",
        "channel": "web",
        "on_behalf": False,
        "told_by": "",
    }
    with pytest.raises(NotAllowed):
        answer(office, row.id, "head", office.works, "แทนกัน")


def test_the_office_answers_on_behalf_and_says_who_told_it(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, HURRY)
    with pytest.raises(Refusal, match="how the division answered"):
        answer(office, row.id, "secretary", office.works, "เร่งแล้ว")
    answer(office, row.id, "secretary", office.works, "เร่งแล้ว", BY_TELEPHONE)
    assert asked(row.id, office.works).answered_by == "ผู้อำนวยการกองช่าง (บันทึกแทนโดยหัวหน้าสำนักปลัดเทศบาล)"
    assert events("order_answered")[0].after["told_by"] == "ผู้อำนวยการกองช่าง"


def test_the_office_answers_for_a_division_that_was_closed(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, HURRY)
    db.session.get_one(Division, office.works.id).is_active = False
    db.session.commit()
    [open_order] = orders.open_orders_of([office.works.id], TODAY).values()
    assert open_order[0].id == row.id, "it is not forgotten with the division"
    answer(office, row.id, "secretary", office.works, "โอนงานไปกองคลังแล้ว", BY_TELEPHONE)
    assert asked(row.id, office.works).answered_at == NOW


def test_the_second_answer_is_told_what_the_first_said(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, HURRY)
    answer(office, row.id, "head", office.finance, "คำตอบแรก")
    with pytest.raises(Refusal, match="คำตอบแรก.*คำตอบที่สอง"):
        answer(office, row.id, "officer", office.finance, "คำตอบที่สอง")
    assert asked(row.id, office.finance).answer == "คำตอบแรก"


def test_what_was_taken_back_takes_no_answer_and_gives_the_words_back(secretary: Actor, office: Office) -> None:
    [row] = record(secretary, office, HURRY)
    decisions.withdraw_decision(secretary, NOW, row.id, "ประธานยกเลิก")
    with pytest.raises(Refusal, match="taken back.*กำลังเร่ง"):
        answer(office, row.id, "head", office.finance, "กำลังเร่ง")


@pytest.mark.parametrize(("text", "sentence"), [(" ", "Write your answer"), ("ก" * 10_001, "too long")])
def test_an_answer_says_something_and_not_everything(
    secretary: Actor, office: Office, text: str, sentence: str
) -> None:
    [row] = record(secretary, office, HURRY)
    with pytest.raises(Refusal, match=sentence):
        answer(office, row.id, "head", office.finance, text)


def test_the_link_of_a_letter_reaches_what_was_ordered_up_to_its_meeting(secretary: Actor, office: Office) -> None:
    later = factories.create_meeting(office.agency, NEXT_MEETING, date(2026, 2, 1))
    [now] = record(secretary, office, HURRY)
    [then] = decisions.record_decisions(secretary, NOW, later.id, [office.own.id], HURRY)
    by_link = replace(actor_in(office, "head"), link_meeting_id=office.meeting.id)
    with pytest.raises(NotAllowed):
        order_answers.answer_order(by_link, NOW, then, office.finance.id, "ตอบ")
    order_answers.answer_order(by_link, NOW, now.id, office.finance.id, "ตอบ")
    assert events("order_answered")[0].after["channel"] == "mail_link"


@pytest.mark.parametrize(
    ("today", "is_of"),
    [
        (HELD_ON - timedelta(days=5), "the first to come"),
        (HELD_ON, "today"),
        (HELD_ON + timedelta(days=6), "today"),
        (NEXT_MEETING - timedelta(days=1), "today"),
        (NEXT_MEETING, "the next"),
    ],
)
def test_an_order_between_meetings_belongs_to_the_one_before(
    secretary: Actor, office: Office, today: date, is_of: str
) -> None:
    following = factories.create_meeting(office.agency, NEXT_MEETING, date(2026, 2, 1))
    expected = {"the first to come": office.meeting.id, "today": office.meeting.id, "the next": following.id}
    assert meetings_held.meeting_to_order_in(today) == expected[is_of]
