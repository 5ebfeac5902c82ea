"""Whole documents of our own, of agencies that do not exist."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tracker.domain.agency import AgencyKind
from tracker.domain.cadence import Cadence
from tracker.domain.period import PeriodKind
from tracker.plan_reading import (
    DraftMeasure,
    DraftPlan,
    NotAPlan,
    draft_plan,
    from_json_dict,
    read_document,
    to_json_dict,
)
from tracker.plan_reading.front_page import ask_about_agency
from tracker.plan_reading.measure_rows import LONGEST_CELL, MOST_MEASURES

SAMPLES = Path(__file__).parents[1] / "samples"
FRONT = "มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๙\nเทศบาลตำบลนาสมมุติ\n\n"
HEADINGS = "มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\n"


def sample(name: str) -> DraftPlan:
    return draft_plan(read_document((SAMPLES / name).read_bytes(), name))


def draft(text: str, *, fiscal_year: int | None = None, known: tuple[str, ...] = ()) -> DraftPlan:
    return draft_plan(read_document(text.encode(), "plan.txt"), plan_fiscal_year=fiscal_year, known_divisions=known)


def only(text: str) -> DraftMeasure:
    (measure,) = draft(text).measures
    return measure


def codes(plan: DraftPlan, measure: str | None = None) -> set[str]:
    return {question.code for question in plan.questions if question.measure == measure}


def test_a_town_plan_with_other_headings_in_another_order() -> None:
    plan = sample("town_plan.txt")
    assert (plan.agency.name, plan.agency.kind) == ("เทศบาลเมืองบางสนธยา", AgencyKind.TOWN_MUNICIPALITY)
    assert plan.plan_fiscal_year == 2569
    assert plan.assessment is not None
    assert (plan.assessment.fiscal_year, plan.assessment.overall, plan.assessment.level) == (2568, 91.5, "ผ่านดี")
    assert plan.assessment.indicators["10"] == 95.0
    assert plan.questions == ()
    first, second, third, fourth = plan.measures
    assert first.monitoring.cadences == (Cadence.QUARTERLY,)
    assert second.responsible.divisions == ("สำนักปลัดเทศบาล", "กองช่าง")
    assert (second.period.kind, second.period.end) == (PeriodKind.DEADLINE, date(2026, 3, 31))
    assert third.indicators == ("7", "8")
    assert third.responsible.all
    assert len(third.steps) == 3, "the last stands below the next page's heading"
    assert (fourth.steps, fourth.source.table, fourth.source.row) == ((), 3, 3)


def test_a_provincial_plan_that_gives_neither_period_nor_follow_up() -> None:
    plan = sample("provincial_plan.txt")
    assert plan.agency.name == "องค์การบริหารส่วนจังหวัดสมมุติบุรี"
    assert plan.assessment is not None
    assert plan.assessment.indicators == {"6": 87.25}
    assert plan.assessment.questions == {"E1": {"score": 84.0, "parts": [88.0, 80.0]}, "E2": 90.5}
    assert list(plan.assessment.question_rows()) == [
        ("E1", "", 84.0), ("E1", "1", 88.0), ("E1", "2", 80.0), ("E2", "", 90.5),
    ]  # fmt: skip
    assert {"no_period_column", "no_monitoring_column", "indicators_missing"} == codes(plan)
    assert [measure.period.kind for measure in plan.measures] == [PeriodKind.NONE] * 3
    assert plan.measures[1].responsible.divisions == ("สำนักปลัดองค์การบริหารส่วนจังหวัด",)


def test_a_subdistrict_plan_with_captions_above_its_tables() -> None:
    plan = sample("subdistrict_plan.txt")
    assert plan.plan_fiscal_year == 2570
    assert [measure.number for measure in plan.measures] == ["1", "2", "3"]
    assert [measure.indicators for measure in plan.measures] == [("1",), ("9",), ("9",)]
    assert not any(measure.indicators_inferred for measure in plan.measures)
    assert len(plan.measures[0].titles) == 2
    assert codes(plan, "2") == {"period_gap"}
    assert codes(plan, "3") == {"responsible_executive"}


def test_questions_are_thai_sentences_about_a_field() -> None:
    for name in ("town_plan.txt", "provincial_plan.txt", "subdistrict_plan.txt"):
        for question in sample(name).questions:
            assert "{" not in question.message
            assert question.message[0] in "กขคงจชซดตถทธนบปผพฟมยรลวศสหอฮเแโใไ“"


def test_a_page_break_inside_a_measure_makes_no_new_one() -> None:
    text = (
        FRONT
        + HEADINGS
        + "๑. แผน\t๑. ก\tกองคลัง\tต.ค. ๖๘\n\n- ๒ -\n\n"
        + HEADINGS
        + "\t๒. ข\tกองคลัง\t\n๒. ตู้\tค\tกองช่าง\tพ.ย. ๖๘\n"
    )
    plan = draft(text)
    assert [measure.steps for measure in plan.measures] == [("ก", "ข"), ("ค",)]
    assert plan.measures[0].responsible.text == "กองคลัง"
    assert "joined_rows" not in codes(plan, "1")


def test_a_table_goes_on_without_its_headings() -> None:
    plan = draft(FRONT + HEADINGS + "๑. แผน\tก\tกองคลัง\tต.ค. ๖๘\n\n๒. ตู้\tข\tกองช่าง\tพ.ย. ๖๘\n")
    assert [measure.titles for measure in plan.measures] == [("แผน",), ("ตู้",)]


@pytest.mark.parametrize("title", ["ของรถส่วนกลาง", "๑. แผนการใช้ (ต่อ)", "(ต่อ)"])
def test_a_title_cut_by_the_page_is_joined_and_asked(title: str) -> None:
    second = f"{title}\t๒. ข\t{'กองช่าง' if 'ต่อ' in title else ''}\t\n"
    plan = draft(FRONT + HEADINGS + "๑. แผนการใช้\t๑. ก\tกองคลัง\tต.ค. ๖๘\n\n" + HEADINGS + second)
    (measure,) = plan.measures
    assert measure.steps == ("ก", "ข")
    assert measure.titles[0].startswith("แผนการใช้")
    assert "joined_rows" in codes(plan, "1")


def test_rows_that_begin_like_headings_are_measures() -> None:
    rows = "มาตรการเผยแพร่ข้อมูล\tขั้นตอนเผยแพร่\tทุกกอง\tตลอดปี\nกิจกรรมรักษ์น้ำ\tการดำเนินการอบรม\tกองช่าง\tภายในเดือนมีนาคม\n"
    assert [measure.titles[0] for measure in draft(FRONT + HEADINGS + rows).measures] == [
        "มาตรการเผยแพร่ข้อมูล",
        "กิจกรรมรักษ์น้ำ",
    ]


def test_totals_empty_rows_and_other_columns_are_no_measures() -> None:
    headings = "ลำดับ\tโครงการ\tเป้าหมาย\tงบประมาณ\tระยะเวลา\tหน่วยงานรับผิดชอบ\n"
    rows = "๑\tอบรม\t๓๐ คน\t๑๐,๐๐๐\tม.ค.๖๙\tกองคลัง\n\t\t\t\t\t\nรวม\t\t\t๑๐,๐๐๐\t\t\n"
    measure = only(FRONT + headings + rows)
    assert (measure.titles, measure.period.start, measure.responsible.divisions) == (
        ("อบรม",), date(2026, 1, 1), ("กองคลัง",),
    )  # fmt: skip


def test_caption_rows_and_section_rows_hold_for_the_rows_below() -> None:
    text = (
        "ที่\tมาตรการ\tระยะเวลา\tผู้รับผิดชอบ\nตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่\t\t\t\n๑\tก ก\tต.ค. ๖๘\tกองช่าง\n"
        "ตัวชี้วัดที่ ๒ การใช้งบประมาณ\t\t\t\nกองคลัง\t\t\t\n๑\tข ข\tพ.ย. ๖๘\t\n๒\tค ค\tธ.ค. ๖๘\tทุกกอง\n"
    )
    plan = draft(FRONT + text)
    assert [(measure.number, measure.indicators) for measure in plan.measures] == [
        ("1", ("1",)), ("2", ("2",)), ("3", ("2",)),
    ]  # fmt: skip
    assert [measure.responsible.text for measure in plan.measures] == ["กองช่าง", "กองคลัง", "ทุกกอง"]


def test_marks_under_quarters_and_months_are_a_period() -> None:
    headings = "ที่\tมาตรการ\tผู้รับผิดชอบ\tระยะเวลาดำเนินการ\t\t\t\n"
    quarters = "\t\t\tไตรมาส ๑\tไตรมาส ๒\tไตรมาส ๓\tไตรมาส ๔\n๑\tก ก\tกองคลัง\t/\t/\t\t\n"
    measure = only(FRONT + headings + quarters)
    assert (measure.period.start, measure.period.end) == (date(2025, 10, 1), date(2026, 3, 31))
    months = draft(FRONT + "มาตรการ\tผู้รับผิดชอบ\tต.ค.\tพ.ย.\tธ.ค.\nก ก\tกองคลัง\t✓\t\t✓\n")
    assert "period_gap" in codes(months, "1")


def test_a_mark_for_as_above_takes_the_row_above_and_asks() -> None:
    plan = draft(FRONT + HEADINGS + '๑. ก\tx\tทุกกอง\tต.ค. ๖๘\n๒. ข\ty\t"\t"\n')
    second = plan.measures[1]
    assert (second.responsible.text, second.responsible.all) == ('"', True)
    assert (second.period.text, second.period.start, second.period.confirm) == ('"', date(2025, 10, 1), True)
    assert {"ditto", "responsible_ditto"} <= codes(plan, "2")


def test_numbered_paragraphs_do_where_there_is_no_table() -> None:
    text = FRONT + "จึงกำหนดมาตรการ ดังนี้\n๑. ตั้งกล่องรับความเห็น โดยเปิดทุกสัปดาห์\n๒. ลงข่าวจัดซื้อ โดยกองคลัง\nให้รายงานผลทุกเดือน\n"
    plan = draft(text)
    assert [measure.titles for measure in plan.measures] == [("ตั้งกล่องรับความเห็น",), ("ลงข่าวจัดซื้อ",)]
    assert all(measure.monitoring.cadences == (Cadence.MONTHLY,) for measure in plan.measures)
    assert "read_from_paragraphs" in codes(plan)
    assert {"narrative", "no_responsible", "no_period"} <= codes(plan, "1")


@pytest.mark.parametrize(
    ("front", "given", "year", "code"),
    [
        ("แผนประจำปีงบประมาณ พ.ศ. ๒๕๖๘\n", None, 2568, None),
        ("แผนประจำปีงบประมาณ พ.ศ. ๒๕๖๘\n", 2569, 2569, "plan_year_differs"),
        ("แผน\n", 2569, 2569, None),
        ("แผน\n", None, 2567, "plan_year_from_periods"),
        ("การวิเคราะห์ผลการประเมิน ประจำปีงบประมาณ ๒๕๖๖ ได้ผลคะแนน ๘๐ คะแนน\n", None, 2567, "plan_year_from_periods"),
    ],
)
def test_the_plans_year_is_given_printed_or_asked(front: str, given: int | None, year: int, code: str | None) -> None:
    plan = draft(f"{front}{HEADINGS}๑. ก\tข\tกองคลัง\tต.ค. ๖๖ - มี.ค. ๖๗\n", fiscal_year=given)
    assert plan.plan_fiscal_year == year
    assert {one for one in codes(plan) if one.startswith("plan_year")} == ({code} if code else set())


def test_without_any_year_a_period_that_needs_one_has_no_dates() -> None:
    plan = draft(HEADINGS + "๑. ก\tข\tกองคลัง\tไตรมาส ๑\n")
    assert plan.plan_fiscal_year is None
    assert (plan.measures[0].period.kind, plan.measures[0].period.start) == (PeriodKind.ERROR, None)
    assert "plan_year_missing" in codes(plan)
    assert "period_needs_year" in codes(plan, "1")


def test_the_year_after_the_assessed_one_is_taken_and_asked() -> None:
    plan = draft("ผลการประเมิน ปีงบประมาณ ๒๕๖๘ ได้ผลคะแนน ๘๐.๐๐ คะแนน\n" + HEADINGS + "๑. ก\tข\tกองคลัง\tไตรมาส ๑\n")
    assert plan.plan_fiscal_year == 2569
    assert "plan_year_after_assessment" in codes(plan)


def test_scores_that_do_not_agree_are_kept_and_asked() -> None:
    table = "ตัวชี้วัด\tคะแนน\n" + "".join(
        f"ตัวชี้วัดที่ {number}\t{score}\n" for number, score in enumerate([80.0] * 9 + [90.0], start=1)
    )
    text = "ผลคะแนน ๙๙ คะแนน อยู่ในระดับ ผ่านดีเยี่ยม ปีงบประมาณ ๒๕๖๘\n" + table + "ตัวชี้วัดที่ 1\t70\n\n"
    plan = draft(FRONT + text + HEADINGS + "๑. ก\tข\tกองคลัง\tไตรมาส ๑\n")
    assert plan.assessment is not None
    assert (plan.assessment.overall, plan.assessment.indicators["1"]) == (99.0, 80.0)
    assert {"overall_mismatch", "score_conflict"} <= codes(plan)


def test_scores_of_two_kinds_of_visitors_stand_side_by_side() -> None:
    headings = "(๖) ตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน\nข้อคำถาม\tคะแนนเฉลี่ย\n"
    rows = "e๑ บริการเร็ว\tEITPublic ๙๙.๐๐\n\tEITSurvey ๘๘.๐๐\nเฉลี่ย\t๙๓.๕๐\n\n"
    plan = draft(FRONT + headings + rows + HEADINGS + "๑. ก\tข\tกองคลัง\tไตรมาส ๑\n")
    assert plan.assessment is not None
    assert plan.assessment.questions == {"e1": {"public": 99.0, "survey": 88.0}}
    assert plan.assessment.indicators == {"6": 93.5}


def test_the_agencys_own_divisions_are_recognised() -> None:
    text = FRONT + HEADINGS + "๑. ก\tข\tกองแผนฯ และ ปภ.\tไตรมาส ๑\n"
    assert draft(text, known=("กองแผนและพัฒนา", "ปภ.")).measures[0].responsible.divisions == ("กองแผนและพัฒนา", "ปภ.")


@pytest.mark.parametrize(
    "text",
    [
        "บันทึกข้อความ\nเชิญประชุม\n",
        "ก\tข\n1\t2\n",
        FRONT + "ตัวชี้วัด\tคะแนน\nตัวชี้วัดที่ ๑\t๙๐\n",
        FRONT + HEADINGS,
        FRONT + HEADINGS + "".join(f"{number} ก\tข\tค\tง\n" for number in range(MOST_MEASURES + 1)),
        FRONT + HEADINGS + "ก\t" + "ข " * LONGEST_CELL + "\tค\tง\n",
    ],
    ids=["a memo", "another table", "only scores", "only headings", "too many rows", "an endless cell"],
)
def test_a_document_without_measures_is_refused(text: str) -> None:
    with pytest.raises(NotAPlan) as refused:
        draft(text)
    assert refused.value.field == "file"
    assert refused.value.values["filename"] == "plan.txt"


def test_a_draft_has_the_keys_of_the_contract_and_comes_back() -> None:
    plan = sample("provincial_plan.txt")
    stored = json.loads(json.dumps(to_json_dict(plan), ensure_ascii=False))
    assert from_json_dict(stored) == plan
    assert list(stored) == ["agency", "plan_fiscal_year", "assessment", "measures", "questions"]
    assert stored["agency"] == {"name": "องค์การบริหารส่วนจังหวัดสมมุติบุรี", "kind": "อบจ."}
    assert list(stored["assessment"]) == ["fiscal_year", "overall", "level", "indicators", "questions"]
    assert stored["measures"][1] == {
        "number": "2",
        "titles": ["อบรมมารยาทการรับโทรศัพท์"],
        "indicators": [],
        "indicators_inferred": False,
        "issue": None,
        "steps": [],
        "responsible": {
            "text": "สำนักปลัด ฯ",
            "all": False,
            "divisions": ["สำนักปลัดองค์การบริหารส่วนจังหวัด"],
            "lead": None,
        },
        "period": {"text": "", "start": None, "end": None, "kind": "none", "confirm": False},
        "monitoring": {"text": "", "cadences": []},
        "source": {"table": 2, "row": 3},
    }
    assert list(stored["questions"][0]) == ["code", "message", "measure", "field"]


def test_questions_that_a_measure_answers_propose_its_indicator() -> None:
    """In the questionnaire of 2568, from which the plan of 2569 is made."""
    head = "ประเด็นที่ต้องแก้ไข\tมาตรการ\tผู้รับผิดชอบ\tระยะเวลา\n"
    rows = "e5 การรับฟังความคิดเห็น\tช่องทางออนไลน์\tกองคลัง\tไตรมาส ๑\n-\tเผยแพร่ O11 ให้ครบ\tกองช่าง\tไตรมาส ๒\n"
    plan = draft(FRONT + head + rows)
    assert [(measure.indicators, measure.indicators_inferred) for measure in plan.measures] == [
        (("7",), True), (("9",), True),
    ]  # fmt: skip
    assert {"indicators_inferred"} <= codes(plan, "1") & codes(plan, "2")


@pytest.mark.parametrize(
    "said, text",
    [
        ("การกำกับติดตาม : ให้ทุกกองรายงานผลต่อผู้บริหารทุกไตรมาส", "ให้ทุกกองรายงานผลต่อผู้บริหารทุกไตรมาส"),
        ("ให้รายงานผลต่อนายกเทศมนตรีทุกไตรมาส", "ให้รายงานผลต่อนายกเทศมนตรีทุกไตรมาส"),
    ],
)
def test_a_follow_up_that_is_said_outside_the_table_is_that_of_all(said: str, text: str) -> None:
    rows = "คู่มือ\tพิมพ์\tกองคลัง\tไตรมาส ๑\nป้าย\tติดตั้ง\tกองช่าง\tไตรมาส ๒\n"
    plan = draft(FRONT + HEADINGS + rows + "\n" + said + "\n")
    assert [measure.monitoring.text for measure in plan.measures] == [text] * 2
    assert [measure.monitoring.cadences for measure in plan.measures] == [(Cadence.QUARTERLY,)] * 2
    assert "monitoring_from_text" in codes(plan)


@pytest.mark.parametrize("said", ["ให้รายงานผลเป็นระยะ", "การติดตามผล : โดยปลัดเทศบาล", "รายงานการประชุมทุกเดือนอยู่ที่ห้องสมุด"])
def test_words_that_do_not_tell_how_often_are_no_follow_up(said: str) -> None:
    plan = draft(FRONT + HEADINGS + "คู่มือ\tพิมพ์\tกองคลัง\tไตรมาส ๑\n\n" + said + "\n")
    assert plan.measures[0].monitoring.text == ""
    assert "no_monitoring_column" in codes(plan)


@pytest.mark.parametrize(
    "own, asked",
    [("เทศบาลตำบลนาสมมุติ", False), ("ทต.นาสมมุติ", False), ("เทศบาลตำบล นาสมมุติ", False), ("เทศบาลตำบลทุ่งสมมุติ", True)],
)
def test_a_plan_of_another_agency_is_asked_about(own: str, asked: bool) -> None:
    plan = ask_about_agency(draft(FRONT + HEADINGS + "คู่มือ\tพิมพ์\tกองคลัง\tไตรมาส ๑\n"), own)
    assert ("agency_differs" in codes(plan)) == asked
