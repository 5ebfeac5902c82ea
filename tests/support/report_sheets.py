"""Filling in a division's sheet of reports as people do, in a worksheet or in LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.plan_books import saved
from tracker.domain.answers import Entry
from tracker.domain.hidden_sheet import HIDDEN_SHEET
from tracker.domain.progress import Answer
from tracker.domain.report_sheet import HEADINGS, SheetColumn
from tracker.plan_reading.exported_reports import ExportedReport, ExportedReports, reports_to_json_dict
from tracker.plan_reading.report_sheet_cells import cells_of
from tracker.reports.report_sheet import DivisionSheet, ReportBook, report_book

Edit = Callable[[Worksheet], None]

#: Filled in with last time's percentage only; begun; and waiting for the answer to an order.
EMPTY = Entry(None, 30)
BEGUN = Entry(Answer.PROGRESS, 45, "=ประชุม\r\n- ครั้งที่ 1  แล้ว", problems="+ขาดคน", steps_done=(71,))
ORDERED = Entry(None, order_answers={9: ""})


def report(id_: int, entry: Entry, division: str = "กองคลัง", number: str | None = None) -> ExportedReport:
    return ExportedReport(id_, 1, division, number or str(id_), f"มาตรการที่ {number or id_}\nข้อย่อย", (71, 72, 73), entry)


FINANCE = (report(1, EMPTY), report(2, BEGUN), report(3, ORDERED))
WORKS = (report(4, EMPTY, "กองช่าง", "1"), report(5, EMPTY, "กองช่าง"))


def sheet_of(*reports: ExportedReport) -> bytes:
    exported = ExportedReports("town", "เทศบาลเมืองตัวอย่าง", 7, date(2026, 1, 1), reports)
    sheets = tuple(
        DivisionSheet(name, tuple(_row(one) for one in reports if one.division == name))
        for name in dict.fromkeys(one.division for one in reports)
    )
    days = {"month": date(2026, 1, 1), "held_on": date(2026, 2, 4), "due_on": date(2026, 2, 2)}
    whole = ReportBook(
        "เทศบาลเมืองตัวอย่าง", **days, as_of=date(2026, 1, 29), sheets=sheets, exported=reports_to_json_dict(exported)
    )
    return report_book(whole)


def _row(one: ExportedReport) -> dict[SheetColumn, Any]:
    words = {SheetColumn.ID: one.id, SheetColumn.NUMBER: one.number, SheetColumn.TITLE: one.title}
    order = {SheetColumn.ORDER: "เร่งรัด"} if one.entry.order_answers else {}
    return {**words, **order, **cells_of(one.entry, one.steps)}


def edited(data: bytes, *edits: Edit, sheet: int = 0) -> bytes:
    """One of the sheets (from 0) with these edits."""
    book = load_workbook(BytesIO(data))
    shown = [one for one in book.worksheets if one.title != HIDDEN_SHEET]
    for edit in edits:
        edit(shown[sheet])
    return saved(book)


def heading_row(sheet: Worksheet) -> int:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=20)]
    return next(number for number, row in enumerate(rows, start=1) if HEADINGS[SheetColumn.TITLE] in row)


def place_of(sheet: Worksheet, column: SheetColumn) -> int:
    [row] = sheet.iter_rows(min_row=heading_row(sheet), max_row=heading_row(sheet))
    return next(place for place, cell in enumerate(row, start=1) if cell.value == HEADINGS[column])


def cell_of(sheet: Worksheet, report: int, column: SheetColumn) -> Cell:
    """Reports count from 1."""
    cell = sheet.cell(heading_row(sheet) + report, place_of(sheet, column))
    assert isinstance(cell, Cell)
    return cell


def typing(report: int, column: SheetColumn, value: Any, number_format: str | None = None) -> Edit:
    def edit(sheet: Worksheet) -> None:
        cell = cell_of(sheet, report, column)
        cell.value = value
        if number_format is not None:
            cell.number_format = number_format

    return edit


def filling_in(report: int, **cells: Any) -> Edit:
    """Several cells of a report, by the names of their columns."""

    def edit(sheet: Worksheet) -> None:
        for name, value in cells.items():
            cell_of(sheet, report, SheetColumn(name)).value = value

    return edit


def row_of(sheet: Worksheet, report: int) -> list[Any]:
    return [cell.value for cell in sheet[heading_row(sheet) + report]]


def put_row(sheet: Worksheet, report: int, values: list[Any]) -> None:
    """In the row of that number, also below the last one; what looks like a formula and is none stays none."""
    for place, value in enumerate(values, start=1):
        cell = sheet.cell(heading_row(sheet) + report, place)
        assert isinstance(cell, Cell)
        cell.value = value
        if cell.data_type == "f":
            cell.data_type = "s"
