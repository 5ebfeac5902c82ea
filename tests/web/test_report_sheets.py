from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests import factories
from tests.support.html import Element
from tests.support.month import NOW, give_order, open_reports, report_on, stored
from tests.support.office import Office
from tests.support.pages import Visitor, filled_in
from tests.support.queries import MOST_PER_PAGE, count_queries
from tests.support.report_sheets import Edit, edited, filling_in
from tracker.domain.answers import Entry
from tracker.domain.hidden_sheet import HIDDEN_SHEET
from tracker.domain.progress import Answer, EntryChannel, ReportState
from tracker.extensions import db
from tracker.models import DecisionDivision, Meeting, ProgressReport, ProgressRevision
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services import reporting
from tracker.web.downloads import XLSX

PROGRESS = {"answer": "มีความก้าวหน้า", "percent": 60, "done_text": "เผยแพร่แล้ว\nทางเว็บไซต์"}


@pytest.fixture
def visitor(client: FlaskClient, office: Office) -> Visitor:
    """The head of the finance division: measure 1 is theirs alone, measure 2 shared."""
    open_reports(office)
    factories.sign_in(client, office.head)
    return Visitor(client)


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    open_reports(office)
    factories.sign_in(client, office.secretary)
    return Visitor(client)


@pytest.fixture
def own(visitor: Visitor, office: Office) -> ProgressReport:
    return report_on(office.own, office.finance)


def downloaded(visitor: Visitor, address: str, *edits: Edit, sheet: int = 0) -> bytes:
    response = visitor.client.get(address)
    assert response.mimetype == XLSX
    return edited(response.data, *edits, sheet=sheet)


def bring_back(visitor: Visitor, address: str, data: bytes, status: int = 200) -> Element:
    page = visitor.get(address)
    fields: dict[str, Any] = filled_in(form_to(page, address)) | {"file": (BytesIO(data), "รายงาน ม.ค. 69.xlsx")}
    return visitor._see(visitor.client.post(address, data=fields, content_type="multipart/form-data"), status)


def form_to(page: Element, path: str) -> Element:
    return next(form for form in page.all("form") if form["action"] == path)


def brought_back(visitor: Visitor, *edits: Edit) -> Element:
    return bring_back(visitor, "/my-reports/sheet", downloaded(visitor, "/my-reports/sheet.xlsx", *edits))


def take(visitor: Visitor, page: Element, status: int = 200, chosen: Mapping[int, str] | None = None) -> Element:
    """`chosen` says by report what shall become of it, where it is not what the page proposes."""
    fields = {f"do-{report_id}": choice for report_id, choice in (chosen or {}).items()}
    return visitor.send(form_to(page, "/my-reports/sheet/take"), status, None, **fields)


def revision_of(report: ProgressReport) -> ProgressRevision:
    with all_agencies():
        return db.session.query(ProgressRevision).filter_by(report_id=report.id).one()


def test_a_sheet_is_downloaded_filled_in_looked_at_and_sent(visitor: Visitor, own: ProgressReport) -> None:
    page = brought_back(visitor, filling_in(1, **PROGRESS, steps_done="ครบ"))
    assert "1 report stays as it is" in page.text
    assert "เผยแพร่แล้ว" in page.one(id="ready").text
    assert stored(own).state is ReportState.OPEN, "looking sends nothing"
    page = take(visitor, page)
    assert "1 report is sent." in page.text
    report = stored(own)
    assert (report.state, report.percent, report.done_text) == (ReportState.SUBMITTED, 60, PROGRESS["done_text"])
    assert len(report.steps_done) == 1
    assert revision_of(own).channel is EntryChannel.IMPORT


