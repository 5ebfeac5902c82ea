from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.domain.own_wording import OWN_WORDING
from tracker.domain.reminders import MessageKind
from tracker.domain.wording import Wording, places_of
from tracker.extensions import db
from tracker.models import AuditEvent
from tracker.models.isolation import agency_scope
from tracker.queries import wordings

NEW: dict[str, Any] = {
    "subject": "ขอรายงาน {เดือนย่อ}",
    "opening": "ขอ {จำนวน} เรื่อง\r\nโดยเร็ว",
    "closing": "ภายใน{กำหนดส่ง}",
}


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def form_on(visitor: Visitor, kind: MessageKind = MessageKind.REQUEST) -> Element:
    return visitor.get(f"/agency/wording?kind={kind}").one("form", action="/agency/wording", method="post")


def own_words(office: Office) -> dict[MessageKind, Wording]:
    with agency_scope(office.agency.id):
        return wordings.wordings(office.agency.id)


@pytest.mark.parametrize("kind", MessageKind)
def test_each_kind_shows_its_sentences_its_names_and_how_it_looks(secretary: Visitor, kind: MessageKind) -> None:
    form = form_on(secretary, kind)
    assert form.one("input", name="subject")["value"] == OWN_WORDING[kind].subject
    names = [code.text for code in secretary.page.one("section", id="places").all("code")]
    assert names == [f"{{{place}}}" for place in places_of(kind)]
    assert "{" not in secretary.page.one("section", id="preview").text


def test_it_is_looked_at_before_it_is_saved(secretary: Visitor, office: Office) -> None:
    secretary.send(form_on(secretary), press="1", **NEW)
    seen = secretary.page.one("section", id="preview").text
    assert "ขอรายงาน ม.ค. 2569" in seen
    assert "ขอ 3 เรื่อง" in seen
    assert own_words(office) == {}
    secretary.send(secretary.page.one("form", action="/agency/wording", method="post"))
    assert own_words(office) == {
        MessageKind.REQUEST: Wording(NEW["subject"], "ขอ {จำนวน} เรื่อง\nโดยเร็ว", NEW["closing"])
    }


def test_a_mistake_is_named_and_what_was_written_stays(secretary: Visitor, office: Office) -> None:
    secretary.send(form_on(secretary), **NEW | {"closing": "ภายใน{วันส่ง}"})
    assert "There is nothing called {วันส่ง}" in secretary.page.text
    assert "{กำหนดส่ง}" in secretary.page.text
    form = secretary.page.one("form", action="/agency/wording", method="post")
    assert form.one("input", name="subject")["value"] == NEW["subject"]
    assert not secretary.page.all("section", id="preview")
    assert own_words(office) == {}


def test_what_somebody_writes_is_text_on_the_page(secretary: Visitor) -> None:
    secretary.send(form_on(secretary), press="1", **NEW | {"opening": "<script>alert(1)</script> {{ 7 * 7 }}"})
    assert "There is nothing called { 7 * 7 }" in secretary.page.text
    secretary.send(form_on(secretary), press="1", **NEW | {"opening": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in secretary.response.text


def test_it_goes_back_to_the_programs_own_words(secretary: Visitor, office: Office) -> None:
    secretary.send(form_on(secretary), **NEW)
    secretary.send(secretary.page.one("form", action="/agency/wording/own"))
    assert own_words(office) == {}
    assert not secretary.page.all("form", action="/agency/wording/own")
    with agency_scope(office.agency.id):
        events = db.session.query(AuditEvent).filter_by(event="wording_changed").order_by(AuditEvent.id).all()
    assert [(event.before["words"][:6], event.after["words"][:6]) for event in events] == [
        ("", "ขอรายง"),
        ("ขอรายง", ""),
    ]


def test_another_agency_keeps_its_words(secretary: Visitor, foreign_office: Office) -> None:
    secretary.send(form_on(secretary), **NEW)
    assert own_words(foreign_office) == {}


@pytest.mark.parametrize("kind", ["", "nothing", "REQUEST"])
def test_a_kind_that_is_none_is_not_there(secretary: Visitor, kind: str) -> None:
    secretary.get(f"/agency/wording?kind={kind}", status=404)
