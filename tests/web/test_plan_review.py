"""A plan on its way in: brought in, looked at beside its document, corrected in place, adopted."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.factories import create_agency, create_person, sign_in
from tests.support.html import Element, parse
from tests.support.office import Office
from tests.support.pages import Visitor, check
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import Agency, Assignment, AuditEvent, Division, DivisionAlias, Measure, Plan, PlanDraft
from tracker.models.isolation import agency_scope, all_agencies
from tracker.plan_reading import Document, read_document
from tracker.services import plan_drafts
from tracker.web.plan_review import MOST_UNFOLDED

FRONT = """แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2569
เทศบาลตำบลทดสอบ
"""
HEADINGS = "ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\n"
PLAN = (
    FRONT
    + HEADINGS
    + """1\tจัดทำคู่มือการปฏิบัติงานของเจ้าหน้าที่\tแต่งตั้งคณะทำงาน\tกองคลัง\tต.ค. 68 - ก.ย. 69\tรายงานทุกเดือน
2\t1. ปรับปรุงช่องทางการสื่อสาร 2. ติดป้าย\tสำรวจช่องทาง\tกองคลังง\tต.ค. 68 และ มี.ค. 69\tรายงานทุกไตรมาส
3\tเปิดเผยข้อมูลบนเว็บไซต์\tรวบรวมข้อมูล\tทุกส่วนราชการ\tเมื่อแล้วเสร็จ\t
"""
)


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


def upload(visitor: Visitor, data: bytes = PLAN.encode(), filename: str = "plan.txt", **fields: str) -> Element:
    form = visitor.get("/plans/import").one("form", enctype="multipart/form-data")
    token = form.one("input", name="csrf_token")["value"]
    content: dict[str, Any] = {"csrf_token": token, **fields}
    if filename:
        content["file"] = (BytesIO(data), filename)
    answer = visitor.client.post("/plans/import", data=content, content_type="multipart/form-data")
    if answer.status_code == 302:
        return visitor.get(answer.headers["Location"])
    page = parse(answer.get_data(as_text=True))
    check(page)
    return page


def rows(model: type[Plan] | type[PlanDraft] | type[Division] | type[Measure] | type[Assignment]) -> int:
    with all_agencies():
        return db.session.query(model).count()


def draft() -> PlanDraft:
    with all_agencies():
        return db.session.query(PlanDraft).populate_existing().one()


def form_to(page: Element, end: str) -> Element:
    found = [form for form in page.all("form") if form["action"].partition("#")[0].endswith(end)]
    assert found, f"no form to {end}"
    return found[0]


def opened(visitor: Visitor, position: int) -> Element:
    return visitor.get(f"/plans/drafts/{draft().id}?measure={position}")


def source_of(page: Element, position: int) -> dict[str, str]:
    source = page.one(id=f"measure-{position}").all("section", class_="t-beside__source")[0]
    return {cell.one("dt").text: " / ".join(one.text for one in cell.all("dd")) for cell in source.all("div")}


def test_the_document_and_what_was_read_stand_side_by_side(newcomer: Visitor) -> None:
    page = upload(newcomer)
    assert "3 measures" in page.text
    assert source_of(page, 1)["ระยะเวลา"] == "ต.ค. 68 - ก.ย. 69"
    assert source_of(page, 2)["มาตรการ"] == "1. ปรับปรุงช่องทางการสื่อสาร 2. ติดป้าย"
    first, second, third = (page.one(id=f"measure-{place}") for place in (1, 2, 3))
    assert "1 October 2025 – 30 September 2026" in first.text
    assert "Every month" in first.text
    assert "กองคลังง new" in second.text
    assert "Every division" in third.text
    facts = {fact.one("dt").text: fact.one("dd").text for fact in page.one(id="adopt").all(class_="t-fact")}
    assert facts == {
        "Measures": "3", "Assignments to divisions": "4", "Divisions that will be added": "กองคลังง",
    }  # fmt: skip
    assert page.one("input", id="fiscal_year")["value"] == "2569"


def test_questions_come_first_and_stand_at_their_measure(newcomer: Visitor) -> None:
    page = upload(newcomer)
    about_measures = [question for question in draft().content["questions"] if question["measure"]]
    assert about_measures
    for question in about_measures:
        number = question["measure"]
        assert question["message"] in page.one(id=f"measure-{number}").text
        links = page.one(id="questions").all("a", href=f"/plans/drafts/{draft().id}?measure={number}#measure-{number}")
        assert len(links) == 1


def test_a_saved_measure_is_one_line_and_the_next_question_opens(newcomer: Visitor) -> None:
    upload(newcomer)
    page = opened(newcomer, 1)
    form = form_to(page, "/measures/1")
    page = newcomer.send(form, press="next", end="30 เม.ย. 69", indicators=["2"])
    assert "Saved. This is the next measure with a question." in page.one(id="measure-2").text
    assert page.one("input", id="was")["value"] == "2"
    line = page.one(id="measure-1")
    assert "30\N{NO-BREAK SPACE}Apr\N{NO-BREAK SPACE}2026" in line.text or "30 Apr 2026" in line.text
    assert not line.all(class_="t-beside")
    stored = draft().content["measures"][0]
    assert (stored["period"]["end"], stored["period"]["text"]) == ("2026-04-30", "ต.ค. 68 - ก.ย. 69")
    assert stored["responsible"]["divisions"] == ["กองคลัง"]


def test_saving_returns_to_the_measure(newcomer: Visitor) -> None:
    upload(newcomer)
    form = form_to(opened(newcomer, 1), "/measures/1")
    data = {"csrf_token": form.one("input", name="csrf_token")["value"], "version": "1", "was": "1", "do": "save"}
    answer = newcomer.client.post(form["action"].partition("#")[0], data=data | {"number": "1", "titles": "ก\r\nข"})
    assert answer.headers["Location"] == f"/plans/drafts/{draft().id}?said=saved&at=1#measure-1"
    assert draft().content["measures"][0]["titles"] == ["ก", "ข"]
    assert "Saved." in newcomer.get(answer.headers["Location"].partition("#")[0]).one(id="measure-1").text


def test_the_last_saved_question_leads_to_adopting(newcomer: Visitor) -> None:
    upload(newcomer)
    for position in (1, 2):
        newcomer.send(form_to(newcomer.get(f"/plans/drafts/{draft().id}"), f"/measures/{position}/confirm"))
    page = newcomer.send(form_to(opened(newcomer, 3), "/measures/3"), press="next")
    assert "Every question about the measures is settled." in page.one(id="adopt").text


def test_it_is_right_as_read(newcomer: Visitor) -> None:
    page = upload(newcomer)
    before = draft().content["measures"][1]["period"]
    page = newcomer.send(form_to(page, "/measures/2/confirm"))
    assert "Confirmed as read." in page.one(id="measure-2").text
    assert draft().content["measures"][1]["period"] == before | {"confirm": False}


def test_what_is_wrong_is_said_at_its_field_and_kept(newcomer: Visitor) -> None:
    upload(newcomer)
    form = form_to(opened(newcomer, 1), "/measures/1")
    page = newcomer.send(form, status=400, start="1 ม.ค. 69", end="ปลายปี", titles="ชื่อใหม่")
    assert "ปลายปี" in page.one(id="end-error").text
    assert (page.one("input", id="end")["value"], page.one("textarea", id="titles").text) == ("ปลายปี", "ชื่อใหม่")
    page = newcomer.send(form, status=400, start="1 ม.ค. 69", end="1 ธ.ค. 68")
    assert "before the first day" in page.one(id="end-error").text
    assert draft().version == 1


def test_two_people_do_not_overwrite_each_other(newcomer: Visitor) -> None:
    upload(newcomer)
    older = form_to(opened(newcomer, 1), "/measures/1")
    newcomer.send(form_to(opened(newcomer, 1), "/measures/1"), press="save", number="1ก")
    page = newcomer.send(older, status=409, titles="ของคนที่สอง")
    assert "changed this measure in the meantime" in page.text, "its number is another now"
    older = form_to(opened(newcomer, 2), "/measures/2")
    newcomer.send(form_to(newcomer.page, "/measures/2/move"), to="1")
    page = newcomer.send(older, status=409, titles="ของคนที่สอง")
    moved = page.one(id="measure-1")
    assert "Somebody else corrected this draft" in moved.text
    assert moved.one("textarea", id="titles").text == "ของคนที่สอง"
    newcomer.send(form_to(page, "/measures/1"), press="save")
    assert draft().content["measures"][0]["titles"] == ["ของคนที่สอง"]


def test_a_button_of_an_older_page_changes_nothing(newcomer: Visitor) -> None:
    older = upload(newcomer)
    newcomer.send(form_to(older, "/measures/1/leave-out"))
    page = newcomer.send(form_to(older, "/measures/1/leave-out"))
    assert "Somebody else corrected this draft" in page.text
    assert len(draft().content["measures"]) == 2


def test_a_measure_is_left_out_and_taken_back(newcomer: Visitor) -> None:
    page = newcomer.send(form_to(upload(newcomer), "/measures/2/leave-out"))
    assert "can be taken back" in page.text
    assert "ปรับปรุงช่องทาง" in page.one("details", id="left-out").text
    page = newcomer.send(form_to(page, "/left-out/1/take-back"))
    assert "back in its place" in page.text
    assert [one["number"] for one in draft().content["measures"]] == ["1", "2", "3"]


def test_leaving_out_the_last_measure_is_said_too(newcomer: Visitor) -> None:
    page = newcomer.send(form_to(upload(newcomer), "/measures/3/leave-out"))
    assert "can be taken back" in page.one(id="questions").text


def test_measures_are_split_joined_moved_added_and_counted(newcomer: Visitor) -> None:
    def numbers() -> list[str]:
        return [one["number"] for one in draft().content["measures"]]

    upload(newcomer)
    page = newcomer.send(form_to(opened(newcomer, 2), "/measures/2/split"), at="")
    assert numbers() == ["1", "2.1", "2.2", "3"]
    page = newcomer.send(form_to(opened(newcomer, 3), "/measures/3/join"))
    assert numbers() == ["1", "2.1", "3"]
    assert "two measures are one now" in page.one(id="measure-2").text
    newcomer.send(form_to(opened(newcomer, 2), "/measures/2/split"), at="step-1")
    assert [one["titles"] for one in draft().content["measures"]][2] == ["สำรวจช่องทาง"]
    newcomer.send(form_to(opened(newcomer, 4), "/measures/4/move"))
    assert numbers() == ["1", "2.1.1", "3", "2.1.2"]
    page = newcomer.send(form_to(newcomer.page, "/measures/add"))
    assert page.one("input", id="was")["value"] == "4"
    newcomer.send(form_to(page, "/renumber"))
    assert numbers() == ["1", "2", "3", "4", "5"]


def test_a_measure_by_hand_is_read_from_its_words_and_shown_for_confirming(newcomer: Visitor) -> None:
    page = newcomer.send(form_to(upload(newcomer), "/measures/add"))
    page = newcomer.send(
        form_to(page, "/measures/4"),
        press="next",
        titles="จัดประชุม",
        period_text="ภายใน มี.ค. 69",
        responsible_text="กองคลัง",
    )
    added = page.one(id="measure-4")
    assert "no end" not in added.text
    assert "31 March 2026" in added.text
    assert "โปรดตรวจสอบแล้วกดยืนยัน" in added.text
    newcomer.send(form_to(page, "/measures/4/confirm"))
    assert draft().content["measures"][3]["period"] == {
        "text": "ภายใน มี.ค. 69", "start": None, "end": "2026-03-31", "kind": "deadline", "confirm": False,
    }  # fmt: skip


def test_the_words_of_the_document_have_no_field(newcomer: Visitor) -> None:
    upload(newcomer)
    assert not opened(newcomer, 1).all("textarea", id="period_text")


def test_a_plan_without_a_document_is_written_here(newcomer: Visitor, new_agency: Agency) -> None:
    page = newcomer.send(newcomer.get("/plans/new").one("form", action="/plans/new"), fiscal_year="2570")
    assert "This plan has no measures yet" in page.text
    page = newcomer.send(form_to(page, "/measures/add"))
    assert "It stands in no document." in page.one(id="measure-1").text
    words = {"titles": "จัดประชุม", "period_text": "ตลอดปีงบประมาณ", "responsible_text": "ทุกส่วนราชการ"}
    newcomer.send(form_to(page, "/measures/1"), 200, "save", **words)
    newcomer.send(form_to(newcomer.page, "/measures/1/confirm"))
    newcomer.send(form_to(newcomer.page, "/adopt"))
    with agency_scope(new_agency.id):
        measure = db.session.query(Measure).one()
    assert (measure.period_text, measure.is_for_all) == ("ตลอดปีงบประมาณ", True)
    assert (measure.starts_on, measure.ends_on) == (date(2026, 10, 1), date(2027, 9, 30))


def test_the_log_tells_what_was_corrected_and_settled(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.administrator)
    administrator = Visitor(client)
    upload(administrator)
    administrator.send(form_to(opened(administrator, 2), "/measures/2"), end="30 เม.ย. 69", cadences=["monthly"])
    log = administrator.get("/audit").text
    assert "Measure of a draft corrected" in log
    assert "31 March 2026" in log
    assert "30 April 2026" in log
    assert "Every month" in log
    assert "มีหลายช่วงที่ไม่ต่อกัน" in log, "the question that this settled"


def test_unknown_divisions_are_matched_once_by_likeness(newcomer: Visitor, new_agency: Agency) -> None:
    page = upload(newcomer)
    form = form_to(page, "/divisions")
    chosen = next(option for option in form.all("option") if "selected" in option.attributes)
    assert chosen.text == "It is กองคลัง"
    page = newcomer.send(form)
    assert "matched in every measure" in page.text
    assert not [one for one in page.all("form") if one["action"].endswith("/divisions")]
    assert draft().content["measures"][1]["responsible"] == {
        "text": "กองคลังง", "all": False, "divisions": ["กองคลัง"], "lead": None,
    }  # fmt: skip
    with agency_scope(new_agency.id):
        assert [alias.name for alias in db.session.query(DivisionAlias)] == ["กองคลังง"]


def test_a_question_about_the_plan_is_noted_as_seen(newcomer: Visitor) -> None:
    page = upload(newcomer, PLAN.replace("ประจำปีงบประมาณ พ.ศ. 2569", "").encode())
    asked = [one["message"] for one in draft().content["questions"] if one["measure"] is None]
    page = newcomer.send(form_to(page, "/questions/1/note"))
    assert asked[0] not in page.text
    with all_agencies():
        event = db.session.query(AuditEvent).filter_by(event="draft_question_noted").one()
    assert event.after == {"answered": [asked[0]]}


def test_adopting_makes_the_plan_with_its_divisions(newcomer: Visitor, new_agency: Agency) -> None:
    page = upload(newcomer)
    assert "still open" in page.one(id="adopt").text
    page = newcomer.send(form_to(page, "/adopt"))
    assert "The plan is adopted." in page.text
    with agency_scope(new_agency.id):
        assert {division.name for division in db.session.query(Division)} == {"กองคลัง", "กองคลังง"}
        assert db.session.query(Assignment).count() == 1 + 1 + 2
        assert [one.period_needs_confirmation for one in db.session.query(Measure).order_by(Measure.position)] == [
            False, True, False,
        ]  # fmt: skip
    again = newcomer.get(f"/plans/drafts/{draft().id}?measure=1")
    assert "This draft has been adopted already." in again.text
    assert [form for form in again.all("form") if "/drafts/" in form["action"]] == []
    assert not newcomer.get("/plans").all(id="drafts")


def test_what_somebody_else_corrected_is_not_adopted_unseen(newcomer: Visitor) -> None:
    seen = form_to(upload(newcomer), "/adopt")
    newcomer.send(form_to(newcomer.page, "/measures/2/leave-out"))
    page = newcomer.send(seen)
    assert "Somebody else corrected this draft" in page.text
    assert rows(Plan) == 1, "only the other office's"
    assert "The plan is adopted." in newcomer.send(form_to(page, "/adopt")).text


@pytest.mark.parametrize(
    ("year", "sentence"), [("", "Write the fiscal year"), ("ปีนี้", "no fiscal year"), ("2026", None)]
)
def test_the_fiscal_year_is_confirmed(newcomer: Visitor, year: str, sentence: str | None) -> None:
    page = newcomer.send(form_to(upload(newcomer), "/adopt"), fiscal_year=year)
    if sentence is None:
        assert "Plan of fiscal year 2569" in page.one("h1").text
    else:
        assert sentence in page.one(id="fiscal_year-error").text
        assert rows(Plan) == 1, "only the other office's"


def test_a_year_that_has_a_plan_is_said_before_and_at_its_field(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.secretary)
    secretary = Visitor(client)
    page = upload(secretary)
    assert "has a plan already" in page.one(id="adopt").text
    assert page.one(id="adopt").all("a", href=f"/plans/{office.plan.id}")
    page = secretary.send(form_to(page, "/adopt"))
    assert "2569 has a plan already" in page.one(id="fiscal_year-error").text
    assert rows(Plan) == 1


def test_a_draft_can_be_thrown_away(newcomer: Visitor) -> None:
    page = newcomer.send(form_to(upload(newcomer), "/discard"))
    assert "thrown away" in page.text
    assert (rows(PlanDraft), rows(Plan)) == (0, 1)


def test_the_text_of_a_plan_can_be_pasted(newcomer: Visitor) -> None:
    page = upload(newcomer, filename="", text=PLAN)
    assert "3 measures" in page.text
    assert draft().filename == "ข้อความที่วาง"
    assert source_of(page, 1)["ระยะเวลา"] == "ต.ค. 68 - ก.ย. 69"


@pytest.mark.parametrize(
    ("data", "filename", "fields", "field", "sentence"),
    [
        (b"", "empty.txt", {}, "file", "“empty.txt” is empty"),
        ("สวัสดีครับ".encode(), "hello.txt", {}, "file", "No measures were found in “hello.txt”"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "photo.png", {}, "file", "photo.png"),
        (b"PK\x03\x04" + bytes(100), "plan.docx", {}, "file", "plan.docx"),
        (b"\xff\xfe\x00\xd8" * 10, "broken.txt", {}, "file", "broken.txt"),
        (b"", "", {}, "file", "Choose the file of the plan, or paste its text"),
        (b"", "", {"text": "สวัสดีครับ"}, "text", "No measures were found"),
        (PLAN.encode(), "plan.txt", {"fiscal_year": "256"}, "fiscal_year", "“256” is no fiscal year"),
    ],
    ids=["empty", "no plan", "picture", "no archive", "broken letters", "nothing", "no plan pasted", "no year"],
)
def test_what_is_no_plan_is_refused_at_its_field(
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


def test_nobody_waits_for_a_document_that_is_being_read(newcomer: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has one writer, and the request of an upload began as one when it asked who is signed in."""
    written = []

    def read_slowly(data: bytes, filename: str) -> Document:
        with db.engine.connect() as others:
            if others.dialect.name == "sqlite":
                others.exec_driver_sql("PRAGMA busy_timeout = 200")
            others.execute(text("UPDATE agency SET name = name"))
            others.commit()
            if others.dialect.name == "sqlite":
                others.exec_driver_sql("PRAGMA busy_timeout = 10000")
        written.append(filename)
        return read_document(data, filename)

    monkeypatch.setattr(plan_drafts, "read_document", read_slowly)
    assert "3 measures" in upload(newcomer).text
    assert written == ["plan.txt"]


