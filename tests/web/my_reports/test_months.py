from __future__ import annotations

from datetime import date

from flask.testing import FlaskClient

from tests import factories
from tests.support.month import assignment_of, open_reports, stored
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.web.my_reports.cards import DECEMBER, named, opened, page_form, typed_in
from tracker import clock
from tracker.domain.permissions import Role
from tracker.domain.progress import ReportState
from tracker.extensions import db
from tracker.models import Meeting, ProgressReport
from tracker.models.isolation import agency_scope


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
