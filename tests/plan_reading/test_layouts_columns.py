"""Columns are found by what their headings mean, whatever the words, the order and the number of heading rows."""

from __future__ import annotations

import pytest

from tests.support.plan_layouts import codes, dates, only, plan, table, titles
from tracker.plan_reading import NotAPlan
from tracker.plan_reading.document import Table

PLAIN = """
มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา | การติดตามผล
ตู้รับคำชม | ๑. ซื้อตู้ ๒. เปิดตู้ | กองคลัง | ม.ค. - มี.ค. ๖๙ | รายงานทุกเดือน
"""


@pytest.mark.parametrize(
    "headings",
    [
        "มาตรการ | ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา | การติดตามผล",
        "มาตรการ/แนวทาง | กิจกรรมที่ดำเนินการ | หน่วยงานผู้รับผิดชอบ | กรอบระยะเวลา | การกำกับติดตาม",
        "โครงการ/กิจกรรม | วิธีการ | ผู้รับผิดชอบหลัก | ห้วงเวลาดำเนินการ | วิธีการติดตามประเมินผล",
        "แนวทาง | รายละเอียดการดำเนินงาน | เจ้าภาพ | กำหนดการ | การรายงานความก้าวหน้า",
        "กิจกรรม | สิ่งที่ต้องดำเนินการ | ส่วนราชการเจ้าของเรื่อง | ช่วงเวลาที่ดำเนินการ | ความถี่ในการรายงาน",
        "ชื่อโครงการ | แผนการดำเนินงาน | กองที่รับผิดชอบ | ระยะเวลาในการดำเนินการ | รอบการรายงาน",
        "แนวทางการดำเนินงาน | ขั้นตอนการปฏิบัติ | สำนัก/กอง | วัน เดือน ปี ที่ดำเนินการ | ระบบติดตาม",
        "Measure | Procedure | Responsible unit | Period | Monitoring",
        "Activity | Steps | Person in charge | Time frame | Follow-up",
        "มาตรการ (Measure) | ขั้นตอน (Steps) | ผู้รับผิดชอบ (Owner) | ระยะเวลา (Period) | การติดตาม (Monitoring)",
        "(๑) มาตรการ | (๒) ขั้นตอน | (๓) ผู้รับผิดชอบ | (๔) ระยะเวลา | (๕) การติดตามผล",
        "มาตร\\การ | วิธีดำ เนินการ | ผู้ รับ ผิดชอบ | ระยะเวลา\\ดำเนินการ | การ ติดตาม\\ผล",
        "มาตรการ | ขั้นตอน | ผู้รับผิดขอบ | ระยะเวลาดําเนินการ | การติดตามผล",
        "มาตรการ | วิธีดำเนินกาธ | ผู้รับผิดชอบ | ระยะเวลดำเนินการ | การติดตามผล",
        "มาตรการ | ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา | เเนวทางการติดตามผล",
    ],
)
def test_the_same_measure_is_read_under_many_headings(headings: str) -> None:
    measure = only(table(f"{headings}\nตู้รับคำชม | ๑. ซื้อตู้ ๒. เปิดตู้ | กองคลัง | ม.ค. - มี.ค. ๖๙ | รายงานทุกเดือน"))
    assert (measure.titles, measure.steps) == (("ตู้รับคำชม",), ("ซื้อตู้", "เปิดตู้"))
    assert (measure.responsible.divisions, dates(measure)) == (("กองคลัง",), ("2026-01-01", "2026-03-31"))
    assert [cadence.value for cadence in measure.monitoring.cadences] == ["monthly"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 3, 1), (3, 2, 0, 1, 4), (1, 0, 2, 3, 4)])
def test_the_order_of_the_columns_does_not_matter(order: tuple[int, ...]) -> None:
    straight = table(PLAIN)
    turned = Table(0, tuple(tuple(row[place] for place in order) for row in straight.rows))
    assert only(turned) == only(straight)


def test_a_misspelt_heading_is_read_and_asked() -> None:
    draft = plan(table("มาตรการ | ขั้นตอน | ผู้รัยผิดชอบ | ระยะเวลา\nตู้ | ซื้อ | กองคลัง | ม.ค. ๖๙"))
    assert draft.measures[0].responsible.divisions == ("กองคลัง",)
    assert "heading_misspelt" in codes(draft)


