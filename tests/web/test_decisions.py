"""What the chair decides, typed during the meeting; changed, taken back, and left by an executive between meetings."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests import factories
from tests.support.html import Element
from tests.support.month import NOW, assignment_of, give_order, open_reports, report_on, submit
from tests.support.office import HELD_ON, Office
from tests.support.pages import Visitor, filled_in
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker import clock
from tracker.domain.decisions import PROPOSED_WORDS, DecisionKind
from tracker.extensions import db
from tracker.models import AuditEvent, Body, BodyMeeting, Meeting
from tracker.models.isolation import agency_scope
from tracker.queries import decisions as queries
from tracker.queries.decisions import DecisionRow
from tracker.services import meetings

NEXT_MEETING = date(2026, 3, 4)


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    """On the day of the meeting; the next one is set."""
    factories.create_meeting(office.agency, NEXT_MEETING, date(2026, 2, 1))
    clock.pin_today(HELD_ON)
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def entry(visitor: Visitor, office: Office) -> Element:
    return visitor.get(page_of(office)).one("form", action=page_of(office))


def page_of(office: Office) -> str:
    return f"/meetings/{office.meeting.id}/decisions"


def recorded(office: Office) -> list[DecisionRow]:
    with agency_scope(office.agency.id):
        return queries.decisions_of_meeting(office.meeting.id)


def test_several_measures_are_ticked_and_one_button_says_it(secretary: Visitor, office: Office) -> None:
    ticked = [str(office.own.id), str(office.shared.id)]
    secretary.send(entry(secretary, office), 302, press="hurry", measures=ticked)
    first, second = recorded(office)
    address = urlsplit(secretary.response.headers["Location"])
    assert (address.path, address.fragment) == (page_of(office), f"measure-{office.own.id}")
    assert {one.text for one in (first, second)} == {PROPOSED_WORDS[DecisionKind.HURRY]}
    assert first.due_on == second.due_on == NEXT_MEETING
    page = secretary.get(f"{address.path}?{address.query}")
    assert page.one("p", role="status").text == "Recorded for measures 1, 2: Hurry"
    assert "Hurry" in page.one(id=f"measure-{office.own.id}").text
    assert [one["value"] for one in page.all("input", name="measures") if "checked" in one.attributes] == []


@pytest.mark.parametrize("typed", ["1 2", "๑,๒", "2; 1", "1, 1 2"])
def test_measures_are_named_by_their_numbers_as_people_type_them(
    secretary: Visitor, office: Office, typed: str
) -> None:
    secretary.send(entry(secretary, office), press="noted", numbers=typed)
    assert [one.number for one in recorded(office)] == ["1", "2"]


def test_a_measure_of_an_earlier_plan_is_named_with_its_year(secretary: Visitor, office: Office) -> None:
    last_year = factories.create_plan(office.agency, 2568)
    left_over = factories.create_measure(
        last_year, [office.works], number="1", starts_on=date(2024, 10, 1), ends_on=date(2025, 9, 30)
    )
    secretary.send(entry(secretary, office), press="hurry", numbers="1/2568")
    [row] = recorded(office)
    assert row.measure_id == left_over.id


def test_of_a_meeting_long_past_the_next_one_to_come_is_proposed(secretary: Visitor, office: Office) -> None:
    factories.create_meeting(office.agency, date(2026, 4, 1), date(2026, 3, 1))
    clock.pin_today(NEXT_MEETING + timedelta(days=1))
    assert entry(secretary, office).one("input", name="due_on")["value"] == "1 April 2026"


def test_own_words_are_recorded_by_enter_and_as_written(secretary: Visitor, office: Office) -> None:
    form = entry(secretary, office)
    secretary.send(form, numbers="1", text="ให้เสนอทางเลือก ๒ ทาง", due_on="20 ก.พ. 69")
    [row] = recorded(office)
    assert (row.kind, row.text, row.due_on) == (DecisionKind.OWN_WORDS, "ให้เสนอทางเลือก ๒ ทาง", date(2026, 2, 20))


def test_named_divisions_answer(secretary: Visitor, office: Office) -> None:
    form = entry(secretary, office)
    secretary.send(form, press="hurry", numbers="1", to="chosen", divisions=[str(office.works.id)])
    secretary.send(form, press="bring_next", numbers="1", to="all")
    assert [one.divisions for one in recorded(office)] == [("กองช่าง",), ("กองคลัง", "กองช่าง")]


@pytest.mark.parametrize(
    ("fields", "press", "at", "sentence"),
    [
        ({"numbers": "99"}, "hurry", "numbers", "no measure “99”"),
        ({}, "hurry", "measures", "Choose the measures"),
        ({"numbers": "1"}, "own_words", "text", "Write what the chair ordered"),
        ({"numbers": "1"}, None, "text", "one of the four buttons"),
        ({"numbers": "1", "due_on": "เมื่อวาน"}, "hurry", "due_on", "is not a date"),
        ({"numbers": "1", "due_on": "1 ก.พ. 69"}, "hurry", "due_on", "before the meeting"),
        ({"numbers": "1", "to": "chosen"}, "hurry", "divisions", "Choose the division"),
    ],
)
def test_it_names_what_is_missing_and_keeps_what_was_typed(
    secretary: Visitor, office: Office, fields: dict[str, str], press: str | None, at: str, sentence: str
) -> None:
    page = secretary.send(entry(secretary, office), 400, press=press, **fields)
    [link] = page.one("ul", class_="t-error-list").all("a")
    assert sentence in link.text
    assert page.one(id=link["href"][1:])
    sent = filled_in(page.one("form", action=page_of(office)))
    assert {name: sent[name] for name in fields} == fields
    assert recorded(office) == []


def test_what_was_recorded_can_be_changed_from_the_list(secretary: Visitor, office: Office) -> None:
    secretary.send(entry(secretary, office), press="noted", numbers="2")
    [row] = recorded(office)
    page = secretary.get(f"/meetings/decisions/{row.id}")
    form = page.one("form", action=f"/meetings/decisions/{row.id}")
    page = secretary.send(form, kind="hurry", due_on="4/3/2569")
    assert "The decision is changed" in page.text
    [changed] = recorded(office)
    assert (changed.kind, changed.text) == (DecisionKind.HURRY, PROPOSED_WORDS[DecisionKind.HURRY])
    assert changed.divisions == ("กองคลัง", "กองช่าง")
    page = secretary.send(form, 400, kind="own_words", text="อีกอย่างหนึ่ง")
    assert "Somebody else changed this decision" in page.text


def test_it_is_taken_back_with_a_reason(secretary: Visitor, office: Office) -> None:
    secretary.send(entry(secretary, office), press="hurry", numbers="2")
    [row] = recorded(office)
    form = secretary.get(f"/meetings/decisions/{row.id}").one(id="take-back").one("form")
    page = secretary.send(form, 400)
    assert "Write the reason" in page.text
    page = secretary.send(form, reason="ประธานยกเลิก")
    assert "ประธานยกเลิก" in page.one(id=f"decision-{row.id}").text
    assert not page.one(id=f"measure-{office.shared.id}").all("span", class_="t-badge t-tone-warning")


def test_an_answered_decision_shows_that_it_stays(secretary: Visitor, office: Office) -> None:
    order = give_order(office, office.own, office.finance, "เร่งเบิกจ่าย")
    answer_on_behalf(secretary, office, order.id, office.finance.id, "เบิกแล้ว")
    page = secretary.get(f"/meetings/decisions/{order.id}")
    assert "its words stay" in page.text
    assert not page.all("form", action=f"/meetings/decisions/{order.id}")
    assert page.one(id="take-back")


def test_another_body_records_on_the_same_page(secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        body = Body(name="คณะทำงาน ITA")
        db.session.add(body)
        db.session.flush()
        meeting = BodyMeeting(body_id=body.id, held_on=HELD_ON, month=date(2026, 1, 1))
        db.session.add(meeting)
        db.session.commit()
    address = f"/meetings/{meeting.id}/decisions"
    page = secretary.get(address)
    assert "คณะทำงาน ITA" in page.text
    page = secretary.send(page.one("form", action=address), press="hurry", numbers="1")
    assert "Recorded for measure 1" in page.text
    assert secretary.get(f"/meetings/{meeting.id}/orders")


def test_the_page_asks_the_database_as_often_for_many_measures(secretary: Visitor, office: Office) -> None:
    for number in range(3, 30):
        factories.create_measure(office.plan, [office.finance, office.works], number=str(number))
    form = entry(secretary, office)
    secretary.send(form, press="hurry", numbers=" ".join(map(str, range(1, 30))))
    with count_queries() as statements:
        secretary.get(page_of(office))
    assert len(statements) <= MOST_PER_PAGE
    assert len(recorded(office)) == 29


# Between meetings


@pytest.fixture
def mayor(client: FlaskClient, office: Office) -> Visitor:
    """On the Tuesday after the meeting; a measure is past its end."""
    factories.create_meeting(office.agency, NEXT_MEETING, date(2026, 2, 1))
    clock.pin_today(HELD_ON + timedelta(days=6))
    factories.sign_in(client, office.executive)
    return Visitor(client)


def late_measure(office: Office) -> int:
    return factories.create_measure(office.plan, [office.works], number="9", ends_on=date(2026, 1, 10)).id


def test_one_tap_on_what_is_overdue_is_an_order(mayor: Visitor, office: Office) -> None:
    measure_id = late_measure(office)
    page = mayor.get("/overdue")
    page = mayor.send(page.one("form", action=f"/measures/{measure_id}/order-at-once?page=1"))
    assert "The order is given to กองช่าง. It goes out on the next working day." in page.text
    [row] = recorded(office)
    assert (row.kind, row.due_on, row.given_on) == (DecisionKind.HURRY, NEXT_MEETING, HELD_ON + timedelta(days=6))
    late = page.one(id="measures")
    assert "Ordered on 10 Feb 2026" in late.text, "nobody orders twice without seeing it"
    assert not late.all("form", action=f"/measures/{measure_id}/order-at-once?page=1")


def test_an_order_in_own_words_from_the_page_of_a_measure(mayor: Visitor, office: Office) -> None:
    address = f"/measures/{office.own.id}/order"
    page = mayor.get(f"/measures/{office.own.id}")
    assert page.all("a", href=address)
    form = mayor.get(address).one("form", action=address)
    assert "Write what the chair ordered" in mayor.send(form, 400, text=" ").text
    page = mayor.send(form, text="ให้มาชี้แจงวันศุกร์")
    section = page.one(id="decisions")
    assert "ให้มาชี้แจงวันศุกร์" in section.text
    assert "กองคลัง Not answered yet" in section.text


def test_before_any_meeting_is_set_it_says_what_to_do(mayor: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        db.session.query(Meeting).delete()
        db.session.commit()
    mayor.get(f"/measures/{office.own.id}")
    page = mayor.post(f"/measures/{office.own.id}/order-at-once", 400)
    assert "Set a meeting first" in page.text


def test_others_see_no_button(client: FlaskClient, office: Office) -> None:
    measure_id = late_measure(office)
    factories.sign_in(client, office.head)
    head = Visitor(client)
    for page in (head.get("/overdue"), head.get(f"/measures/{measure_id}")):
        assert not [form for form in page.all("form") if "order" in form["action"]]
    head.get(page_of(office), 403)


# Until they are answered


def answer_on_behalf(visitor: Visitor, office: Office, order_id: int, division_id: int, text: str) -> Element:
    address = f"/meetings/decisions/{order_id}/answer/{division_id}"
    form = visitor.get(address).one("form", action=address)
    return visitor.send(form, channel="phone", told_by="หัวหน้ากอง", answer=text)


def test_the_next_agenda_lists_what_waits_and_what_was_answered(secretary: Visitor, office: Office) -> None:
    waiting = give_order(office, office.own, office.finance, "เร่งเบิกจ่าย")
    answered = give_order(office, office.shared, office.works, "ให้ชี้แจง")
    with agency_scope(office.agency.id):
        for order in (waiting, answered):
            order.due_on, order.recorded_at = date(2026, 2, 20), factories.moment(HELD_ON)
            db.session.add(order)
        db.session.commit()
        following = db.session.query(Meeting).filter_by(held_on=NEXT_MEETING).one()
    clock.pin_today(date(2026, 2, 23))
    answer_on_behalf(secretary, office, answered.id, office.works.id, "ชี้แจงเป็นหนังสือแล้ว")
    page = secretary.get(f"/meetings/{following.id}/orders")
    assert "เร่งเบิกจ่าย" in page.one(id="waiting").text
    assert "3 days late" in page.one(id="waiting").text
    assert "ชี้แจงเป็นหนังสือแล้ว" in page.one(id="answered").text
    assert "1 answer is late" in page.one("header", class_="t-page-head").text
    clock.pin_today(date(2026, 4, 20))
    answer_on_behalf(secretary, office, waiting.id, office.finance.id, "เบิกแล้ว")
    page = secretary.get(f"/meetings/{following.id}/orders")
    assert "เร่งเบิกจ่าย" in page.one(id="waiting").text, "as it was in the evening of that meeting"
    assert "12 days late" in page.one(id="waiting").text
    assert not secretary.get(f"/meetings/{office.meeting.id}/orders").all(id="answered")


def test_a_meeting_that_was_called_off_hides_no_answer_from_the_next(secretary: Visitor, office: Office) -> None:
    order = give_order(office, office.own, office.finance, "เร่งเบิกจ่าย")
    clock.pin_today(date(2026, 2, 10))
    answer_on_behalf(secretary, office, order.id, office.finance.id, "เบิกแล้ว")
    off = factories.create_meeting(office.agency, date(2026, 2, 20), date(2025, 11, 1))
    with agency_scope(office.agency.id):
        actor = factories.actor_of(office.agency, office.secretary)
        meetings.call_off_meeting(actor, factories.moment(date(2026, 2, 10)), off.id, "ติดราชการ")
        following = db.session.query(Meeting).filter_by(held_on=NEXT_MEETING).one()
    assert "เบิกแล้ว" in secretary.get(f"/meetings/{following.id}/orders").one(id="answered").text


def test_the_workbook_of_the_next_meeting_brings_an_order_back(secretary: Visitor, office: Office) -> None:
    secretary.send(entry(secretary, office), press="hurry", numbers="1")
    with agency_scope(office.agency.id):
        following = db.session.query(Meeting).filter_by(held_on=NEXT_MEETING).one()
    book = load_workbook(BytesIO(secretary.client.get(f"/meetings/{following.id}/report.xlsx").data))
    texts = [cell.value for row in book["ข้อสั่งการ"].iter_rows() for cell in row]
    assert PROPOSED_WORDS[DecisionKind.HURRY] in texts
    assert "ยังไม่ได้รายงานผล" in texts


def test_the_time_line_tells_the_whole_way_of_an_order(secretary: Visitor, office: Office) -> None:
    secretary.send(entry(secretary, office), press="hurry", numbers="2")
    [row] = recorded(office)
    form = secretary.get(f"/meetings/decisions/{row.id}").one("form", action=f"/meetings/decisions/{row.id}")
    secretary.send(form, text="ให้เร่งภายในสัปดาห์นี้")
    answer_on_behalf(secretary, office, row.id, office.works.id, "เร่งแล้ว")
    back = secretary.get(f"/meetings/decisions/{row.id}").one(id="take-back").one("form")
    secretary.send(back, reason="ประธานยกเลิก")
    page = secretary.get(f"/measures/{office.shared.id}")
    told = [one.text for one in page.one("ol", class_="t-timeline").all("p", class_="t-entry__what")]
    assert sorted(told) == [
        "Decision of a meeting changed",
        "Decision of a meeting taken back",
        "Order of the chair, meeting on 4 February 2026",
        "กองช่าง: answer to the chair",
    ]
    assert "บันทึกแทนโดยหัวหน้าสำนักปลัดเทศบาล" in page.text
    with agency_scope(office.agency.id):
        assert db.session.query(AuditEvent).filter_by(subject="decision").count() == 4


# On the division's own page


@pytest.fixture
def head(client: FlaskClient, office: Office) -> Visitor:
    open_reports(office)
    factories.sign_in(client, office.head)
    return Visitor(client)


def own_form(page: Element, order_id: int, office: Office) -> Element:
    return page.one("form", action=f"/my-reports/orders/{order_id}/{office.finance.id}?page=1")


def test_an_order_on_a_measure_that_owes_nothing_stands_above_the_cards(head: Visitor, office: Office) -> None:
    later = factories.create_measure(office.plan, [office.finance], number="7", starts_on=date(2026, 6, 1))
    order = give_order(office, later, office.finance, "ให้เตรียมงาน")
    on_card = give_order(office, office.own, office.finance, "เร่งเบิกจ่าย")
    page = head.get("/my-reports")
    assert "ให้เตรียมงาน" in page.one(id="orders").text
    assert "เร่งเบิกจ่าย" not in page.one(id="orders").text
    page = head.send(own_form(page, order.id, office), answer="เตรียมแล้ว")
    assert "The answer is sent" in page.text
    assert not page.all(id="orders")
    assert page.one("textarea", name=f"r{report_on(office.own, office.finance).id}-order_{on_card.id}")


def test_an_order_given_after_the_report_was_sent_is_answered_by_itself(head: Visitor, office: Office) -> None:
    submit(office, report_on(office.own, office.finance), office.head)
    order = give_order(office, office.own, office.finance, "ขอรายละเอียดเพิ่ม")
    page = head.get("/my-reports")
    head.send(own_form(page, order.id, office), answer="แนบแล้ว")
    assert not head.get("/my-reports").all(id="orders")


@pytest.mark.parametrize("end", ["done", "cancelled", "closed month"])
def test_no_order_is_forgotten_with_its_measure_or_month(head: Visitor, office: Office, end: str) -> None:
    order = give_order(office, office.own, office.finance, "เร่งเบิกจ่าย")
    with agency_scope(office.agency.id):
        if end == "closed month":
            db.session.get_one(Meeting, office.meeting.id).closed_at = NOW
        else:
            db.session.delete(report_on(office.own, office.finance))
            assignment = assignment_of(office.own, office.finance)
            setattr(assignment, "done_on" if end == "done" else "cancelled_on", date(2026, 1, 5))
        db.session.commit()
    page = head.get("/my-reports")
    assert own_form(page, order.id, office)


def test_a_late_order_says_so(head: Visitor, office: Office) -> None:
    order = give_order(office, office.own, office.finance, "เร่งเบิกจ่าย")
    with agency_scope(office.agency.id):
        order.due_on = date(2026, 1, 28)
        db.session.add(order)
        db.session.commit()
    assert "The answer is late" in head.get("/my-reports").text


def test_an_empty_answer_and_another_divisions_order_are_refused(head: Visitor, office: Office) -> None:
    own = give_order(office, office.own, office.finance, "เร่งเบิกจ่าย")
    foreign = give_order(office, office.shared, office.works, "ให้ชี้แจง")
    head.get("/my-reports")
    assert "Write your answer" in head.post(f"/my-reports/orders/{own.id}/{office.finance.id}", answer=" ").text
    page = head.post(f"/my-reports/orders/{foreign.id}/{office.works.id}", 403, answer="ตอบแทน")
    assert "ตอบแทน" in page.text, "what was written is not lost"


def test_who_answers_second_finds_both_answers_on_the_page(head: Visitor, office: Office) -> None:
    later = factories.create_measure(office.plan, [office.finance], number="7", starts_on=date(2026, 6, 1))
    order = give_order(office, later, office.finance, "ให้เตรียมงาน")
    form = own_form(head.get("/my-reports"), order.id, office)
    head.send(form, answer="คำตอบแรก")
    page = head.send(form, 400, answer="คำตอบที่สอง")
    assert "คำตอบแรก" in page.text
    assert "คำตอบที่สอง" in page.text
