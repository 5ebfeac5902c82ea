from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.month import assignment_of, open_reports, report_on, stored, submit
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker import clock
from tracker.domain.permissions import Role
from tracker.domain.progress import Answer, ReportState
from tracker.extensions import db
from tracker.models import Measure, ProgressReport
from tracker.models.isolation import agency_scope

NOVEMBER, DECEMBER = date(2025, 11, 1), date(2025, 12, 1)


@pytest.fixture
def visitor(client: FlaskClient, office: Office) -> Visitor:
    """The head of the finance division, who answers for `own` and for a share of `shared`."""
    factories.sign_in(client, office.head)
    return Visitor(client)


@pytest.fixture
def own(office: Office) -> ProgressReport:
    """The open report on the division's own measure, with all others of the month open too."""
    open_reports(office)
    return report_on(office.own, office.finance)


def add_measure(office: Office, number: str, **columns: Any) -> Measure:
    return factories.create_measure(office.plan, [office.finance], number=number, **columns)


def card_of(page: Element, report: ProgressReport) -> Element:
    return page.one(id=f"report-{report.id}")


def form_of(page: Element, report: ProgressReport) -> Element:
    return card_of(page, report).one("form")


def typed_in(page: Element, report: ProgressReport, name: str) -> str:
    return form_of(page, report).one("textarea", name=f"r{report.id}-{name}").verbatim.strip()


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


def test_it_shows_the_last_report_beside_the_empty_one(visitor: Visitor, office: Office) -> None:
    assignment = assignment_of(office.own, office.finance)
    factories.create_report(assignment, NOVEMBER, ReportState.ACCEPTED, done_text="ส่งร่างแรก", percent=35)
    factories.create_report(assignment, DECEMBER, ReportState.RETURNED, done_text="ถูกส่งกลับ")
    open_reports(office)
    own = report_on(office.own, office.finance)
    card = card_of(visitor.get("/my-reports"), own)
    assert "ส่งร่างแรก" in card.text
    assert "ถูกส่งกลับ" not in card.text
    assert card.one("input", name=f"r{own.id}-percent")["value"] == "35"


def test_it_sends_a_report_and_comes_back_to_its_place(visitor: Visitor, own: ProgressReport) -> None:
    form = form_of(visitor.get("/my-reports"), own)
    visitor.send(form, 302, press="submit", answer="progress", percent="๔๐%", done_text="ประชุมแล้ว 2 ครั้ง")
    address = visitor.response.headers["Location"]
    assert urlsplit(address).fragment == f"report-{own.id}"
    page = visitor.get(address)
    assert "1 of 2 sent" in page.text
    assert "Sent" in card_of(page, own).text
    now = stored(own)
    assert (now.state, now.answer, now.percent) == (ReportState.SUBMITTED, Answer.PROGRESS, 40)
    assert now.done_text == "ประชุมแล้ว 2 ครั้ง"


def test_it_saves_a_draft_that_may_be_incomplete(visitor: Visitor, own: ProgressReport) -> None:
    page = visitor.send(form_of(visitor.get("/my-reports"), own), press="draft", done_text="ครึ่งทาง")
    assert typed_in(page, own, "done_text") == "ครึ่งทาง"
    assert (stored(own).state, stored(own).done_text) == (ReportState.DRAFT, "ครึ่งทาง")


@pytest.mark.parametrize(
    "fields, at, sentence",
    [
        ({}, "answer", "Choose what you report"),
        ({"answer": "progress", "percent": "40"}, "done_text", "Write what was done"),
        ({"answer": "progress", "done_text": "ข้อความยาว", "percent": ""}, "percent", "how many per cent"),
        ({"answer": "progress", "done_text": "ข้อความยาว", "percent": "สี่สิบ"}, "percent", "whole number"),
        ({"answer": "progress", "done_text": "ข้อความยาว", "percent": "140"}, "percent", "from 0 to 100"),
        ({"answer": "waiting", "done_text": "ข้อความยาว"}, "waiting_for", "what you are waiting for"),
        ({"answer": "cannot_do"}, "cannot_reason", "why it cannot be done"),
        ({"answer": "cannot_do", "cannot_reason": "other"}, "cannot_text", "why it cannot be done"),
        ({"answer": "sing"}, "answer", "Choose what you report"),
    ],
)
def test_it_names_the_field_and_loses_nothing(
    visitor: Visitor, own: ProgressReport, fields: dict[str, str], at: str, sentence: str
) -> None:
    typed = {"problems": "ยังไม่มีงบประมาณ"} | fields
    page = visitor.send(form_of(visitor.get("/my-reports"), own), 400, press="submit", **typed)
    assert sentence in page.one(id=f"r{own.id}-{at}-error").text
    assert typed_in(page, own, "problems") == "ยังไม่มีงบประมาณ"
    assert typed_in(page, own, "done_text") == fields.get("done_text", "")
    assert page.one("title").text.startswith("Error")
    assert stored(own).state is ReportState.OPEN


def test_what_was_typed_under_another_answer_is_not_sent(visitor: Visitor, own: ProgressReport) -> None:
    form = form_of(visitor.get("/my-reports"), own)
    visitor.send(form, press="submit", answer="no_change", waiting_for="กรม", done_text="เขียนไว้ก่อน", problems="ไม่มีรถ")
    now = stored(own)
    assert (now.waiting_for, now.done_text, now.problems) == ("", "", "ไม่มีรถ")


