"""The roll-up of the ten indicators."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from flask.testing import FlaskClient

from tests.factories import create_agency, create_person, create_report, moment, sign_in
from tests.support.html import Element
from tests.support.office import MONTH, Office
from tests.support.pages import Visitor
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import Assessment, AssessmentScore, Assignment
from tracker.models.isolation import agency_scope


@pytest.fixture
def executive(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.executive)
    return Visitor(client)


@pytest.fixture
def scored(office: Office) -> None:
    with agency_scope(office.agency.id):
        scores = [AssessmentScore(code="2", score=98.71), AssessmentScore(code="6", score=90)]
        assessment = Assessment(fiscal_year=2568, overall_score=92.27, scores=scores)
        db.session.add(assessment)
        db.session.flush()
        office.plan.assessment_id = assessment.id
        db.session.commit()


def row_of(page: Element, code: str) -> Element:
    [row] = [row for row in page.all("tr") if row.all("th", scope="row") and row.one("th").text.startswith(f"{code} ")]
    return row


def cell(row: Element, label: str) -> Element:
    [found] = [cell for cell in row.all("td") if cell["data-label"] == label]
    return found


def report_on_own(office: Office, day: date = date(2026, 1, 20)) -> None:
    with agency_scope(office.agency.id):
        assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    create_report(assignment, MONTH, percent=40, submitted_at=moment(day))


def test_all_ten_stand_under_their_tools(executive: Visitor, office: Office) -> None:
    page = executive.get("/indicators")
    tools = {tool: page.one("section", id=tool) for tool in ("iit", "eit", "oit")}
    codes = {tool: [head.text.split()[0] for head in part.all("th", scope="row")] for tool, part in tools.items()}
    assert codes == {"iit": list("12345"), "eit": list("678"), "oit": ["9", "10"]}
    assert "No measure" in row_of(page, "10").text


def test_a_row_shows_score_figures_and_measures(executive: Visitor, office: Office, scored: None) -> None:
    report_on_own(office)
    row = row_of(executive.get("/indicators"), "2")
    assert cell(row, "Last score").text == "98.71"
    assert "In progress 1" in cell(row, "Progress").text
    assert "On track 1" in cell(row, "Health").text
    assert float(cell(row, "Mean").one("progress")["value"]) == 40
    assert cell(row, "Reports in").text == "1 of 1"
    assert row.one("details").one("a")["href"] == f"/measures/{office.own.id}"


def test_a_measure_counts_under_each_indicator_and_once_in_the_plan(executive: Visitor, office: Office) -> None:
    page = executive.get("/indicators")
    assert "2 measures" in page.one("h2", class_="t-card__title").text
    for code in ("6", "8"):
        assert row_of(page, code).one("details").one("a")["href"] == f"/measures/{office.shared.id}"


@pytest.mark.parametrize("written", ["15/1/2569", "15 ม.ค. 69", "๑๕/๑/๒๕๖๙", "2026-01-15"])
def test_it_answers_for_another_day_in_any_spelling(executive: Visitor, office: Office, written: str) -> None:
    report_on_own(office, date(2026, 1, 20))
    page = executive.get(f"/indicators?date={written}")
    assert "As of 15 January 2026" in page.text
    assert float(cell(row_of(page, "2"), "Mean").one("progress")["value"]) == 0, "the report came five days later"


@pytest.mark.parametrize("written", ["31/2/2569", "abc", "15/1/256"])
def test_a_day_that_is_none_is_said_at_its_field(executive: Visitor, office: Office, written: str) -> None:
    page = executive.get(f"/indicators?date={written}")
    field = page.one("input", id="date")
    assert field["value"] == written
    assert field["aria-invalid"] == "true"
    assert written in page.one(id="date-error").text
    assert "As of 29 January 2026" in page.text


def test_the_workbook_tells_the_same(executive: Visitor, office: Office, scored: None) -> None:
    report_on_own(office)
    page = executive.get("/indicators")
    [link] = [one for one in page.all("a") if "download" in one.attributes and ".xlsx" in one["href"]]
    executive.get(link["href"])
    book = openpyxl.load_workbook(BytesIO(executive.response.data))
    words = [str(value) for row in book.worksheets[0].iter_rows(values_only=True) for value in row]
    assert "98.71" in words


def test_without_a_plan_it_says_what_to_do(client: FlaskClient, office: Office) -> None:
    sign_in(client, create_person(create_agency(), Role.SECRETARY))
    page = Visitor(client).get("/indicators")
    assert "There is no plan yet." in page.text
    assert page.one("a", href="/plans/import")
