"""What is on a page: its tables with the letters of each cell, and the lines outside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.plan_reading.document import Span
from tracker.plan_reading.pdf_grids import Grid, grids_of
from tracker.plan_reading.pdf_lines import Line, lines_of
from tracker.plan_reading.pdf_page_tables import PageTable
from tracker.plan_reading.pdf_pages import Glyph, Page

_ABOVE_BASELINE = 0.15


@dataclass(frozen=True, slots=True)
class Layout:
    tables: tuple[PageTable, ...]
    lines: tuple[Line, ...]

    @property
    def grids(self) -> list[Grid]:
        return [table.grid for table in self.tables]

    @property
    def sides(self) -> list[tuple[float, float]]:
        """The left and right end of everything."""
        lines = [(line.left, line.right) for line in self.lines]
        return [*lines, *((grid.xs[0], grid.xs[-1]) for grid in self.grids)]


def layout_of(page: Page) -> Layout:
    grids = grids_of(page.rules)
    outside: list[Glyph] = []
    inside: list[dict[Span, list[Glyph]]] = [{} for _ in grids]
    for glyph in page.glyphs:
        place = _place_of(glyph, grids)
        if place is None:
            outside.append(glyph)
        else:
            inside[place[0]].setdefault(place[1], []).append(glyph)
    tables = (
        PageTable(page.number, grid, {span: lines for span, glyphs in cells.items() if (lines := lines_of(glyphs))})
        for grid, cells in zip(grids, inside, strict=True)
    )
    return Layout(tuple(table for table in tables if table.lines), tuple(lines_of(outside)))


def _place_of(glyph: Glyph, grids: Sequence[Grid]) -> tuple[int, Span] | None:
    """By the place on the baseline where the letter begins: its marks reach over into the rows beside it."""
    for number, grid in enumerate(grids):
        span = grid.cell_at(glyph.x, glyph.y - _ABOVE_BASELINE * glyph.size)
        if span is not None:
            return number, span
    return None
