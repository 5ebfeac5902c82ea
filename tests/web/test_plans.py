"""The adopted plans, and a new one coming in: upload, look, adopt."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from tests.factories import create_agency, create_measure, create_person, create_plan, create_report, sign_in
from tests.support.html import Element, parse
from tests.support.office import MONTH, Office
from tests.support.pages import Visitor, check
from tracker.domain.permissions import Role
from tracker.domain.progress import Answer, Progress
from tracker.extensions import db
from tracker.models import Agency, Assignment, Division, Measure, Plan, PlanDraft
from tracker.models.isolation import agency_scope, all_agencies

PLAN = """แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2569
เทศบาลตำบลทดสอบ
ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล
1\tจัดทำคู่มือการปฏิบัติงานของเจ้าหน้าที่\tแต่งตั้งคณะทำงาน\tกองคลัง\tต.ค. 68 - ก.ย. 69\tรายงานทุกเดือน
2\tปรับปรุงช่องทางการสื่อสาร\tสำรวจช่องทาง\tกองใหม่เอี่ยม\tต.ค. 68 - มี.ค. 69\tรายงานทุกไตรมาส
3\tเปิดเผยข้อมูลบนเว็บไซต์\tรวบรวมข้อมูล\tทุกส่วนราชการ\tเมื่อแล้วเสร็จ\t
"""


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    """Of an office that has its divisions, and a plan of this year."""
    sign_in(client, office.secretary)
    return Visitor(client)


@pytest.fixture
def new_agency(office: Office) -> Agency:
    """Without a plan, with one division that the document names."""
    agency = create_agency("เทศบาลตำบลเริ่มใหม่")
    with agency_scope(agency.id):
        db.session.add(Division(name="กองคลัง", position=1))
        db.session.commit()
    return agency


@pytest.fixture
def newcomer(client: FlaskClient, new_agency: Agency) -> Visitor:
    sign_in(client, create_person(new_agency, Role.SECRETARY))
    return Visitor(client)


def upload(visitor: Visitor, data: bytes, filename: str = "plan.txt", **fields: str) -> Element:
    form = visitor.get("/plans/import").one("form", enctype="multipart/form-data")
    token = form.one("input", name="csrf_token")["value"]
    content = {"csrf_token": token, "file": (BytesIO(data), filename), **fields}
    answer = visitor.client.post("/plans/import", data=content)
    if answer.status_code == 302:
        return visitor.get(answer.headers["Location"])
    page = parse(answer.get_data(as_text=True))
    check(page)
    return page


def rows(model: type[Plan] | type[PlanDraft] | type[Division] | type[Measure] | type[Assignment]) -> int:
    with all_agencies():
        return db.session.query(model).count()


def titles(page: Element) -> list[str]:
    return [head.one("a").text for head in page.all("th", class_="t-table__head") if head.all("a")]


def test_it_lists_the_plans_with_the_newest_first(secretary: Visitor, office: Office) -> None:
    create_plan(office.agency, 2568, source_filename="แผน 2568.txt")
    page = secretary.get("/plans")
    assert titles(page) == ["Plan of fiscal year 2569 (2026)", "Plan of fiscal year 2568 (2025)"]
    assert "แผน 2568.txt" in page.text


def test_drafts_are_for_who_may_adopt_them(client: FlaskClient, secretary: Visitor, office: Office) -> None:
    upload(secretary, PLAN.encode(), "แผนใหม่.txt")
    assert "แผนใหม่.txt" in secretary.get("/plans").text
    sign_in(client, office.executive)
    page = Visitor(client).get("/plans")
    assert "แผนใหม่.txt" not in page.text
    assert not page.all("a", href="/plans/import")


def test_a_plan_shows_its_measures_in_their_order(secretary: Visitor, office: Office) -> None:
    page = secretary.get(f"/plans/{office.plan.id}")
    assert titles(page) == ["1. เปิดเผยแผนและผลการใช้จ่ายงบประมาณ", "2. ปรับปรุงขั้นตอนการให้บริการ"]
    assert "2 measures" in page.text


@pytest.fixture
def varied(office: Office) -> None:
    create_measure(
        office.plan, [office.works], number="3", titles=["เกินกำหนด"], ends_on=date(2026, 1, 1), indicators=["6"]
    )
    done = create_measure(office.plan, [office.finance], number="4", titles=["เสร็จแล้ว"], indicators=["10.1"])
    with all_agencies():
        assignment = db.session.query(Assignment).filter_by(measure_id=done.id).one()
    create_report(assignment, MONTH, answer=Answer.DONE, progress=Progress.DONE, percent=100)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", "1 2 3 4"),
        ("health=overdue", "3"),
        ("health=done", "4"),
        ("indicator=6", "2 3"),
        ("indicator=10", "4"),
        ("division=works", "2 3"),
        ("division=works&indicator=6&health=at_risk", "2"),
        ("indicator=5", ""),
        ("health=nonsense&indicator=77&division=x", "1 2 3 4"),
    ],
)
def test_links_narrow_the_list(secretary: Visitor, office: Office, varied: None, query: str, numbers: str) -> None:
    page = secretary.get(f"/plans/{office.plan.id}?{query.replace('works', str(office.works.id))}")
    assert [title.partition(".")[0] for title in titles(page)] == numbers.split()


def test_the_views_by_health_keep_the_other_choices_and_count(secretary: Visitor, office: Office, varied: None) -> None:
    page = secretary.get(f"/plans/{office.plan.id}?indicator=6")
    tabs = {link.text: link["href"] for link in page.one("nav", class_="t-tabs").all("a")}
    assert tabs["Overdue 1"] == f"/plans/{office.plan.id}?health=overdue&indicator=6"
    assert tabs["All measures 4"] == f"/plans/{office.plan.id}?indicator=6"


def test_what_was_read_is_shown_beside_the_words_of_the_document(newcomer: Visitor, new_agency: Agency) -> None:
    page = upload(newcomer, PLAN.encode())
    assert "3 measures" in page.text
    first, second, third = (page.one(id=f"measure-{place}") for place in (1, 2, 3))
    assert "ต.ค. 68 - ก.ย. 69 1 October 2025 – 30 September 2026" in first.text
    assert "รายงานทุกเดือน Every month" in first.text
    assert "new" not in first.text
    assert "กองใหม่เอี่ยม กองใหม่เอี่ยม new" in second.text
    assert "Every division" in third.text
    facts = {fact.one("dt").text: fact.one("dd").text for fact in page.all(class_="t-fact")}
    assert facts["Divisions that will be added"] == "กองใหม่เอี่ยม"
    assert page.one("input", id="fiscal_year")["value"] == "2569"


def test_questions_come_first_and_stand_at_their_measure(newcomer: Visitor) -> None:
    page = upload(newcomer, PLAN.encode())
    with all_agencies():
        questions = db.session.query(PlanDraft).one().content["questions"]
    about_measures = [question for question in questions if question["measure"]]
    assert about_measures
    for question in about_measures:
        assert question["message"] in page.one(id=f"measure-{question['measure']}").text
        links = page.all("a", href=f"#measure-{question['measure']}")
        assert links
        assert all(link.is_inside("ul") for link in links)


def test_adopting_makes_the_plan_with_its_divisions(newcomer: Visitor, new_agency: Agency) -> None:
    page = upload(newcomer, PLAN.encode())
    adopt = next(form for form in page.all("form") if form["action"].endswith("/adopt"))
    page = newcomer.send(adopt)
    assert "The plan is adopted." in page.text
    assert [title.partition(".")[0] for title in titles(page)] == ["1", "2", "3"]
    with agency_scope(new_agency.id):
        assert {division.name for division in db.session.query(Division)} == {"กองคลัง", "กองใหม่เอี่ยม"}
        assert db.session.query(Assignment).count() == 1 + 1 + 2
        draft = db.session.query(PlanDraft).one()
    again = newcomer.get(f"/plans/drafts/{draft.id}")
    assert "This draft has been adopted already." in again.text
    assert not [form for form in again.all("form") if form["action"].endswith("/adopt")]
    assert not newcomer.get("/plans").all(id="drafts")


@pytest.mark.parametrize(
    ("year", "sentence"), [("", "Write the fiscal year"), ("ปีนี้", "no fiscal year"), ("2026", None)]
)
def test_the_fiscal_year_is_confirmed(newcomer: Visitor, new_agency: Agency, year: str, sentence: str | None) -> None:
    page = upload(newcomer, PLAN.encode())
    adopt = next(form for form in page.all("form") if form["action"].endswith("/adopt"))
    page = newcomer.send(adopt, fiscal_year=year)
    if sentence is None:
        assert "Plan of fiscal year 2569" in page.one("h1").text
    else:
        assert sentence in page.one(id="fiscal_year-error").text
        assert rows(Plan) == 1, "only the other office's"


def test_a_year_that_has_a_plan_is_said_at_its_field(secretary: Visitor, office: Office) -> None:
    page = upload(secretary, PLAN.encode())
    adopt = next(form for form in page.all("form") if form["action"].endswith("/adopt"))
    page = secretary.send(adopt)
    assert "2569 has a plan already" in page.one(id="fiscal_year-error").text
    assert rows(Plan) == 1


def test_a_draft_can_be_thrown_away(newcomer: Visitor) -> None:
    page = upload(newcomer, PLAN.encode())
    discard = next(form for form in page.all("form") if form["action"].endswith("/discard"))
    page = newcomer.send(discard)
    assert "thrown away" in page.text
    assert (rows(PlanDraft), rows(Plan)) == (0, 1)


@pytest.mark.parametrize(
    ("data", "filename", "fields", "field", "sentence"),
    [
        (b"", "empty.txt", {}, "file", "“empty.txt” is empty"),
        ("สวัสดีครับ".encode(), "hello.txt", {}, "file", "No measures were found in “hello.txt”"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "photo.png", {}, "file", "photo.png"),
        (b"PK\x03\x04" + bytes(100), "plan.docx", {}, "file", "plan.docx"),
        (b"\xff\xfe\x00\xd8" * 10, "broken.txt", {}, "file", "broken.txt"),
        (PLAN.encode(), "", {}, "file", "Choose the file"),
        (PLAN.encode(), "plan.txt", {"fiscal_year": "256"}, "fiscal_year", "“256” is no fiscal year"),
    ],
    ids=["empty", "no plan", "picture", "no archive", "broken letters", "no file", "no year"],
)
def test_a_file_that_is_no_plan_is_refused_at_its_field(
    newcomer: Visitor, data: bytes, filename: str, fields: dict[str, str], field: str, sentence: str
) -> None:
    page = upload(newcomer, data, filename, **fields)
    assert sentence in page.one(id=f"{field}-error").text
    assert "Error" in page.one("head").one("title").text
    assert rows(PlanDraft) == 0


def test_a_file_that_is_too_large_is_refused(newcomer: Visitor) -> None:
    newcomer.client.application.config["MAX_CONTENT_LENGTH"] = 1000
    page = upload(newcomer, PLAN.encode() * 10)
    assert "The file is too large. It may have at most 20 MB." in page.text
    assert rows(PlanDraft) == 0
