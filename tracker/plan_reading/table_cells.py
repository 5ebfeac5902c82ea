"""From the cells of a table, as a format places them, to rows of the same width; for formats with nested tables.

A table that is there only for the layout of the page is taken apart: what is in its cells stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.plan_reading.document import Paragraph, Row, Span, Table
from tracker.plan_reading.errors import too_long
from tracker.plan_reading.markup import trimmed_lines

MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_PLACES = 50_000

Block = Paragraph | Table

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell begins on the grid, counted from 0, how far it reaches, and what is in it."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: tuple[Block, ...]


def tidy(text: str) -> str:
    """Without what cannot be printed, and without spaces around line ends."""
    return trimmed_lines(_UNPRINTABLE.sub("", text))


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a whole document, its tables counted."""
    tables = 0
    counted: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            block = replace(block, number=tables)
        counted.append(block)
    return tuple(counted)


def blocks_of_table(cells: Sequence[Cell], filename: str) -> list[Block]:
    """The table, not yet counted; its contents when it only frames them; nothing when it has no words."""
    cells = sorted(cells, key=lambda cell: (cell.row, cell.column))
    starts = sorted({cell.column for cell in cells})
    if not any(cell.blocks for cell in cells):
        return []
    if len(starts) == 1 or _is_layout(cells):
        return [block for cell in cells for block in cell.blocks]
    height = max(cell.row for cell in cells) + 1
    if height > MOST_ROWS or len(starts) > MOST_COLUMNS or height * len(starts) > MOST_PLACES:
        raise too_long(filename)
    return [_table(cells, starts, height)]


def _is_layout(cells: Sequence[Cell]) -> bool:
    """A table within it that is larger than itself: no plan has that, a page that is laid out by tables has."""
    inner = (block for cell in cells for block in cell.blocks if isinstance(block, Table))
    return any(len(table.rows) * len(table.rows[0]) > len(cells) for table in inner)


def _table(cells: Sequence[Cell], starts: Sequence[int], height: int) -> Table:
    """Grid columns in which no cell begins are only half of a wider one."""
    place = {start: number for number, start in enumerate(starts)}
    rows = [[""] * len(starts) for _ in range(height)]
    spans: list[Span] = []
    for cell in cells:
        first = place[cell.column]
        last = first + sum(1 for start in starts[first:] if start < cell.column + cell.columns)
        tall = min(cell.rows, height - cell.row)
        rows[cell.row][first] = "\n".join(_lines(cell.blocks))
        if tall > 1 or last - first > 1:
            spans.append(Span(cell.row, first, tall, last - first))
    return Table(0, tuple(tuple(row) for row in rows), tuple(spans))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """A table inside a cell becomes lines of the cell, one for each row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (line for row in block.rows if (line := _as_line(row)))


def _as_line(row: Row) -> str:
    return " ".join(cell.replace("\n", " ") for cell in row if cell)
