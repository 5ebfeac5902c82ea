from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.month import assignment_of, open_reports, report_on, stored, submit
from tests.support.office import HELD_ON, Office
from tests.support.pages import Visitor, filled_in
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker import clock
from tracker.domain.permissions import Role
from tracker.domain.progress import Answer, ReportState
from tracker.extensions import db
from tracker.models import Decision, DecisionDivision, Division, Measure, Meeting, ProgressReport
from tracker.models.isolation import agency_scope
from tracker.queries import orders, reports

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


def give_order(office: Office, measure: Measure, division: Division, text: str) -> Decision:
    with agency_scope(office.agency.id):
        order = Decision(
            meeting_id=office.meeting.id,
            measure_id=measure.id,
            text=text,
            recorded_at=factories.moment(date(2026, 1, 8)),
            recorded_by_id=office.secretary.id,
        )
        db.session.add(order)
        db.session.flush()
        db.session.add(DecisionDivision(decision_id=order.id, division_id=division.id))
        db.session.commit()
        return order


def card_of(page: Element, report: ProgressReport) -> Element:
    return page.one(id=f"report-{report.id}")


def page_form(page: Element) -> Element:
    return page.one("form", action="/my-reports?page=1")


def named(report: ProgressReport, **fields: str) -> Any:
    """The fields of one card by their names in the form of the page."""
    return {f"r{report.id}-{name}": value for name, value in fields.items()}


def opened(visitor: Visitor, report: ProgressReport) -> Element:
    """The page with the fields of one card, as without a script: by its button."""
    return page_form(visitor.send(page_form(visitor.get("/my-reports")), press=f"open-{report.id}"))


def typed_in(page: Element, report: ProgressReport, name: str) -> str:
    return page.one("textarea", name=f"r{report.id}-{name}").verbatim.strip()


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