def test_a_sent_report_folds_away_and_can_be_corrected(visitor: Visitor, own: ProgressReport) -> None:
    visitor.send(form_of(visitor.get("/my-reports"), own), press="submit", answer="no_change")
    card = card_of(visitor.get("/my-reports"), own)
    assert card.is_inside("details")
    assert not card.all("form")
    page = visitor.get(card.one("a")["href"])
    assert not form_of(page, own).all("button", value="draft")
    visitor.send(form_of(page, own), press="submit", answer="done", done_text="แล้วเสร็จ")
    assert (stored(own).answer, stored(own).percent) == (Answer.DONE, 100)


def test_a_returned_report_comes_first_with_its_comment(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    with agency_scope(office.agency.id):
        second = report_on(office.shared, office.finance)
        second.state, second.review_comment = ReportState.RETURNED, "ขอภาพถ่าย"
        db.session.commit()
    first = visitor.get("/my-reports").all("article")[0]
    assert "ขอภาพถ่าย" in first.text
    assert first["id"] == f"report-{second.id}"


def test_two_divisions_of_one_person_stand_apart(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    factories.add_post(office.agency, office.head, Role.DIVISION_HEAD, office.works, is_acting=True)
    assert [heading.text for heading in visitor.get("/my-reports").all("h2")] == ["กองคลัง 0/2", "กองช่าง 0/1"]


def test_a_report_that_somebody_saved_meanwhile_shows_both(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    form = form_of(visitor.get("/my-reports"), own)
    submit(office, own, office.officer, "ข้อความของเพื่อน")
    page = visitor.send(form, 409, press="submit", answer="progress", percent="50", done_text="ข้อความของฉัน")
    assert "ข้อความของเพื่อน" in page.text
    assert "นักวิชาการเงินและบัญชี" in page.text
    assert stored(own).done_text == "ข้อความของเพื่อน"
    again = page.one("form", action=f"/my-reports/{own.id}")
    assert again.one("textarea", name=f"r{own.id}-done_text").verbatim.strip() == "ข้อความของฉัน"
    visitor.send(again, press="submit")
    assert stored(own).done_text == "ข้อความของฉัน"


def made_up(visitor: Visitor, report: ProgressReport, status: int, answer: str) -> Element:
    """A report that somebody sends without the form."""
    visitor.get("/my-reports")
    return visitor.post(f"/my-reports/{report.id}", status, do="submit", **{f"r{report.id}-answer": answer})


@pytest.mark.parametrize("answer", ["no_change", "nonsense"])
def test_another_divisions_report_is_refused_with_a_sentence(
    visitor: Visitor, office: Office, own: ProgressReport, answer: str
) -> None:
    theirs = report_on(office.shared, office.works)
    assert "another division" in made_up(visitor, theirs, 403, answer).text
    assert stored(theirs).state is ReportState.OPEN


@pytest.mark.parametrize("answer", ["no_change", "nonsense"])
def test_another_agencys_report_does_not_exist(
    visitor: Visitor, own: ProgressReport, foreign_office: Office, answer: str
) -> None:
    open_reports(foreign_office)
    foreign = report_on(foreign_office.own, foreign_office.finance)
    made_up(visitor, foreign, 404, answer)
    assert stored(foreign).state is ReportState.OPEN


def test_last_months_page_still_saves_and_names_its_errors(visitor: Visitor, office: Office) -> None:
    old = factories.create_report(assignment_of(office.own, office.finance), DECEMBER, ReportState.OPEN)
    open_reports(office)
    visitor.get("/my-reports")
    fields = {f"r{old.id}-version": "1", f"r{old.id}-done_text": "เขียนไว้"}
    page = visitor.post(f"/my-reports/{old.id}", 400, do="submit", **fields)
    assert "Choose what you report" in page.text
    form = page.one("form", action=f"/my-reports/{old.id}")
    assert form.one("textarea", name=f"r{old.id}-done_text").verbatim.strip() == "เขียนไว้"
    visitor.send(form, press="submit", answer="no_change")
    assert stored(old).state is ReportState.SUBMITTED


@pytest.mark.parametrize("name", ["executive", "auditor", "secretary", "administrator"])
def test_only_people_of_divisions_have_the_page(
    visitor: Visitor, office: Office, client: FlaskClient, own: ProgressReport, name: str
) -> None:
    factories.sign_in(client, getattr(office, name))
    visitor.get("/my-reports", 403)


def test_it_says_when_the_window_opens(visitor: Visitor) -> None:
    clock.pin_today(date(2026, 1, 20))
    text = visitor.get("/my-reports").text
    assert "not open yet" in text
    assert "25 January 2026" in text


def test_it_says_that_the_reports_are_being_opened(visitor: Visitor) -> None:
    assert "just being opened" in visitor.get("/my-reports").text


def test_it_says_that_no_meeting_is_set(visitor: Visitor) -> None:
    clock.pin_today(date(2026, 4, 20))
    assert "No meeting is set" in visitor.get("/my-reports").text


def test_it_says_that_nothing_is_owed(visitor: Visitor, office: Office, client: FlaskClient) -> None:
    open_reports(office)
    idle = factories.create_division(office.agency, "กองการศึกษา")
    factories.sign_in(client, factories.create_person(office.agency, Role.DIVISION_HEAD, idle))
    assert "You owe no report" in visitor.get("/my-reports").text


def test_it_thanks_and_names_the_next_window_when_all_is_sent(
    visitor: Visitor, office: Office, own: ProgressReport, client: FlaskClient
) -> None:
    factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    factories.sign_in(client, office.other_head)
    clock.pin_today(date(2026, 2, 10))
    theirs = report_on(office.shared, office.works)
    page = visitor.send(form_of(visitor.get("/my-reports"), theirs), press="submit", answer="no_change")
    assert "Everything is sent" in page.text
    assert "22 February 2026" in page.text


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
