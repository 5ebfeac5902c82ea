"""The rows of a table as a page takes them: which of them stay whole, and which cells span several.

Typst loses the end of a row that must stay whole and is higher than a page. It makes the last of several rows as high
as a cell that spans them asks for, and loses the end of that cell when it is higher than a page. So heights are
reckoned here: a row that may not fit on a page may be cut, and a cell that would fill most of a page by itself does
not span its rows but stands in the first of them, with blanks below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tracker.reports.pdf.columns import ABOVE, BELOW, BESIDE, Lines, Ruler

#: In shares of what a page has below the head of the table: a higher row may be cut, a lower group stays together.
HIGHEST_ROW, HIGHEST_GROUP = 0.85, 0.4
BREAK = "\u200b"
"""Between words in what is handed to Typst; it does not come into the file."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table on its page."""

    ruler: Ruler
    size: float
    #: In points.
    widths: Sequence[float]
    #: Of a line, in points.
    line: float
    #: Of a page below the head of the table, in points.
    height: float

    def fitted(self, cells: Sequence[Lines]) -> list[Lines]:
        return [self.ruler.cut_to(cell, self._inner(column)) for column, cell in enumerate(cells)]

    def height_of(self, cells: Sequence[Lines], first: int = 0) -> float:
        """Of a row of these cells, the first of which stands in that column."""
        lines = (self.ruler.lines(cell, self._inner(column)) for column, cell in enumerate(cells, start=first))
        return max(lines, default=1) * self.line + ABOVE + BELOW

    def _inner(self, column: int) -> float:
        return (self.widths[column] - 2 * BESIDE) / self.size


def drawn(cell: Lines) -> str:
    return "\n".join(BREAK.join(line) for line in cell)


def groups_of(grid: Grid, rows: Sequence[Sequence[Lines]], shared: int) -> list[dict[str, Any]]:
    """For the template: rows that follow each other with the same shared cells are one group."""
    whole = [grid.fitted(row) for row in rows]
    if not shared:
        return [_group(grid, [row], 0) for row in whole]
    return [_group(grid, list(group), shared) for _, group in groupby(whole, key=lambda row: row[:shared])]


def _group(grid: Grid, rows: list[list[Lines]], shared: int) -> dict[str, Any]:
    """How many columns span all its rows, or are only open downwards, and the rows beside them."""
    shared = shared if len(rows) > 1 else 0
    heights = [grid.height_of(row[shared:], shared) for row in rows]
    beside = grid.height_of(rows[0][:shared])
    stays = max(beside, sum(heights)) < HIGHEST_GROUP * grid.height
    again = None if stays or not shared else _again(grid, rows[0][0], min(heights))
    if beside > HIGHEST_ROW * grid.height:
        blank: list[Lines] = [()] * shared
        own = [rows[0], *(blank + row[shared:] for row in rows[1:])]
        return {"spanning": [], "open": shared, "stays": stays, "again": again, "rows": _rows(grid, own, 0)}
    return {
        "spanning": [drawn(cell) for cell in rows[0][:shared]],
        "open": 0,
        "stays": stays,
        "again": again,
        "rows": _rows(grid, [row[shared:] for row in rows], shared),
    }


def _again(grid: Grid, cell: Lines, lowest_row: float) -> dict[str, Any] | None:
    """What the group is known by, where it is low enough to stand beside any of its rows."""
    if grid.height_of([cell]) > lowest_row:
        return None
    return {"said": drawn(cell), "width": grid.widths[0] - 2 * BESIDE}


def _rows(grid: Grid, rows: Sequence[Sequence[Lines]], first: int) -> list[dict[str, Any]]:
    return [
        {"cells": [drawn(cell) for cell in row], "stays": grid.height_of(row, first) < HIGHEST_ROW * grid.height}
        for row in rows
    ]
