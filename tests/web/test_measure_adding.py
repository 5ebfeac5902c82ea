from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories import sign_in
from tests.support.office import Office
from tests.support.pages import Visitor


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.secretary)
    return Visitor(client)


def test_a_measure_is_added_from_where_it_is_missed(secretary: Visitor, office: Office) -> None:
    path = f"/plans/{office.plan.id}/measures/add"
    page = secretary.get(f"{path}?indicator=6")
    ticked = [box["value"] for box in page.all("input", name="indicators") if "checked" in box.attributes]
    assert ticked == ["6"]
    shown = secretary.send(page.one("form", action=path), titles="จัดจุดบริการเคลื่อนที่", period_text="ไตรมาส ๒")
    assert "จัดจุดบริการเคลื่อนที่" in shown.one("h1").text
    assert "To be confirmed" in shown.text


def test_what_was_typed_stays_when_it_is_refused(secretary: Visitor, office: Office) -> None:
    path = f"/plans/{office.plan.id}/measures/add"
    page = secretary.send(secretary.get(path).one("form", action=path), titles="", steps="สำรวจความเห็น")
    assert "สำรวจความเห็น" in page.one("textarea", name="steps").text
    assert page.one("textarea", name="titles").get("aria-invalid") == "true"
