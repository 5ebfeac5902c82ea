"""Plans without a document, as the secretary begins them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories import sign_in
from tests.support.html import Element
from tests.support.office import Office
from tests.support.pages import Visitor


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.secretary)
    return Visitor(client)


def fill_in_year(visitor: Visitor, path: str, year: str, status: int = 200) -> Element:
    return visitor.send(visitor.get(path).one("form", action=path), status, fiscal_year=year)


def test_a_plan_is_written_by_hand(secretary: Visitor) -> None:
    page = fill_in_year(secretary, "/plans/new", "๒๕๗๒")
    assert "2572" in page.text
    drafts = secretary.get("/plans").one("section", id="drafts")
    assert "Written by hand, 2572" in drafts.text


def test_a_plan_is_carried_over(secretary: Visitor, office: Office) -> None:
    year = str(office.plan.fiscal_year + 1)
    path = f"/plans/{office.plan.id}/copy"
    assert secretary.get(path).one("input", name="fiscal_year")["value"] == year
    assert year in fill_in_year(secretary, path, year).text
    assert f"Carried over to {year}" in secretary.get("/plans").text


def test_a_year_that_has_a_plan_is_refused_beside_its_field(secretary: Visitor, office: Office) -> None:
    year = str(office.plan.fiscal_year)
    for path in ("/plans/new", f"/plans/{office.plan.id}/copy"):
        page = fill_in_year(secretary, path, year)
        assert page.one("input", name="fiscal_year").get("aria-invalid") == "true"
        assert "has a plan already" in page.text
