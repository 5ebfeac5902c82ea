"""Where a measure stands in its document: the cells under the document's own headings, or the paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from tracker.domain.thai_text import squeeze
from tracker.plan_reading.document import Document, Paragraph, Row, Table
from tracker.plan_reading.draft import Source
from tracker.plan_reading.headings import headings_in

MOST_ROWS = 40
MOST_PARAGRAPHS = 12
MOST_HEADING_ROWS = 3
LONGEST_SHORT = 36


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """What stands under one heading, row by row; the heading is empty where the document has none."""

    heading: str
    texts: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Whether it needs a line of its own."""
        return len(self.texts) > 1 or len(self.texts[0]) > LONGEST_SHORT


@dataclass(frozen=True, slots=True)
class SourcePart:
    table: int
    first_row: int
    last_row: int
    columns: tuple[SourceColumn, ...]


class SourceRows:
    """The parts of one document, each from the place of a measure up to that of the next."""

    def __init__(self, document: Document, places: Iterable[Source]) -> None:
        self._tables = {table.number: table for table in document.tables}
        self._paragraphs = [block.text for block in document.blocks if isinstance(block, Paragraph)]
        self._places = sorted({(place.table, place.row) for place in places})
        self._headings = _headings_of(document.tables, self._places)

    def part(self, place: Source) -> SourcePart | None:
        """None for a place that the document does not have."""
        if place.table == 0:
            return self._of_paragraphs(place.row)
        table = self._tables.get(place.table)
        if table is None or not 1 <= place.row <= len(table.rows):
            return None
        last = self._last_row(place, len(table.rows), MOST_ROWS)
        rows = [_with_text_above(table, place.row - 1)]
        rows += [row for row in table.rows[place.row : last] if headings_in(row) is None]
        rows += self._continued(place, last == len(table.rows))
        headings = self._headings.get(place.table, ())
        columns = (
            SourceColumn(headings[at] if at < len(headings) else "", texts)
            for at in range(len(table.rows[0]))
            if (texts := tuple(row[at] for row in rows if at < len(row) and squeeze(row[at])))
        )
        return SourcePart(place.table, place.row, last, tuple(columns))

    def _last_row(self, place: Source, length: int, most: int) -> int:
        later = [row for table, row in self._places if table == place.table and row > place.row]
        return min(later[0] - 1 if later else length, place.row + most - 1)

    def _continued(self, place: Source, reaches_end: bool) -> list[Row]:
        """The rows on the next page that stand above the first measure there."""
        following = next((one for one in self._places if one > (place.table, place.row)), None)
        table = self._tables.get(place.table + 1)
        if not reaches_end or table is None or following is None or following[0] != place.table + 1:
            return []
        above = table.rows[: following[1] - 1]
        return [row for row in above if headings_in(row) is None and not _is_caption(row)]

    def _of_paragraphs(self, number: int) -> SourcePart | None:
        if not 1 <= number <= len(self._paragraphs):
            return None
        last = self._last_row(Source(0, number), len(self._paragraphs), MOST_PARAGRAPHS)
        texts = tuple(self._paragraphs[number - 1 : last])
        return SourcePart(0, number, last, (SourceColumn("", texts),))


def _headings_of(tables: Iterable[Table], places: Sequence[tuple[int, int]]) -> dict[int, Row]:
    """By the table's number; a table without headings of its own goes on under those of the one before."""
    first_rows: dict[int, int] = {}
    for table, row in places:
        first_rows.setdefault(table, row)
    found: dict[int, Row] = {}
    last: Row = ()
    for one in tables:
        own = _own_headings(one, first_rows.get(one.number, 1))
        if own or len(one.rows[0]) != len(last):
            last = own
        found[one.number] = last
    return found


def _own_headings(table: Table, first_measure: int) -> Row:
    """The words of the heading row and of those below it that divide its columns, above the first measure."""
    place = next((place for place, row in enumerate(table.rows) if headings_in(row) is not None), None)
    if place is None:
        return ()
    below = range(place + 1, min(first_measure - 1, place + MOST_HEADING_ROWS))
    rows = [place, *takewhile(lambda row: _divides(table.rows[row], table.rows[row - 1]), below)]
    texts = [_with_merged(table, row) for row in rows]
    return tuple(
        " · ".join(dict.fromkeys(cell for cell in column if squeeze(cell))) for column in zip(*texts, strict=True)
    )


def _divides(row: Row, above: Row) -> bool:
    """Whether each word of the row stands below a heading that spreads over several columns."""
    filled = [at for at, cell in enumerate(row) if squeeze(cell)]
    spread = (not squeeze(above[at]) or not squeeze("".join(above[at + 1 : at + 2])) for at in filled)
    return len(filled) > 1 and all(spread)


def _with_merged(table: Table, row: int) -> list[str]:
    """A row in which a merged cell's text stands in each place it covers."""
    cells = list(table.rows[row])
    for span in table.spans:
        if span.row <= row < span.row + span.rows:
            covered = range(span.column, span.column + span.columns)
            cells[span.column : span.column + span.columns] = [table.rows[span.row][span.column] for _ in covered]
    return cells


def _with_text_above(table: Table, row: int) -> Row:
    """A row with the text of the cells that reach down into it, which stands in an earlier row."""
    cells = list(table.rows[row])
    for span in table.spans:
        if span.row < row < span.row + span.rows:
            cells[span.column] = table.rows[span.row][span.column]
    return tuple(cells)


def _is_caption(row: Row) -> bool:
    return sum(1 for cell in row if squeeze(cell)) < 2
