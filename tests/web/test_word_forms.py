from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from flask.testing import FlaskClient

from tests import factories
from tests.support.changed_forms import with_lines
from tests.support.office import Office
from tests.support.pages import Visitor, filled_in
from tests.support.word_papers import lines_of
from tracker.domain.papers import PaperKind
from tracker.models.isolation import agency_scope
from tracker.queries.word_forms import word_form_rows

PAGE = "/agency/word-forms/indicators"


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def bring_back(visitor: Visitor, data: bytes, status: int = 200) -> None:
    visitor.get(PAGE)
    fields: dict[str, Any] = filled_in(visitor.page.one("form", action=PAGE)) | {"file": (BytesIO(data), "แบบ.docx")}
    visitor._see(visitor.client.post(PAGE, data=fields, content_type="multipart/form-data"), status)


def test_every_paper_has_its_form(secretary: Visitor) -> None:
    secretary.get("/agency/word-forms")
    links = [link["href"] for link in secretary.page.one("section", id="forms").all("a")]
    assert links == [f"/agency/word-forms/{kind.replace('_', '-')}" for kind in PaperKind]


@pytest.mark.parametrize("kind", PaperKind)
def test_the_page_of_a_form_lists_its_fields(secretary: Visitor, kind: PaperKind) -> None:
    secretary.get(f"/agency/word-forms/{kind.replace('_', '-')}")
    written = [code.text for code in secretary.page.one("section", id="fields").all("code")]
    assert "{{ หน่วยงาน }}" in written


def test_a_form_is_taken_brought_back_used_and_taken_away(secretary: Visitor, office: Office) -> None:
    bring_back(secretary, with_lines("ฝ่ายเลขานุการ", kind=PaperKind.INDICATORS))
    assert "แบบ.docx" in secretary.page.one("section", id="in-use").text
    for name in ("form", "example"):
        word = secretary.client.get(f"{PAGE}/{name}.docx").data
        assert lines_of(Document(BytesIO(word)))[-1] == "ฝ่ายเลขานุการ"
    paper = secretary.client.get("/indicators/report.docx").data
    assert lines_of(Document(BytesIO(paper)))[-1] == "ฝ่ายเลขานุการ"
    secretary.get(PAGE)
    secretary.send(secretary.page.one("form", action=f"{PAGE}/remove"))
    with agency_scope(office.agency.id):
        assert word_form_rows() == {}


def test_a_misspelt_field_is_named(secretary: Visitor, office: Office) -> None:
    bring_back(secretary, with_lines("{{ หน่วงาน }}", kind=PaperKind.INDICATORS), status=400)
    assert "“หน่วงาน” (“หน่วยงาน”)" in secretary.page.text
    with agency_scope(office.agency.id):
        assert word_form_rows() == {}


def test_nothing_chosen_is_told(secretary: Visitor) -> None:
    secretary.get(PAGE)
    secretary.send(secretary.page.one("form", action=PAGE), status=400)
    assert "Choose the form that you changed." in secretary.page.text
