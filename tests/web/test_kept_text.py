"""What somebody sends after their sign-in has ended: kept, shown, and sent again by nobody but a person."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import sign_in
from tests.support.doors import Caller, doors, ids_of
from tests.support.html import Element, parse
from tests.support.month import open_reports, report_on, stored, submit
from tests.support.office import Office
from tests.support.pages import Visitor, check
from tracker.domain.progress import ReportState
from tracker.extensions import db
from tracker.models import Agency, ProgressReport, User
from tracker.models.isolation import all_agencies
from tracker.queries import people
from tracker.services import reviewing
from tracker.services.sign_in import hash_password
from tracker.web import kept_text

PASSWORD = "รหัสผ่านยาวพอสมควร"
COMMENT = 'ขอภาพถ่าย\r\nและที่อยู่ของเว็บไซต์ที่ "เผยแพร่" <แล้ว>'
AS_SHOWN = 'ขอภาพถ่าย และที่อยู่ของเว็บไซต์ที่ "เผยแพร่" <แล้ว>'
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def settings(settings: dict[str, str]) -> dict[str, str]:
    """Pages in English also for somebody of whom nothing is known any more."""
    return settings | {"TRACKER_LANGUAGE": "en"}


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    office.secretary.password_hash = hash_password(PASSWORD)
    db.session.commit()
    sign_in(client, office.secretary)
    return Visitor(client)


@pytest.fixture
def sent(office: Office) -> ProgressReport:
    open_reports(office)
    return submit(office, report_on(office.own, office.finance), office.head)


def lose_the_cookie(visitor: Visitor, _user: User) -> None:
    visitor.client.delete_cookie("tidtam")


def change_the_password(_visitor: Visitor, user: User) -> None:
    with all_agencies():
        db.session.get_one(User, user.id, populate_existing=True).session_number += 1
        db.session.commit()


def change_the_key(visitor: Visitor, _user: User) -> None:
    visitor.client.application.secret_key = secrets.token_hex()


ENDINGS = (lose_the_cookie, change_the_password, change_the_key)
Ending = Callable[[Visitor, User], None]


def return_form(visitor: Visitor, report: ProgressReport) -> Element:
    page = visitor.get(f"/meetings/reports/{report.id}")
    return next(form for form in page.all("form") if "/return" in form["action"])


def sign_in_form(page: Element) -> Element:
    return page.one("form", id="sign-in")


def send_again_form(page: Element, report: ProgressReport) -> Element:
    return page.one("form", action=f"/meetings/reports/{report.id}/return")


@pytest.mark.parametrize("end", ENDINGS)
def test_what_was_written_is_sent_after_signing_in_again(
    secretary: Visitor, office: Office, sent: ProgressReport, end: Ending
) -> None:
    form = return_form(secretary, sent)
    end(secretary, office.secretary)
    page = secretary.send(form, 401, comment=COMMENT)
    assert page.one("h1").text == "Your sign-in has ended"
    assert page.one("blockquote").text == AS_SHOWN

    again = secretary.send(sign_in_form(page), email=office.secretary.email, password="ผิดแน่นอนครับ")
    assert "is not right" in again.text
    assert again.one("blockquote").text == AS_SHOWN, "a slip of the finger loses nothing either"

    ready = secretary.send(sign_in_form(again), email=office.secretary.email, password=PASSWORD)
    assert ready.one("blockquote").text == AS_SHOWN
    assert stored(sent).state is ReportState.SUBMITTED, "nothing is sent by signing in"

    secretary.send(send_again_form(ready, sent))
    assert (stored(sent).state, stored(sent).review_comment) == (ReportState.RETURNED, COMMENT)


def test_a_page_older_than_the_session_needs_no_signing_in(
    secretary: Visitor, office: Office, sent: ProgressReport
) -> None:
    """Signed out and in again beside the open page."""
    form = return_form(secretary, sent)
    with secretary.client.session_transaction() as session:
        del session["csrf_token"]
    page = secretary.send(form, 400, comment=COMMENT)
    assert page.one("blockquote").text == AS_SHOWN
    assert stored(sent).state is ReportState.SUBMITTED
    secretary.send(send_again_form(page, sent))
    assert stored(sent).review_comment == COMMENT


def test_what_changed_meanwhile_is_told_as_ever(secretary: Visitor, office: Office, sent: ProgressReport) -> None:
    form = return_form(secretary, sent)
    lose_the_cookie(secretary, office.secretary)
    page = secretary.send(form, 401, comment=COMMENT)
    submit(office, sent, office.officer, "แก้ไขแล้ว")
    ready = secretary.send(sign_in_form(page), email=office.secretary.email, password=PASSWORD)
    conflict = secretary.send(send_again_form(ready, sent), 409)
    assert "แก้ไขแล้ว" in conflict.text
    assert conflict.one("textarea", name="comment").text == AS_SHOWN


def test_a_button_of_the_demonstration_takes_it_along(secretary: Visitor, office: Office, sent: ProgressReport) -> None:
    with all_agencies():
        db.session.get_one(Agency, office.agency.id).is_demo = True
        db.session.commit()
    form = return_form(secretary, sent)
    lose_the_cookie(secretary, office.secretary)
    page = secretary.send(form, 401, comment=COMMENT)
    form = sign_in_form(page)
    form.attributes["action"] = page.all("button", form="sign-in")[0]["formaction"]
    ready = secretary.send(form)
    secretary.send(send_again_form(ready, sent))
    assert stored(sent).review_comment == COMMENT


@pytest.mark.parametrize("end", ENDINGS)
def test_every_form_of_the_site_is_kept(app: Flask, office: Office, end: Ending) -> None:
    ids = ids_of(office)
    for door in doors(app, "POST"):
        url = door.url(app, ids)
        visitor = Visitor(app.test_client())
        sign_in(visitor.client, office.administrator)
        caller = Caller(visitor.client)
        end(visitor, office.administrator)
        answer = caller.ask("POST", url, csrf_token=caller.token, comment="ข้อความที่เขียนไว้", version="3", empty="")
        if door.endpoint.partition(".")[0] in kept_text.KEEPING_NOTHING:
            assert answer.status_code == 302, url
            continue
        assert answer.status_code == 401, url
        page = parse(answer.text)
        check(page)
        hidden = {field["name"]: field["value"] for field in page.all("input", type="hidden")}
        assert hidden["kept_address"] == url
        assert (hidden["kept:comment"], hidden["kept:version"], hidden["kept:empty"]) == ("ข้อความที่เขียนไว้", "3", "")
        assert "kept:csrf_token" not in hidden
        assert [one.text for one in page.all("blockquote")] == ["ข้อความที่เขียนไว้"]


def test_passwords_and_files_are_never_carried_along(client: FlaskClient, office: Office) -> None:
    fields = {"email": "new@example.go.th", "password": "a new secret", "csrf_token": "old"}
    answer = client.post("/people/add", data=fields | {"file": (BytesIO(b"secret content"), "plan.docx")})
    assert answer.status_code == 401
    assert "new@example.go.th" in answer.text
    assert "secret" not in answer.text
    assert parse(answer.text).one("input", name="kept_files")
    assert client.post("/password", data={"current": "a secret", "new": "b", "again": "b"}).status_code == 302


def test_a_page_left_too_long_at_the_door_still_holds_it(client: FlaskClient, office: Office) -> None:
    """The key of the program changed once more while somebody was signing in."""
    visitor = Visitor(client)
    carried = {"kept_address": "/divisions/add", "kept:name": "กองใหม่ที่ตั้งขึ้น"}
    page = visitor.post("/sign-in", 400, **carried)
    assert page.one("blockquote").text == "กองใหม่ที่ตั้งขึ้น"
    assert "Please try again" in page.text


def test_words_that_cannot_be_taken_stay_on_the_page_to_be_copied(secretary: Visitor, sent: ProgressReport) -> None:
    form = return_form(secretary, sent)
    form.attributes["action"] = f"/meetings/reports/{sent.id + 1000}/return"
    assert secretary.send(form, 404, comment=COMMENT).one("blockquote").text == AS_SHOWN


def test_a_script_is_told_in_one_sentence(secretary: Visitor, office: Office, sent: ProgressReport) -> None:
    url, client = f"/meetings/reports/{sent.id}/return", secretary.client
    token = return_form(secretary, sent).one("input", name="csrf_token")["value"]
    fields = {"comment": COMMENT, "csrf_token": token}

    def told(url: str, data: dict[str, str]) -> tuple[int, str]:
        answer = client.post(url, data=data, headers=SCRIPT)
        assert answer.json is not None
        return answer.status_code, answer.json["error"]

    assert told(url.replace(str(sent.id), "999"), fields)[0] == 404
    assert told(url, fields | {"csrf_token": "old"})[0] == 400
    change_the_password(secretary, office.secretary)
    assert told(url, fields)[0] == 401
    lose_the_cookie(secretary, office.secretary)
    status, sentence = told(url, fields)
    assert status == 401
    assert sentence.startswith("Your sign-in has ended.")


def test_a_fault_of_ours_keeps_the_words_too(
    secretary: Visitor, sent: ProgressReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = return_form(secretary, sent)
    monkeypatch.setattr(reviewing, "review_report", None)
    page = secretary.send(form, 500, comment=COMMENT)
    assert page.one("pre").text == AS_SHOWN


@pytest.mark.parametrize("headers", [{}, SCRIPT], ids=["person", "script"])
def test_a_fault_of_the_database_is_told_without_it(
    secretary: Visitor, sent: ProgressReport, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    """Also of who is signed in nobody can be asked then."""
    token = return_form(secretary, sent).one("input", name="csrf_token")["value"]
    monkeypatch.setattr(people, "person_signed_in", None)
    fields = {"comment": COMMENT, "csrf_token": token}
    answer = secretary.client.post(f"/meetings/reports/{sent.id}/return", data=fields, headers=headers)
    assert answer.status_code == 500
    assert "tell the administrator this code" in answer.text
    assert ("ขอภาพถ่าย" in answer.text) == (not headers)
