from __future__ import annotations

from datetime import date

from flask.testing import FlaskClient

from tests.factories import sign_in
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.web.plan_review.newcomers import draft, form_to, opened, upload
from tracker.extensions import db
from tracker.models import Agency, DivisionAlias, Measure
from tracker.models.isolation import agency_scope


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
