"""The link of a letter: what it opens without a password, and for whom."""

from __future__ import annotations

import logging
import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from jobs.schedule import EVERYTHING, jobs_named, run_in_turn
from tests import factories
from tests.support.doors import Caller, doors
from tests.support.links import BASE_URL, allow_links, events, link_of, queue_requests, refusals
from tests.support.mailbox import Mailbox
from tests.support.month import assignment_of, open_reports, report_on, stored
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker import clock
from tracker.domain.papers import PaperForm, PaperKind
from tracker.domain.permissions import Role
from tracker.domain.progress import EntryChannel, ReportState
from tracker.extensions import db
from tracker.models import Message, ProgressRevision
from tracker.models.isolation import all_agencies
from tracker.services import report_links
from tracker.web.access import opens_by_link

AN_ADDRESS = re.compile(re.escape(BASE_URL) + r"(/r/[\w.-]+)")

#: Parts of addresses that are no numbers.
IN_WORDS = {"form": PaperForm.XLSX, "kind": PaperKind.MEETING}

OPEN_BY_LINK = {
    "auth.sign_out",
    "my_reports.answer_order",
    "my_reports.index",
    "my_reports.one",
    "my_reports.save",
    "my_reports.save_draft",
    "my_reports.save_one",
    "web.home",
}
"""Beside them the evidence of these reports. Whoever opens another page by link says so here."""


def test_from_the_letter_to_the_report_without_a_password(
    app: Flask, client: FlaskClient, office: Office, mailbox: Mailbox
) -> None:
    assert run_in_turn(app, jobs_named(EVERYTHING))
    [letter] = mailbox.to(office.head.email)
    [address] = AN_ADDRESS.findall(letter.text)
    head = Visitor(client)
    page = head.get(address)
    assert "เปิดเผยแผนและผลการใช้จ่ายงบประมาณ" in page.text
    assert address not in head.response.request.path
    report = report_on(office.own, office.finance)
    head.get(f"/my-reports/{report.id}")
    form = head.page.one("form", action=f"/my-reports/{report.id}")
    head.send(form, press="send", answer="progress", percent="40", done_text="ประชุมคณะทำงานแล้ว")
    assert stored(report).state is ReportState.SUBMITTED
    with all_agencies():
        revision = db.session.scalars(select(ProgressRevision)).one()
    assert (revision.channel, revision.by_id, revision.is_on_behalf) == (EntryChannel.MAIL_LINK, office.head.id, False)
    [submitted] = events("report_submitted")
    assert submitted.after["channel"] == "mail_link"


def test_no_page_of_the_office_shows_an_address_that_opens_anything(
    app: Flask, client: FlaskClient, office: Office, mailbox: Mailbox
) -> None:
    run_in_turn(app, jobs_named(EVERYTHING))
    factories.sign_in(client, office.secretary)
    secretary = Visitor(client)
    with all_agencies():
        messages = db.session.scalars(select(Message)).all()
    pages = [f"/messages/{message.id}" for message in messages]
    for path in (*pages, "/messages", "/messages/preview", f"/meetings/{office.meeting.id}/links"):
        secretary.get(path)
        assert "/r/" not in secretary.response.text, path
    assert f"{BASE_URL}/my-reports" in secretary.get(pages[0]).text


def test_each_use_is_counted_and_logged(guest: Visitor, office: Office, address: str) -> None:
    guest.get(address)
    assert link_of(office, office.head).uses == 2
    [event] = events("report_link_used")
    assert (event.actor_id, event.after["person"]) == (office.head.id, office.head.name)