def test_columns_of_money_targets_and_results_are_not_taken_for_the_measure() -> None:
    measure = only(
        table("""
        ที่ | วัตถุประสงค์ | โครงการ | เป้าหมาย | ตัวชี้วัดความสำเร็จ | งบประมาณ | ผลการดำเนินงาน | ผู้รับผิดชอบ | หมายเหตุ
        ๑ | ให้โปร่งใส | เปิดบ้าน | ๓ ครั้ง | ร้อยละ ๘๐ | ๕,๐๐๐ | ทำแล้ว | กองช่าง | ต่อเนื่อง
        """)
    )
    assert (measure.titles, measure.steps, measure.issue) == (("เปิดบ้าน",), (), None)
    assert measure.responsible.divisions == ("กองช่าง",)


def test_a_column_that_nobody_understands_is_named_in_a_question() -> None:
    draft = plan(table("มาตรการ | ฮวงจุ้ย | ผู้รับผิดชอบ | ระยะเวลา\nตู้ | ทิศใต้ | กองคลัง | ม.ค. ๖๙"))
    (question,) = [one for one in draft.questions if one.code == "column_unread"]
    assert "ฮวงจุ้ย" in question.message


def test_the_lead_and_those_who_join_in_have_columns_of_their_own() -> None:
    measure = only(table("มาตรการ | หน่วยงานสนับสนุน | ผู้รับผิดชอบหลัก | ระยะเวลา\nตู้ | กองช่าง, กองการศึกษา | กองคลัง | ม.ค. ๖๙"))
    responsible = measure.responsible
    assert responsible.text == "กองคลัง\nกองช่าง, กองการศึกษา"
    assert (responsible.lead, responsible.divisions[:2]) == ("กองคลัง", ("กองคลัง", "กองช่าง"))


def test_the_lead_and_those_who_join_in_stand_under_one_heading() -> None:
    for spans in ([], [(0, 1, 1, 2), (0, 0, 2, 1), (0, 3, 2, 1)]):
        responsible = only(
            table("มาตรการ | ผู้รับผิดชอบ | | ระยะเวลา\n | หลัก | ร่วม |\nตู้ | กองคลัง | ทุกกอง | ม.ค. ๖๙", *spans)
        ).responsible
        assert (responsible.lead, responsible.all) == ("กองคลัง", True)


@pytest.mark.parametrize(
    ("headings", "cells", "text", "expected"),
    [
        ("วันเริ่มต้น | วันสิ้นสุด", "๑ ต.ค. ๖๘ | ๓๐ ก.ย. ๖๙", "๑ ต.ค. ๖๘ - ๓๐ ก.ย. ๖๙", ("2025-10-01", "2026-09-30")),
        ("เริ่ม | แล้วเสร็จ", "ม.ค. ๖๙ | มี.ค. ๖๙", "ม.ค. ๖๙ - มี.ค. ๖๙", ("2026-01-01", "2026-03-31")),
        ("วันที่เริ่ม | กำหนดแล้วเสร็จ", "| ๓๑ มี.ค. ๖๙", "๓๑ มี.ค. ๖๙", (None, "2026-03-31")),
        ("Start | End", "1/10/2568 | 31/3/2569", "1/10/2568 - 31/3/2569", ("2025-10-01", "2026-03-31")),
    ],
)
def test_the_start_and_the_end_have_columns_of_their_own(
    headings: str, cells: str, text: str, expected: tuple[str | None, str]
) -> None:
    measure = only(table(f"มาตรการ | ผู้รับผิดชอบ | {headings}\nตู้ | กองคลัง | {cells}"))
    assert (measure.period.text, dates(measure)) == (text, expected)


def test_a_start_and_an_end_under_one_heading() -> None:
    measure = only(table("มาตรการ | ผู้รับผิดชอบ | ระยะเวลา |\n | | เริ่มต้น | สิ้นสุด\nตู้ | กองคลัง | ต.ค. ๖๘ | มี.ค. ๖๙"))
    assert dates(measure) == ("2025-10-01", "2026-03-31")


