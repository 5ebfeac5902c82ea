"""A table whose merged cells can be asked for at every place they cover."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.plan_reading.document import Span, Table

Spot = tuple[int, int]
"""Row and column, counted from 0."""

_FIRST_SYMBOL, _LAST_SYMBOL = "\ue000", "\uf8ff"


class Grid:
    """What covers a place twice, or more than the table has, is left out: a damaged file may say anything."""

    def __init__(self, table: Table) -> None:
        self.number = table.number
        self.rows = table.rows
        self.merges_known = bool(table.spans)
        self.width = len(table.rows[0]) if table.rows else 0
        self._first: dict[Spot, Spot] = {}
        self._across: dict[Spot, int] = {}
        self._down: dict[Spot, int] = {}
        for span in table.spans:
            self._merge(span)

    def __len__(self) -> int:
        return len(self.rows)

    def _merge(self, span: Span) -> None:
        first = (span.row, span.column)
        last_row = min(span.row + span.rows, len(self.rows))
        last_column = min(span.column + span.columns, self.width)
        if min(first) < 0 or first in self._first or last_row <= span.row or last_column <= span.column:
            return
        for row in range(span.row, last_row):
            for column in range(span.column, last_column):
                if (row, column) in self._first:
                    return
                self._first[row, column] = first
        self._across[first] = last_column - span.column
        self._down[first] = last_row - span.row

    def first_of(self, row: int, column: int) -> Spot:
        return self._first.get((row, column), (row, column))

    def text(self, row: int, column: int) -> str:
        """Of the merged cell that covers the place, or of the place itself."""
        at_row, at_column = self.first_of(row, column)
        return self.rows[at_row][at_column]

    def begins_above(self, row: int, column: int) -> bool:
        return self.first_of(row, column)[0] < row

    def begins_left(self, row: int, column: int) -> bool:
        return self.first_of(row, column)[1] < column

    def across(self, row: int, column: int) -> int:
        """How many columns the cell at the place takes."""
        return self._across.get(self.first_of(row, column), 1)

    def down(self, row: int, column: int) -> int:
        """How many rows the cell at the place takes."""
        return self._down.get(self.first_of(row, column), 1)

    def filled(self, row: int) -> Iterator[tuple[int, str]]:
        """The cells with words that begin in the row."""
        return (
            (column, cell)
            for column, cell in enumerate(self.rows[row])
            if has_words(cell) and self.first_of(row, column) == (row, column)
        )


def has_words(cell: str) -> bool:
    """Whether anything can be seen in it; the signs of Word's symbol fonts are letters of nobody's alphabet."""
    return bool(cell) and (cell[0].isalnum() or any(_is_seen(letter) for letter in cell))


def _is_seen(letter: str) -> bool:
    return letter.isprintable() and not letter.isspace() or _FIRST_SYMBOL <= letter <= _LAST_SYMBOL


def turned(table: Table) -> Table:
    """The same table with its rows as columns."""
    spans = tuple(Span(span.column, span.row, span.columns, span.rows) for span in table.spans)
    return Table(table.number, tuple(zip(*table.rows, strict=True)), spans)
