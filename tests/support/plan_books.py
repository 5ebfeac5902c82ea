"""Filling in a plan's own workbook as a person would, in a worksheet or in LibreOffice."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.plan_book import HEADINGS, SHEET, BookColumn

Edit = Callable[[Worksheet], None]

_MOST_SECONDS = 120


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


def saved_by_libreoffice(data: bytes, folder: Path) -> bytes:
    """Opened and saved again, which writes every part of the file anew."""
    source, target = folder / "plan.xlsx", folder / "saved"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command: list[str | Path] = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", target, source]
    subprocess.run(command, check=True, capture_output=True, timeout=_MOST_SECONDS)
    return (target / "plan.xlsx").read_bytes()
