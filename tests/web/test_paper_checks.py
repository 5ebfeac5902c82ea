"""Checking papers: each file as it was printed and altered, each code, and the register that they stand in."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests import factories
from tests.support.html import Element
from tests.support.month import open_reports, report_on, submit
from tests.support.office import HELD_ON, Office
from tests.support.pages import Visitor
from tracker import clock
from tracker.domain.check_codes import short_code
from tracker.domain.papers import PaperForm, PaperKind
from tracker.extensions import db
from tracker.models import IssuedPaper
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import snapshots
from tracker.services import closing

FORMS = list(PaperForm)


@pytest.fixture
def visitor(client: FlaskClient, office: Office) -> Visitor:
    clock.pin_today(HELD_ON)
    open_reports(office)
    submit(office, report_on(office.own, office.finance), office.head, "อบรมแล้ว 1 รุ่น")
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def printed(visitor: Visitor, office: Office, form: PaperForm) -> bytes:
    visitor.get(f"/meetings/{office.meeting.id}/report.{form}")
    return visitor.response.data


def check(visitor: Visitor, data: bytes, name: str = "paper", status: int = 200) -> Element:
    visitor.get("/check").one("form", action="/check", method="post")
    return visitor.post("/check", status, file=(BytesIO(data), name))


def issued(office: Office) -> IssuedPaper:
    with agency_scope(office.agency.id):
        return db.session.query(IssuedPaper).order_by(IssuedPaper.id).first() or IssuedPaper()


def in_parts(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """An Office file written anew with other words in its parts."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def other_words(_name: str, part: bytes) -> bytes:
    return part.replace("อบรม".encode(), "ดูงาน".encode())


def as_saved_by_excel(data: bytes) -> bytes:
    book, buffer = load_workbook(BytesIO(data)), BytesIO()
    book.worksheets[0]["A1"] = "อื่น"
    book.save(buffer)
    return buffer.getvalue()


def other_percent(data: bytes) -> bytes:
    content = json.loads(data)
    content["plan"]["percent"] = 99.9
    return json.dumps(content, ensure_ascii=False).encode()


ALTERED: dict[PaperForm, Callable[[bytes], bytes]] = {
    PaperForm.XLSX: as_saved_by_excel,
    PaperForm.DOCX: lambda data: in_parts(data, other_words),
    PaperForm.PDF: lambda data: data + b"\n% one more line\n",
    PaperForm.JSON: other_percent,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_file_as_it_was_printed_is_called_so(visitor: Visitor, office: Office, form: PaperForm) -> None:
    page = check(visitor, printed(visitor, office, form), f"รายงาน.{form}")
    assert f"“รายงาน.{form}” is as it was printed." in page.text
    assert "รายงานความก้าวหน้าตามมาตรการ" in page.text
    assert "4 Feb 2026" in page.text
    assert "หัวหน้าสำนักปลัดเทศบาล" in page.text


@pytest.mark.parametrize("form", FORMS)
def test_an_altered_file_is_called_altered_and_leads_to_what_was_printed(
    visitor: Visitor, office: Office, form: PaperForm
) -> None:
    altered = ALTERED[form](printed(visitor, office, form))
    page = check(visitor, altered, f"paper.{form}")
    assert "is not as it was printed" in page.text
    code = issued(office).check_code
    assert short_code(code) in page.text
    assert f"/check/{code}" in [link.get("href") for link in page.all("a")]


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"%PDF-1.7 broken",
        b"PK\x03\x04 broken",
        "รหัสตรวจสอบ 0000-1111-2222-3333".encode(),
        b"\xff\xfe\x00",
        b'{"check_code": "' + b"0" * 64 + b'"}',
    ],
    ids=["text", "broken PDF", "broken Office file", "unknown code", "no letters", "unknown whole code"],
)
def test_a_file_that_is_not_ours_is_not_known(visitor: Visitor, data: bytes) -> None:
    assert "is not known here" in check(visitor, data).text


def test_without_a_file_it_asks_for_one(visitor: Visitor) -> None:
    assert "Choose the file" in check(visitor, b"", "", 400).text


def test_the_stored_file_of_an_edition_is_known_by_itself(visitor: Visitor, office: Office) -> None:
    code = close(office)
    visitor.get(f"/meetings/{office.meeting.id}/editions/1/stored.json")
    stored = visitor.response.data
    assert "as it was printed" in check(visitor, stored).text
    assert f"/check/{code}" in [link.get("href") for link in check(visitor, stored).all("a")]


def close(office: Office) -> str:
    with agency_scope(office.agency.id):
        secretary = factories.actor_of(office.agency, office.secretary)
        closing.close_month(secretary, factories.moment(HELD_ON, 14), office.meeting.id)
        return snapshots.editions_of(office.meeting.id)[0].check_code


@pytest.mark.parametrize("form", FORMS)
def test_the_paper_of_a_closed_month_bears_the_code_of_its_edition(
    visitor: Visitor, office: Office, form: PaperForm
) -> None:
    code = close(office)
    data = printed(visitor, office, form)
    assert issued(office).check_code == code
    assert "is as it was printed" in check(visitor, data).text
    page = visitor.get(f"/check/{code}")
    assert "Edition 1 of January 2026" in page.text
    assert "Printed for the first time" in page.text
    assert "changed in the database" not in page.text


