"""The tables of a PDF: cells with their words, and pieces of one table put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.plan_reading.document import Table
from tracker.plan_reading.pdf_cut_rows import cut_row, with_row_joined
from tracker.plan_reading.pdf_grids import NEAR, Grid
from tracker.plan_reading.pdf_page_tables import PageTable
from tracker.plan_reading.table_cells import Block, Cell, blocks_of_table


def blocks_of_tables(tables: Sequence[PageTable], filename: str) -> list[Block]:
    """Of tables with nothing between them. What begins a page in the columns of the table before it is its rest."""
    whole = _with_cut_rows_joined(tables)
    blocks = blocks_of_table(whole[0].cells, filename)
    for before, piece in pairwise(whole):
        made = blocks_of_table(piece.cells, filename)
        together = _in_one(blocks[-1], made[0]) if is_turned(before.last, piece.first) else None
        blocks = [*blocks, *made] if together is None else [*blocks[:-1], together, *made[1:]]
    return blocks


@dataclass(frozen=True, slots=True)
class _Piece:
    """Cells of one page, or of several when a row was cut where they meet."""

    cells: list[Cell]
    first: PageTable
    last: PageTable


def _with_cut_rows_joined(tables: Sequence[PageTable]) -> list[_Piece]:
    pieces = [_Piece(tables[0].cells(), tables[0], tables[0])]
    for table in tables[1:]:
        piece, cells = pieces[-1], table.cells()
        cut = cut_row(piece.last, table, piece.cells) if is_turned(piece.last, table) else None
        if cut is None:
            pieces.append(_Piece(cells, table, table))
        else:
            pieces[-1] = _Piece(with_row_joined(piece.cells, cells, cut), piece.first, table)
    return pieces


def is_turned(before: PageTable, table: PageTable) -> bool:
    """Whether the page was turned between them, and the columns stand where they stood."""
    return table.page == before.page + 1 and _have_same_columns(before.grid, table.grid)


def _have_same_columns(one: Grid, other: Grid) -> bool:
    pairs = zip(one.xs, other.xs, strict=False)
    return len(one.xs) == len(other.xs) and all(abs(a - b) <= NEAR for a, b in pairs)


def _in_one(one: Block, other: Block) -> Table | None:
    if not (isinstance(one, Table) and isinstance(other, Table) and len(one.rows[0]) == len(other.rows[0])):
        return None
    moved = (replace(span, row=span.row + len(one.rows)) for span in other.spans)
    return Table(one.number, one.rows + other.rows, (*one.spans, *moved))
