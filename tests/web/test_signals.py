from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.month import assignment_of
from tests.support.office import MONTH, TODAY, Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.fiscal_year import add_months
from tracker.domain.progress import Answer, Progress, ReportState
from tracker.extensions import db
from tracker.models import Assessment, AssessmentScore, Evidence, Measure, Plan, ProgressReport
from tracker.models.isolation import agency_scope


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def report(office: Office, measure: Measure, months_ago: int = 0, **columns: Any) -> ProgressReport:
    """Of the finance division; this month's stands in the meeting."""
    assignment = assignment_of(measure, office.finance)
    meeting_id = None if months_ago else office.meeting.id
    return factories.create_report(assignment, add_months(MONTH, -months_ago), meeting_id=meeting_id, **columns)


DONE: dict[str, Any] = {"answer": Answer.DONE, "progress": Progress.DONE, "percent": 100}


def signals(secretary: Visitor, office: Office) -> Element:
    return secretary.get(f"/meetings/{office.meeting.id}/signals")


def test_a_month_without_signals_says_so(secretary: Visitor, office: Office) -> None:
    assert "Nothing calls for a second look" in signals(secretary, office).text


def test_it_shows_a_text_that_comes_again_and_a_percentage_that_went_back(secretary: Visitor, office: Office) -> None:
    for months_ago, percent in enumerate((30, 45, 40)):
        report(office, office.own, months_ago, percent=percent, done_text="อยู่ระหว่างดำเนินการ")
    page = signals(secretary, office)
    [row] = page.one(id="same_text").all("tr")[1:]
    assert "November 2025 to January 2026: “อยู่ระหว่างดำเนินการ”" in row.text
    assert "กองคลัง" in row.text
    assert row.all("a")[0]["href"].startswith("/meetings/reports/")
    [row] = page.one(id="percent_back").all("tr")[1:]
    assert "45% in December 2025, now 30%" in row.text


def test_it_shows_what_is_done_without_evidence_and_evidence_of_other_days(secretary: Visitor, office: Office) -> None:
    report(office, office.own, done_text="เผยแพร่ครบแล้ว", **DONE)
    other = report(office, office.shared)
    with agency_scope(office.agency.id):
        db.session.add(
            Evidence(
                report_id=other.id,
                caption="ภาพถ่าย",
                url="https://example.go.th",
                dated_on=date(2025, 6, 3),
                added_at=factories.moment(TODAY),
                added_by_id=office.head.id,
            )
        )
        db.session.commit()
    page = signals(secretary, office)
    assert "เผยแพร่ครบแล้ว" in page.one(id="done_without_evidence").text
    assert "Evidence of 3 June 2025" in page.one(id="evidence_outside").text
    assert "1 October 2025 to 4 February 2026" in page.one(id="evidence_outside").text


def test_it_shows_ends_that_moved_and_indicators_whose_score_stays_low(secretary: Visitor, office: Office) -> None:
    report(office, office.own, percent=60)
    with agency_scope(office.agency.id):
        measure = db.session.get_one(Measure, office.own.id)
        measure.adopted_ends_on = date(2026, 8, 31)
        assessment = Assessment(
            fiscal_year=2568,
            overall_score=80.0,
            scores=[AssessmentScore(code="2", score=71.5), AssessmentScore(code="6", score=71.5)],
        )
        db.session.add(assessment)
        db.session.flush()
        db.session.get_one(Plan, office.plan.id).assessment_id = assessment.id
        db.session.commit()
    page = signals(secretary, office)
    [row] = page.one(id="end_moved").all("tr")[1:]
    assert "31 August 2026" in row.text
    assert "30 September 2026" in row.text
    assert "30" in row.all("td")[-1].text
    [row] = page.one(id="green_with_low_score").all("tr")[1:]
    assert row.text.startswith("2 ")
    assert "71.50" in row.text
    assert "below 85" in page.one(id="green_with_low_score").text


def test_the_meeting_counts_them_and_marks_the_reports(secretary: Visitor, office: Office) -> None:
    report(office, office.own, **DONE)
    report(office, office.shared, state=ReportState.ACCEPTED, **DONE)
    page = secretary.get(f"/meetings/{office.meeting.id}?show=to-review")
    figure = next(figure for figure in page.all(class_="t-figure") if "Worth a look" in figure.text)
    assert figure.text == "Worth a look 2"
    assert "Done without evidence" in page.one(id="reports").text
    assert "1 of them is worth a look first" in page.one(id="reports").text


def test_the_meeting_counts_an_end_that_moved_too(secretary: Visitor, office: Office) -> None:
    report(office, office.own, percent=60)
    with agency_scope(office.agency.id):
        db.session.get_one(Measure, office.own.id).adopted_ends_on = date(2026, 8, 31)
        db.session.commit()
    page = secretary.get(f"/meetings/{office.meeting.id}")
    assert "Worth a look 1" in [figure.text for figure in page.all(class_="t-figure")]


@pytest.mark.parametrize("name", ["head", "executive", "auditor"])
def test_others_see_nothing_of_it(client: FlaskClient, office: Office, name: str) -> None:
    report(office, office.own, **DONE)
    factories.sign_in(client, getattr(office, name))
    visitor = Visitor(client)
    page = visitor.get(f"/meetings/{office.meeting.id}")
    assert "Worth a look" not in page.text
    assert "Done without evidence" not in page.text
    visitor.get(f"/meetings/{office.meeting.id}/signals", 403)


def test_another_agencys_signals_are_not_there(secretary: Visitor, foreign_office: Office) -> None:
    secretary.get(f"/meetings/{foreign_office.meeting.id}/signals", 404)


@pytest.mark.parametrize("page", ["", "/signals", "/close"])
def test_it_asks_the_same_number_of_questions_whatever_the_data(secretary: Visitor, office: Office, page: str) -> None:
    report(office, office.own, **DONE)
    url = f"/meetings/{office.meeting.id}{page}"
    with count_queries() as few:
        secretary.get(url)
    for number in range(3, 20):
        measure = factories.create_measure(office.plan, [office.finance], number=str(number))
        for months_ago in range(12):
            report(office, measure, months_ago, percent=40 + months_ago)
    with count_queries() as many:
        secretary.get(url)
    assert len(few) == len(many) <= MOST_PER_PAGE