def test_a_code_shows_what_was_printed_although_everything_changed_since(visitor: Visitor, office: Office) -> None:
    printed(visitor, office, PaperForm.JSON)
    code = issued(office).check_code
    submit(office, report_on(office.own, office.finance), office.head, "อบรมแล้ว 2 รุ่น")
    page = visitor.get(f"/check/{short_code(code).lower()}")
    paper = page.one("article", class_="t-paper")
    assert "อบรมแล้ว 1 รุ่น" in paper.text
    assert "อบรมแล้ว 2 รุ่น" not in paper.text
    assert short_code(code) in page.text
    assert code in page.text


def test_an_altered_row_of_the_register_is_said_so_and_not_shown(visitor: Visitor, office: Office) -> None:
    printed(visitor, office, PaperForm.JSON)
    code = issued(office).check_code
    with all_agencies():
        row = db.session.query(IssuedPaper).one()
        row.content = zlib.compress(zlib.decompress(row.content).replace("อบรม".encode(), "ดูงาน".encode()))
        db.session.commit()
    page = visitor.get(f"/check/{code}")
    assert "it was changed in the database" in page.text
    assert not page.all("article")
    with all_agencies():
        db.session.query(IssuedPaper).one().content = b"not packed"
        db.session.commit()
    assert "it was changed in the database" in visitor.get(f"/check/{code}").text


def test_what_a_person_may_not_have_is_not_shown_by_its_code(
    client: FlaskClient, visitor: Visitor, office: Office
) -> None:
    visitor.get(f"/papers/ledger.json?meeting={office.meeting.id}")
    code = issued(office).check_code
    assert visitor.get(f"/check/{code}").all("article")
    factories.sign_in(client, office.head)
    page = visitor.get(f"/check/{code}")
    assert "ทะเบียนการแจ้งเตือน" in page.text
    assert not page.all("article")


def test_another_agencys_papers_are_not_known(
    client: FlaskClient, visitor: Visitor, office: Office, foreign_office: Office
) -> None:
    data = printed(visitor, office, PaperForm.XLSX)
    code = issued(office).check_code
    factories.sign_in(client, foreign_office.secretary)
    visitor.get(f"/check/{code}", 404)
    assert "is not known here" in check(visitor, data).text
    assert "is not known here" in check(visitor, as_saved_by_excel(data)).text
    assert "รายงานความก้าวหน้า" not in visitor.get("/papers/issued").text


def test_the_register_lists_each_paper_once_with_its_forms(visitor: Visitor, office: Office) -> None:
    for form in (PaperForm.JSON, PaperForm.XLSX, PaperForm.XLSX):
        printed(visitor, office, form)
    visitor.get("/papers/indicators.json")
    rows = visitor.get("/papers/issued").one("tbody").all("tr")
    assert len(rows) == 2
    meeting = rows[1]
    assert "รายงานความก้าวหน้าตามมาตรการ" in meeting.text
    assert "Excel, JSON" in meeting.text
    assert "หัวหน้าสำนักปลัดเทศบาล" in meeting.text
    visitor.get(meeting.one("a")["href"])


def test_the_register_tells_papers_of_one_kind_apart(visitor: Visitor, office: Office) -> None:
    for division in (office.finance, office.works):
        visitor.get(f"/papers/division.json?division={division.id}")
    visitor.get("/papers/memo.json?purpose=request")
    names = [row.all("th")[0].text for row in visitor.get("/papers/issued").one("tbody").all("tr")]
    for words, name in zip(("ขอให้รายงาน", "กองช่าง", "กองคลัง"), names, strict=True):
        assert words in name


def test_the_register_is_searched_by_title_person_and_code(visitor: Visitor, office: Office) -> None:
    printed(visitor, office, PaperForm.JSON)
    visitor.get("/papers/indicators.json")
    code = issued(office).check_code

    def titles(q: str, kind: str = "") -> list[str]:
        form = visitor.get("/papers/issued").one("form", class_="t-filters")
        page = visitor.send(form, q=q, kind=kind)
        return [row.text.partition(" ")[0] for row in page.all("tbody")[0].all("tr")] if page.all("tbody") else []

    assert titles(q="ความก้าวหน้า") == ["รายงานความก้าวหน้าตามมาตรการ"]
    assert titles(q=short_code(code)) == ["รายงานความก้าวหน้าตามมาตรการ"]
    assert titles(q="หัวหน้าสำนักปลัด", kind=PaperKind.INDICATORS) == ["สรุปผลการติดตามมาตรการตามตัวชี้วัด"]
    assert titles(q="%") == []


def test_only_who_sees_the_ledger_sees_the_register(client: FlaskClient, visitor: Visitor, office: Office) -> None:
    factories.sign_in(client, office.head)
    visitor.get("/papers/issued", 403)
    assert "/papers/issued" not in [link.get("href") for link in visitor.get("/papers").all("a")]
