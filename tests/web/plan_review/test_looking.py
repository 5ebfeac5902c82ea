from __future__ import annotations

from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tests.web.plan_review.newcomers import FRONT, HEADINGS, PLAN, draft, form_to, opened, source_of, upload
from tracker.extensions import db
from tracker.models import AuditEvent
from tracker.models.isolation import all_agencies
from tracker.web.plan_review import MOST_UNFOLDED


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


def test_a_question_about_the_plan_is_noted_as_seen(newcomer: Visitor) -> None:
    page = upload(newcomer, PLAN.replace("ประจำปีงบประมาณ พ.ศ. 2569", "").encode())
    asked = [one["message"] for one in draft().content["questions"] if one["measure"] is None]
    page = newcomer.send(form_to(page, "/questions/1/note"))
    assert asked[0] not in page.text
    with all_agencies():
        event = db.session.query(AuditEvent).filter_by(event="draft_question_noted").one()
    assert event.after == {"answered": [asked[0]]}


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
