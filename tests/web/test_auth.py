"""Signing in and out."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import create_agency, create_person, sign_in
from tests.support.office import TODAY, Office
from tests.support.pages import Visitor
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import AuditEvent, FailedSignIn, User
from tracker.models.isolation import all_agencies
from tracker.services.sign_in import TRIES, hash_password

PASSWORD = "รหัสผ่านยาวพอสมควร"


@pytest.fixture
def head(office: Office) -> User:
    office.head.password_hash = hash_password(PASSWORD)
    db.session.commit()
    return office.head


def enter(client: FlaskClient, email: str, password: str, target: str = "") -> tuple[int, str, str]:
    page = client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    answer = client.post(f"/sign-in?next={target}", data={"email": email, "password": password, "csrf_token": token[1]})
    return answer.status_code, answer.headers.get("Location", ""), answer.get_data(as_text=True)


def test_it_signs_in(client: FlaskClient, head: User) -> None:
    assert enter(client, head.email, PASSWORD)[:2] == (302, "/")
    assert client.get("/").status_code == 302
    assert client.get("/").headers["Location"] == "/my-reports"


@pytest.mark.parametrize("typed", ["  {email} ", "{upper}"])
def test_it_takes_the_address_as_people_type_it(client: FlaskClient, head: User, typed: str) -> None:
    assert enter(client, typed.format(email=head.email, upper=head.email.upper()), PASSWORD)[0] == 302


@pytest.mark.parametrize("email, password", [("nobody@example.go.th", PASSWORD), (None, "ผิดแน่นอนครับ")])
def test_it_says_the_same_whatever_was_wrong(client: FlaskClient, head: User, email: str | None, password: str) -> None:
    status, _, page = enter(client, email or head.email, password)
    assert status == 200
    assert "ไม่ถูกต้อง" in page or "is not right" in page


def test_it_stops_after_too_many_tries_and_opens_again(client: FlaskClient, head: User) -> None:
    for _ in range(TRIES):
        enter(client, head.email, "wrong password")
    assert enter(client, head.email, PASSWORD)[0] == 200
    with all_agencies():
        failed = db.session.scalars(select(FailedSignIn)).all()
        assert len(failed) == TRIES
        for row in failed:
            row.at -= timedelta(minutes=16)
        db.session.commit()
    assert enter(client, head.email, PASSWORD)[0] == 302


@pytest.mark.parametrize(
    "target, goes_to",
    [
        ("/overdue", "/overdue"),
        ("https://example.com/", "/"),
        ("//example.com/", "/"),
        ("/\\example.com", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_it_goes_on_to_pages_of_this_site_only(client: FlaskClient, head: User, target: str, goes_to: str) -> None:
    assert enter(client, head.email, PASSWORD, target)[1] == goes_to


def test_a_new_password_ends_every_session(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.head)
    assert client.get("/").headers["Location"] == "/my-reports"
    office.head.session_number += 1
    db.session.commit()
    assert client.get("/").headers["Location"].startswith("/sign-in")


def test_a_closed_account_and_an_ended_post_open_nothing(client: FlaskClient, office: Office) -> None:
    left = create_person(office.agency, Role.SECRETARY, title="ผู้ที่ย้ายไปแล้ว", ends_on=TODAY - timedelta(days=1))
    sign_in(client, left)
    assert client.get("/overdue").status_code == 403
    office.head.is_active = False
    db.session.commit()
    sign_in(client, office.head)
    assert client.get("/overdue").headers["Location"].startswith("/sign-in")


def test_the_demonstration_opens_without_a_password_and_nothing_else_does(client: FlaskClient, office: Office) -> None:
    demo = create_agency("เทศบาลสาธิต", is_demo=True)
    guest = create_person(demo, Role.EXECUTIVE, title="นายกเทศมนตรี")
    page = client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    assert client.post(f"/sign-in/demo/{office.head.id}", data={"csrf_token": token[1]}).status_code == 403
    assert client.post(f"/sign-in/demo/{guest.id}", data={"csrf_token": token[1]}).status_code == 302


def test_a_person_changes_their_own_password(client: FlaskClient, head: User, office: Office) -> None:
    visitor, other_device = Visitor(client), Visitor(client.application.test_client())
    sign_in(client, head)
    sign_in(other_device.client, head)
    visitor.get("/password")
    form = visitor.page.one("form", action="/password")
    new = "รหัสผ่านใหม่ที่ยาวพอ"
    refusals: tuple[tuple[dict[str, Any], str], ...] = (
        ({"current": "ไม่ใช่รหัสนี้แน่", "new": new, "again": new}, "This is not your present password."),
        ({"current": PASSWORD, "new": "สั้น", "again": "สั้น"}, "at least 10 characters"),
        ({"current": PASSWORD, "new": new, "again": PASSWORD}, "are not the same"),
    )
    for wrong, sentence in refusals:
        assert sentence in visitor.send(form, **wrong).text
    visitor.send(form, current=PASSWORD, new=new, again=new)
    assert "Your password is changed." in visitor.page.text
    assert other_device.client.get("/my-reports").headers["Location"].startswith("/sign-in")
    assert enter(client, head.email, new)[0] == 302


def test_what_a_person_does_for_themselves_is_in_the_log(client: FlaskClient, office: Office) -> None:
    visitor = Visitor(client)
    sign_in(client, office.head)
    visitor.get("/my-reports")
    visitor.send(visitor.page.one("form", action="/language/th"))
    visitor.send(visitor.page.one("form", action="/sign-out"))
    with all_agencies():
        found = db.session.scalars(select(AuditEvent.event).where(AuditEvent.actor_id == office.head.id)).all()
    assert found == ["language_chosen", "signed_out"]


def test_somebody_without_a_post_can_still_leave(client: FlaskClient, office: Office) -> None:
    left = create_person(office.agency, Role.SECRETARY, title="ผู้ที่ย้ายไปแล้ว", ends_on=TODAY - timedelta(days=1))
    visitor = Visitor(client)
    sign_in(client, left)
    visitor.get("/overdue", status=403)
    visitor.post("/sign-out")
    assert client.get("/overdue").headers["Location"].startswith("/sign-in")
