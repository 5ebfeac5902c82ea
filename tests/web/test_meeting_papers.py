"""The papers of a meeting on their page: each by itself, and all of them put together while somebody looks on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker import clock
from tracker.domain.papers import PackPurpose, PaperForm
from tracker.extensions import db
from tracker.models import PaperPack
from tracker.models.isolation import agency_scope
from tracker.reports import printing
from tracker.reports.paper import Dress, Paper
from tracker.web.meeting_papers import THREAD


def in_short(paper: Paper, _dress: Dress) -> bytes:
    return paper.check_code.encode()


@pytest.fixture(autouse=True)
def _short_drawers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for form in (PaperForm.XLSX, PaperForm.DOCX, PaperForm.PDF):
        monkeypatch.setitem(printing.DRAWERS, form, in_short)
    yield
    wait_for_makers()


def wait_for_makers() -> None:
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join()


@pytest.fixture
def visitor(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def papers(office: Office) -> str:
    return f"/meetings/{office.meeting.id}/papers"


def under_way(office: Office, **columns: object) -> PaperPack:
    """A pack that somebody else is making."""
    now = clock.now()
    with agency_scope(office.agency.id):
        pack = PaperPack(
            meeting_id=office.meeting.id,
            purpose=PackPurpose.DOWNLOAD,
            **{"asked_at": now, "asked_by": "เลขานุการ", "papers_done": 3, "papers_in_all": 12, **columns},
        )
        db.session.add(pack)
        db.session.commit()
    return pack


def test_each_paper_can_be_looked_at_and_kept(visitor: Visitor, office: Office) -> None:
    page = visitor.get(papers(office)).one("section", id="single")
    names = [group.get("aria-label") for group in page.all(class_="t-paper-files")]
    assert names == [
        "Paper of a meeting",
        "Roll-up of the indicators",
        "Memo: Request for reports",
        "Memo: List of the late",
        "Sheet of a division: กองคลัง",
        "Sheet of a division: กองช่าง",
        "Register of reminders",
    ]
    for link in page.all("a"):
        if "purpose=" not in (link.get("href") or ""):
            visitor.get(link["href"])


def test_a_division_head_sees_what_they_may_have_and_puts_nothing_together(client: FlaskClient, office: Office) -> None:
    factories.sign_in(client, office.head)
    page = Visitor(client).get(papers(office))
    assert "Paper of a meeting" in page.text
    assert "Memo" not in page.one("section", id="single").text
    assert "Put all papers together" not in page.text
    Visitor(client).get(f"{papers(office)}/{under_way(office).id}.zip", 403)


def test_the_letters_way_on_leads_to_the_papers_of_the_meeting_at_hand(visitor: Visitor, office: Office) -> None:
    visitor.get("/meetings/current/papers", 302)
    assert visitor.response.headers["Location"] == papers(office)


def test_put_together_it_is_there_to_be_kept(visitor: Visitor, office: Office) -> None:
    form = visitor.get(papers(office)).one("form", action=papers(office))
    visitor.send(form)
    wait_for_makers()
    page = visitor.get(papers(office))
    row = page.one("section", id="together").one("tbody").one("tr")
    assert "หัวหน้าสำนักปลัดเทศบาล" in row.text
    visitor.get(row.one("a")["href"])
    assert visitor.response.mimetype == "application/zip"
    assert visitor.response.headers["Content-Disposition"].endswith("-2026-01.zip")
    assert "00-contents.txt" in ZipFile(BytesIO(visitor.response.data)).namelist()
    visitor.response.close()


def test_while_it_is_made_the_page_says_how_far_it_is(visitor: Visitor, office: Office) -> None:
    under_way(office)
    section = visitor.get(papers(office)).one("section", id="together")
    assert section.one("progress")["value"] == "25.0"
    assert "Paper 3 of 12" in section.text
    assert "เลขานุการ" in section.text
    assert section.one("a")["href"] == f"{papers(office)}#together", "without scripts one looks again by hand"
    assert not section.all("form"), "what is being made is not asked for again"


def test_what_could_not_be_made_is_said(visitor: Visitor, office: Office) -> None:
    under_way(office, finished_at=clock.now(), error="จัดทำไม่สำเร็จ: RuntimeError")
    section = visitor.get(papers(office)).one("section", id="together")
    assert "จัดทำไม่สำเร็จ: RuntimeError" in section.text
    assert section.one("form")


def test_what_is_not_kept_any_more_says_so(visitor: Visitor, office: Office) -> None:
    pack = under_way(office, finished_at=clock.now(), filename="papers.zip")
    assert "No longer kept" in visitor.get(papers(office)).text
    assert "put together again" in visitor.get(f"{papers(office)}/{pack.id}.zip", 404).text


def test_another_agencys_papers_are_not_there(visitor: Visitor, office: Office, foreign_office: Office) -> None:
    foreign = under_way(foreign_office, finished_at=clock.now())
    visitor.get(papers(foreign_office), 404)
    visitor.get(f"{papers(office)}/{foreign.id}.zip", 404)
    assert "เลขานุการ" not in visitor.get(papers(office)).text


def test_the_meeting_leads_to_its_papers(app: Flask, visitor: Visitor, office: Office) -> None:
    page = visitor.get(f"/meetings/{office.meeting.id}")
    assert papers(office) in [link.get("href") for link in page.all("a")]
