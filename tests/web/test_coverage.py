"""Which weak scores the measures of a plan answer."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.factories import create_measure, sign_in
from tests.support.html import Element
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.extensions import db
from tracker.models import Assessment, AssessmentScore
from tracker.models.isolation import agency_scope

#: The measures of the office stand under 2, and under 6 and 8.
SCORES = {
    "1": 90.0,
    "2": 90.0,
    "3": 90.0,
    "5": 70.0,
    "6": 80.0,
    "7": 95.0,
    "8": 95.0,
    "9": 95.0,
    "10": 95.0,
    "e9": 60.0,
}


@pytest.fixture
def assessed(office: Office) -> None:
    with agency_scope(office.agency.id):
        scores = [AssessmentScore(code=code, score=score) for code, score in SCORES.items()]
        assessment = Assessment(fiscal_year=2568, overall_score=88.0, scores=scores)
        db.session.add(assessment)
        db.session.flush()
        office.plan.assessment_id = assessment.id
        db.session.commit()


@pytest.fixture
def executive(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.executive)
    return Visitor(client)


def lines(page: Element) -> dict[str, str]:
    """Code and how it is answered, in the order of the page."""
    if not page.all("table", id="weak"):
        return {}
    return {
        row.one("th").text.split()[0]: row.one("td", data_label="Answered").text.replace(" To the plan", "")
        for row in page.one("table", id="weak").one("tbody").all("tr")
    }


def url(office: Office) -> str:
    return f"/plans/{office.plan.id}/coverage"


def test_the_worst_is_first_and_what_has_no_score_is_not_fine(
    executive: Visitor, office: Office, assessed: None
) -> None:
    assert lines(executive.get(url(office))) == {
        "e9": "Only its indicator has one", "5": "No measure", "6": "Has a measure", "4": "No score",
    }  # fmt: skip


def test_a_measure_that_names_the_question_answers_it(executive: Visitor, office: Office, assessed: None) -> None:
    naming = create_measure(office.plan, indicators=[], issue="คะแนนข้อ e๙ ต่ำ", titles=["เปิดช่องทางใหม่"])
    page = executive.get(url(office))
    assert lines(page)["e9"] == "Has a measure"
    links = {link.get("href") for link in page.one("table", id="weak").one("tbody").all("tr")[0].all("a")}
    assert links == {f"/measures/{naming.id}"}


def test_a_cancelled_measure_answers_nothing(executive: Visitor, office: Office, assessed: None) -> None:
    create_measure(office.plan, indicators=["5"], cancelled_on=date(2026, 1, 1))
    assert lines(executive.get(url(office)))["5"] == "No measure"


@pytest.mark.parametrize("show, codes", [("gaps", ["e9", "5"]), ("nobody", ["5"]), ("nonsense", ["e9", "5", "6", "4"])])
def test_only_the_gaps_are_shown_on_demand(
    executive: Visitor, office: Office, assessed: None, show: str, codes: list[str]
) -> None:
    assert list(lines(executive.get(f"{url(office)}?show={show}"))) == codes


def test_the_other_way_round_it_names_measures_that_answer_nothing_weak(
    executive: Visitor, office: Office, assessed: None
) -> None:
    create_measure(office.plan, indicators=[], number="7", titles=["มาตรการลอย"])
    section = executive.get(url(office)).one("section", id="other-way")
    assert [link.text for link in section.all("a")] == ["7. มาตรการลอย", "1. เปิดเผยแผนและผลการใช้จ่ายงบประมาณ"]


def test_where_nothing_is_weak_it_says_so(executive: Visitor, office: Office, assessed: None) -> None:
    with agency_scope(office.agency.id):
        db.session.query(AssessmentScore).update({"score": 99.0})
        [assessment] = db.session.query(Assessment)
        db.session.add(AssessmentScore(assessment_id=assessment.id, code="4", score=99.0))
        db.session.commit()
    assert "Nothing scored below the threshold." in executive.get(url(office)).text


def test_a_plan_without_a_result_asks_for_it(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.secretary)
    page = Visitor(client).get(url(office))
    assert "No result of an assessment belongs to this plan." in page.text
    assert page.all("a", href="/assessments/add?fiscal_year=2568")


def test_it_asks_the_database_a_few_times_however_much_there_is(
    executive: Visitor, office: Office, assessed: None
) -> None:
    counts = []
    for _ in range(2):
        create_measure(office.plan, indicators=["1", "2", "9.3"], steps=["ขั้นแรก", "ขั้นที่สอง", "ขั้นที่สาม"])
        with count_queries() as statements:
            executive.get(url(office))
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST_PER_PAGE


def test_the_pages_around_lead_there(executive: Visitor, office: Office, assessed: None) -> None:
    for page in (f"/plans/{office.plan.id}", "/indicators"):
        assert executive.get(page).all("a", href=url(office)), page