def test_a_month_by_which_it_must_be_done_is_a_deadline() -> None:
    measure = only(table("มาตรการ | ผู้รับผิดชอบ | กำหนดแล้วเสร็จ\nตู้ | กองคลัง | มีนาคม ๒๕๖๙"))
    assert (measure.period.kind.value, measure.period.text) == ("deadline", "มีนาคม ๒๕๖๙")


def test_activities_and_steps_are_both_what_is_done() -> None:
    measure = only(table("มาตรการ | กิจกรรม | ขั้นตอน | ผู้รับผิดชอบ\nตู้ | จัดงาน | ๑. ซื้อ ๒. ติด | กองคลัง"))
    assert (measure.titles, measure.steps) == (("ตู้",), ("จัดงาน", "ซื้อ", "ติด"))


def test_what_is_wider_than_the_measure_is_left_out_and_asked() -> None:
    draft = plan(table("แนวทาง | มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\nเปิดเผย | ตู้ | ซื้อ | กองคลัง"))
    assert (titles(draft), draft.measures[0].steps) == (["ตู้"], ("ซื้อ",))
    assert "column_unread" in codes(draft)


def test_a_table_with_many_columns_that_nobody_needs_is_still_one_of_measures() -> None:
    measure = only(
        table("""
        ที่ | เหตุการณ์ความเสี่ยง | ความถี่ที่คาด | โอกาสเกิด | ความรุนแรง | มาตรการจัดการ | ลงมือเมื่อไร | ผู้รับผิดชอบ
        ๑ | เรียกรับเงิน | น้อย | ๒ | ๔ | ป้ายค่าธรรมเนียม | ต.ค. | กองคลัง
        """)
    )
    assert (measure.titles, measure.issue) == (("ป้ายค่าธรรมเนียม",), "เรียกรับเงิน")


def test_a_title_row_and_column_numbers_inside_the_table_are_passed_over() -> None:
    draft = plan(
        table(
            """
            แผนปฏิบัติการ ปีงบประมาณ ๒๕๖๙ | | |
            มาตรการ | ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา
            (๑) | (๒) | (๓) | (๔)
            ตู้ | ซื้อ | กองคลัง | ม.ค. ๖๙
            """,
            (0, 0, 1, 4),
        )
    )
    assert titles(draft) == ["ตู้"]


def test_three_rows_of_headings() -> None:
    measure = only(
        table(
            """
            ที่ | มาตรการ | แผนปฏิบัติงาน ปีงบประมาณ ๒๕๖๙ | | | | ผู้รับผิดชอบ
            | | ไตรมาส ๑ | | | ไตรมาส ๒ |
            | | ต.ค. | พ.ย. | ธ.ค. | ม.ค. |
            ๑ | ตู้ | | / | / | / | กองคลัง
            """,
            (0, 0, 3, 1),
            (0, 1, 3, 1),
            (0, 2, 1, 4),
            (1, 2, 1, 3),
            (0, 6, 3, 1),
        )  # fmt: skip
    )
    assert dates(measure) == ("2025-11-01", "2026-01-31")
    assert measure.responsible.divisions == ("กองคลัง",)


def test_headings_only_in_the_first_of_several_tables() -> None:
    first = table("ที่ | มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\n๑ | ตู้ | ซื้อ | กองคลัง")
    draft = plan(first, "ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร", table("๒ | ป้าย | ติด | กองช่าง"))
    assert titles(draft) == ["ตู้", "ป้าย"]
    assert draft.measures[1].indicators == ("7",)
    assert "headings_reused" in codes(draft)


def test_another_table_of_the_same_width_is_not_read_under_old_headings() -> None:
    first = table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\nตู้ | ซื้อ | กองคลัง")
    draft = plan(first, "ราคาของ", table("ตู้ | ๑,๐๐๐ | บาท\nป้าย | ๒๐๐ | บาท"))
    assert titles(draft) == ["ตู้"]


