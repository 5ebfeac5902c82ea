"""The results of the assessments: shown as printed, entered and corrected by hand, doubted but never blocked."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from flask.testing import FlaskClient

from tests.factories import moment, sign_in
from tests.support.html import Element
from tests.support.office import TODAY, Office
from tests.support.pages import Visitor
from tracker.extensions import db
from tracker.models import Agency, Assessment, AssessmentScore, PlanDraft
from tracker.models.isolation import agency_scope

#: IIT 98, EIT 80, OIT 85: together 87.4. A question of indicator 7 is weak, and its parts make 85.
SCORES = {
    **dict.fromkeys(("1", "2", "3", "4", "5"), 98.0),
    **{"6": 80.0, "7": 80.0, "8": 80.0, "9": 90.0, "9.3": 75.0, "10": 80.0, "i1": 100.0, "O12": 50.0},
}


def store(office: Office, fiscal_year: int = 2568, **columns: object) -> Assessment:
    rows = [AssessmentScore(code=code, score=score) for code, score in SCORES.items()]
    rows += [AssessmentScore(code="e4", part="public", score=98.8), AssessmentScore(code="e4", part="survey", score=70)]
    columns = {"overall_score": 87.4, "level": "ผ่าน"} | columns
    with agency_scope(office.agency.id):
        assessment = Assessment(fiscal_year=fiscal_year, scores=rows, **columns)
        db.session.add(assessment)
        db.session.flush()
        office.plan.assessment_id = assessment.id
        db.session.commit()
    return assessment


def visitor(client: FlaskClient, office: Office, who: str = "secretary") -> Visitor:
    sign_in(client, getattr(office, who))
    return Visitor(client)


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    return visitor(client, office)


def score_form(page: Element) -> Element:
    [form] = [form for form in page.all("form") if form.all("input", name="overall")]
    return form


def line(page: Element, code: str) -> Element:
    [found] = [row for row in page.all("tr") if row.all("th", scope="row") and row.one("th").text.split()[0] == code]
    return found


def bars(row: Element) -> list[tuple[str | None, str | None]]:
    return [((bar.get("aria-label") or "").strip(), bar.get("value")) for bar in row.all("progress")]


def test_the_list_counts_what_is_weak_and_leads_to_the_measures(secretary: Visitor, office: Office) -> None:
    assessment = store(office)
    page = secretary.get("/assessments")
    row = page.one("tbody").one("tr")
    assert row.one("th").one("a")["href"] == f"/assessments/{assessment.id}"
    assert "87.40" in row.text
    assert "4 of 10" in row.text
    assert row.one("td", data_label="Weak scores and measures").one("a")["href"] == f"/plans/{office.plan.id}/coverage"


def test_scores_are_shown_as_printed_with_their_parts(secretary: Visitor, office: Office) -> None:
    page = secretary.get(f"/assessments/{store(office).id}")
    assert bars(line(page, "1")) == [("1", "98.00")]
    assert bars(line(page, "e4")) == [("e4 Public", "98.80"), ("e4 Survey", "70.00")]
    assert "Below 85.00" in line(page, "9.3").text
    assert "Below 85.00" in line(page, "e4").text
    assert "Below" not in line(page, "i1").text
    assert "รายการการจัดซื้อจัดจ้าง" in line(page, "O12").text


def test_tools_are_computed_and_a_printed_one_stands_beside(secretary: Visitor, office: Office) -> None:
    assessment = store(office)
    figures = [figure.text for figure in secretary.get(f"/assessments/{assessment.id}").all(class_="t-figure")]
    assert "IIT 98.00 Computed from its indicators" in figures
    with agency_scope(office.agency.id):
        db.session.add(AssessmentScore(assessment_id=assessment.id, code="IIT", score=97.5))
        db.session.commit()
    page = secretary.get(f"/assessments/{assessment.id}")
    assert "IIT 97.50 Computed: 98.00" in [figure.text for figure in page.all(class_="t-figure")]
    assert "IIT: its indicators make 98.00, but 97.50 is printed" in page.text


def test_what_does_not_agree_is_said_and_kept(secretary: Visitor, office: Office) -> None:
    page = secretary.get(f"/assessments/{store(office, overall_score=99.0, level='ผ่านดีเยี่ยม').id}")
    assert "Overall score: the indicators make 87.40, but 99.00 is printed" in page.text
    assert "Level: the scores make ผ่าน, but “ผ่านดีเยี่ยม” is printed" in page.text
    assert "Overall score 99.00 Computed: 87.40" in [figure.text for figure in page.all(class_="t-figure")]


def test_a_result_that_agrees_raises_no_doubt(secretary: Visitor, office: Office) -> None:
    page = secretary.get(f"/assessments/{store(office).id}")
    assert "To look at again" not in page.text


def test_everything_can_be_corrected_in_one_form(secretary: Visitor, office: Office) -> None:
    assessment = store(office)
    form = score_form(secretary.get(f"/assessments/{assessment.id}/edit"))
    assert form.one("input", name="score-9.3-whole")["value"] == "75.00"
    fields = {"score-e4-survey": "๙๐.๐๕", "score-9.3-whole": "", "score-IIT-whole": "98", "level": " ผ่านดี "}
    page = secretary.send(form, 200, None, **fields)
    assert bars(line(page, "e4"))[1] == ("e4 Survey", "90.05")
    assert not [row for row in page.all("th", scope="row") if row.text.startswith("9.3")]
    assert "Level: the scores make ผ่าน, but “ผ่านดี” is printed" in page.text
    changes = visitor(secretary.client, office, "administrator").get("/audit").one("tbody").all("tr")[0].text
    assert "Fiscal year: 2568" in changes
    assert "Level: ผ่าน → ผ่านดี" in changes
    assert "9.3 = 75.00, e4 survey = 70.00, IIT = – →" in changes
    assert "IIT = 98.00" in changes


@pytest.mark.parametrize("written", ["101", "-1", "98.777", "เก้าสิบ"])
def test_what_is_no_score_is_said_at_its_field_and_nothing_is_lost(
    secretary: Visitor, office: Office, written: str
) -> None:
    assessment = store(office)
    form = score_form(secretary.get(f"/assessments/{assessment.id}/edit"))
    page = secretary.send(form, 200, None, **{"score-e4-survey": written, "overall": "50"})
    field = page.one("input", name="score-e4-survey")
    assert (field["value"], field["aria-invalid"]) == (written, "true")
    assert page.one("input", name="overall")["value"] == "50"
    assert "open" in page.one("details", id="questions-eit").attributes, "the field with the error is in sight"
    assert "87.40" in secretary.get(f"/assessments/{assessment.id}").text


def test_a_form_that_is_older_than_the_scores_changes_nothing(secretary: Visitor, office: Office) -> None:
    assessment = store(office)
    first = score_form(secretary.get(f"/assessments/{assessment.id}/edit"))
    second = score_form(secretary.get(f"/assessments/{assessment.id}/edit"))
    secretary.send(first, overall="50")
    page = secretary.send(second, overall="60")
    assert "Somebody else changed these scores" in page.text
    assert "50.00" in secretary.get(f"/assessments/{assessment.id}").text


def test_a_year_without_a_document_is_entered_by_hand(secretary: Visitor, office: Office) -> None:
    page = secretary.get("/assessments/add")
    [form] = [form for form in page.all("form") if form.all("input", name="fiscal_year")]
    page = secretary.send(form, fiscal_year="๒๕๖๖")
    assert len([one for one in page.all("input") if (one.get("name") or "").startswith("score-i")]) == 30
    page = secretary.send(score_form(page), 200, None, overall="91.5", level="ผ่านดี", **{"score-1-whole": "90"})
    assert "Result of fiscal year 2566" in page.one("h1").text
    assert "91.50" in page.text


@pytest.mark.parametrize("year", ["1999", "abc", "25689", "9999"])
def test_a_year_that_is_none_is_said_at_its_field(secretary: Visitor, office: Office, year: str) -> None:
    page = secretary.get(f"/assessments/add?fiscal_year={year}")
    assert page.one("input", id="fiscal_year")["aria-invalid"] == "true"


def test_a_year_that_is_here_is_corrected_instead(secretary: Visitor, office: Office) -> None:
    assessment = store(office)
    secretary.get("/assessments/add?fiscal_year=2568", status=302)
    assert secretary.response.headers["Location"] == f"/assessments/{assessment.id}/edit"


def test_an_empty_form_is_no_result(secretary: Visitor, office: Office) -> None:
    page = secretary.send(score_form(secretary.get("/assessments/add?fiscal_year=2567")))
    assert "Write at least one score." in page.text


def test_a_document_that_says_otherwise_is_named(secretary: Visitor, office: Office) -> None:
    assessment = store(office)
    said = {"fiscal_year": 2568, "overall": 88.0, "level": "ผ่าน", "indicators": {"1": 98.0}, "questions": {"e4": 50.0}}
    with agency_scope(office.agency.id):
        for content in ({"assessment": said}, {"assessment": None}, {"assessment": said | {"fiscal_year": 2567}}):
            db.session.add(PlanDraft(filename="plan.docx", sha256="0" * 64, content=content, uploaded_at=moment(TODAY)))
        db.session.commit()
    page = secretary.get(f"/assessments/{assessment.id}")
    assert page.text.count("The document “plan.docx” says something else") == 1
    assert "Overall score: 88.00 in the document, 87.40 here" in page.text


def test_the_threshold_is_changed_in_thai_digits(secretary: Visitor, office: Office) -> None:
    store(office)
    page = secretary.get("/assessments")
    [form] = [form for form in page.all("form") if form.all("input", name="threshold")]
    page = secretary.send(form, threshold="๗๐")
    assert "The threshold is now 70.00." in page.text
    assert "0 of 10" in page.text
    with agency_scope(office.agency.id):
        assert db.session.get_one(Agency, office.agency.id, populate_existing=True).score_threshold == 70.0


@pytest.mark.parametrize("written", ["", "101"])
def test_a_threshold_that_is_none_is_refused(secretary: Visitor, office: Office, written: str) -> None:
    page = secretary.get("/assessments")
    [form] = [form for form in page.all("form") if form.all("input", name="threshold")]
    assert secretary.send(form, threshold=written).one("input", id="threshold")["aria-invalid"] == "true"


def test_who_may_only_look_sees_no_way_to_change(client: FlaskClient, office: Office) -> None:
    assessment = store(office)
    executive = visitor(client, office, "executive")
    hrefs = {link.get("href") for link in executive.get(f"/assessments/{assessment.id}").all("a")}
    assert f"/assessments/{assessment.id}/edit" not in hrefs
    page = executive.get("/assessments")
    assert not page.all("input", name="threshold")
    assert "/assessments/add" not in {link.get("href") for link in page.all("a")}


def test_the_workbook_tells_the_same(secretary: Visitor, office: Office) -> None:
    page = secretary.get(f"/assessments/{store(office).id}")
    [link] = [one for one in page.all("a") if "download" in one.attributes]
    secretary.get(link["href"])
    book = openpyxl.load_workbook(BytesIO(secretary.response.data))
    assert book.sheetnames == ["ผลการประเมิน", "มาตรการ 2569"]
    rows = list(book["ผลการประเมิน"].iter_rows(values_only=True))
    assert ("EIT", "e4", None, "Survey", 70, "ใช่", None) in rows
    covered = {row[0]: row[3] for row in book["มาตรการ 2569"].iter_rows(values_only=True)}
    assert (covered["6"], covered["7"]) == ("มีมาตรการ", "ไม่มีมาตรการ")
