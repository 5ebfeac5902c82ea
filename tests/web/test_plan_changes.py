"""The differences page: a workbook brought back, a document of a year that has a plan."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.factories import create_measure, sign_in
from tests.support.html import Element
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.support.plan_books import Edit, edited, heading_row, typing
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.plan_book import BookColumn
from tracker.extensions import db
from tracker.models import Measure, PlanDraft
from tracker.models.isolation import agency_scope

HEAD = "ที่\tมาตรการ\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\n"
ROWS = (
    "1\tเปิดเผยแผนและผลการใช้จ่ายงบประมาณประจำปี\tกองคลัง\tต.ค. 68 - ก.ย. 69\tทุกเดือน\n"
    "5\tตรวจสอบพัสดุ\tกองใหม่\tต.ค. 68 - ก.ย. 69\tทุกเดือน\n"
)


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.secretary)
    return Visitor(client)


def bring(visitor: Visitor, data: bytes, filename: str, **fields: str) -> Element:
    """Through the page on which any plan is brought in; returns the page it leads to."""
    form = visitor.get("/plans/import").one("form", enctype="multipart/form-data")
    token = form.one("input", name="csrf_token")["value"]
    answer = visitor.client.post(
        "/plans/import", data={"csrf_token": token, "file": (BytesIO(data), filename), **fields}
    )
    assert answer.status_code == 302
    return visitor.get(urlsplit(answer.headers["Location"]).path)


def exported(visitor: Visitor, office: Office) -> bytes:
    page = visitor.get(f"/plans/{office.plan.id}")
    [link] = [one for one in page.all("a") if one["href"].endswith(".xlsx")]
    answer = visitor.client.get(link["href"])
    assert answer.headers["Content-Disposition"] == "attachment; filename=plan-office-2569.xlsx"
    return answer.data


def brought_back(visitor: Visitor, office: Office, *edits: Edit) -> Element:
    return bring(visitor, edited(exported(visitor, office), *edits), "plan.xlsx")


def taking(page: Element) -> Element:
    return next(form for form in page.all("form") if form["action"].endswith("/changes"))


def boxes(page: Element) -> list[tuple[str, bool]]:
    """The words of each difference and whether it is proposed."""
    found = page.all("input", type="checkbox")
    return [(page.one("label", for_=box["id"]).text, "checked" in box.attributes) for box in found]


def test_an_unedited_workbook_says_that_nothing_differs(secretary: Visitor, office: Office) -> None:
    page = brought_back(secretary, office)
    assert "There is no difference." in page.text
    assert not boxes(page)


def test_each_change_stands_beside_what_it_replaces(secretary: Visitor, office: Office) -> None:
    page = brought_back(secretary, office, typing(1, BookColumn.END, "31/3/2569"))
    assert boxes(page) == [("Ends on (measure 1)", True)]
    cells = [cell.text for cell in page.one(id="changed").all("td")]
    assert cells == ["30 September 2026", "31 March 2026"]
    page = secretary.send(taking(page))
    assert "Taken over: 1 measures changed, 0 added, 0 cancelled." in page.text
    assert "31 Mar 2026" in page.text
    assert "plan.xlsx" not in secretary.get("/plans").text, "the draft is not waiting any more"


def test_what_is_other_in_a_text_is_marked(secretary: Visitor, office: Office) -> None:
    page = brought_back(secretary, office, typing(1, BookColumn.TITLES, "เปิดเผยแผนและผลการใช้จ่ายเงินงบประมาณ"))
    assert [mark.text for mark in page.all("mark")] == ["เงิน"]


def test_a_conflict_is_not_ticked_and_says_what_it_was(secretary: Visitor, office: Office) -> None:
    data = exported(secretary, office)
    with agency_scope(office.agency.id):
        db.session.get_one(Measure, office.own.id).issue = "แก้ในระบบ"
        db.session.commit()
    page = bring(secretary, edited(data, typing(1, BookColumn.ISSUE, "แก้ในแฟ้ม")), "plan.xlsx")
    assert boxes(page) == [("Issue (measure 1)", False)]
    assert "Changed in the program since the workbook was made." in page.text
    page = secretary.send(taking(page))
    assert "Tick what is to be taken over." in page.text


def test_a_deleted_row_is_offered_as_cancelling(secretary: Visitor, office: Office) -> None:
    page = brought_back(secretary, office, lambda sheet: sheet.delete_rows(heading_row(sheet) + 1))
    assert boxes(page) == [("Cancel this measure (1)", True)]
    secretary.send(taking(page))
    assert "Cancelled" in secretary.get(f"/measures/{office.own.id}").text


def test_what_cannot_be_read_is_asked(secretary: Visitor, office: Office) -> None:
    page = brought_back(secretary, office, typing(1, BookColumn.END, "เดือนหน้า"))
    assert "เดือนหน้า" in page.one(class_="t-alert").text
    assert "There is no difference." in page.text


def test_a_document_of_a_planned_year_leads_here(secretary: Visitor, office: Office) -> None:
    page = bring(secretary, (HEAD + ROWS).encode(), "amended.txt", fiscal_year="2569")
    [link] = [one for one in page.all("a") if one["href"].endswith("/changes")]
    page = secretary.get(link["href"])
    assert page.one(id="changed").text.startswith("Changed measures 1")
    assert "Found by its number; its title agrees by" in page.text
    assert ("Add this measure (5)", False) in boxes(page), "its division is not known"
    assert ("Cancel this measure (2)", False) in boxes(page)


def test_a_wrong_match_is_told_and_stays_told(secretary: Visitor, office: Office) -> None:
    bring(secretary, (HEAD + ROWS).encode(), "amended.txt", fiscal_year="2569")
    with agency_scope(office.agency.id):
        draft = db.session.query(PlanDraft).one()
    page = secretary.get(f"/plans/drafts/{draft.id}/changes")
    [new] = [one for one in page.all("a") if one.text == "It is a new measure"]
    page = secretary.get(new["href"])
    assert not page.all(id="changed")
    back = [one for one in page.all("a") if one.text.startswith("It is measure 1,")]
    assert back
    box = next(
        one for one in page.all("input", type="checkbox") if "Add this" in page.one("label", for_=one["id"]).text
    )
    ticked: dict[str, Any] = {box["name"]: "1"}
    page = secretary.send(taking(page), **ticked)
    assert "1 added" in page.text
    with agency_scope(office.agency.id):
        assert db.session.query(Measure).count() == 3


def test_what_changed_meanwhile_is_shown_again(secretary: Visitor, office: Office) -> None:
    page = brought_back(secretary, office, typing(1, BookColumn.ISSUE, "แก้ในแฟ้ม"))
    form = taking(page)
    with agency_scope(office.agency.id):
        db.session.get_one(Measure, office.own.id).issue = "แก้ก่อน"
        db.session.commit()
    page = secretary.send(form)
    assert "nothing was taken over" in page.text
    assert boxes(page) == [("Issue (measure 1)", False)]


def test_a_draft_that_was_taken_over_leads_to_the_plan(secretary: Visitor, office: Office) -> None:
    page = brought_back(secretary, office, typing(1, BookColumn.ISSUE, "ล่าช้า"))
    address = taking(page)["action"]
    secretary.send(taking(page))
    assert "Plan of fiscal year" in secretary.get(address).one("h1").text


def test_a_draft_of_a_year_without_a_plan_leads_to_its_review(secretary: Visitor, office: Office) -> None:
    bring(secretary, (HEAD + ROWS).encode(), "next.txt", fiscal_year="2575")
    with agency_scope(office.agency.id):
        draft = db.session.query(PlanDraft).one()
    assert not secretary.get(f"/plans/drafts/{draft.id}/changes").all(
        "form", action=f"/plans/drafts/{draft.id}/changes"
    )


def test_sixty_changed_measures_stand_on_one_page_in_few_statements(secretary: Visitor, office: Office) -> None:
    for number in range(3, 61):
        create_measure(
            office.plan, [office.finance], number=str(number), position=number, titles=[f"มาตรการที่ {number}"]
        )
    edits = [typing(number, BookColumn.ISSUE, "ล่าช้า") for number in range(1, 61)]
    page = brought_back(secretary, office, *edits)
    assert len(boxes(page)) == 60
    with count_queries() as statements:
        secretary.get(taking(page)["action"])
    assert len(statements) <= MOST_PER_PAGE
