"""The pages on which a post is handed over and a deputy is named."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import sign_in
from tests.support.html import Element
from tests.support.month import draft, open_reports, report_on
from tests.support.office import TODAY, Office
from tests.support.pages import Visitor
from tracker import clock
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import Membership, User
from tracker.models.isolation import all_agencies


@pytest.fixture
def administrator(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.administrator)
    return Visitor(client)


def posts_of(user: User) -> list[Membership]:
    with all_agencies():
        return db.session.query(Membership).filter_by(user_id=user.id).order_by(Membership.id).all()


def form_of(visitor: Visitor, user: User, end: str) -> Element:
    """From the page of the person, as it is walked."""
    page = visitor.get(f"/people/{user.id}")
    [link] = [one for one in page.all("a") if one["href"].endswith(end)]
    return visitor.get(link["href"]).one("form", class_="t-form")


def test_a_post_is_handed_over_to_somebody_who_is_there(administrator: Visitor, office: Office) -> None:
    form = form_of(administrator, office.head, "/hand-over")
    options = {option["value"]: option.text for option in form.one("select").all("option")}
    assert options["new"] == "Somebody new"
    assert str(office.head.id) not in options
    page = administrator.send(form, to=str(office.officer.id), starts_on="๑ มี.ค. ๖๙")
    assert "has the post from 1 March 2026 on." in page.text
    assert page.one("h1").text == "นักวิชาการเงินและบัญชี"
    assert posts_of(office.head)[0].ends_on == date(2026, 2, 28)
    assert posts_of(office.officer)[-1].title == "ผู้อำนวยการกองคลัง"


def test_somebody_new_gets_a_password_that_shows_once(administrator: Visitor, office: Office) -> None:
    form = form_of(administrator, office.head, "/hand-over")
    page = administrator.send(form, to="new", name="สมศรี", email="next@office.go.th", ends_on="31/3/2569")
    assert page.one("code", id="password").text
    assert "Password for สมศรี" in page.one("h1").text


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"to": "new", "name": "สมศรี"}, "email", "is no e-mail address"),
        ({"to": "new", "email": "next@office.go.th"}, "name", "Write the name of the person"),
        ({"to": "999999"}, "to", "Not a valid choice"),
        ({"to": ""}, "to", "Choose who takes the post over."),
        ({"starts_on": "1/1/2569"}, "starts_on", "cannot lie in the past"),
        ({"starts_on": ""}, "starts_on", "Write the first day."),
        ({"ends_on": "1/1/2569"}, "ends_on", "The last day is before the first."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    administrator: Visitor, office: Office, fields: dict[str, str], field: str, sentence: str
) -> None:
    form = form_of(administrator, office.head, "/hand-over")
    filled: dict[str, Any] = {"to": str(office.officer.id), "starts_on": "1/2/2569"}
    page = administrator.send(form, **filled | fields)
    assert sentence in page.one(id=f"{field}-error").text
    assert posts_of(office.head)[0].ends_on is None


def test_a_deputy_is_named_for_the_days_the_holder_is_away(administrator: Visitor, office: Office) -> None:
    form = form_of(administrator, office.head, "/deputy")
    page = administrator.send(form, to=str(office.officer.id), starts_on="2/2/2569", ends_on="6/2/2569")
    assert "The deputy is named." in page.text
    deputy = posts_of(office.officer)[-1]
    assert (deputy.role, deputy.is_acting, deputy.ends_on) == (Role.DIVISION_HEAD, True, date(2026, 2, 6))
    page = administrator.send(
        form_of(administrator, office.head, "/deputy"),
        to=str(office.other_head.id),
        starts_on="5/2/2569",
        ends_on="9/2/2569",
    )
    assert "acts for the holder on some of these days already" in page.one(id="starts_on-error").text


def test_the_next_holder_finds_the_draft_of_the_one_before(
    administrator: Visitor, office: Office, client: FlaskClient
) -> None:
    open_reports(office)
    draft(office, report_on(office.own, office.finance), office.head, "ร่างของคนก่อน")
    administrator.send(
        form_of(administrator, office.head, "/hand-over"), to=str(office.other_head.id), starts_on="30/1/2569"
    )
    clock.pin_today(TODAY + timedelta(days=1))
    sign_in(client, office.other_head)
    page = Visitor(client).get("/my-reports")
    assert "ร่างของคนก่อน" in page.text
    assert "กองช่าง" in page.text, "with the reports of their own division beside them"
    sign_in(client, office.head)
    Visitor(client).get("/my-reports", 403)
