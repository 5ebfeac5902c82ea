"""The plan's own workbook, opened again: what may be typed where, and that text stays text."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.support.plan_books import cell_of, heading_row
from tracker.domain.cadence import Cadence
from tracker.domain.hidden_sheet import HIDDEN_SHEET, packed, unpacked
from tracker.domain.plan_book import AS_ADOPTED, HEADINGS, KIND, NO, SHEET, YES, BookColumn
from tracker.domain.words import CADENCE
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.headings import headings_in, holds_measures
from tracker.reports.plan_book import ROWS_FOR_NEW_MEASURES, PlanBook, plan_book
from tracker.reports.xlsx.sheet import CellValue

DIVISIONS = ("สำนักปลัดเทศบาล", "กองคลัง", "=กองช่าง")
EXPORTED = {"agency": "town-1", "measures": [{"titles": ["ชื่อยาว " * 9_000]}]}


def row(number: int, **texts: CellValue) -> dict[BookColumn, CellValue]:
    cells: dict[BookColumn, CellValue] = dict.fromkeys(BookColumn, "ข้อความ")
    cells |= {BookColumn.ID: number, BookColumn.START: date(2025, 10, 1), BookColumn.END: None}
    return cells | {BookColumn(name): value for name, value in texts.items()}


def opened(*rows: dict[BookColumn, CellValue]) -> Workbook:
    book = PlanBook("เทศบาลเมืองตัวอย่าง", 2569, date(2026, 2, 1), DIVISIONS, rows, EXPORTED)
    return load_workbook(BytesIO(plan_book(book)))


def test_only_the_adopted_words_and_the_ids_are_closed() -> None:
    sheet = opened(row(1), row(2))[SHEET]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    closed = {column for column in BookColumn if cell_of(sheet, 2, column).protection.locked}
    assert closed == AS_ADOPTED | {BookColumn.ID}
    assert not [column for column in BookColumn if cell_of(sheet, 3, column).protection.locked], "a new measure"
    for allowed in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        assert getattr(sheet.protection, allowed) is False, "False means that it is not forbidden"


def test_it_offers_what_can_be_chosen_also_in_rows_for_new_measures() -> None:
    book = opened(row(1))
    sheet, hidden = book[SHEET], book[HIDDEN_SHEET]
    last = heading_row(sheet) + 1 + ROWS_FOR_NEW_MEASURES
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        first, until = str(rule.sqref).split(":")
        assert (first[1:], until[1:]) == (str(heading_row(sheet) + 1), str(last))
        source = hidden[rule.formula1.partition("!")[2].replace("$", "")]
        offered[sheet[f"{first[0]}{heading_row(sheet)}"].value] = [cell.value for [cell] in source]
    assert offered[HEADINGS[BookColumn.DIVISIONS]] == list(DIVISIONS)
    assert offered[HEADINGS[BookColumn.CADENCES]] == [CADENCE[cadence] for cadence in Cadence]
    assert offered[HEADINGS[BookColumn.CANCELLED]] == [YES, NO]
    assert hidden.sheet_state == "hidden"


def test_it_prints_and_scrolls_well() -> None:
    sheet = opened(row(1))[SHEET]
    head = heading_row(sheet)
    assert sheet.freeze_panes == f"D{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.print_area == f"'{SHEET}'!$A$1:$P${head + 1}", "without the empty rows"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[head + 1].height


def test_days_are_days_of_the_buddhist_era() -> None:
    cell = cell_of(opened(row(1))[SHEET], 1, BookColumn.START)
    assert cell.is_date
    assert cell.number_format.startswith("[$-107041E]")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    book = opened(row(1, titles=text, issue=text))
    cells = [cell for sheet in book.worksheets for cells in sheet.iter_rows() for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert cell_of(book[SHEET], 1, BookColumn.TITLES).value == text


def test_its_headings_are_those_that_a_plan_is_read_by() -> None:
    sheet = opened(row(1))[SHEET]
    headings = [str(cell.value) for cell in sheet[heading_row(sheet)]]
    columns = headings_in(headings)
    assert columns is not None
    assert holds_measures(columns)
    assert {Column.TITLE, Column.STEPS, Column.RESPONSIBLE, Column.PERIOD, Column.MONITORING} <= set(columns.values())


def test_the_hidden_sheet_says_what_was_exported_and_shows_a_change() -> None:
    cells = [str(cell.value) for [cell] in opened(row(1))[HIDDEN_SHEET]["A1:A99"] if cell.value is not None]
    assert len(cells) > 3, "in pieces that a cell can hold"
    assert unpacked(KIND, cells) == EXPORTED
    assert cells == packed(KIND, EXPORTED)
    for changed in (cells[:-1], [*cells[:-1], cells[-1] + " "], ["another format", *cells[1:]], []):
        assert unpacked(KIND, changed) is None
