"""The division's sheet of reports, opened again: what may be filled in where, and that text stays text."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.support.report_sheets import cell_of, heading_row
from tracker.domain.hidden_sheet import HIDDEN_SHEET, unpacked
from tracker.domain.report_sheet import HEADINGS, KIND, ORDERS, TO_FILL_IN, SheetColumn
from tracker.domain.words import ANSWER, CANNOT_REASON
from tracker.reports.report_sheet import MOST_LINES, DivisionSheet, ReportBook, report_book
from tracker.reports.xlsx.sheet import LINE_POINTS, CellValue

EXPORTED = {"agency": "town-1", "reports": []}
Row = dict[SheetColumn, CellValue]


def row(number: int, **texts: CellValue) -> Row:
    cells: Row = {SheetColumn.ID: number, SheetColumn.NUMBER: str(number), SheetColumn.TITLE: f"มาตรการที่ {number}"}
    return cells | {SheetColumn(name): value for name, value in texts.items()}


def opened(*rows: Row, names: tuple[str, ...] = ("กองคลัง",)) -> Workbook:
    sheets = tuple(DivisionSheet(name, rows) for name in names)
    days = {"month": date(2026, 1, 1), "held_on": date(2026, 2, 4), "due_on": date(2026, 2, 2)}
    book = ReportBook("เทศบาลเมืองตัวอย่าง", **days, as_of=date(2026, 1, 29), sheets=sheets, exported=EXPORTED)
    return load_workbook(BytesIO(report_book(book)))


def test_only_the_cells_to_fill_in_are_open_and_coloured() -> None:
    sheet = opened(row(1), row(2, order="เร่งดำเนินการ")).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    there = [column for column in SheetColumn if column is not SheetColumn.ID]
    open_cells = {column for column in there if not cell_of(sheet, 2, column).protection.locked}
    assert open_cells == TO_FILL_IN
    without_order = {column for column in there if not cell_of(sheet, 1, column).protection.locked}
    assert without_order == TO_FILL_IN - ORDERS, "nobody answers where nothing was ordered"
    colours = {cell_of(sheet, 2, column).fill.fgColor.rgb for column in TO_FILL_IN}
    assert len(colours) == 1
    assert cell_of(sheet, 2, SheetColumn.TITLE).fill.fgColor.rgb not in colours


def test_orders_have_no_columns_where_none_waits() -> None:
    sheet = opened(row(1)).worksheets[0]
    headings = [cell.value for cell in sheet[heading_row(sheet)]]
    assert headings == [HEADINGS[column] for column in SheetColumn if column not in ORDERS]


def test_it_offers_the_answers_and_the_reasons_and_warns_of_percentages() -> None:
    book = opened(row(1), row(2))
    sheet, hidden = book.worksheets[0], book[HIDDEN_SHEET]
    first = heading_row(sheet) + 1
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    offered = {}
    for column in (SheetColumn.ANSWER, SheetColumn.CANNOT_REASON):
        letter = cell_of(sheet, 1, column).column_letter
        rule = rules[f"{letter}{first}:{letter}{first + 1}"]
        offered[column] = [cell.value for [cell] in hidden[rule.formula1.partition("!")[2].replace("$", "")]]
    assert offered[SheetColumn.ANSWER] == list(ANSWER.values())
    assert offered[SheetColumn.CANNOT_REASON] == list(CANNOT_REASON.values())
    letter = cell_of(sheet, 1, SheetColumn.PERCENT).column_letter
    percent = rules[f"{letter}{first}:{letter}{first + 1}"]
    assert (percent.type, percent.formula1, percent.formula2, percent.errorStyle) == ("whole", "0", "100", "warning")


def test_it_tells_the_month_the_meeting_and_the_day_to_send_by() -> None:
    sheet = opened(row(1)).worksheets[0]
    above = "\n".join(str(cell.value) for [cell] in sheet[f"A1:A{heading_row(sheet)}"] if cell.value)
    for words in ("เดือนมกราคม 2569", "กองคลัง", "2 กุมภาพันธ์ 2569", "4 กุมภาพันธ์ 2569", "29 มกราคม 2569", "ช่องสีเหลือง"):
        assert words in above


def test_it_prints_and_scrolls_well() -> None:
    sheet = opened(row(1, steps="1. ขั้นตอน\n" * 60), row(2)).worksheets[0]
    head = heading_row(sheet)
    assert sheet.freeze_panes == f"D{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[head + 1].height == MOST_LINES * LINE_POINTS < 409
    assert (sheet.row_dimensions[head + 2].height or 0) > LINE_POINTS, "there is room to write in"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    book = opened(row(1, title=text, done_text=text, last_time=text, order=text))
    cells = [cell for sheet in book.worksheets for cells in sheet.iter_rows() for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert cell_of(book.worksheets[0], 1, SheetColumn.DONE_TEXT).value == text


@pytest.mark.parametrize(
    ("names", "titles"),
    [
        (("สำนัก/กอง", "สำนัก:กอง"), ["สำนัก กอง", "สำนัก กอง (2)"]),
        (("ก" * 40, "ก" * 40), ["ก" * 31, "ก" * 27 + " (2)"]),
        ((HIDDEN_SHEET.upper(),), ["TIDTAM (2)"]),
        (("'[]'",), ["-"]),
    ],
)
def test_any_name_of_a_division_becomes_a_tab(names: tuple[str, ...], titles: list[str]) -> None:
    assert opened(row(1), names=names).sheetnames == [*titles, HIDDEN_SHEET]


def test_the_hidden_sheet_says_what_was_exported() -> None:
    hidden = opened(row(1))[HIDDEN_SHEET]
    cells = [str(cell.value) for [cell] in hidden["A1:A9"] if cell.value is not None]
    assert unpacked(KIND, cells) == EXPORTED
    assert hidden.sheet_state == "hidden"
