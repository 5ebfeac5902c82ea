"""The tables of a PDF: cells with their words, and pieces of one table put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.domain.thai_text import squeeze
from tracker.plan_reading.document import Paragraph, Span, Table
from tracker.plan_reading.pdf_grids import NEAR, Grid
from tracker.plan_reading.pdf_lines import Line
from tracker.plan_reading.pdf_wrapping import Measure, unwrapped, usual_distance
from tracker.plan_reading.table_cells import Block, Cell, blocks_of_table

_WIDEST_PADDING = 8.0
_USUAL_PADDING = 3.0


@dataclass(frozen=True, slots=True)
class PageTable:
    """What of a table stands on one page, and the lines in each of its cells that has any."""

    page: int
    grid: Grid
    lines: dict[Span, list[Line]]

    def cells(self) -> list[Cell]:
        padding, distance = self._padding(), min(filter(None, map(usual_distance, self.lines.values())), default=0.0)
        made = []
        for span in set(self.grid.cells.values()):
            left, right = self.grid.sides_of(span)
            text = unwrapped(self.lines.get(span, []), Measure(left + padding, right - padding, distance))
            made.append(Cell(span.row, span.column, span.rows, span.columns, (Paragraph(text),) if text else ()))
        return made

    def _padding(self) -> float:
        """Between a border and the words beside it: the smallest there is."""
        gaps = (line.left - self.grid.sides_of(span)[0] for span, lines in self.lines.items() for line in lines)
        return min(max(0.0, min(gaps, default=_USUAL_PADDING)), _WIDEST_PADDING)


def blocks_of_tables(tables: Sequence[PageTable], filename: str) -> list[Block]:
    """Of tables with nothing between them. What begins a page with the heading of the table before it is its rest."""
    blocks = blocks_of_table(tables[0].cells(), filename)
    for before, table in pairwise(tables):
        made = blocks_of_table(table.cells(), filename)
        turned = table.page == before.page + 1 and _have_same_columns(before.grid, table.grid)
        whole = _in_one(blocks[-1], made[0]) if turned else None
        blocks = [*blocks, *made] if whole is None else [*blocks[:-1], whole, *made[1:]]
    return blocks


def _have_same_columns(one: Grid, other: Grid) -> bool:
    pairs = zip(one.xs, other.xs, strict=False)
    return len(one.xs) == len(other.xs) and all(abs(a - b) <= NEAR for a, b in pairs)


def _in_one(one: Block, other: Block) -> Table | None:
    if not (isinstance(one, Table) and isinstance(other, Table) and _heading(one) == _heading(other)):
        return None
    if sum(map(bool, _heading(one))) < 2:
        return None
    moved = (replace(span, row=span.row + len(one.rows)) for span in other.spans)
    return Table(one.number, one.rows + other.rows, (*one.spans, *moved))


def _heading(table: Table) -> list[str]:
    return [squeeze(cell) for cell in table.rows[0]]
