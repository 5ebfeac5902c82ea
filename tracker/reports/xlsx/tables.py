"""A table of a paper on a worksheet: its head stays in sight and stands on every printed page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from openpyxl.utils import get_column_letter

from tracker.domain.papers import Digits
from tracker.reports.paper import NOTHING, Cell, ColumnKind, Dress, Table
from tracker.reports.xlsx.sheet import Sheet, row_heights
from tracker.reports.xlsx.styles import HEAD, Look, cell_look

MOST_FROZEN_POINTS = 330
"""What stays in sight may not fill the window: nothing below it could be reached any more."""

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Place:
    """In which rows of the worksheet a table stands; `last` is before `first` where it has no rows."""

    head: int
    first: int
    last: int


def draw_table(sheet: Sheet, table: Table, dress: Dress) -> Place:
    heads = [dress.written(column.heading) for column in table.columns]
    above = sheet.height()
    head = sheet.row
    sheet.write(heads, [HEAD] * len(heads))
    sheet.end_row(sheet.points(heads))
    place = Place(head, sheet.row, _rows(sheet, table, dress))
    if not table.rows:
        _nothing(sheet)
    if table.total:
        _group(sheet, table, [_written(table.total, dress)], dress, is_total=True)
    if above + sheet.points(heads) <= MOST_FROZEN_POINTS:
        sheet.worksheet.freeze_panes = f"A{place.first}"
    sheet.worksheet.print_title_rows = f"{head}:{head}"
    if table.rows and not table.shared and place.last - head == len(table.rows):
        # Cells over several rows would break it, and so would a total that is sorted with the rest.
        sheet.worksheet.auto_filter.ref = f"A{head}:{get_column_letter(len(heads))}{place.last}"
    if table.note:
        sheet.note(dress.written(table.note))
    return place


def _rows(sheet: Sheet, table: Table, dress: Dress) -> int:
    """The last row; rows that follow each other with the same shared cells are drawn as one group."""
    rows = [_written(row, dress) for row in table.rows]
    if table.shared:
        groups = [list(group) for _, group in groupby(rows, key=lambda row: row[: table.shared])]
    else:
        groups = [[row] for row in rows]
    for group in groups:
        _group(sheet, table, group, dress)
    return sheet.row - 1


def _written(row: Row, dress: Dress) -> list[Cell]:
    return [_cell(value, dress) for value in row]


def _cell(value: Cell, dress: Dress) -> Cell:
    if isinstance(value, str):
        return dress.written(value)
    # A moment is shown as its day, as on the other papers; Excel knows no time zone.
    return value.date() if isinstance(value, datetime) else value


def _nothing(sheet: Sheet) -> None:
    columns = len(sheet.widths)
    sheet.write([NOTHING, *[None] * (columns - 1)], [cell_look(NOTHING, ColumnKind.MARK, Digits.ARABIC)] * columns)
    sheet.end_row()
    sheet.merge(sheet.row - 1, 1, sheet.row - 1, columns)


def _group(sheet: Sheet, table: Table, rows: Sequence[Row], dress: Dress, *, is_total: bool = False) -> None:
    """The shared cells may need more height than the rows beside them: the last row gives it.

    A row higher than Excel allows takes several rows of the worksheet, whose cells are one.
    """
    shared, top = table.shared, sheet.row
    points = [sheet.points(row, shared) for row in rows]
    points[-1] += max(0, sheet.points(rows[0], 0, shared) - sum(points))
    for number, (row, height) in enumerate(zip(rows, points, strict=True)):
        values = row if number == 0 else [*[None] * shared, *row[shared:]]
        _row(sheet, values, _looks(table, values, dress, is_total), height, shared)
    for column in range(1, shared + 1):
        sheet.merge(top, column, sheet.row - 1, column)


def _looks(table: Table, values: Row, dress: Dress, is_total: bool) -> list[Look]:
    return [
        cell_look(value, column.kind, dress.digits, is_total=is_total)
        for value, column in zip(values, table.columns, strict=True)
    ]


def _row(sheet: Sheet, values: Row, looks: Sequence[Look], points: float, shared: int) -> None:
    top = sheet.row
    for part, height in enumerate(row_heights(points)):
        sheet.write(values if part == 0 else [None] * len(values), looks)
        sheet.end_row(height)
    if sheet.row - top > 1:
        for column in range(shared + 1, len(values) + 1):
            sheet.merge(top, column, sheet.row - 1, column)
