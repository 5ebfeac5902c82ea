"""Where the cells of a web page's table stand on its grid, worked out as a browser does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from tracker.plan_reading.errors import too_long
from tracker.plan_reading.table_cells import MOST_ROWS

Element = etree._Element

TABLE_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "colgroup", "col"})

MOST_GRID_COLUMNS = 200

_PARTS_WITH_ROWS = ("thead", "tbody", "tfoot", "tr")
_ORDER = {"thead": 0, "tfoot": 2}
_NUMBER = re.compile(r"\s*\d{1,6}\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class CellPlace:
    element: Element
    row: int
    column: int
    rows: int
    columns: int


def placed_cells(table: Element, is_hidden: Callable[[Element], bool], filename: str) -> Iterator[CellPlace]:
    rows = [row for row in _rows(table, is_hidden) if not is_hidden(row)]
    if len(rows) > MOST_ROWS:
        raise too_long(filename)
    taken_until = [0] * MOST_GRID_COLUMNS
    for number, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            if is_hidden(cell):
                continue
            column = next((at for at in range(column, MOST_GRID_COLUMNS) if taken_until[at] <= number), -1)
            if column < 0:
                raise too_long(filename)
            place = _place(cell, number, column, taken_until, len(rows))
            for at in range(column, column + place.columns):
                taken_until[at] = number + place.rows
            yield place
            column += place.columns


def _rows(table: Element, is_hidden: Callable[[Element], bool]) -> Iterator[Element]:
    """The head first and the foot last, wherever they stand in the file."""
    for part in sorted(table.iterchildren(*_PARTS_WITH_ROWS), key=lambda part: _ORDER.get(str(part.tag), 1)):
        if part.tag == "tr":
            yield part
        elif not is_hidden(part):
            yield from part.iterchildren("tr")


def _place(cell: Element, row: int, column: int, taken_until: list[int], height: int) -> CellPlace:
    """A cell reaches to the end of the table at most (as one of 0 rows does), and never over another."""
    rows = _size(cell.get("rowspan")) or height
    columns = _size(cell.get("colspan")) or 1
    free = 1
    while free < columns and column + free < MOST_GRID_COLUMNS and taken_until[column + free] <= row:
        free += 1
    return CellPlace(cell, row, column, min(rows, height - row), free)


def _size(text: str | None) -> int:
    return int(text) if text is not None and _NUMBER.fullmatch(text) else 1
