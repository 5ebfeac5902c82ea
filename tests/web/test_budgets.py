"""The page on which the office writes the amounts of a round down."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import create_report, sign_in
from tests.support.html import Element
from tests.support.month import assignment_of
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.progress import Answer, Progress
from tracker.extensions import db
from tracker.models import MeasureBudget
from tracker.models.isolation import all_agencies

DONE: dict[str, Any] = {"answer": Answer.DONE, "progress": Progress.DONE, "percent": 100}


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.secretary)
    return Visitor(client)


def address(office: Office, months: int = 6) -> str:
    return f"/plans/{office.plan.id}/budgets/{months}"


def form_on(page: Element) -> Element:
    return next(form for form in page.all("form") if "/budgets/" in form["action"])


def typed(office: Office, **values: str) -> dict[str, Any]:
    return {f"measure-{office.own.id}-{name}": text for name, text in values.items()}


def kept(office: Office, months: int = 6) -> list[str]:
    with all_agencies():
        row = db.session.query(MeasureBudget).filter_by(measure_id=office.own.id, round_months=months).one()
        return [str(row.in_development_plan), str(row.in_ordinance), str(row.disbursed), row.remark]


def test_amounts_are_kept_as_an_office_writes_them(secretary: Visitor, office: Office) -> None:
    page = secretary.get(f"/plans/{office.plan.id}")
    assert page.all("a", href=address(office))
    form = form_on(secretary.get(address(office)))
    amounts = {
        "in_development_plan": "๕๐,๐๐๐",
        "in_ordinance": "45000.5 บาท",
        "disbursed": "0",
        "remark": "ใช้วิทยากรภายใน",
    }
    page = secretary.send(form, **typed(office, **amounts))
    assert "The amounts are kept." in page.text
    assert kept(office) == ["50000.00", "45000.50", "0.00", "ใช้วิทยากรภายใน"]
    shown = [page.one(id=f"measure-{office.own.id}-{name}")["value"] for name in ("in_development_plan", "disbursed")]
    assert shown == ["50,000", "0"]
    assert "Nothing was changed." in secretary.send(form_on(page)).text


def test_what_is_no_amount_is_said_at_its_field_and_nothing_is_kept(secretary: Visitor, office: Office) -> None:
    form = form_on(secretary.get(address(office)))
    page = secretary.send(form, 400, **typed(office, in_ordinance="12,50", disbursed="300"))
    field = f"measure-{office.own.id}-in_ordinance"
    assert "no amount in baht" in page.one(id=f"{field}-error").text
    assert page.one("a", href=f"#{field}").text.startswith("In the ordinance (baht), measure 1:")
    assert page.one(id=field)["value"] == "12,50"
    with all_agencies():
        assert db.session.query(MeasureBudget).count() == 0


def test_a_remark_that_is_too_long_is_said_at_its_field(secretary: Visitor, office: Office) -> None:
    form = form_on(secretary.get(address(office)))
    page = secretary.send(form, 400, **typed(office, remark="ก" * 1_001))
    assert "within 1000 characters" in page.one(id=f"measure-{office.own.id}-remark-error").text


def test_what_was_done_in_the_first_round_is_shown_and_not_asked_again(secretary: Visitor, office: Office) -> None:
    create_report(assignment_of(office.own, office.finance), date(2026, 1, 1), **DONE)
    secretary.send(form_on(secretary.get(address(office))), **typed(office, disbursed="1,250.50"))
    card = secretary.get(address(office, 12)).one(id=f"measure-{office.own.id}")
    assert "1,250.50" in card.text
    assert not card.all("input")
    assert card.all("a", href=f"{address(office)}#measure-{office.own.id}")


def test_the_second_round_begins_with_the_amounts_of_the_first(secretary: Visitor, office: Office) -> None:
    secretary.send(form_on(secretary.get(address(office))), **typed(office, in_ordinance="45,000", disbursed="100"))
    page = secretary.get(address(office, 12))
    assert page.one(id=f"measure-{office.own.id}-in_ordinance")["value"] == "45,000"
    assert page.one(id=f"measure-{office.own.id}-disbursed")["value"] == ""
    secretary.send(form_on(page))
    assert kept(office, 12) == ["None", "45000.00", "None", ""]


def test_two_who_write_at_once_see_each_others_amounts(secretary: Visitor, office: Office) -> None:
    mine = form_on(secretary.get(address(office)))
    secretary.send(form_on(secretary.get(address(office))), **typed(office, disbursed="100"))
    page = secretary.send(mine, 409, **typed(office, disbursed="200"))
    card = page.one(id=f"measure-{office.own.id}")
    assert "Kept now" in card.text
    assert "100.00" in card.text
    assert page.one(id=f"measure-{office.own.id}-disbursed")["value"] == "200"
    secretary.send(form_on(page))
    assert kept(office)[2] == "200.00"


def test_it_is_the_offices_page_alone(client: FlaskClient, office: Office, foreign_office: Office) -> None:
    sign_in(client, office.head)
    Visitor(client).get(address(office), 403)
    sign_in(client, office.secretary)
    Visitor(client).get(address(foreign_office), 404)
    Visitor(client).get(address(office, 9), 404)


def test_it_asks_the_database_a_few_times_only(secretary: Visitor, office: Office) -> None:
    secretary.get(address(office))
    with count_queries() as statements:
        secretary.get(address(office, 12))
    assert len(statements) <= MOST_PER_PAGE