@pytest.mark.parametrize(
    "rows",
    [
        "ลำดับ | เรื่อง | หน้า\n๑ | บทนำ | ๑\n๒ | มาตรการ | ๕",
        "ลำดับ | ชื่อ - สกุล | ตำแหน่ง | หน้าที่รับผิดชอบ\n๑ | นายกเทศมนตรี | ประธาน | กำกับ",
        "ที่ | รายชื่อ | ตำแหน่ง\n๑ | ปลัด | กรรมการ",
        "ตัวชี้วัด | คะแนน | ประเด็นที่ต้องแก้ไข\nตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ | ๙๐ | -",
        "ข้อคำถาม | คะแนนเฉลี่ย\ni๑ เร็วหรือไม่ | ๙๐",
        "เครื่องมือ | ตัวชี้วัด | ปี ๒๕๖๗ | ปี ๒๕๖๘\nIIT | การปฏิบัติหน้าที่ | ๘๐ | ๙๐",
        "โครงการ | งบประมาณ\nถนน | ๑๐๐,๐๐๐",
    ],
    ids=["contents", "committee", "names", "analysis", "questions", "history", "budget"],
)
def test_other_tables_are_no_measures(rows: str) -> None:
    with pytest.raises(NotAPlan):
        plan(table(rows))
    draft = plan(table(rows), "มาตรการที่กำหนดมีดังนี้", table(PLAIN))
    assert titles(draft) == ["ตู้รับคำชม"]


def test_a_result_report_with_plan_and_result_is_read_by_its_plan() -> None:
    draft = plan(
        table(
            """
            มาตรการ | แผน | | ผล | | ผู้รับผิดชอบ
            | ขั้นตอน | ระยะเวลา | ผลการดำเนินการ | ร้อยละ |
            ตู้ | ซื้อตู้ | ม.ค. ๖๙ | ซื้อแล้ว | ๕๐ | กองคลัง
            """,
            (0, 0, 2, 1),
            (0, 1, 1, 2),
            (0, 3, 1, 2),
            (0, 5, 2, 1),
        )  # fmt: skip
    )
    (measure,) = draft.measures
    assert (measure.steps, dates(measure)) == (("ซื้อตู้",), ("2026-01-01", "2026-01-31"))


def test_scores_beside_measures_feed_the_assessment_too() -> None:
    draft = plan(
        "ผลการประเมิน ปีงบประมาณ ๒๕๖๘ ได้คะแนน ๙๑.๐๐ คะแนน",
        table("""
        ตัวชี้วัด | คะแนน | มาตรการ | ผู้รับผิดชอบ | ระยะเวลา
        ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ | ๙๑.๐๐ | คู่มือ | กองคลัง | ม.ค. ๖๙
        ตัวชี้วัดที่ ๒ การใช้งบประมาณ | ๘๒.๕๐ | ประชุม | กองช่าง | ก.พ. ๖๙
        """),
    )
    assert titles(draft) == ["คู่มือ", "ประชุม"]
    assert draft.assessment is not None
    assert draft.assessment.indicators == {"1": 91.0, "2": 82.5}


def test_a_table_that_says_neither_who_nor_when_is_read_when_there_is_no_better_one() -> None:
    draft = plan(table("ตัวชี้วัด | ประเด็นที่ต้องพัฒนา | มาตรการ\nตัวชี้วัดที่ ๗ | ตอบช้า | ตั้งเวรตอบคำถาม"))
    assert titles(draft) == ["ตั้งเวรตอบคำถาม"]
    assert {"read_from_weak_table", "no_responsible_column", "no_period_column"} <= codes(draft)


def test_headings_down_the_side_and_a_measure_in_each_column() -> None:
    draft = plan(
        table("""
        มาตรการ | ตู้รับคำชม | ป้ายขั้นตอน
        ขั้นตอน | ซื้อตู้ | ออกแบบ
        ผู้รับผิดชอบ | กองคลัง | กองช่าง
        ระยะเวลา | ม.ค. ๖๙ | ภายใน มี.ค. ๖๙
        """)
    )
    assert titles(draft) == ["ตู้รับคำชม", "ป้ายขั้นตอน"]
    assert [measure.responsible.divisions for measure in draft.measures] == [("กองคลัง",), ("กองช่าง",)]
