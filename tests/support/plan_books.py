"""Filling in a plan's own workbook as a person would, in a worksheet or in LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.factories import create_measure, moment
from tests.support.office import TODAY, Office
from tracker.domain.permissions import Actor
from tracker.domain.plan_book import HEADINGS, SHEET, BookColumn
from tracker.domain.plan_drafts import DraftOrigin
from tracker.models import Measure
from tracker.plan_reading.differences import Field
from tracker.reports.plan_book import plan_book
from tracker.services import plan_books, plan_drafts
from tracker.services.plan_comparisons import Comparison, comparison_of

Edit = Callable[[Worksheet], None]

ODD = "=1+1\n- ขีด  สองช่อง\n1. เลข\n@ที่\nน้ํา \u200b"


def exported(office: Office) -> bytes:
    return plan_book(plan_books.plan_book_of(office.plan.id, TODAY))


def brought_back(actor: Actor, data: bytes) -> Comparison:
    """What is shown of the workbook beside the plan."""
    row = plan_drafts.upload_plan(actor, moment(TODAY), data, "plan.xlsx")
    assert row.origin is DraftOrigin.WORKBOOK
    compared = comparison_of(row, {})
    assert compared is not None
    return compared


Found = list[tuple[str, Field, object, object]]


def fields_of(compared: Comparison) -> Found:
    return [(row.measure.number, one.field, one.before, one.after) for row in compared.rows for one in row.fields]


def create_odd_measure(office: Office) -> Measure:
    """The third of the plan: texts that office programs like to change, and several of everything."""
    return create_measure(
        office.plan,
        [office.works, office.finance],
        number="3",
        titles=["=SUM(A1)", "ชื่อ ที่ ๒"],
        indicators=["10.1", "6"],
        steps=ODD.split("\n"),
        issue=" ขึ้นต้นด้วยช่องว่าง\nสองบรรทัด",
        responsible_text="กองคลัง\nและกองช่าง ",
        period_text="ต.ค. ๖๘ –\n ก.ย. ๖๙",
        period_needs_confirmation=True,
        monitoring_text="+รายงาน",
        cadences=["quarterly", "each_event"],
        position=3,
    )


def edited(data: bytes, *edits: Edit) -> bytes:
    book = load_workbook(BytesIO(data))
    for edit in edits:
        edit(book[SHEET])
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def heading_row(sheet: Worksheet) -> int:
    headings = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=20)]
    return next(number for number, row in enumerate(headings, start=1) if HEADINGS[BookColumn.NUMBER] in row)


def place_of(sheet: Worksheet, column: BookColumn) -> int:
    row = next(sheet.iter_rows(min_row=heading_row(sheet), max_row=heading_row(sheet)))
    return next(place for place, cell in enumerate(row, start=1) if cell.value == HEADINGS[column])


def cell_of(sheet: Worksheet, measure: int, column: BookColumn) -> Cell:
    """Measures count from 1."""
    cell = sheet.cell(heading_row(sheet) + measure, place_of(sheet, column))
    assert isinstance(cell, Cell)
    return cell


def typing(measure: int, column: BookColumn, value: Any) -> Edit:
    def edit(sheet: Worksheet) -> None:
        cell_of(sheet, measure, column).value = value

    return edit


def in_order(order: list[int], *, with_ids: bool = True) -> Edit:
    """The rows of the measures in another order; `with_ids` also the hidden column."""

    def edit(sheet: Worksheet) -> None:
        columns = [column for column in BookColumn if with_ids or column is not BookColumn.ID]
        rows = [{one: cell_of(sheet, measure, one).value for one in columns} for measure in order]
        for measure, row in enumerate(rows, start=1):
            for column, value in row.items():
                _put(cell_of(sheet, measure, column), value)

    return edit


def _put(cell: Cell, value: Any) -> None:
    """As a program moves it: what looks like a formula and is none stays none."""
    cell.value = value
    if cell.data_type == "f":
        cell.data_type = "s"
