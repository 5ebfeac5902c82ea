"""The text for the minutes: proposed, changed and kept, remembered by the next meeting, fetched for Word."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.month import give_order, open_reports, report_on, submit
from tests.support.office import HELD_ON, Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker import clock
from tracker.extensions import db
from tracker.models import AuditEvent, Body, BodyMeeting
from tracker.models.isolation import agency_scope
from tracker.services import closing

OWN_WORDS = "ระเบียบวาระที่ ๔\tเรื่องเพื่อทราบ\n๔.๒\tผลการติดตามมาตรการ ITA ประจำเดือนมกราคม ๒๕๖๙\nมติที่ประชุม\tที่ประชุมรับทราบ"


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    open_reports(office)
    clock.pin_today(HELD_ON)
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def page_of(office: Office) -> str:
    return f"/meetings/{office.meeting.id}/minutes"


def text_on(page: Element) -> str:
    return page.one("textarea", name="text").verbatim.strip()


def form_on(page: Element, office: Office) -> Element:
    return page.one("form", method="post", action=page_of(office))


def test_it_proposes_the_item_with_what_was_ordered(secretary: Visitor, office: Office) -> None:
    give_order(office, office.own, office.finance, "ให้เร่งเบิกจ่าย")
    text = text_on(secretary.get(page_of(office)))
    assert text.startswith("ระเบียบวาระที่ ๓\tเรื่องที่เสนอให้ที่ประชุมทราบ")
    assert "(๑) มาตรการที่ ๑ เปิดเผยแผนและผลการใช้จ่ายงบประมาณ มอบหมายกองคลัง ให้เร่งเบิกจ่าย" in text
    assert "(๑) กองคลัง ๒ เรื่อง" in text


def test_digits_detail_and_heading_are_asked_for(secretary: Visitor, office: Office) -> None:
    page = secretary.get(f"{page_of(office)}?digits=arabic&detail=measures&agenda=5&item=5.1&name=เรื่องอื่น ๆ")
    text = text_on(page)
    assert text.startswith("ระเบียบวาระที่ 5\t")
    assert "5.1\tเรื่องอื่น ๆ ประจำเดือนมกราคม 2569" in text
    assert "(1) มาตรการที่ 1 เปิดเผยแผนและผลการใช้จ่ายงบประมาณ ยังไม่ได้ดำเนินการ" in text


def test_what_the_office_changed_is_kept_and_remembered(secretary: Visitor, office: Office) -> None:
    form = form_on(secretary.get(page_of(office)), office)
    page = secretary.send(form, press="keep", text=OWN_WORDS)
    assert text_on(page) == OWN_WORDS
    assert "Kept" in page.one("header", class_="t-page-head").text
    following = factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    text = text_on(secretary.get(f"/meetings/{following.id}/minutes"))
    assert text.startswith("ระเบียบวาระที่ ๔\tเรื่องเพื่อทราบ\n๔.๒\tผลการติดตามมาตรการ ITA ประจำเดือนกุมภาพันธ์ ๒๕๖๙")


def test_figures_that_changed_since_are_shown_and_the_proposal_can_come_back(
    secretary: Visitor, office: Office
) -> None:
    secretary.send(form_on(secretary.get(page_of(office)), office), press="keep", text=OWN_WORDS)
    assert "have changed" not in secretary.get(page_of(office)).text
    submit(office, report_on(office.own, office.finance), office.head)
    page = secretary.get(page_of(office))
    assert "Figures or decisions have changed" in page.text
    assert text_on(page) == OWN_WORDS, "nobody's words change by themselves"
    page = secretary.send(form_on(page, office), press="propose")
    assert "รายงานแล้ว ๑ เรื่อง" in text_on(page)


def test_nobody_overwrites_what_somebody_else_kept(secretary: Visitor, office: Office) -> None:
    form = form_on(secretary.get(page_of(office)), office)
    secretary.send(form, press="keep", text=OWN_WORDS)
    page = secretary.send(form, 409, press="keep", text="ข้อความของอีกคน")
    assert text_on(page) == "ข้อความของอีกคน"
    secretary.send(form_on(page, office), press="keep")
    assert text_on(secretary.get(page_of(office))) == "ข้อความของอีกคน"
    with agency_scope(office.agency.id):
        assert [one.after["text"] for one in db.session.query(AuditEvent).filter_by(event="minutes_kept")] == [
            OWN_WORDS,
            "ข้อความของอีกคน",
        ]


def test_it_is_fetched_as_windows_reads_thai(secretary: Visitor, office: Office) -> None:
    response = secretary.client.get(f"{page_of(office)}.txt")
    assert response.data.startswith(b"\xef\xbb\xbf")
    text = response.data.decode("utf-8-sig")
    assert text.startswith("ระเบียบวาระที่ ๓\t")
    assert text.count("\r\n") == text.count("\n") > 5
    assert "minutes-2026-02-04.txt" in response.headers["Content-Disposition"]


def test_a_closed_month_keeps_its_figures(secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        actor = factories.actor_of(office.agency, office.secretary, HELD_ON)
        closing.close_month(actor, factories.moment(HELD_ON, 16), office.meeting.id)
    clock.pin_today(date(2026, 6, 1))
    assert "ข้อมูล ณ วันที่ ๔ กุมภาพันธ์ ๒๕๖๙" in text_on(secretary.get(page_of(office)))


def test_another_body_has_minutes_too(secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        body = Body(name="คณะทำงาน ITA")
        db.session.add(body)
        db.session.flush()
        meeting = BodyMeeting(body_id=body.id, held_on=HELD_ON, month=date(2026, 1, 1))
        db.session.add(meeting)
        db.session.commit()
    page = secretary.get(f"/meetings/{meeting.id}/minutes")
    assert "คณะทำงาน ITA" in page.text
    assert "ประจำเดือนมกราคม ๒๕๖๙" in text_on(page)


def test_it_takes_few_statements(secretary: Visitor, office: Office) -> None:
    give_order(office, office.shared, office.works, "ให้ชี้แจง")
    with count_queries() as statements:
        secretary.get(page_of(office))
    assert len(statements) <= MOST_PER_PAGE
