"""Rows of a table that were cut in two where the page ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.domain.thai_text import squeeze
from tracker.plan_reading.document import Paragraph, Span
from tracker.plan_reading.headings import headings_in
from tracker.plan_reading.pdf_page_tables import PageTable
from tracker.plan_reading.pdf_wrapping import begins_an_item, ends_before, joined
from tracker.plan_reading.table_cells import Cell

_LONGEST_REST = 160


@dataclass(frozen=True, slots=True)
class CutRow:
    """`row` is its place on the new page, below a heading that is repeated there; `goes_on` are the columns in
    which a line goes on in the middle, in the others a new one begins."""

    row: int
    goes_on: frozenset[int]


def cut_row(before: PageTable, table: PageTable, so_far: Sequence[Cell]) -> CutRow | None:
    """The row with which the page begins, when it is the rest of the row with which the last one ended.

    Some cells were finished there, unless it has only one. Each that has words here goes on with a line that had no
    room left, at least one of them, or begins a further item: the next measure has all its cells filled, and short
    words among them.
    """
    first = 1 if _heading(table.cells()) == _heading(so_far) else 0
    above = {span.column: span for span in before.lines if span.row + span.rows == before.height}
    below = {span.column: span for span in table.lines if span.row == first}
    is_caption = len(above) == len(below) == 1
    if above.keys() <= below.keys() and not is_caption or _begins_below_headings(so_far, table, below.values()):
        return None
    goes_on = set()
    for column, span in below.items():
        upper = above.get(column)
        if upper is None or upper.columns != span.columns:
            return None
        last, begins = before.lines[upper][-1], table.lines[span][0]
        if not ends_before(last, begins, replace(before.measure_of(upper), distance=0.0)):
            goes_on.add(column)
        elif not begins_an_item(begins):
            return None
    return CutRow(first, frozenset(goes_on)) if goes_on else None


def _begins_below_headings(so_far: Sequence[Cell], table: PageTable, below: Iterable[Span]) -> bool:
    """The rest of a heading is a few words; more than that is the first row of the table."""
    height = max(cell.row + cell.rows for cell in so_far)
    last = [_text(cell) for cell in so_far if cell.row + cell.rows == height]
    is_long = any(sum(len(line.text) for line in table.lines[span]) > _LONGEST_REST for span in below)
    return is_long and headings_in(last) is not None


def _heading(cells: Sequence[Cell]) -> list[str]:
    first = sorted((cell for cell in cells if cell.row == 0), key=lambda cell: cell.column)
    return [squeeze(_text(cell)) for cell in first]


def with_row_joined(upper: Sequence[Cell], lower: Sequence[Cell], cut: CutRow) -> list[Cell]:
    """The cells of both pages, without a heading that is only repeated."""
    height = max(cell.row + cell.rows for cell in upper)
    rest = {cell.column: cell for cell in lower if cell.row == cut.row}
    moved = [replace(cell, row=cell.row + height - 1 - cut.row) for cell in lower if cell.row > cut.row]
    return [*(_joined(cell, rest, cut) if cell.row + cell.rows == height else cell for cell in upper), *moved]


def _joined(cell: Cell, rest: Mapping[int, Cell], cut: CutRow) -> Cell:
    more = rest.get(cell.column)
    if more is None or not more.blocks:
        return cell if more is None else replace(cell, rows=cell.rows + more.rows - 1)
    before, after = _text(cell), _text(more)
    text = joined(before, after) if cell.column in cut.goes_on else f"{before}\n{after}"
    return replace(cell, rows=cell.rows + more.rows - 1, blocks=(Paragraph(text),))


def _text(cell: Cell) -> str:
    return "\n".join(block.text for block in cell.blocks if isinstance(block, Paragraph))