def test_it_sends_one_report_and_goes_on_to_the_next(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    shared = report_on(office.shared, office.finance)
    form = opened(visitor, own)
    fields = named(own, answer="progress", percent="๔๐%", done_text="ประชุมแล้ว 2 ครั้ง")
    visitor.send(form, 302, press=f"send-{own.id}", **fields)
    address = visitor.response.headers["Location"]
    assert urlsplit(address).fragment == f"report-{shared.id}"
    page = visitor.get(address)
    assert "1 report is sent" in page.text
    assert "1 of 2 sent" in page.text
    now = stored(own)
    assert (now.state, now.answer, now.percent) == (ReportState.SUBMITTED, Answer.PROGRESS, 40)
    assert now.done_text == "ประชุมแล้ว 2 ครั้ง"
    assert stored(shared).state is ReportState.OPEN


def test_one_button_sends_every_report_that_has_an_answer(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    third = add_measure(office, "3")
    open_reports(office)
    shared, untouched = report_on(office.shared, office.finance), report_on(third, office.finance)
    form = page_form(visitor.get("/my-reports"))
    fields = named(own, answer="no_change") | named(shared, answer="not_yet_due")
    page = visitor.send(form, press="send", **fields)
    assert "2 reports are sent" in page.text
    assert [stored(report).state for report in (own, shared, untouched)] == [
        ReportState.SUBMITTED,
        ReportState.SUBMITTED,
        ReportState.OPEN,
    ]


def test_sending_without_an_answer_says_that_nothing_was_sent(visitor: Visitor, own: ProgressReport) -> None:
    page = visitor.send(page_form(visitor.get("/my-reports")), press="send")
    assert "nothing was sent" in page.text
    assert stored(own).version == 1


def test_the_words_of_every_card_are_kept_whichever_button_is_pressed(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    shared = report_on(office.shared, office.finance)
    form = opened(visitor, own)
    fields = named(own, done_text="ครึ่งทาง") | named(shared, answer="no_change")
    page = visitor.send(form, press=f"send-{shared.id}", **fields)
    assert (stored(own).state, stored(own).done_text) == (ReportState.DRAFT, "ครึ่งทาง")
    assert typed_in(page, own, "done_text") == "ครึ่งทาง"
    assert stored(shared).state is ReportState.SUBMITTED


def test_the_same_as_last_time_is_filled_in_to_be_looked_at(visitor: Visitor, office: Office) -> None:
    assignment = assignment_of(office.own, office.finance)
    factories.create_report(
        assignment, DECEMBER, ReportState.ACCEPTED, done_text="ออกตรวจ 4 ครั้ง", percent=50, next_steps="ออกตรวจต่อ"
    )
    open_reports(office)
    own = report_on(office.own, office.finance)
    page = visitor.send(page_form(visitor.get("/my-reports")), press=f"same-{own.id}")
    assert (stored(own).state, stored(own).done_text) == (ReportState.DRAFT, "ออกตรวจ 4 ครั้ง")
    visitor.send(page_form(page), press="send")
    now = stored(own)
    assert (now.state, now.answer, now.percent, now.next_steps) == (
        ReportState.SUBMITTED,
        Answer.PROGRESS,
        50,
        "ออกตรวจต่อ",
    )


def test_finished_steps_are_ticked_and_stay_ticked_next_month(visitor: Visitor, office: Office) -> None:
    measure = add_measure(office, "3", steps=["ตั้งคณะทำงาน", "จัดอบรม", "ประเมินผล"])
    with agency_scope(office.agency.id):
        first, second, _third = reports.steps_of([measure.id])[measure.id]
    assignment = assignment_of(measure, office.finance)
    factories.create_report(assignment, DECEMBER, ReportState.ACCEPTED, steps_done=[first.id])
    open_reports(office)
    report = report_on(measure, office.finance)
    page = visitor.get("/my-reports")
    assert "1 of 3 steps finished" in card_of(page, report).text
    steps: Any = {f"r{report.id}-steps_done": [str(first.id), str(second.id)]}
    fields = named(report, answer="progress", percent="66", done_text="อบรมแล้ว")
    visitor.send(opened(visitor, report), press=f"send-{report.id}", **fields, **steps)
    assert stored(report).steps_done == [first.id, second.id]


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
    page = visitor.send(opened(visitor, own), 400, press=f"send-{own.id}", **named(own, **typed))
    assert sentence in page.one(id=f"r{own.id}-{at}-error").text
    assert typed_in(page, own, "problems") == "ยังไม่มีงบประมาณ"
    assert typed_in(page, own, "done_text") == fields.get("done_text", "")
    assert page.one("title").text.startswith("Error")
    assert stored(own).state in (ReportState.OPEN, ReportState.DRAFT)


def test_a_refused_report_does_not_keep_the_others_back(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    shared = report_on(office.shared, office.finance)
    form = page_form(visitor.get("/my-reports"))
    page = visitor.send(form, 400, press="send", **named(own, answer="waiting"), **named(shared, answer="no_change"))
    assert "what you are waiting for" in card_of(page, own).text
    assert (stored(own).state, stored(shared).state) == (ReportState.DRAFT, ReportState.SUBMITTED)
    again = page_form(page)
    visitor.send(again, press=f"send-{own.id}", **named(own, waiting_for="หนังสือตอบจากจังหวัด"))
    assert stored(own).state is ReportState.SUBMITTED


def test_what_was_typed_under_another_answer_is_not_sent(visitor: Visitor, own: ProgressReport) -> None:
    fields = named(own, answer="no_change", waiting_for="กรม", done_text="เขียนไว้ก่อน", problems="ไม่มีรถ")
    visitor.send(opened(visitor, own), press=f"send-{own.id}", **fields)
    now = stored(own)
    assert (now.waiting_for, now.done_text, now.problems) == ("", "", "ไม่มีรถ")


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


def test_a_report_that_somebody_saved_meanwhile_shows_both(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    form = opened(visitor, own)
    submit(office, own, office.officer, "ข้อความของเพื่อน")
    fields = named(own, answer="progress", percent="50", done_text="ข้อความของฉัน")
    page = visitor.send(form, 409, press=f"send-{own.id}", **fields)
    assert "ข้อความของเพื่อน" in card_of(page, own).text
    assert stored(own).done_text == "ข้อความของเพื่อน"
    assert typed_in(page, own, "done_text") == "ข้อความของฉัน"
    visitor.send(page_form(page), press=f"send-{own.id}")
    assert stored(own).done_text == "ข้อความของฉัน"


def test_a_figure_that_cannot_be_read_does_not_hide_what_somebody_else_saved(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    form = opened(visitor, own)
    submit(office, own, office.officer, "ข้อความของเพื่อน")
    fields = named(own, answer="progress", percent="สี่สิบ", done_text="ข้อความของฉัน")
    page = visitor.send(form, 400, press=f"send-{own.id}", **fields)
    page = visitor.send(page_form(page), 409, press=f"send-{own.id}", **named(own, percent="40"))
    assert "ข้อความของเพื่อน" in card_of(page, own).text
    assert stored(own).done_text == "ข้อความของเพื่อน"


def test_more_reports_than_any_page_holds_are_refused(visitor: Visitor, own: ProgressReport) -> None:
    visitor.get("/my-reports")
    made_up_fields = {f"r{number}-version": "1" for number in range(600)}
    assert "more reports than any page holds" in visitor.post("/my-reports", 400, do="send", **made_up_fields).text
    assert stored(own).state is ReportState.OPEN


def saved_by_script(visitor: Visitor, report: ProgressReport, version: int, **fields: str) -> tuple[int, Any]:
    token = visitor.page.all("input", name="csrf_token")[0]["value"]
    data = named(report, version=str(version), **fields) | {"csrf_token": token}
    answer = visitor.client.post(f"/my-reports/{report.id}/draft", data=data, headers={"Accept": "application/json"})
    return answer.status_code, answer.json


def test_the_script_keeps_a_card_and_tells_the_time(visitor: Visitor, own: ProgressReport) -> None:
    visitor.get("/my-reports")
    status, said = saved_by_script(visitor, own, 1, answer="progress", done_text="ครึ่งทาง")
    assert (status, said["version"]) == (200, 2)
    assert re.fullmatch(r"Draft saved at \d\d:\d\d", said["saved"])
    assert stored(own).done_text == "ครึ่งทาง"


def test_the_script_is_told_what_the_other_device_wrote(visitor: Visitor, own: ProgressReport) -> None:
    visitor.get("/my-reports")
    saved_by_script(visitor, own, 1, done_text="จากโทรศัพท์")
    status, said = saved_by_script(visitor, own, 1, done_text="จากคอมพิวเตอร์")
    assert (status, said["version"]) == (409, 2)
    assert "จากโทรศัพท์" in said["stored"]
    assert stored(own).done_text == "จากโทรศัพท์"
    assert saved_by_script(visitor, own, 2, done_text="จากคอมพิวเตอร์")[0] == 200


def test_the_script_is_told_what_cannot_be_read(visitor: Visitor, own: ProgressReport) -> None:
    visitor.get("/my-reports")
    status, said = saved_by_script(visitor, own, 1, percent="สี่สิบ", done_text="ประชุม")
    assert (status, said) == (400, {"error": "Write the percentage as a whole number, for example 40."})


def made_up(visitor: Visitor, address: str, report: ProgressReport, status: int, answer: str) -> Element:
    """A report that somebody sends without the form."""
    visitor.get("/my-reports")
    return visitor.post(address, status, do="send", **named(report, answer=answer, version=str(report.version)))


@pytest.mark.parametrize("answer", ["no_change", "nonsense"])
def test_another_divisions_report_is_refused_with_a_sentence(
    visitor: Visitor, office: Office, own: ProgressReport, answer: str
) -> None:
    theirs = report_on(office.shared, office.works)
    assert "another division" in made_up(visitor, f"/my-reports/{theirs.id}", theirs, 403, answer).text
    visitor.get(f"/my-reports/{theirs.id}", 403)
    assert stored(theirs).state is ReportState.OPEN


def test_another_divisions_report_among_ones_own_is_refused_alone(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    theirs = report_on(office.shared, office.works)
    fields = named(own, answer="no_change") | named(theirs, answer="no_change", version="1")
    form = page_form(visitor.get("/my-reports"))
    data = filled_in(form) | fields | {"do": "send"}
    assert visitor.client.post("/my-reports", data=data).status_code == 403
    assert (stored(own).state, stored(theirs).state) == (ReportState.SUBMITTED, ReportState.OPEN)


@pytest.mark.parametrize("answer, is_page", [("no_change", False), ("nonsense", False), ("no_change", True)])
def test_another_agencys_report_does_not_exist(
    visitor: Visitor, own: ProgressReport, foreign_office: Office, answer: str, is_page: bool
) -> None:
    open_reports(foreign_office)
    foreign = report_on(foreign_office.own, foreign_office.finance)
    made_up(visitor, "/my-reports" if is_page else f"/my-reports/{foreign.id}", foreign, 404, answer)
    assert stored(foreign).state is ReportState.OPEN


def test_last_months_report_is_still_taken_by_itself_and_names_its_errors(visitor: Visitor, office: Office) -> None:
    old = factories.create_report(assignment_of(office.own, office.finance), DECEMBER, ReportState.OPEN)
    open_reports(office)
    form = visitor.get(f"/my-reports/{old.id}").one("form", action=f"/my-reports/{old.id}")
    page = visitor.send(form, 400, press="send", done_text="เขียนไว้")
    assert "Choose what you report" in page.text
    form = page.one("form", action=f"/my-reports/{old.id}")
    assert form.one("textarea", name=f"r{old.id}-done_text").verbatim.strip() == "เขียนไว้"
    visitor.send(form, press="send", answer="no_change")
    assert stored(old).state is ReportState.SUBMITTED


def test_a_page_of_last_month_still_keeps_its_words(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    form = opened(visitor, own)
    factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    clock.pin_today(date(2026, 2, 25))
    visitor.send(form, press="draft", **named(own, done_text="เขียนไว้"))
    assert stored(own).done_text == "เขียนไว้"
    page = visitor.send(form, 409, press=f"send-{own.id}", **named(own, done_text="เขียนใหม่", answer="done"))
    assert typed_in(page, own, "done_text") == "เขียนใหม่"


def test_a_closed_month_shows_what_was_sent_and_takes_nothing(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    form = opened(visitor, own)
    with agency_scope(office.agency.id):
        db.session.get_one(Meeting, office.meeting.id).closed_at = factories.moment(date(2026, 2, 5))
        db.session.commit()
    page = visitor.get("/my-reports")
    assert "month is closed" in page.text
    assert not page.all("textarea")
    assert not visitor.get(f"/my-reports/{own.id}").all("textarea")
    page = visitor.send(form, 400, press=f"send-{own.id}", **named(own, answer="done", done_text="สายไปแล้ว"))
    assert "month is closed" in page.text
    assert typed_in(page, own, "done_text") == "สายไปแล้ว"


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
    page = visitor.send(page_form(visitor.get("/my-reports")), press="send", answer="no_change")
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
