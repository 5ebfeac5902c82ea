"""What the papers of a year print of their values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.paper_examples import empty, example, hostile, large
from tests.support.whole_years import WHOLE_PLAN, WHOLE_RESULT
from tracker.domain.coverage import Cover
from tracker.domain.papers import PaperKind
from tracker.domain.progress import Progress
from tracker.reports.kinds import plan, result
from tracker.reports.kinds.registry import KINDS
from tracker.reports.paper import Facts, Gallery, Paper, Text
from tracker.reports.result_values import ResultReport, for_public

KINDS_OF_YEAR = (PaperKind.RESULT, PaperKind.PLAN)


def rows_of(paper: Paper, key: str) -> list[dict[str, Any]]:
    [table] = [table for table in paper.tables if table.key == key]
    return [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows]


def total_of(paper: Paper, key: str) -> tuple[Any, ...]:
    [table] = [table for table in paper.tables if table.key == key]
    assert table.total is not None
    return table.total


def facts_of(paper: Paper) -> dict[str, str]:
    return {line.key: line.text for part in paper.parts if isinstance(part, Facts) for line in part.lines}


def gallery_of(paper: Paper) -> list[str]:
    return [picture.caption for part in paper.parts if isinstance(part, Gallery) for picture in part.pictures]


@pytest.mark.parametrize("kind", KINDS_OF_YEAR)
def test_every_paper_of_a_kind_has_the_same_parts_and_columns(kind: PaperKind) -> None:
    shapes = {
        tuple(
            (type(part).__name__, part.key, *(column.key for column in getattr(part, "columns", ())))
            for part in paper.parts
        )
        for paper in (example(kind), large(kind), empty(kind), hostile(kind))
    }
    assert len(shapes) == 1


@pytest.mark.parametrize("kind", KINDS_OF_YEAR)
def test_what_is_kept_is_read_back_whole(kind: PaperKind) -> None:
    value = {PaperKind.RESULT: WHOLE_RESULT, PaperKind.PLAN: WHOLE_PLAN}[kind]
    assert KINDS[kind].value_in(KINDS[kind].content(value)) == value


def test_where_nothing_was_assessed_there_is_no_chart_of_nothing() -> None:
    scores = tuple(replace(line, before=None, after=None) for line in WHOLE_RESULT.scores)
    unassessed = result.paper_of(replace(WHOLE_RESULT, before=None, after=None, scores=scores))
    [table] = [table for table in unassessed.tables if table.key == "คะแนน"]
    assert (table.chart, table.note) == (None, result.NO_RESULT_YET)
    indicators = tuple(replace(line, score=None) for line in WHOLE_PLAN.indicators)
    [table, *_] = plan.paper_of(replace(WHOLE_PLAN, assessed=None, indicators=indicators)).tables
    assert table.chart is None


def test_what_has_no_score_is_not_headed_as_below_the_threshold() -> None:
    def heading(*states: Cover) -> str:
        weak = tuple(replace(WHOLE_PLAN.weak[0], state=state) for state in states)
        [_, table, _] = plan.paper_of(replace(WHOLE_PLAN, weak=weak)).tables
        return table.heading

    assert heading(Cover.NOBODY, Cover.ANSWERED) == "ตัวชี้วัดและข้อคำถามที่ได้คะแนนต่ำกว่าเกณฑ์"
    assert heading(Cover.NOBODY, Cover.UNKNOWN) == "ตัวชี้วัดและข้อคำถามที่ได้คะแนนต่ำกว่าเกณฑ์หรือไม่มีคะแนน"


def test_measures_of_which_nobody_said_anything_have_no_words_to_look_through() -> None:
    silent = replace(WHOLE_RESULT.measures[1], result="")
    [state] = result.paper_of(replace(WHOLE_RESULT, measures=(*WHOLE_RESULT.measures, silent))).state
    assert state.startswith("ถ้อยคำของ 1 จาก 4 มาตรการ")
    assert result.paper_of(replace(WHOLE_RESULT, measures=(silent,))).state == ()


def test_the_scores_stand_before_and_after_with_what_changed() -> None:
    paper = example(PaperKind.RESULT)
    rows = rows_of(paper, "คะแนน")
    assert [row["ตัวชี้วัด"] for row in rows] == list(range(1, 11))
    assert (rows[0]["คะแนนก่อน"], rows[0]["คะแนนหลัง"], rows[0]["เปลี่ยนแปลง"]) == (80.5, 84.25, 3.75)
    assert (rows[9]["คะแนนก่อน"], rows[9]["คะแนนหลัง"], rows[9]["เปลี่ยนแปลง"]) == (89.5, None, None)
    # 92.15 - 88.40, which no float holds exactly.
    assert total_of(paper, "คะแนน") == ("", "คะแนนภาพรวม", "", 88.4, 92.15, 3.75)


def test_the_year_end_report_names_the_item_of_the_year_after() -> None:
    paper = example(PaperKind.RESULT)
    facts = facts_of(paper)
    assert paper.title == "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
    assert paper.subtitle == ("ประจำปีงบประมาณ พ.ศ. 2568",)
    assert facts["ข้อ"] == "O26 การประเมิน ITA ปีงบประมาณ พ.ศ. 2569"
    assert facts["มาตรการ"] == "3 มาตรการ (อยู่ระหว่างดำเนินการ 1, ดำเนินการแล้วเสร็จ 1, ยกเลิก 1)"
    # The mean of 100 and 62.5: a cancelled measure does not count.
    assert facts["ร้อยละ"] == "ร้อยละ 81.2"
    assert facts["คะแนนหลัง"] == "ปีงบประมาณ พ.ศ. 2568 92.15 คะแนน ระดับ ผ่านดี"


def test_an_item_without_a_code_goes_by_its_name_and_a_missing_result_is_said_to_be_missing() -> None:
    unknown = replace(WHOLE_RESULT, item=replace(WHOLE_RESULT.item, fiscal_year=2570, code=""), after=None)
    facts = facts_of(result.paper_of(unknown))
    assert facts["ข้อ"] == f"{WHOLE_RESULT.item.name} การประเมิน ITA ปีงบประมาณ พ.ศ. 2570"
    assert facts["คะแนนหลัง"] == "ยังไม่มีผลการประเมิน"
    assert total_of(result.paper_of(unknown), "คะแนน")[4:] == (None, None)


def test_the_newest_scores_are_drawn() -> None:
    charts = [
        result.paper_of(replace(WHOLE_RESULT, after=after)).tables[0].chart for after in (WHOLE_RESULT.after, None)
    ]
    assert [chart and chart.value for chart in charts] == ["คะแนนหลัง", "คะแนนก่อน"]


def test_a_measure_is_told_with_its_steps_its_texts_and_its_evidence() -> None:
    paper = example(PaperKind.RESULT)
    first, second, third = rows_of(paper, "มาตรการ")
    assert first["ขั้นตอน"] == "1) รวบรวมข้อมูลการเบิกจ่าย\n2) เผยแพร่บนเว็บไซต์ทุกไตรมาส"
    assert (second["ขั้นตอน"], third["ขั้นตอน"]) == ("จัดอบรมเจ้าหน้าที่", "")
    assert (first["สถานะ"], first["ร้อยละ"], first["หลักฐาน"]) == ("ดำเนินการแล้วเสร็จ", 100.0, 2)
    assert [row["ที่อยู่"] for row in rows_of(paper, "หลักฐาน")] == ["ประชุม.jpg", "https://www.example.go.th/news/12"]
    assert gallery_of(paper) == ["มาตรการที่ 1 ภาพการประชุมชี้แจง"]
    assert [row["ที่"] for row in rows_of(paper, "ปัญหา")] == ["1", "3"]


def test_only_the_last_pictures_of_a_measure_are_printed() -> None:
    measure = WHOLE_RESULT.measures[0]
    pictures = tuple(replace(measure.evidence[0], id=number, caption=f"ภาพ {number}") for number in range(1, 8))
    paper = result.paper_of(replace(WHOLE_RESULT, measures=(replace(measure, evidence=pictures),)))
    assert gallery_of(paper) == [f"มาตรการที่ 1 ภาพ {number}" for number in range(4, 8)]
    assert len(rows_of(paper, "หลักฐาน")) == 7


def test_it_says_how_much_was_not_looked_through() -> None:
    assert example(PaperKind.RESULT).state == ("ถ้อยคำของ 1 จาก 3 มาตรการมาจากรายงานประจำเดือน ยังไม่ได้เรียบเรียงสำหรับสิ้นปี",)
    written = tuple(replace(measure, is_written=True) for measure in WHOLE_RESULT.measures)
    assert result.paper_of(replace(WHOLE_RESULT, measures=written)).state == ()


def test_what_the_public_gets_says_that_problems_are_left_out() -> None:
    public: ResultReport = for_public(WHOLE_RESULT, {12})
    paper = result.paper_of(public)
    assert paper.state == ()
    [said] = rows_of(paper, "ปัญหา")
    assert [word for word in said.values() if word] == ["ไม่รวมอยู่ในฉบับที่เผยแพร่"]
    assert [row["หลักฐาน"] for row in rows_of(paper, "หลักฐาน")] == ["ประกาศบนเว็บไซต์"]
    assert gallery_of(paper) == []


def test_the_plan_tells_its_analysis() -> None:
    paper = example(PaperKind.PLAN)
    assert paper.title == "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร"
    judged = [row["ผลการวิเคราะห์"] for row in rows_of(paper, "คะแนน")]
    assert judged == ["ต่ำกว่าเกณฑ์", *["ผ่านเกณฑ์"] * 9]
    weak = rows_of(paper, "จุดที่ต้องพัฒนา")
    assert [(row["รหัส"], row["คะแนนต่ำสุด"], row["ส่วน"], row["มาตรการ"]) for row in weak] == [
        ("O6", 50.0, "", ""),
        ("e4", 79.09, "Survey", "1, 2"),
        ("1", 84.25, "", "1"),
    ]
    [analysis] = [part for part in paper.parts if isinstance(part, Text)]
    assert (
        "ตัวชี้วัดหรือตัวชี้วัดย่อยต่ำกว่าเกณฑ์ 1 รายการ และข้อคำถามต่ำกว่าเกณฑ์ 2 ข้อ จึงกำหนดมาตรการ 2 มาตรการ" in analysis.paragraphs[0]
    )
    assert analysis.paragraphs[1] == "จุดที่ยังไม่มีมาตรการรองรับ: O6"


def test_a_measure_of_the_plan_stands_as_adopted_and_gaps_are_named() -> None:
    first, second = rows_of(example(PaperKind.PLAN), "มาตรการ")
    assert first["มาตรการ"] == "จัดทำคู่มือการปฏิบัติงาน\nเผยแพร่คู่มือการให้บริการ"
    assert (second["ผู้รับผิดชอบ"], second["ระยะเวลา"], second["การติดตามผล"]) == ("ไม่ได้ระบุ",) * 3


def test_an_indicator_without_a_score_is_neither_weak_nor_well() -> None:
    indicators = (replace(WHOLE_PLAN.indicators[0], score=None, is_weak=False),)
    weak = (replace(WHOLE_PLAN.weak[0], scores=(), state=Cover.UNKNOWN),)
    paper = plan.paper_of(replace(WHOLE_PLAN, indicators=indicators, weak=weak))
    assert rows_of(paper, "คะแนน")[0]["ผลการวิเคราะห์"] == "ไม่มีคะแนน"
    assert rows_of(paper, "จุดที่ต้องพัฒนา")[0]["คะแนนต่ำสุด"] is None
    assert "ข้อคำถามต่ำกว่าเกณฑ์ 0 ข้อ" in next(part for part in paper.parts if isinstance(part, Text)).paragraphs[0]


def test_nothing_is_printed_of_a_year_with_nothing_in_it() -> None:
    assert facts_of(empty(PaperKind.RESULT))["มาตรการ"] == "- ไม่มี -"
    assert all(not table.rows for table in (*empty(PaperKind.RESULT).tables, *empty(PaperKind.PLAN).tables))
    only_cancelled = replace(WHOLE_RESULT, measures=(replace(WHOLE_RESULT.measures[0], progress=Progress.CANCELLED),))
    assert facts_of(result.paper_of(only_cancelled))["ร้อยละ"] == "- ไม่มี -"
