from __future__ import annotations

from datetime import date
from typing import Any

from tests import factories
from tests.support.month import assignment_of, give_order, open_reports, report_on, stored
from tests.support.office import HELD_ON, Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tests.web.my_reports.cards import DECEMBER, NOVEMBER, add_measure, card_of, named, opened, page_form
from tracker.domain.permissions import Role
from tracker.domain.progress import Answer, ReportState
from tracker.extensions import db
from tracker.models import DecisionDivision, ProgressReport
from tracker.models.isolation import agency_scope
from tracker.queries import orders


def test_it_shows_what_is_owed_with_its_days(visitor: Visitor, office: Office) -> None:
    add_measure(office, "3", titles=["จัดทำคู่มือการให้บริการ"], responsible_text="กองคลังและทุกส่วนราชการ")
    later = add_measure(office, "4", titles=["ยังไม่เริ่ม"], starts_on=date(2026, 3, 1))
    open_reports(office)
    page = visitor.get("/my-reports")
    assert "0 of 3 sent" in page.text
    assert "Send by 2 February 2026" in page.text
    assert "Meeting on 4 February 2026" in page.text
    assert "จัดทำคู่มือการให้บริการ" in page.text
    assert "กองคลังและทุกส่วนราชการ" in page.text
    assert later.titles[0] not in page.text


def test_it_shows_the_last_report_and_starts_from_its_percentage(visitor: Visitor, office: Office) -> None:
    assignment = assignment_of(office.own, office.finance)
    factories.create_report(assignment, NOVEMBER, ReportState.ACCEPTED, done_text="ส่งร่างแรก", percent=35)
    factories.create_report(assignment, DECEMBER, ReportState.RETURNED, done_text="ถูกส่งกลับ")
    open_reports(office)
    own = report_on(office.own, office.finance)
    card = card_of(visitor.get("/my-reports"), own)
    assert "ส่งร่างแรก" in card.text
    assert "ถูกส่งกลับ" not in card.text
    assert opened(visitor, own).one("input", name=f"r{own.id}-percent")["value"] == "35"


def test_a_long_text_of_last_time_is_cut_on_the_card(visitor: Visitor, office: Office) -> None:
    assignment = assignment_of(office.own, office.finance)
    factories.create_report(assignment, DECEMBER, ReportState.ACCEPTED, done_text="ประชุม " * 1000)
    open_reports(office)
    assert len(visitor.get("/my-reports").text) < 2500


def test_an_order_of_the_chair_stands_on_the_card_until_it_is_answered(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    order = give_order(office, office.own, office.finance, "เร่งเบิกจ่าย")
    page = visitor.get("/my-reports")
    assert page.all("article")[0]["id"] == f"report-{own.id}"
    assert "เร่งเบิกจ่าย" in card_of(page, own).text
    answer: Any = {f"r{own.id}-order_{order.id}": "เบิกจ่ายแล้วร้อยละ 60"}
    page = visitor.send(page_form(page), press="draft", **answer)
    assert page.one("textarea", name=f"r{own.id}-order_{order.id}").verbatim.strip() == "เบิกจ่ายแล้วร้อยละ 60"
    visitor.send(page_form(page), press=f"send-{own.id}", **named(own, answer="no_change"))
    with agency_scope(office.agency.id):
        [asked] = db.session.query(DecisionDivision).all()
        assert (asked.answer, asked.answered_by) == ("เบิกจ่ายแล้วร้อยละ 60", "ผู้อำนวยการกองคลัง")
        assert orders.open_orders_of([office.finance.id], HELD_ON) == {}


def test_a_sent_report_folds_away_and_can_be_corrected(visitor: Visitor, own: ProgressReport) -> None:
    visitor.send(page_form(visitor.get("/my-reports")), press=f"send-{own.id}", **named(own, answer="no_change"))
    [link] = visitor.get("/my-reports").all("a", href=f"/my-reports/{own.id}")
    assert link.is_inside("details")
    form = visitor.get(link["href"]).one("form", action=f"/my-reports/{own.id}")
    kept = visitor.send(form, press="draft", answer="done", done_text="ครึ่งทาง")
    assert (stored(own).answer, stored(own).done_text) == (Answer.NO_CHANGE, "")
    visitor.send(kept.one("form", action=f"/my-reports/{own.id}"), press="send", done_text="แล้วเสร็จ")
    assert (stored(own).answer, stored(own).percent, stored(own).done_text) == (Answer.DONE, 100, "แล้วเสร็จ")


def test_a_returned_report_comes_first_with_its_comment(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    with agency_scope(office.agency.id):
        second = report_on(office.shared, office.finance)
        second.state, second.review_comment = ReportState.RETURNED, "ขอภาพถ่าย"
        db.session.commit()
    first = visitor.get("/my-reports").all("article")[0]
    assert "ขอภาพถ่าย" in first.text
    assert first["id"] == f"report-{second.id}"


def test_the_cards_of_two_divisions_name_them(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    factories.add_post(office.agency, office.head, Role.DIVISION_HEAD, office.works, is_acting=True)
    page = visitor.get("/my-reports")
    assert "0 of 3 sent" in page.text
    divisions = [card.one("p", class_="t-meta").text for card in page.all("article")]
    assert divisions == ["กองคลัง", "กองคลัง", "กองช่าง"]


def test_work_left_over_from_an_earlier_plan_says_so(visitor: Visitor, office: Office) -> None:
    before = factories.create_plan(office.agency, 2568)
    old = factories.create_measure(before, [office.finance], starts_on=date(2024, 10, 1), ends_on=date(2025, 9, 30))
    open_reports(office)
    card = visitor.get("/my-reports").all("article")[0]
    assert card["id"] == f"report-{report_on(old, office.finance).id}"
    assert "Plan of fiscal year 2568" in card.text


def test_many_reports_stand_on_pages_that_a_telephone_loads_at_once(visitor: Visitor, office: Office) -> None:
    for number in range(3, 44):
        measure = add_measure(
            office, str(number), titles=["พัฒนาการให้บริการประชาชน" * 4], steps=["ประชุมคณะทำงานเพื่อกำหนดแนวทาง" * 2] * 4
        )
        assignment = assignment_of(measure, office.finance)
        factories.create_report(assignment, DECEMBER, ReportState.ACCEPTED, done_text="ประชุมและติดตามผล " * 20)
    open_reports(office)
    page = visitor.get("/my-reports")
    assert len(page.all("article")) == 12
    assert len(visitor.response.data) < 100_000
    assert "Page 1 of 4" in page.text
    assert "0 of 43 sent" in visitor.get("/my-reports?page=3").text


def test_it_asks_the_same_number_of_questions_whatever_the_data(visitor: Visitor, office: Office) -> None:
    open_reports(office)
    with count_queries() as few:
        visitor.get("/my-reports")
    for number in range(3, 16):
        measure = add_measure(office, str(number), steps=["ก", "ข", "ค"])
        factories.create_report(assignment_of(measure, office.finance), DECEMBER, ReportState.ACCEPTED)
    open_reports(office)
    with count_queries() as many:
        visitor.get("/my-reports")
    assert len(few) == len(many) <= MOST_PER_PAGE
