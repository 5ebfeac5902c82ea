"""The pages on which posts are given and ended and accounts are closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import create_person, moment, sign_in
from tests.support.html import Element
from tests.support.office import TODAY, Office
from tests.support.pages import Visitor
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import AuditEvent, Membership, User
from tracker.models.isolation import all_agencies
from tracker.queries import people
from tracker.services import sign_in as service


@pytest.fixture
def administrator(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.administrator)
    return Visitor(client)


def form_to(page: Element, end: str) -> Element:
    return next(form for form in page.all("form") if form["action"].endswith(end))


def user_of(email: str) -> User:
    """As another request finds them."""
    with all_agencies():
        user = people.user_by_email(email)
        assert user is not None
        db.session.refresh(user)
    return user


def opens(email: str, password: str) -> bool:
    db.session.expire_all()
    with all_agencies():
        return service.sign_in(email, password, moment(TODAY)).email == email


def posts_of(user: User) -> list[Membership]:
    with all_agencies():
        return db.session.query(Membership).filter_by(user_id=user.id).order_by(Membership.id).all()


def add(visitor: Visitor, **fields: str) -> Element:
    form = visitor.get("/people/add").one("form", class_="t-form")
    entry: dict[str, Any] = {
        "email": "new@example.go.th",
        "name": "สมชาย",
        "title": "ผู้อำนวยการกองช่าง",
        "role": "division_head",
    }
    return visitor.send(form, **entry | fields)


def test_it_shows_holders_and_acting_holders_and_folds_the_past(administrator: Visitor, office: Office) -> None:
    create_person(office.agency, Role.DIVISION_HEAD, office.works, title="รักษาราชการแทน", is_acting=True)
    create_person(office.agency, Role.SECRETARY, title="เลขานุการคนก่อน", ends_on=date(2025, 9, 30))
    page = administrator.get("/people")
    present = {row.one("th").text: row.text for row in page.one(id="present").one("tbody").all("tr")}
    assert "รักษาราชการแทน Acting" in present
    assert "กองคลัง" in present["ผู้อำนวยการกองคลัง"]
    assert "เลขานุการคนก่อน" not in page.one(id="present").text
    assert "เลขานุการคนก่อน" in page.one("details", id="past").text


def test_somebody_new_gets_a_password_that_shows_once(administrator: Visitor, office: Office) -> None:
    page = add(administrator, division=str(office.works.id), starts_on="1/2/2569")
    password = page.one("code", id="password").text
    user = user_of("new@example.go.th")
    [post] = posts_of(user)
    assert (post.role, post.division_id, post.starts_on) == (Role.DIVISION_HEAD, office.works.id, date(2026, 2, 1))
    assert opens(user.email, password)
    assert password not in administrator.get(f"/people/{user.id}").text
    with administrator.client.session_transaction() as session:
        assert password not in str(dict(session))


def test_a_known_address_gets_another_post(administrator: Visitor, office: Office) -> None:
    page = add(administrator, email=office.officer.email, name="", division=str(office.works.id))
    assert "had an account already" in page.text
    assert len(posts_of(office.officer)) == 2


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"email": ""}, "email", "Write the e-mail address."),
        ({"email": "nobody"}, "email", "is no e-mail address"),
        ({"title": ""}, "title", "Write the name of the post."),
        ({"role": "emperor"}, "role", "Choose one."),
        ({}, "division", "Choose the division of this post."),
        ({"starts_on": "31/2/2569"}, "starts_on", "There is no such day"),
        ({"role": "auditor", "ends_on": "1/1/2569"}, "ends_on", "before the first"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    administrator: Visitor, fields: dict[str, str], field: str, sentence: str
) -> None:
    page = add(administrator, **fields)
    assert sentence in page.one(id=f"{field}-error").text
    with all_agencies():
        assert people.user_by_email("new@example.go.th") is None


def test_a_post_ends_on_the_day_that_is_written(administrator: Visitor, office: Office) -> None:
    page = administrator.get(f"/people/{office.head.id}")
    [link] = [one for one in page.all("a") if one["href"].endswith("/end")]
    form = administrator.get(link["href"]).one("form", class_="t-form")
    page = administrator.send(form, ends_on="๓๑/๑/๒๕๖๙")
    assert "31 Jan 2026" in page.text
    assert posts_of(office.head)[0].ends_on == date(2026, 1, 31)


def test_the_last_administrator_stays(administrator: Visitor, office: Office) -> None:
    [post] = posts_of(office.administrator)
    form = administrator.get(f"/people/posts/{post.id}/end").one("form", class_="t-form")
    page = administrator.send(form)
    assert "The agency needs an administrator." in page.one(id="ends_on-error").text


def test_accounts_are_closed_and_opened(administrator: Visitor, office: Office) -> None:
    page = administrator.send(form_to(administrator.get(f"/people/{office.head.id}"), "/disable"))
    assert "Account closed" in page.text
    assert not user_of(office.head.email).is_active
    administrator.send(form_to(page, "/enable"))
    assert user_of(office.head.email).is_active


def test_a_new_password_shows_once(administrator: Visitor, office: Office) -> None:
    page = administrator.send(form_to(administrator.get(f"/people/{office.head.id}"), "/reset-password"))
    assert opens(office.head.email, page.one("code", id="password").text)
    with all_agencies():
        assert db.session.query(AuditEvent).filter_by(event="password_reset").count() == 1


def test_a_refusal_is_a_sentence(administrator: Visitor, office: Office) -> None:
    administrator.get("/people")
    page = administrator.post(f"/people/{office.administrator.id}/disable", 400)
    assert "You cannot close your own account." in page.text