def test_the_answer_that_carries_the_address_on_is_kept_by_nobody(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/my-reports")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_nothing_of_the_session_before_stays(client: FlaskClient, address: str) -> None:
    with client.session_transaction() as session:
        session["agency"], session["csrf_token"] = 99, "planted"
    client.get(address)
    with client.session_transaction() as session:
        assert set(session) == {"report_link"}


def test_the_same_link_once_more_leaves_the_open_forms_alone(guest: Visitor, address: str) -> None:
    form = guest.page.one("form", action="/my-reports?page=1")
    guest.client.get(address)
    guest.send(form)


def test_the_frame_of_the_page_offers_only_what_is_open(guest: Visitor) -> None:
    frame = guest.page.all("header")[0]
    assert {link["href"] for link in frame.all("a")} == {"/my-reports", "/", "/sign-in"}
    assert "everything else needs your password" in frame.text
    assert guest.get("/").one("h1").text == guest.get("/my-reports").one("h1").text


def test_the_language_and_the_way_out_are_open(guest: Visitor, office: Office) -> None:
    guest.post("/language/th")
    assert guest.get("/my-reports").one("html")["lang"] == "th"
    guest.send(guest.page.all("form", action="/sign-out")[0])
    guest.get("/my-reports", 302)
    assert events("signed_out") == []


def test_only_the_named_pages_open_by_link(app: Flask) -> None:
    opened = {name for name, view in app.view_functions.items() if opens_by_link(view)}
    assert {name for name in opened if not name.startswith("evidence")} == OPEN_BY_LINK


def test_every_other_page_asks_for_the_password(app: Flask, client: FlaskClient, address: str) -> None:
    person = Caller(client)
    person.ask("GET", address)
    person.token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', person.ask("GET", "/my-reports").text)[0]
    closed = [door for door in doors(app, "GET", "POST") if not opens_by_link(app.view_functions[door.endpoint])]
    assert len(closed) > 60
    for door in closed:
        data = {"csrf_token": person.token} if door.method == "POST" else {}
        answer = person.ask(door.method, door.url(app, dict.fromkeys(door.rule.arguments, 1) | IN_WORDS), **data)
        assert answer.status_code == 302, f"{door.method} {door.rule.rule}"
        assert answer.headers["Location"].startswith("/sign-in"), f"{door.method} {door.rule.rule}"


def test_the_page_to_sign_in_on_says_why_and_leads_nowhere_else(guest: Visitor) -> None:
    page = guest.get("/overdue")
    assert guest.response.request.path == "/sign-in"
    assert "This page needs your password." in page.text
    assert guest.get("/my-reports").one("h1").text != page.one("h1").text, "the link goes on working"


def test_another_divisions_report_is_refused_and_logged(guest: Visitor, office: Office) -> None:
    theirs = report_on(office.shared, office.works)
    guest.get(f"/my-reports/{theirs.id}", 403)
    guest.get("/my-reports")
    guest.post(f"/my-reports/{theirs.id}", 403, do="send", answer="no_change", version=str(theirs.version))
    assert "another division" in guest.page.text
    assert refusals() == ["other_report"]
    assert stored(theirs).state is ReportState.OPEN


def test_a_report_of_another_meeting_is_refused_and_logged(guest: Visitor, office: Office) -> None:
    earlier = factories.create_meeting(office.agency, date(2026, 1, 7), date(2025, 12, 1))
    report = factories.create_report(
        assignment_of(office.own, office.finance), date(2025, 12, 1), ReportState.OPEN, meeting_id=earlier.id
    )
    for path in (f"/my-reports/{report.id}", f"/my-reports/{report.id}/draft"):
        guest.get("/my-reports")
        guest.post(path, 403, do="send", answer="no_change", version="1")
    guest.get(f"/my-reports/{report.id}", 403)
    assert "its own meeting only" in guest.page.text
    assert refusals() == ["other_report"]
    assert stored(report).state is ReportState.OPEN


def test_it_shows_the_month_of_its_meeting_also_when_the_next_one_is_collected(guest: Visitor, office: Office) -> None:
    later = factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    clock.pin_today(date(2026, 2, 25))
    open_reports(office)
    guest.get("/my-reports")
    assert "January 2026" in guest.page.text
    assert "February 2026" not in guest.page.one("h1").text
    assert later.id != office.meeting.id


def test_a_link_of_one_agency_never_shows_another(
    app: Flask, client: FlaskClient, office: Office, foreign_office: Office, address: str
) -> None:
    factories.add_post(foreign_office.agency, office.head, Role.DIVISION_HEAD, foreign_office.finance)
    factories.add_post(foreign_office.agency, office.head, Role.ADMINISTRATOR)
    allow_links(foreign_office)
    queue_requests(foreign_office)
    guest = Visitor(client)
    with client.session_transaction() as session:
        session["agency"] = foreign_office.agency.id
    assert office.agency.name in guest.get(address).text
    theirs = report_on(foreign_office.own, foreign_office.finance)
    guest.get(f"/my-reports/{theirs.id}", 404)
    guest.get("/my-reports")
    guest.post(f"/agencies/{foreign_office.agency.id}/choose", 302)
    page = guest.get("/my-reports")
    assert office.agency.name in page.text
    assert foreign_office.agency.name not in page.text
    link = link_of(foreign_office, foreign_office.head)
    assert client.get(f"{address[: address.index('.')]}.{link.id}").status_code == 403


def test_the_administrators_post_of_the_same_person_stays_outside(
    app: Flask, client: FlaskClient, office: Office, address: str
) -> None:
    factories.add_post(office.agency, office.head, Role.ADMINISTRATOR)
    guest = Visitor(client)
    guest.get(address)
    guest.get("/people", 302)
    guest.get(f"/my-reports/{report_on(office.shared, office.works).id}", 403)


def test_who_is_signed_in_as_the_same_person_goes_straight_on(
    client: FlaskClient, office: Office, foreign_office: Office, address: str
) -> None:
    factories.sign_in(client, office.head)
    factories.add_post(foreign_office.agency, office.head, Role.DIVISION_HEAD, foreign_office.finance)
    head = Visitor(client)
    with client.session_transaction() as session:
        session["agency"] = foreign_office.agency.id
    assert office.agency.name in head.get(address).text
    head.get("/overdue")
    assert link_of(office, office.head).uses == 0


def test_who_is_signed_in_as_somebody_else_is_told_whose_link_it_is(
    client: FlaskClient, office: Office, address: str
) -> None:
    factories.sign_in(client, office.other_head)
    other = Visitor(client)
    page = other.get(address, 403)
    assert office.head.name in page.text
    other.get("/overdue")
    other.get(address, 403)
    other.send(other.page.one("main").one("form", action="/sign-out"))
    other.get(address)
    assert link_of(office, office.head).uses == 1


def test_signing_in_ends_the_way_by_link(client: FlaskClient, office: Office, guest: Visitor) -> None:
    factories.sign_in(client, office.secretary)
    guest.get(f"/meetings/{office.meeting.id}")
    assert office.secretary.name in guest.page.text


def test_a_mistake_of_ours_leaves_no_address_in_the_log(
    client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("no disk left")

    monkeypatch.setattr(report_links, "note_use", break_down)
    with caplog.at_level(logging.DEBUG):
        assert client.get(address).status_code == 500
    assert "no disk left" in caplog.text
    assert address.removeprefix("/r/") not in caplog.text


def test_it_asks_the_database_no_more_often_than_for_who_signed_in(guest: Visitor, address: str) -> None:
    with count_queries() as statements:
        guest.client.get("/my-reports")
    assert len(statements) <= MOST_PER_PAGE
    with count_queries() as statements:
        guest.client.get(address)
    assert len(statements) <= MOST_PER_PAGE
