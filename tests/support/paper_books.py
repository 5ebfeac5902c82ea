"""A paper's workbook, opened again: the rows of its tables as they were given to it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tracker.reports.paper import PLAIN, Cell, Dress, Paper, Table
from tracker.reports.xlsx.drawing import workbook
from tracker.reports.xlsx.sheet import printable


def opened(paper: Paper, dress: Dress = PLAIN) -> Workbook:
    return load_workbook(BytesIO(workbook(paper, dress)))


def sheet_of(book: Workbook, table: Table) -> Worksheet:
    """The tab is called as the table is, as far as a tab can."""
    return book[table.key.replace("_", " ")]


def head_row(sheet: Worksheet) -> int:
    """The one that every printed page repeats."""
    assert sheet.print_title_rows
    return int(sheet.print_title_rows.split(":")[0].strip("$"))


def rows_of(sheet: Worksheet, table: Table) -> list[tuple[Cell, ...]]:
    """With what several rows share said in each; a row that is higher than Excel allows is one."""
    wanted = len(table.rows) + (table.total is not None)
    starts = [row for row in range(head_row(sheet) + 1, sheet.max_row + 1) if _begins(sheet, row, table)][:wanted]
    return [tuple(_value(sheet, row, column) for column in range(1, len(table.columns) + 1)) for row in starts]


def _begins(sheet: Worksheet, row: int, table: Table) -> bool:
    return not isinstance(sheet.cell(row, table.shared + 1), MergedCell)


def _value(sheet: Worksheet, row: int, column: int) -> Cell:
    while isinstance(cell := sheet.cell(row, column), MergedCell):
        row -= 1
    value = cell.value
    assert value is None or isinstance(value, str | int | float | datetime)
    return value.date() if isinstance(value, datetime) else _kept(value)


def kept_rows(table: Table, dress: Dress = PLAIN) -> list[tuple[Cell, ...]]:
    """What `rows_of` should find, the total as the last."""
    return [as_kept(row, dress) for row in (*table.rows, *([table.total] if table.total else []))]


def as_kept(row: tuple[Cell, ...], dress: Dress = PLAIN) -> tuple[Cell, ...]:
    """What a worksheet keeps of it: no control characters, nothing instead of an empty text."""
    return tuple(_kept(printable(dress.written(each)) or None if isinstance(each, str) else each) for each in row)


def _kept(value: Cell) -> Cell:
    """Excel knows fifteen figures of a number."""
    return float(f"{value:.15g}") if isinstance(value, float) else value
