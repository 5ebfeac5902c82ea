from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.month import open_reports, report_on, stored, submit
from tests.support.office import Office
from tests.support.pages import Visitor, filled_in
from tests.web.my_reports.cards import card_of, named, opened, page_form, typed_in
from tracker.domain.progress import ReportState
from tracker.models import ProgressReport


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


@pytest.mark.parametrize("name", ["executive", "auditor", "secretary", "administrator"])
def test_only_people_of_divisions_have_the_page(
    visitor: Visitor, office: Office, client: FlaskClient, own: ProgressReport, name: str
) -> None:
    factories.sign_in(client, getattr(office, name))
    visitor.get("/my-reports", 403)
