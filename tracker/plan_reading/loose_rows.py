"""From rows of which nothing says whether they are a table or a title (a sheet, a .csv) to paragraphs and tables.

Empty rows part tables. What stands alone in its row above a heading is a paragraph, as it would be in a text; inside
a table it stays a row, because there it names a section or goes on with the row above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.thai_text import squeeze
from tracker.plan_reading.document import Paragraph, Row, Span, Table
from tracker.plan_reading.errors import too_long
from tracker.plan_reading.front_page import agency_of
from tracker.plan_reading.heading_words import Column, column_of
from tracker.plan_reading.headings import Heading, heading_at
from tracker.plan_reading.indicator_words import indicator_of_label, names_an_indicator
from tracker.plan_reading.item_lists import number_of
from tracker.plan_reading.merged_cells import Grid

Block = Paragraph | Table

MOST_HEADINGS = 500
"""A heading on every page of the longest plan."""

_OF_A_MEASURE = {
    Column.NUMBER, Column.TITLE, Column.STEPS, Column.RESPONSIBLE, Column.PERIOD, Column.PERIOD_PART, Column.MONITORING,
}  # fmt: skip
_NOTE = re.compile(r"\(?(?:หมายเหตุ|ที่มา|อ้างอิง|ลงชื่อ|ผู้จัดทำ|ผู้รายงาน|ข้อมูล ?ณ)")


def headings_of(rows: Sequence[Row], filename: str, spans: Sequence[Span] = ()) -> dict[int, Heading]:
    """By the row in which each begins; two columns at least, because "ปีงบประมาณ" beside "2569" is none."""
    grid = Grid(Table(0, tuple(rows), tuple(spans)))
    headings: dict[int, Heading] = {}
    for number in range(len(grid)):
        heading = heading_at(grid, number)
        if heading is not None and max(len(heading.columns), len(heading.marked)) > 1:
            headings[number] = heading
        if len(headings) > MOST_HEADINGS:
            raise too_long(filename)
    return headings


@dataclass(slots=True)
class LooseRows:
    """Rows of one width, their headings, and the merged cells among them.

    A table that begins without a heading goes on where the one above ended: it gets the columns of that one, `frame`.
    """

    rows: Sequence[Row]
    headings: Mapping[int, Heading]
    spans: Sequence[Span] = ()
    frame: list[int] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)
    wide: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.covered = {row for span in self.spans for row in range(span.row + 1, span.row + span.rows)}
        self.wide = {span.row for span in self.spans if span.columns > 1}

    def blocks(self) -> Iterator[Block]:
        """The tables are not yet counted."""
        for first, last in self._regions():
            while first < last:
                begin = self._first_of_table(first, last)
                yield from self._paragraphs(first, begin)
                first = begin
                if begin < last:
                    first = self._end_of_table(begin, last)
                    yield self._table(begin, first)

    def _regions(self) -> Iterator[tuple[int, int]]:
        """Runs of rows with words; a row that a merged cell reaches down to is not empty."""
        first: int | None = None
        for number, row in enumerate((*self.rows, ())):
            if any(row) or number in self.covered and first is not None:
                first = number if first is None else first
            elif first is not None:
                yield first, number
                first = None

    def _filled(self, number: int) -> list[int]:
        return [place for place, cell in enumerate(self.rows[number]) if cell]

    def _places(self, first: int, last: int) -> set[int]:
        return {place for number in range(first, last) for place in self._filled(number)}

    def _first_of_table(self, first: int, last: int) -> int:
        if self._goes_on(first, last) or self._is_rest_of_row(first, last):
            return first
        may_be_front = bool(self.headings) and first <= min(self.headings)
        begin = first
        while begin < last and (len(self._filled(begin)) < 2 or may_be_front and self._is_front(begin)):
            begin += 1
        return begin

    def _is_rest_of_row(self, first: int, last: int) -> bool:
        """A page break may leave one cell of a row, not its first, above the heading that is printed again."""
        places = self._filled(first)
        if len(places) != 1 or places[0] not in self.frame[1:] or first in self.wide:
            return False
        above = [heading.columns for number, heading in self.headings.items() if number < first]
        below = [heading.columns for number, heading in self.headings.items() if first < number < last]
        return above[-1:] == below[:1] and not names_an_indicator(self.rows[first][places[0]])

    def _goes_on(self, first: int, last: int) -> bool:
        """Not a narrow table of its own at the left edge, such as scores, nor lines that stand alone."""
        places = self._places(first, last)
        if not places or not places <= set(self.frame) or any(first <= number < last for number in self.headings):
            return False
        is_wide = min(places) != self.frame[0] or 2 * len(places) > len(self.frame)
        return is_wide and any(len(self._filled(number)) > 1 for number in range(first, last))

    def _is_front(self, number: int) -> bool:
        """A name and its value, such as "ปีงบประมาณ" and "2569", above the first heading of all."""
        filled = [self.rows[number][place] for place in self._filled(number)]
        if len(filled) != 2 or number in self.headings:
            return False
        label, value = filled
        is_of_a_table = (
            column_of(label) in _OF_A_MEASURE or number_of(label) is not None or indicator_of_label(label) is not None
        )
        return not is_of_a_table or agency_of([value]).name is not None

    def _end_of_table(self, begin: int, last: int) -> int:
        """Before the caption of a next heading, or before the notes below."""
        left = self._filled(begin)[0]
        for number in range(begin + 2, last):
            above = number
            while number in self.headings and above - 1 > begin and self._is_alone(above - 1, left):
                above -= 1
            if above < number:
                return above
        end = last
        while end - 1 > begin and self._is_note(end - 1, begin, left):
            end -= 1
        return end

    def _is_alone(self, number: int, left: int) -> bool:
        filled = self._filled(number)
        return len(filled) == 1 and number not in self.covered and (filled[0] <= left or number in self.wide)

    def _is_note(self, number: int, begin: int, left: int) -> bool:
        if not self._is_alone(number, left):
            return False
        words = self.rows[number][self._filled(number)[0]]
        under_numbers = column_of(self.rows[begin][left]) is Column.NUMBER and number_of(words + " .") is None
        return under_numbers or number in self.wide or bool(_NOTE.match(squeeze(words)))

    def _paragraphs(self, first: int, last: int) -> Iterator[Paragraph]:
        for number in range(first, last):
            cells = [self.rows[number][place] for place in self._filled(number)]
            lines = cells[0].split("\n") if len(cells) == 1 else [" ".join(cells).replace("\n", " ")]
            self.frame = []
            yield from (Paragraph(line) for line in lines)

    def _table(self, first: int, last: int) -> Table:
        if not self._goes_on(first, last):
            self.frame = sorted(self._places(first, last))
        rows = tuple(tuple(self.rows[number][place] for place in self.frame) for number in range(first, last))
        return Table(0, rows, tuple(self._spans(first, last)))

    def _spans(self, first: int, last: int) -> Iterator[Span]:
        """Counted in the rows and columns of the table."""
        for span in self.spans:
            kept = [place for place in self.frame if span.column <= place < span.column + span.columns]
            rows = min(span.row + span.rows, last) - span.row
            if first <= span.row < last and span.column in kept and (rows > 1 or len(kept) > 1):
                yield Span(span.row - first, self.frame.index(span.column), rows, len(kept))
