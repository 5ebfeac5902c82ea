"""Where the cells of a Word table stand on its grid, and which of them are merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.plan_reading.docx_text import unwrapped
from tracker.plan_reading.docx_xml import Element, child, is_on, number_of, value_of, word

_NEAR_TWIPS = 142
"""Edges nearer than this (2.5 mm) were meant to be one: tables drawn by hand have rows that are a little off."""

_MOST_GRID_COLUMNS = 1_000


@dataclass(slots=True)
class CellPlace:
    element: Element
    row: int
    column: int
    columns: int
    rows: int = 1


def cell_places(table: Element) -> list[CellPlace]:
    """Each merged cell once, where it begins."""
    rows = [row for row in unwrapped(table) if row.tag == word("tr") and not _is_left_out(row)]
    pieces = [list(_pieces(row, number)) for number, row in enumerate(rows)]
    _snap([piece for row in pieces for piece in row], _edges(table))
    return list(_merged(pieces))


def _is_left_out(row: Element) -> bool:
    return child(row, "trPr", "del") is not None or is_on(row, "trPr", "hidden")


def _pieces(row: Element, number: int) -> Iterator[CellPlace]:
    column = _width(row, "trPr", "gridBefore", least=0)
    for cell in unwrapped(row):
        if cell.tag == word("tc"):
            columns = _width(cell, "tcPr", "gridSpan", least=1)
            yield CellPlace(cell, number, column, columns)
            column += columns


def _width(element: Element, *path: str, least: int) -> int:
    return min(max(number_of(element, *path) or 0, least), _MOST_GRID_COLUMNS)


def _edges(table: Element) -> list[int]:
    """The left edge of each grid column, and the right edge of the last, in twips."""
    edges = [0]
    for column in table.iterfind(f"{word('tblGrid')}/{word('gridCol')}"):
        text = column.get(word("w"), "")
        edges.append(edges[-1] + (int(text) if text.isdecimal() and len(text) < 7 else 0))
    return edges


def _snap(pieces: list[CellPlace], edges: list[int]) -> None:
    """Makes near edges one, unless a cell would lose all its width."""
    places, kept = [0], edges[0]
    for edge in edges[1:]:
        is_new = edge - kept >= _NEAR_TWIPS
        places.append(places[-1] + is_new)
        kept = edge if is_new else kept

    def snapped(edge: int) -> int:
        return places[edge] if edge < len(places) else places[-1] + edge - len(places) + 1

    if all(snapped(piece.column) < snapped(piece.column + piece.columns) for piece in pieces):
        for piece in pieces:
            first, last = snapped(piece.column), snapped(piece.column + piece.columns)
            piece.column, piece.columns = first, last - first


def _merged(pieces: list[list[CellPlace]]) -> Iterator[CellPlace]:
    """A cell that goes on from the row above, or from its left, is part of the one that began there."""
    above: dict[int, CellPlace] = {}
    for row in pieces:
        begun: dict[int, CellPlace] = {}
        left: CellPlace | None = None
        for piece in row:
            upper = above.get(piece.column)
            if _goes_on(piece, "hMerge") and left is not None:
                left.columns = max(left.columns, piece.column + piece.columns - left.column)
                continue
            if _goes_on(piece, "vMerge") and upper is not None and upper.columns == piece.columns:
                upper.rows += 1
                begun[piece.column] = upper
                continue
            begun[piece.column] = left = piece
            yield piece
        above = begun


def _goes_on(piece: CellPlace, merge: str) -> bool:
    found = child(piece.element, "tcPr", merge)
    return found is not None and value_of(found) in ("", "continue")
