"""What single cells mean: items, headings, indicators."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.thai_text import squeeze
from tracker.plan_reading.document import Table
from tracker.plan_reading.heading_words import Column, column_of
from tracker.plan_reading.headings import Heading, heading_at, headings_in, holds_measures
from tracker.plan_reading.indicator_words import indicator_of_label, indicators_in, names_an_indicator, sub_indicator_in
from tracker.plan_reading.item_lists import number_of, split_items
from tracker.plan_reading.merged_cells import Grid


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("๑. ก ข ๒. ค", ("ก ข", "ค")),
        ("๑.ก ๒.ข", ("ก", "ข")),
        ("1) ก 2) ข", ("ก", "ข")),
        ("(๑) ก (๒) ข", ("ก", "ข")),
        ("๑. ก ๒. ข ๒. ค ๓. ง", ("ก", "ข", "ค", "ง")),
        ("๑.๑ ก ๑.๒ ข", ("ก", "ข")),
        ("ขั้นตอนที่ ๑ ก ขั้นตอนที่ ๒ ข", ("ก", "ข")),
        ("๑ ก\n๒ ข", ("ก", "ข")),
        ("๓. ก", ("ก",)),
        ("ดำเนินการ ดังนี้ ๑. ก ๒. ข", ("ดำเนินการ ดังนี้ ก", "ข")),
        ("๑. ตามกฎหมาย พ.ศ.๒๕๖๒ มาตรา ๗๙ ๒. ข", ("ตามกฎหมาย พ.ศ.๒๕๖๒ มาตรา ๗๙", "ข")),
        ("ใช้ระบบ e-service เวลา ๐๘.๓๐ น. ตามข้อ ๒. ของประกาศ", ("ใช้ระบบ e-service เวลา ๐๘.๓๐ น. ตามข้อ ๒. ของประกาศ",)),
        ("-ก ข -ค", ("ก ข", "ค")),
        ("- ก ข - ค", ("ก ข", "ค")),
        ("- ช่วง ม.ค. - มี.ค. - สรุปผล", ("ช่วง ม.ค. - มี.ค. - สรุปผล",)),
        ("• ก\n• ข", ("ก", "ข")),
        ("ประชุม - อบรม", ("ประชุม - อบรม",)),
        ("ก\nข", ("ก ข",)),
        ("", ()),
        (" \n", ()),
    ],
)
def test_a_cell_is_split_at_its_own_numbers_only(cell: str, items: tuple[str, ...]) -> None:
    assert split_items(cell) == items


@given(st.one_of(st.text(max_size=60), st.text(alphabet="๑๒๓1234.)( -\nกขค•", max_size=40)))
def test_splitting_loses_no_words(cell: str) -> None:
    letters = [letter for letter in squeeze("".join(split_items(cell))) if letter.isalpha()]
    assert letters == [letter for letter in squeeze(cell) if letter.isalpha()]


@pytest.mark.parametrize(("cell", "number"), [("๗. ก", "7"), ("(๒) ก", "2"), ("กองช่าง", None), ("๒๕๖๙ ปี", None)])
def test_it_finds_the_number_of_an_item(cell: str, number: str | None) -> None:
    assert number_of(cell) == number


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("ที่", Column.NUMBER), ("ลำดับที่", Column.NUMBER), ("No.", Column.NUMBER),
        ("มาตรการ/แนวทาง", Column.TITLE), ("โครงการ/กิจกรรม", Column.TITLE), ("ชื่อโครงการ", Column.TITLE),
        ("มาตรการ โครงการ หรือ กิจกรรม", Column.TITLE),
        ("วิธีดำเนินการ", Column.STEPS), ("ขั้นตอน/วิธีการปฏิบัติ", Column.STEPS), ("รายละเอียดการดำเนินงาน", Column.STEPS),
        ("ผู้รับผิดชอบ", Column.RESPONSIBLE), ("หน่วยงานรับผิดชอบ", Column.RESPONSIBLE), ("เจ้าภาพหลัก", Column.RESPONSIBLE),
        ("ส่วนราชการ ผู้รับผิดชอบ", Column.RESPONSIBLE), ("กองที่รับผิดชอบ", Column.RESPONSIBLE),
        ("ระยะเวลา ดำเนินการ", Column.PERIOD), ("กำหนดเวลา", Column.PERIOD), ("ช่วงเวลา", Column.PERIOD),
        ("ไตรมาส ๑", Column.PERIOD_PART), ("ต.ค. ๖๘", Column.PERIOD_PART),
        ("การติดตามผล", Column.MONITORING), ("การกำกับติดตาม", Column.MONITORING), ("การรายงานผล", Column.MONITORING),
        ("ตัวชี้วัด", Column.INDICATOR), ("รายละเอียดตัวชี้วัด", Column.INDICATOR),
        ("ประเด็นที่ต้องแก้ไข", Column.ISSUE), ("ผลการวิเคราะห์ที่สอดคล้องกับมาตรการ", Column.ISSUE),
        ("คะแนนเฉลี่ย", Column.SCORE), ("ข้อคำถาม", Column.QUESTION), ("เครื่องมือ", Column.TOOL),
        ("ตัวชี้วัดความสำเร็จ", Column.OTHER), ("งบประมาณ (บาท)", Column.OTHER), ("ผลการดำเนินการ", Column.OTHER),
        ("กองคลัง", None), ("", None), ("มาตรการ" * 40, None), ("ก" * 5000, None),
    ],
)  # fmt: skip
def test_a_heading_says_what_its_column_means(heading: str, column: Column | None) -> None:
    assert column_of(heading) == column


def test_a_row_of_a_measure_is_no_heading() -> None:
    assert headings_in(("๑. มาตรการ ก", "ขั้นตอน ข", "กองคลัง", "ต.ค. ๖๘")) is None
    assert headings_in(("มาตรการ", "ทุกกอง")) is None


def test_the_words_for_how_it_is_done_may_be_the_measure_itself() -> None:
    columns = headings_in(("ที่", "แนวทางการดำเนินการ", "ผู้รับผิดชอบ"))
    assert columns == {0: Column.NUMBER, 1: Column.TITLE, 2: Column.RESPONSIBLE}
    assert headings_in(("มาตรการ", "กิจกรรม", "ผู้รับผิดชอบ")) == {
        0: Column.TITLE,
        1: Column.STEPS,
        2: Column.RESPONSIBLE,
    }


def heading(*rows: tuple[str, ...]) -> Heading:
    found = heading_at(Grid(Table(1, rows)), 0)
    assert found is not None
    return found


def test_a_second_heading_row_divides_the_first() -> None:
    first = ("มาตรการ", "ผลการวิเคราะห์", "", "ผู้รับผิดชอบ")
    divided = heading(first, ("", "ตัวชี้วัด", "ประเด็นที่ต้องพัฒนา", ""))
    assert divided.rows == 2
    assert divided.columns == {0: Column.TITLE, 1: Column.INDICATOR, 2: Column.ISSUE, 3: Column.RESPONSIBLE}
    assert heading(first, ("ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่", "", "", "")).rows == 1
    assert heading(first, ("๑. ก", "ข", "ค", "กองคลัง")).rows == 1


@pytest.mark.parametrize(
    ("headings", "measures"),
    [
        (("มาตรการ", "ผู้รับผิดชอบ"), True),
        (("มาตรการ", "คะแนน", "การติดตามผล"), False),
        (("ตัวชี้วัด", "คะแนน", "ประเด็นที่ต้องแก้ไข"), False),
        (("ข้อคำถาม", "คะแนน"), False),
        (("โครงการ", "งบประมาณ"), False),
    ],
)
def test_score_and_question_tables_hold_no_measures(headings: tuple[str, ...], measures: bool) -> None:
    columns = headings_in(headings)
    assert columns is not None
    assert holds_measures(columns) is measures


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("ตัวชี้วัดที่ ๗ ประสิทธิภาพการ สื่อสาร", ("7",)),
        ("ตัวชี้วัดที่ ๗, ๘", ("7", "8")),
        ("ตัวชี้วัดที่ 1 - 3", ("1", "2", "3")),
        ("ตัวชี้วัดย่อยที่ ๙.๑ และ ๙.๓", ("9",)),
        ("ตัวชี้วัดที่ ๒ การใช้งบประมาณ ตัวชี้วัดที่ ๕ การแก้ไขปัญหาการทุจริต", ("2", "5")),
        ("๒, ๔", ("2", "4")),
        ("10", ("10",)),
        ("๑. การใช้อำนาจ", ("3",)),
        ("- การใช้งบประมาณ\n- การใช้อำนาจ", ("2", "3")),
        ("ตัวชี้วัดที่ ๑๑", ()),
        ("ร้อยละ ๘๐ ของผู้ตอบ", ()),
        ("", ()),
    ],
)
def test_it_finds_every_indicator_of_a_cell(cell: str, codes: tuple[str, ...]) -> None:
    assert indicators_in(cell) == codes


def test_captions_and_labels_name_one_indicator() -> None:
    assert names_an_indicator("(๖) ตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน")
    assert not names_an_indicator("ผลของตัวชี้วัดที่ ๖ ลดลง")
    assert sub_indicator_in("(๙.๑) ตัวชี้วัดย่อยที่ ๙.๑ ข้อมูลพื้นฐาน") == "9.1"
    assert sub_indicator_in("ตัวชี้วัดที่ ๑๒") is None
    assert indicator_of_label("๘. การปรับปรุงการทำงาน") == "8"
    assert indicator_of_label("ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต") == "10"
    assert indicator_of_label("แบบวัดของผู้มีส่วนได้เสียภายใน") is None