def long_plan(measures: int) -> bytes:
    """Each row has a question or two, six steps, and as many words as real ones."""
    step = "รวบรวมข้อมูลจากทุกส่วนราชการและเผยแพร่บนเว็บไซต์ของหน่วยงานภายในเวลาที่กำหนด"
    steps = " ".join(f"{number}. {step}" for number in range(1, 7))
    title = "มาตรการปรับปรุงช่องทางการสื่อสารและการให้บริการประชาชนผ่านระบบออนไลน์"
    row = "{n}\t" + title + " {n}\t" + steps + "\tกองคลัง ร่วมกับกองช่าง\tต.ค. 68 และ มี.ค. 69\tรายงานผลตามความเหมาะสม\n"
    return (FRONT + HEADINGS + "".join(row.format(n=number) for number in range(1, measures + 1))).encode()


def test_a_page_of_sixty_measures_stays_small(newcomer: Visitor) -> None:
    upload(newcomer, long_plan(60))
    reader = Visitor(newcomer.client, "th")
    for query in ("", "?measure=60"):
        with count_queries() as statements:
            reader.get(f"/plans/drafts/{draft().id}{query}")
        assert len(reader.page.all(class_="t-beside")) >= MOST_UNFOLDED, "all are in question"
        assert len(reader.response.data) < 300_000
        assert len(statements) <= MOST_PER_PAGE
