"""Rows and lines that are no measure: captions, divisions, groups, totals, notes, signatures, page breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.plan_layouts import codes, plan, table, titles
from tracker.plan_reading.section_rows import Section, closing_of, section_of

HEADINGS = "ที่ | มาตรการ | ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา\n"
FIRST = "๑ | ตู้ | ซื้อ | กองคลัง | ม.ค. ๖๙\n"
SECOND = "๒ | ป้าย | ติด | กองช่าง | ก.พ. ๖๙"


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("ตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน", Section.INDICATOR),
        ("๖. คุณภาพการดำเนินงาน", Section.INDICATOR),
        ("ด้านการใช้งบประมาณ", Section.INDICATOR),
        ("๒) ตัวชี้วัดที่ ๒ การใช้งบประมาณ (IIT)", Section.INDICATOR),
        ("กองคลัง", Section.DIVISION),
        ("๓. สำนักปลัดเทศบาล", Section.DIVISION),
        ("ส่วนราชการ : กองการศึกษา ศาสนาและวัฒนธรรม", Section.DIVISION),
        ("หน่วยตรวจสอบภายใน", Section.DIVISION),
        ("เครื่องมือ IIT", Section.ASPECT),
        ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)", Section.ASPECT),
        ("มิติที่ ๑ การสร้างสังคมที่ไม่ทนต่อการทุจริต", Section.ASPECT),
        ("ด้านที่ ๒ บริการ", Section.ASPECT),
        ("รวม", Section.TOTAL),
        ("รวมทั้งสิ้น ๕ โครงการ", Section.TOTAL),
        ("รวม ๓ มาตรการ", Section.TOTAL),
        ("หมายเหตุ : ปรับได้ตามความเหมาะสม", Section.NOTE),
        ("* ดำเนินการต่อเนื่อง", Section.NOTE),
        ("ลงชื่อ ................ ผู้จัดทำ", Section.SIGNATURE),
        ("(........................)", Section.SIGNATURE),
        ("ตู้รับคำชม", None),
        ("รวมพลังคนทุ่งสมมุติไม่ทนต่อการโกง", None),
        ("กองทุนสวัสดิการชุมชนเปิดบัญชีให้ตรวจ", None),
        ("การใช้งบประมาณให้เกิดประโยชน์สูงสุดแก่ประชาชนในพื้นที่", None),
    ],
)
def test_it_knows_what_a_lone_line_is(words: str, section: Section | None) -> None:
    assert section_of(words, is_merged=False) == section


@given(st.text(max_size=60))
def test_any_line_is_something_or_nothing(words: str) -> None:
    assert section_of(words, is_merged=True) in {*Section, None}
    assert closing_of(words) in {Section.TOTAL, Section.NOTE, Section.SIGNATURE, None}


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    "row",
    [
        "รวม | | | |",
        "รวมทั้งสิ้น ๒ มาตรการ | | | |",
        "หมายเหตุ : อาจปรับได้ | | | |",
        "(๑) | (๒) | (๓) | (๔) | (๕)",
        " | | | |",
        "มิติที่ ๑ การมีส่วนร่วม | | | |",
        "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) | | | |",
    ],
)
def test_a_row_that_is_no_measure_is_passed_over(row: str, merged: bool) -> None:
    spans = [(2, 0, 1, 5)] if merged and row.count("| |") else []
    draft = plan(table(HEADINGS + FIRST + row + "\n" + SECOND, *spans))
    assert titles(draft) == ["ตู้", "ป้าย"]
    assert draft.measures[0].steps == ("ซื้อ",)


def test_signatures_below_a_table_are_no_measures() -> None:
    rows = "ลงชื่อ ............ | | ลงชื่อ ............ | |\n(ปลัด) | | (นายก) | |\nตำแหน่ง ปลัด | | ตำแหน่ง นายก | |"
    assert titles(plan(table(HEADINGS + FIRST + SECOND + "\n" + rows))) == ["ตู้", "ป้าย"]


def test_a_row_across_the_table_that_is_not_understood_is_asked() -> None:
    draft = plan(table(HEADINGS + FIRST + "สิ่งที่ฝันไว้ | | | |\n" + SECOND, (2, 0, 1, 5)))
    assert titles(draft) == ["ตู้", "ป้าย"]
    assert "row_skipped" in codes(draft)


def test_a_division_above_its_rows_answers_for_them() -> None:
    draft = plan(
        table(
            "ที่ | มาตรการ | ขั้นตอน | ระยะเวลา\n๑. สำนักปลัด | | |\n๑ | ตู้ | ซื้อ | ม.ค. ๖๙\n"
            "๒. กองการศึกษา ศาสนาและวัฒนธรรม | | |\n๒ | ป้าย | ติด | ก.พ. ๖๙",
            (1, 0, 1, 4),
            (3, 0, 1, 4),
        )  # fmt: skip
    )
    assert [measure.responsible.divisions for measure in draft.measures] == [
        ("สำนักปลัด",), ("กองการศึกษา ศาสนาและวัฒนธรรม",),
    ]  # fmt: skip
    assert "no_responsible_column" not in codes(draft)


def test_a_division_named_above_the_table_is_taken_and_asked() -> None:
    rows = "ที่ | มาตรการ | ขั้นตอน | ระยะเวลา\n๑ | ตู้ | ซื้อ | ม.ค. ๖๙"
    draft = plan("มาตรการของแต่ละกอง", "กองช่าง", table(rows), "กองคลัง", table(rows.replace("ตู้", "ป้าย")))
    assert [measure.responsible.text for measure in draft.measures] == ["กองช่าง", "กองคลัง"]
    assert "responsible_from_above" in codes(draft, "1")


def test_an_indicator_and_a_division_above_hold_until_the_next() -> None:
    draft = plan(
        table(
            HEADINGS
            + "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT) | | | |\nตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ | | | |\n"
            + FIRST
            + "| ๔. การใช้ทรัพย์สินของราชการ | | |\n"
            + SECOND
            + "\nแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) | | | |\n๓ | เว็บ | ปรับ | กองคลัง | มี.ค. ๖๙"
        )
    )
    assert [(measure.indicators, measure.indicators_inferred) for measure in draft.measures] == [
        (("1",), False), (("4",), False), ((), False),
    ]  # fmt: skip


def test_a_caption_may_stand_some_lines_above_its_table() -> None:
    draft = plan(
        "ตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน",
        "ได้กำหนดมาตรการไว้ดังนี้",
        table("มาตรการ | ผู้รับผิดชอบ\nตู้ | กองคลัง"),
        "ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร",
        "ได้กำหนดมาตรการไว้ดังนี้",
        table("มาตรการ | ผู้รับผิดชอบ\nป้าย | กองช่าง"),
    )
    assert [measure.indicators for measure in draft.measures] == [("6",), ("7",)]


def test_the_heads_and_numbers_of_pages_do_not_part_a_table() -> None:
    draft = plan(
        "แผนของ อบต.ทุ่งสมมุติ หน้าสมมุติ", table(HEADINGS + FIRST),
        "- ๒ -", "แผนของ อบต.ทุ่งสมมุติ หน้าสมมุติ", table(HEADINGS + " | | ๒. ตั้ง | |\n" + SECOND),
        "หน้า ๓ จาก ๓", "แผนของ อบต.ทุ่งสมมุติ หน้าสมมุติ", table("๓ | เว็บ | ปรับ | กองคลัง | มี.ค. ๖๙"),
    )  # fmt: skip
    assert titles(draft) == ["ตู้", "ป้าย", "เว็บ"]
    assert len(draft.measures[0].steps) > 0
    assert "ตั้ง" in draft.measures[0].steps[-1]


def test_a_row_that_only_heads_those_below_it_is_asked_and_no_measure() -> None:
    draft = plan(
        table("""
        มาตรการ | ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา
        ๑. ด้วยความโปร่งใส | | |
        ๑.๑ ตู้ | ซื้อ | กองคลัง | ม.ค. ๖๙
        ๑.๒ ป้าย | ติด | กองช่าง | ก.พ. ๖๙
        ๒. เว็บ | ปรับ | กองคลัง | มี.ค. ๖๙
        """)
    )
    assert titles(draft) == ["ตู้", "ป้าย", "เว็บ"]
    assert "row_skipped" in codes(draft)


def test_the_same_title_twice_is_asked() -> None:
    draft = plan(table(HEADINGS + FIRST + SECOND), "ผลการดำเนินงาน", table(HEADINGS + FIRST.replace("๑ ", "๑", 1)))
    assert "same_title" in codes(draft, "3")


def test_a_measure_with_nothing_but_a_title_is_still_a_measure() -> None:
    draft = plan(table(HEADINGS + FIRST + "๒ | เปิดบ้านให้ชาวบ้านดู | | |"))
    assert titles(draft) == ["ตู้", "เปิดบ้านให้ชาวบ้านดู"]
    assert {"no_responsible", "no_period"} <= codes(draft, "2")


def test_the_name_of_a_measure_above_a_table_of_its_steps() -> None:
    rows = "ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา\n๑. ซื้อ | กองคลัง | ม.ค. ๖๙\n๒. ติด | กองช่าง | ก.พ. ๖๙"
    draft = plan("มาตรการที่ ๑ ตู้รับคำชม", table(rows), "มาตรการที่ ๒ : ป้าย", table(rows.replace("ซื้อ", "เขียน")))
    assert titles(draft) == ["ตู้รับคำชม", "ป้าย"]
    assert [measure.steps for measure in draft.measures] == [("ซื้อ", "ติด"), ("เขียน", "ติด")]
    assert draft.measures[0].responsible.divisions == ("กองคลัง", "กองช่าง")


def test_a_row_without_a_number_among_numbered_ones_is_asked() -> None:
    rows = "มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\n๑. คู่มือการ | ร่าง | กองคลัง\nปฏิบัติงาน | พิมพ์ | \n๒. ป้าย | ติด | กองช่าง"
    draft = plan(table(rows))
    assert "row_without_number" in codes(draft, "2")
    assert not any("row_without_number" in codes(draft, number) for number in ("1", "3"))
