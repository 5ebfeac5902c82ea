"""The page on which an adopted measure is put right."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import create_measure, sign_in
from tests.support.html import Element
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.extensions import db
from tracker.models import Assignment, Measure
from tracker.models.isolation import agency_scope


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.secretary)
    return Visitor(client)


@pytest.fixture
def unclear(office: Office) -> Measure:
    return create_measure(
        office.plan,
        number="3",
        titles=["อบรมจริยธรรม"],
        responsible_text="ผู้ที่เกี่ยวข้อง",
        period_text="ปี ๒๕๖๙",
        period_needs_confirmation=True,
    )


def form_to(page: Element, ending: str) -> Element:
    return next(form for form in page.all("form") if form["action"].endswith(ending))


def test_the_measure_says_what_is_unclear_and_leads_to_the_remedy(
    client: FlaskClient, secretary: Visitor, office: Office, unclear: Measure
) -> None:
    page = secretary.get(f"/measures/{unclear.id}")
    assert page.all("a", href=f"/measures/{unclear.id}/edit")
    assert "Nobody answers for this measure yet." in page.one(class_="t-alert").text
    assert not secretary.get(f"/measures/{office.own.id}").all(class_="t-alert")
    sign_in(client, office.executive)
    assert not Visitor(client).get(f"/measures/{unclear.id}").all("a", href=f"/measures/{unclear.id}/edit")


def test_it_shows_the_adopted_words_beside_what_is_read(secretary: Visitor, unclear: Measure) -> None:
    page = secretary.get(f"/measures/{unclear.id}/edit")
    quotes = [quote.text for quote in page.all("blockquote")]
    assert quotes == ["ผู้ที่เกี่ยวข้อง", "ปี ๒๕๖๙", "(nothing written)"]
    assert "Period to be confirmed" in page.text
    assert "Nobody yet" in page.text
    assert page.one(id="end")["value"] == "30 September 2026"


def test_it_is_put_right_and_confirmed(secretary: Visitor, office: Office, unclear: Measure) -> None:
    form = form_to(secretary.get(f"/measures/{unclear.id}/edit"), "/edit")
    page = secretary.send(
        form, divisions=["กองช่าง"], lead="กองช่าง", end="31 มี.ค. 69", cadences=["quarterly"], steps="วางแผน\nอบรม"
    )
    assert "The measure was corrected." in page.text
    assert "1 October 2025 – 31 March 2026" in page.text
    assert "To be confirmed" not in page.text
    assert [step.text for step in page.one(id="adopted").all("li")] == ["วางแผน", "อบรม"]
    page = secretary.send(form_to(secretary.get(f"/measures/{unclear.id}/edit"), "/edit"))
    assert "Nothing was changed." in page.text


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"end": "1/1/2568"}, "end", "before the first day"),
        ({"end": "เมื่อไรก็ได้"}, "end", "is not a date"),
        ({"titles": " "}, "titles", "Write the name"),
    ],
)
def test_a_slip_is_said_at_its_field_and_what_was_typed_stays(
    secretary: Visitor, unclear: Measure, fields: dict[str, Any], field: str, sentence: str
) -> None:
    form = form_to(secretary.get(f"/measures/{unclear.id}/edit"), "/edit")
    page = secretary.send(form, **fields, steps="พิมพ์แล้ว")
    assert sentence in page.one(id=f"{field}-error").text
    assert "พิมพ์แล้ว" in page.one("textarea", id="steps").text


def test_what_somebody_else_changed_is_said(secretary: Visitor, office: Office) -> None:
    form = form_to(secretary.get(f"/measures/{office.own.id}/edit"), "/edit")
    with agency_scope(office.agency.id):
        db.session.get_one(Measure, office.own.id).issue = "แก้ก่อน"
        db.session.commit()
    page = secretary.send(form, number="9")
    assert "Somebody else changed this measure" in page.text
    page = secretary.send(form_to(page, "/edit"))
    assert "The measure was corrected." in page.text, "having seen it, the second sending counts"


def test_it_is_cancelled_and_followed_again_with_a_reason(secretary: Visitor, office: Office) -> None:
    page = secretary.get(f"/measures/{office.own.id}/edit")
    page = secretary.send(form_to(page, "/cancel"))
    assert "Write the reason" in page.one(id="reason-error").text
    page = secretary.send(form_to(page, "/cancel"), reason="สภาฯ มีมติ")
    assert "The measure is cancelled." in page.text
    page = secretary.send(form_to(secretary.get(f"/measures/{office.own.id}/edit"), "/revive"), reason="มีงบแล้ว")
    assert "The measure is followed up again." in page.text


def test_a_division_that_is_unticked_keeps_its_assignment(secretary: Visitor, office: Office) -> None:
    form = form_to(secretary.get(f"/measures/{office.shared.id}/edit"), "/edit")
    secretary.send(form, divisions=["กองช่าง"], lead="")
    with agency_scope(office.agency.id):
        held = db.session.query(Assignment).filter_by(measure_id=office.shared.id).all()
        assert {one.division_id: one.cancelled_on is None for one in held} == {
            office.finance.id: False,
            office.works.id: True,
        }


def test_the_log_reads_in_words(client: FlaskClient, secretary: Visitor, office: Office) -> None:
    form = form_to(secretary.get(f"/measures/{office.own.id}/edit"), "/edit")
    secretary.send(form, divisions=["กองช่าง"], end="31/3/2569", cadences=["quarterly", "yearly"])
    sign_in(client, office.administrator)
    page = Visitor(client).get("/audit")
    assert "Measure changed" in page.text
    assert "Every quarter, Every year" in page.text
    assert "31 March 2026" in page.text


def test_it_asks_in_few_statements(secretary: Visitor, office: Office) -> None:
    with count_queries() as statements:
        secretary.get(f"/measures/{office.shared.id}/edit")
    assert len(statements) <= MOST_PER_PAGE