def test_an_order_is_answered_by_the_sheet(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    order = give_order(office, office.own, office.finance, "เร่งดำเนินการ")
    page = brought_back(visitor, filling_in(1, answer="คงเดิม", order_answer="จะเร่งรัด\nให้ทัน"))
    assert "จะเร่งรัด" in page.one(id="ready").text
    take(visitor, page)
    with all_agencies():
        asked = db.session.query(DecisionDivision).filter_by(decision_id=order.id).one()
    assert asked.answer == "จะเร่งรัด\nให้ทัน"
    assert asked.answered_at is not None


def test_each_row_may_be_sent_kept_or_left_out(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    shared = report_on(office.shared, office.finance)
    page = brought_back(visitor, filling_in(1, **PROGRESS), filling_in(2, answer="คงเดิม"))
    page = take(visitor, page, chosen={own.id: "draft", shared.id: "leave"})
    assert "1 report is kept as a draft." in page.text
    assert (stored(own).state, stored(shared).state) == (ReportState.DRAFT, ReportState.OPEN)


def test_nothing_chosen_takes_nothing(visitor: Visitor, own: ProgressReport) -> None:
    page = take(visitor, brought_back(visitor, filling_in(1, **PROGRESS)), chosen={own.id: "leave"})
    assert "Nothing was taken in." in page.text
    assert stored(own).state is ReportState.OPEN


def test_an_incomplete_row_says_what_is_missing_and_offers_a_draft(visitor: Visitor, own: ProgressReport) -> None:
    page = brought_back(visitor, filling_in(1, answer="มีความก้าวหน้า"))
    assert "Write what was done." in page.one(id="incomplete").text
    choices = {field["value"] for field in page.all("input", name=f"do-{own.id}")}
    assert choices == {"draft", "leave"}
    take(visitor, page)
    assert (stored(own).state, stored(own).answer) == (ReportState.DRAFT, Answer.PROGRESS)


def test_a_row_that_has_no_meaning_is_told_with_its_place(visitor: Visitor, own: ProgressReport) -> None:
    page = brought_back(visitor, filling_in(1, answer="เดี๋ยวทำ"), filling_in(2, answer="คงเดิม"))
    assert "“เดี๋ยวทำ” is none of the answers" in page.one(id="refused").text
    assert not page.all("input", name=f"do-{own.id}")
    take(visitor, page)
    assert stored(own).state is ReportState.OPEN


def test_what_somebody_else_wrote_stands_beside_and_is_kept(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    data = downloaded(visitor, "/my-reports/sheet.xlsx", filling_in(1, **PROGRESS))
    with agency_scope(office.agency.id):
        officer = factories.actor_of(office.agency, office.officer)
        reporting.save_draft(officer, NOW, own.id, own.version, Entry(Answer.DONE, done_text="แจกคู่มือแล้ว"))
    page = bring_back(visitor, "/my-reports/sheet", data)
    words = page.one(id="conflict").text
    assert "แจกคู่มือแล้ว" in words
    assert "เผยแพร่แล้ว" in words
    take(visitor, page)
    assert stored(own).done_text == "แจกคู่มือแล้ว", "left out unless it is chosen"


def test_who_changed_it_between_looking_and_sending_is_not_overwritten(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    page = brought_back(visitor, filling_in(1, **PROGRESS), filling_in(2, answer="คงเดิม"))
    with agency_scope(office.agency.id):
        officer = factories.actor_of(office.agency, office.officer)
        reporting.save_draft(officer, NOW, own.id, own.version, Entry(Answer.DONE, done_text="แจกคู่มือแล้ว"))
    page = take(visitor, page, 409)
    assert "1 report is sent." in page.text, "the other one"
    assert "แจกคู่มือแล้ว" in page.one(id="conflict").text
    assert "เผยแพร่แล้ว" in page.one(id="conflict").text
    take(visitor, page, chosen={own.id: "send"})
    assert stored(own).done_text == PROGRESS["done_text"]


def test_a_sheet_that_nobody_filled_in_says_so(visitor: Visitor) -> None:
    assert "Nothing was filled in." in brought_back(visitor).text


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "Choose the sheet"), (b"GIF89a", "picture"), (b"x", "no sheet")],
    ids=["none", "picture", "text"],
)
def test_other_files_are_refused_at_the_field(visitor: Visitor, data: bytes, words: str) -> None:
    page = visitor.get("/my-reports/sheet")
    fields: dict[str, Any] = {**filled_in(form_to(page, "/my-reports/sheet"))}
    if data:
        fields |= {"file": (BytesIO(data), "../../etc/รายงาน.xlsx")}
    response = visitor.client.post("/my-reports/sheet", data=fields, content_type="multipart/form-data")
    page = visitor._see(response, 400)
    assert words in page.text


@pytest.mark.parametrize("address", ["/my-reports/sheet", "/my-reports/sheet/take"])
def test_a_file_that_is_too_large_is_refused_on_the_page(visitor: Visitor, app: Flask, address: str) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1_000
    fields = {"file": (BytesIO(b"x" * 2_000), "a.xlsx")}
    visitor._see(visitor.client.post(address, data=fields, content_type="multipart/form-data"), 302)
    assert "The file is too large. It may have at most 20 MB." in visitor.get("/my-reports/sheet").text


def test_the_office_takes_in_for_a_division_and_names_who_filled_it_in(secretary: Visitor, office: Office) -> None:
    address = f"/meetings/{office.meeting.id}/sheet"
    page = secretary.get(address)
    assert [link["href"] for link in page.all("a") if "division=" in (link.get("href") or "")] == [
        f"{address}.xlsx?division={division.id}" for division in (office.finance, office.works)
    ]
    data = downloaded(secretary, f"{address}.xlsx?division={office.works.id}", filling_in(1, answer="คงเดิม"))
    page = bring_back(secretary, address, data)
    theirs = report_on(office.shared, office.works)
    secretary.send(form_to(page, f"{address}/take"), told_by="ผู้อำนวยการกองช่าง")
    revision = revision_of(theirs)
    assert (revision.channel, revision.is_on_behalf) == (EntryChannel.IMPORT, True)
    assert (revision.told_by, revision.by_id) == ("ผู้อำนวยการกองช่าง", office.secretary.id)


def test_all_divisions_are_sheets_of_one_workbook(secretary: Visitor, office: Office) -> None:
    data = secretary.client.get(f"/meetings/{office.meeting.id}/sheet.xlsx").data
    assert load_workbook(BytesIO(data)).sheetnames == ["กองคลัง", "กองช่าง", HIDDEN_SHEET]


def test_a_division_downloads_only_its_own(visitor: Visitor) -> None:
    data = visitor.client.get("/my-reports/sheet.xlsx?division=2").data
    assert load_workbook(BytesIO(data)).sheetnames == ["กองคลัง", HIDDEN_SHEET]


def test_without_reports_there_is_nothing_to_download(client: FlaskClient, office: Office) -> None:
    factories.sign_in(client, office.head)
    visitor = Visitor(client)
    assert "There is nothing to report for January 2026." in visitor.get("/my-reports/sheet").text
    visitor.get("/my-reports/sheet.xlsx", 404)


def test_a_closed_month_offers_no_sheet(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    page = brought_back(visitor, filling_in(1, **PROGRESS))
    with agency_scope(office.agency.id):
        db.session.get_one(Meeting, office.meeting.id).closed_at = NOW
        db.session.commit()
    assert "This month is closed." in take(visitor, page, 400).text
    assert stored(own).state is ReportState.OPEN
    page = visitor.get("/my-reports/sheet")
    assert "This month is closed." in page.text
    assert not page.all("input", type="file")


def test_looking_asks_the_database_a_few_times(visitor: Visitor, office: Office) -> None:
    def statements(*edits: Edit) -> int:
        data = downloaded(visitor, "/my-reports/sheet.xlsx", *edits)
        form = filled_in(form_to(visitor.get("/my-reports/sheet"), "/my-reports/sheet"))
        with count_queries() as counted:
            visitor.client.post("/my-reports/sheet", data=form | {"file": (BytesIO(data), "a.xlsx")})
        return len(counted)

    one, both = filling_in(1, answer="คงเดิม"), filling_in(2, answer="คงเดิม")
    assert statements(one) == statements(one, both) <= MOST_PER_PAGE
