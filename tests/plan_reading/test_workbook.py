"""A workbook is read as a person sees it; what is on its sheets becomes paragraphs and tables."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.office_programs import saved_by_libreoffice
from tests.support.requirements import LIBREOFFICE, need
from tests.support.workbooks import FIRST_SHEET, saved, with_part, workbook_of
from tracker.plan_reading import UnreadableDocument, read_document
from tracker.plan_reading.document import Document, Paragraph, Span, Table

HEADINGS = ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา")
ROW = ("1", "จัดทำคู่มือ", "กองคลัง", "ม.ค. - มี.ค. 69")
OTHER_ROW = ("2", "ติดป้าย", "กองช่าง", "ตลอดปี")
MONTHS = ("ต.ค.", "พ.ย.", "ธ.ค.")


def read(data: bytes) -> Document:
    return read_document(data, "plan.xlsx")


def text_of(value: Any, number_format: str = "General") -> str:
    """Of a cell in the row of a table."""

    def change(sheet: Worksheet) -> None:
        sheet["A2"].value = value
        sheet["A2"].number_format = number_format

    return read(workbook_of([("เรื่อง", "มาตรการ"), (None, "คู่มือ")], change)).tables[0].rows[1][0]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (98.41, "General", "98.41"),
        (100.0, "General", "100"),
        (100, "General", "100"),
        (0.1 + 0.2, "General", "0.3"),
        (91.97000000000001, "General", "91.97"),
        (1e-7, "General", "0.0000001"),
        (1234567890123, "General", "1234567890123"),
        (-4.5, "General", "-4.5"),
        (0.9841, "0.00%", "98.41%"),
        (0.985, "0%", "99%"),
        (98.4, "0.00", "98.40"),
        (91.965, "0.00", "91.97"),
        (98.4, "0.0#", "98.4"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1, "00", "01"),
        (1, '0"."', "1."),
        (98.41, '0.00" คะแนน"', "98.41 คะแนน"),
        (98.41, 'General" คะแนน"', "98.41 คะแนน"),
        (5, "[$-D00041E]0", "5"),
        (5, "[Red]0.0;[Blue]-0.0", "5.0"),
        (-5, "0.0;(0.0)", "(5.0)"),
        (0, '0;-0;"-"', "-"),
        (1, '"✓";;', "✓"),
        (0, '"✓";;', ""),
        (5, ";;;", ""),
        ("ซ่อน", ";;;", ""),
        ("เห็น", "@", "เห็น"),
        (0.5, "# ?/?", "0.5"),
        (12345, "0.00E+00", "12345"),
        (True, "General", "✓"),
        (False, "General", ""),
        ("#DIV/0!", "General", ""),
        ("บรรทัดแรก\nบรรทัดสอง", "General", "บรรทัดแรก\nบรรทัดสอง"),
        ("บรรทัดแรก_x000D_\nบรรทัดสอง", "General", "บรรทัดแรก\nบรรทัดสอง"),
        ("<p>คู่มือ</p>", "General", "คู่มือ"),
        ("  คู่มือ  ", "General", "คู่มือ"),
    ],
)
def test_a_value_is_read_as_it_is_seen(value: Any, number_format: str, text: str) -> None:
    assert text_of(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (date(2026, 1, 31), "d/m/yyyy", "31/1/2569"),
        (datetime.fromisoformat("2026-01-31T15:30"), "d/m/yyyy h:mm", "31/1/2569"),
        (date(2026, 1, 31), "yyyy-mm-dd", "31/1/2569"),
        (date(2026, 1, 31), "[$-107041E]d mmm yyyy;@", "31/1/2569"),
        (date(2026, 1, 31), "[$-41E]d mmmm bbbb", "31/1/2569"),
        (date(2569, 1, 31), "d/m/yyyy", "31/1/2569"),
        (date(2569, 9, 30), "mmm-yy", "ก.ย. 2569"),
        (date(2026, 1, 1), "mmm-yy", "ม.ค. 2569"),
        (date(2026, 1, 1), "mmmm bbbb", "ม.ค. 2569"),
        (date(2026, 1, 1), "mmm", "ม.ค."),
        (date(2026, 1, 31), "d mmm", "31 ม.ค."),
        (date(2026, 1, 31), "yyyy", "2569"),
        (date(2026, 1, 31), "bbbb", "2569"),
        (time(8, 30), "h:mm", "08:30"),
        (timedelta(hours=30), "[h]:mm", "30:00"),
        (0, "d/m/yyyy", ""),
        (10**9, "d/m/yyyy", ""),
        (10**9, "bbbb", ""),
    ],
)
def test_a_date_is_read_in_the_buddhist_era(value: Any, number_format: str, text: str) -> None:
    assert text_of(value, number_format) == text


@pytest.mark.parametrize(
    ("number", "text"), [(71, "31/1/2569"), (74, "ม.ค. 2569"), (81, "31/1/2569"), (60, "46053.00")]
)
def test_formats_that_thai_excel_saves_by_number_are_known(number: int, text: str) -> None:
    data = workbook_of([HEADINGS, ("1", "คู่มือ", "กองคลัง", 46053)], lambda sheet: _format(sheet, "D2", "0.00"))
    thai = with_part(data, "xl/styles.xml", lambda xml: xml.replace('numFmtId="2"', f'numFmtId="{number}"'))
    assert read(thai).tables[0].rows[1][3] == text


def _format(sheet: Worksheet, place: str, number_format: str) -> None:
    sheet[place].number_format = number_format


def test_titles_above_a_table_are_paragraphs_and_captions_inside_it_are_rows() -> None:
    rows = [
        ("แผนประจำปีงบประมาณ พ.ศ. 2569\nอบต.บ้านตัวอย่าง",),
        ("ปีงบประมาณ", 2569),
        (),
        ("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่",),
        HEADINGS,
        ROW,
        ("ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน",),
        OTHER_ROW,
        ("หมายเหตุ ปรับปรุงล่าสุดเดือนมกราคม",),
    ]
    data = workbook_of(rows, lambda sheet: sheet.merge_cells("A1:D1"))
    assert read(data).blocks == (
        Paragraph("แผนประจำปีงบประมาณ พ.ศ. 2569"),
        Paragraph("อบต.บ้านตัวอย่าง"),
        Paragraph("ปีงบประมาณ 2569"),
        Paragraph("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่"),
        Table(1, (HEADINGS, ROW, ("ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน", "", "", ""), OTHER_ROW)),
        Paragraph("หมายเหตุ ปรับปรุงล่าสุดเดือนมกราคม"),
    )


def test_the_caption_of_a_next_heading_ends_the_table() -> None:
    rows = [HEADINGS, ROW, ("ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน",), HEADINGS, OTHER_ROW]
    assert read(workbook_of(rows)).blocks == (
        Table(1, (HEADINGS, ROW)),
        Paragraph("ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน"),
        Table(2, (HEADINGS, OTHER_ROW)),
    )


def test_the_rest_of_a_row_above_a_repeated_heading_is_no_title() -> None:
    rest = (None, "และเผยแพร่บนเว็บไซต์")
    _, table = read(workbook_of([HEADINGS, ROW, (), rest, HEADINGS, OTHER_ROW])).tables
    assert table.rows == (("", "และเผยแพร่บนเว็บไซต์", "", ""), HEADINGS, OTHER_ROW)
    other = ("ลำดับ", "ตัวชี้วัด", "คะแนน")
    document = read(workbook_of([HEADINGS, ROW, (), (None, "ผลการประเมิน"), other, (1, "การใช้อำนาจ", 90)]))
    assert document.paragraphs == ["ผลการประเมิน"]


def test_empty_rows_part_tables_and_empty_columns_are_dropped() -> None:
    rows = [
        (None, "ตัวชี้วัด", None, "คะแนน"),
        (None, "การใช้อำนาจ", None, 91.5),
        (),
        (),
        HEADINGS,
        ROW,
        (),
        (None, None, "กองการศึกษา"),
        OTHER_ROW,
    ]
    scores, first, rest = read(workbook_of(rows)).tables
    assert scores.rows == (("ตัวชี้วัด", "คะแนน"), ("การใช้อำนาจ", "91.5"))
    assert first.rows == (HEADINGS, ROW)
    assert rest.rows == (("", "", "กองการศึกษา", ""), OTHER_ROW)


def test_scores_below_a_table_of_measures_have_columns_of_their_own() -> None:
    rows = [HEADINGS, ROW, (), ("ตัวชี้วัดที่ 1", 99.2), ("ตัวชี้วัดที่ 2", 95)]
    assert read(workbook_of(rows)).tables[1].rows == (("ตัวชี้วัดที่ 1", "99.2"), ("ตัวชี้วัดที่ 2", "95"))


def test_merged_cells_are_spans() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("B3:B4")

    rows = [
        ("ลำดับ", "มาตรการ", "ระยะเวลาดำเนินการ", None),
        (None, "ชื่อ", "เริ่มต้น", "สิ้นสุด"),
        (1, "คู่มือ", "ต.ค. 68", "ธ.ค. 68"),
        (),
        (2, "ป้าย", "ม.ค. 69", "มี.ค. 69"),
    ]
    (table,) = read(workbook_of(rows, change)).tables
    assert table.rows[3] == ("", "", "", "")
    assert table.spans == (Span(0, 0, 2, 1), Span(0, 2, 1, 2), Span(2, 1, 2, 1))


def test_what_is_under_a_merged_cell_is_not_read() -> None:
    data = workbook_of([HEADINGS, ROW, OTHER_ROW])
    reference = '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells><pageMargins'
    (table,) = read(with_part(data, FIRST_SHEET, lambda xml: xml.replace("<pageMargins", reference))).tables
    assert [row[1] for row in table.rows] == ["มาตรการ", "จัดทำคู่มือ", ""]
    assert table.spans == (Span(1, 1, 2, 1),)


def test_hidden_rows_columns_and_sheets_are_not_read() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (("ร่าง", *HEADINGS), ("ก", *ROW), ("ข", "9", "แถวซ่อน", "กองคลัง", "ม.ค."), ("ค", *OTHER_ROW)):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet["A1"].value = "ลำดับ"
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[3].hidden = True
    for state in ("hidden", "veryHidden"):
        other = workbook.create_sheet(state)
        other.append(HEADINGS)
        other.append(ROW)
        other.sheet_state = state
    workbook.create_sheet("ต่อ").append(("หน้าสอง",))
    document = read(saved(workbook))
    assert [table.rows for table in document.tables] == [(HEADINGS, ROW, OTHER_ROW)]
    assert document.paragraphs == ["หน้าสอง"]


def test_a_sheet_named_for_an_indicator_has_its_name_as_the_caption() -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = "ตัวชี้วัดที่ 6"
    for sheet in (workbook.worksheets[0], workbook.create_sheet("ตัวชี้วัดที่ 7")):
        for row in (("แผนประจำปี 2569",), (), HEADINGS, ROW):
            sheet.append(row)
    workbook.worksheets[1]["A1"].value = "ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน"
    said = ["แผนประจำปี 2569", "ตัวชี้วัดที่ 6", "ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน"]
    assert read(saved(workbook)).paragraphs == said


GREEN, YELLOW, WHITE = (PatternFill("solid", colour) for colour in ("FF92D050", "FFFFFF00", "FFFFFFFF"))
HATCHED = PatternFill("lightUp")


def chart(*fills: tuple[str, PatternFill], marks: tuple[str | None, ...] = (None, None, None)) -> Table:
    """Two measures with three months, and the cells that are filled."""

    def change(sheet: Worksheet) -> None:
        for place, fill in fills:
            sheet[place].fill = fill

    rows = [("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", *MONTHS), (1, "คู่มือ", "กองคลัง", *marks), (2, "ป้าย", "กองช่าง")]
    (table,) = read(workbook_of(rows, change)).tables
    return table


def test_a_month_that_is_only_coloured_is_marked() -> None:
    table = chart(("D2", GREEN), ("E2", GREEN), ("F3", HATCHED), ("E3", WHITE))
    assert [row[3:] for row in table.rows[1:]] == [("■", "■", ""), ("", "", "■")]


def test_colours_that_guide_the_eye_are_no_marks() -> None:
    banded = [(f"{column}2", GREEN) for column in "ABCDEF"]
    assert chart(*banded, ("D3", YELLOW)).rows[1][3:] == ("", "", "")
    assert chart(("D2", GREEN), ("D3", GREEN), marks=(None, "/", None)).rows[1][3:] == ("", "/", "")
    assert chart(("C2", YELLOW), ("D2", YELLOW)).rows[1][3:] == ("", "", "")
    assert chart(("B3", GREEN), ("C2", GREEN)).rows[1] == ("1", "คู่มือ", "กองคลัง", "", "", "")


def test_a_coloured_merged_cell_is_marked_once() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("C2:D2")
        sheet["C2"].fill = GREEN

    (table,) = read(workbook_of([("มาตรการ", "ผู้รับผิดชอบ", *MONTHS), ("คู่มือ", "กองคลัง")], change)).tables
    assert table.rows[1][2:] == ("■", "", "")
    assert table.spans == (Span(1, 2, 1, 2),)


def test_formulas_are_never_run_and_a_column_of_them_without_values_is_refused() -> None:
    formulas = [("1", "คู่มือ", f"=B{row}", "ตลอดปี") for row in (2, 3, 4)]
    with pytest.raises(UnreadableDocument, match="save it again"):
        read(workbook_of([HEADINGS, *formulas]))
    total = ("รวม", None, None, "=SUM(D2:D3)")
    assert read(workbook_of([HEADINGS, ROW, OTHER_ROW, total])).tables[0].rows == (HEADINGS, ROW, OTHER_ROW)
    saved_by_excel = with_part(workbook_of([HEADINGS, *formulas]), FIRST_SHEET, _with_values)
    assert read(saved_by_excel).tables[0].rows[1][2] == "7"


def _with_values(xml: str) -> str:
    return re.sub(r"</f><v\s*(?:/>|></v>)", "</f><v>7</v>", xml)


def test_a_workbook_that_libreoffice_saved_again_is_the_same_document(tmp_path: Path) -> None:
    need(LIBREOFFICE)

    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:H1")
        sheet.column_dimensions["C"].hidden = True
        sheet["F5"].fill, sheet["G5"].fill = GREEN, GREEN
        sheet["H6"].fill = GREEN
        sheet["D5"].number_format, sheet["D6"].number_format = "[$-107041E]d mmm yyyy;@", "0.00%"
        sheet["E5"].value = '="กอง"&"คลัง"'

    rows = [
        ("แผนประจำปีงบประมาณ พ.ศ. 2569",),
        (),
        (),
        ("ลำดับ", "มาตรการ", "ร่าง", "กำหนดแล้วเสร็จ", "ผู้รับผิดชอบ", *MONTHS),
        (1, "1. ยกร่าง\n2. พิมพ์", "x", date(2026, 1, 31)),
        (2, "ป้าย", "x", 0.985, "กองช่าง"),
    ]
    saved_again = saved_by_libreoffice(workbook_of(rows, change), "plan.xlsx", "xlsx", tmp_path)
    assert read(saved_again).blocks == (
        Paragraph("แผนประจำปีงบประมาณ พ.ศ. 2569"),
        Table(
            1,
            (
                ("ลำดับ", "มาตรการ", "กำหนดแล้วเสร็จ", "ผู้รับผิดชอบ", *MONTHS),
                ("1", "1. ยกร่าง\n2. พิมพ์", "31/1/2569", "กองคลัง", "■", "■", ""),
                ("2", "ป้าย", "98.50%", "กองช่าง", "", "", "■"),
            ),
        ),
    )
