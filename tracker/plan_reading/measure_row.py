"""A measure as found in a document: its words by meaning, before anything of them is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.thai_text import clean, squeeze
from tracker.plan_reading.figures import mended_figures
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.item_lists import begins_an_item, number_of, split_items
from tracker.plan_reading.marked_columns import Marked, MarkedColumn, marked_names, marked_period
from tracker.plan_reading.merged_cells import has_words

Cells = Mapping[Column, Sequence[str]]
"""By meaning, the pieces that stood in cells of their own; an empty list where the column is empty."""

_PERIODS = (Column.PERIOD, Column.PERIOD_START, Column.PERIOD_END)
_LISTS = (Column.STEPS, Column.ISSUE)
_CONTINUED = re.compile(r"\s*\(\s*ต่อ\s*\)\s*|^\s*ต่อ\s*$")
_BETWEEN_DATES = " - "
_NEAR = 12
"""How far back a repeated piece is looked for."""


@dataclass(slots=True)
class MeasureRow:
    """`row` is where it begins; `asked` are doubts of the layout, each with the field that it is about."""

    table: int
    row: int
    cells: dict[Column, list[str]]
    caption: str = ""
    marked: tuple[MarkedColumn, ...] = ()
    marks: dict[int, str] = field(default_factory=dict)
    merges_known: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)

    def cell(self, column: Column) -> str:
        return "\n".join(piece for piece in self.cells.get(column, []) if has_words(piece))

    def pieces(self, column: Column) -> list[str]:
        return [piece for piece in self.cells.get(column, []) if has_words(piece)]

    def items(self, column: Column) -> tuple[str, ...]:
        """The items of each cell; rows that belong to one measure are items of their own."""
        return tuple(item for piece in self.pieces(column) for item in split_items(piece))

    def has(self, *columns: Column) -> bool:
        return any(column in self.cells for column in columns) or any(one.means in columns for one in self.marked)

    def has_period(self) -> bool:
        return self.has(*_PERIODS)

    def ask(self, code: str, about: str) -> None:
        if (code, about) not in self.asked:
            self.asked.append((code, about))

    def printed_number(self) -> str | None:
        own = self.cell(Column.NUMBER)
        return (
            number_of(mended_figures(clean(own).strip("() .")) + ". ก")
            if has_words(own)
            else number_of(self.cell(Column.TITLE))
        )

    def names_marked(self, means: Column) -> str:
        return marked_names([one for one in self.marked if one.means is means], self.marks)

    def periods(self) -> list[Marked]:
        """Each period that the measure's cells give, as printed and as it is to be read."""
        found = [Marked(piece.strip(), piece.strip()) for piece in self.pieces(Column.PERIOD)]
        columns = tuple(one for one in self.marked if one.means is Column.PERIOD)
        by_marks = marked_period(columns, self.marks, merges_known=self.merges_known)
        start, end = (clean(self.cell(column)) for column in (Column.PERIOD_START, Column.PERIOD_END))
        if by_marks.text:
            found.append(by_marks)
        if start and end:
            found.append(Marked(start + _BETWEEN_DATES + end, start + _BETWEEN_DATES + end))
        elif start or end:
            found.append(Marked(start or end, f"ตั้งแต่ {start}" if start else f"ภายใน {end}"))
        return found

    def add(self, cells: Cells, marks: Mapping[int, str], *, after_break: bool, code: str) -> None:
        """Takes in a further row; what is only repeated is not written twice."""
        for column, pieces in cells.items():
            for piece in pieces:
                self._add_piece(column, piece, after_break, code)
        for place, mark in marks.items():
            if has_words(mark) and not has_words(self.marks.get(place, "")):
                self.marks[place] = mark

    def _add_piece(self, column: Column, piece: str, after_break: bool, code: str) -> None:
        more = _CONTINUED.sub("", piece) if column is Column.TITLE else piece
        own = self.cells.setdefault(column, [])
        if not has_words(more) or any(same_words(before, more) for before in own[-_NEAR:]):
            return
        if own and (after_break or _is_numbered(own)) and not begins_an_item(more):
            own[-1] = f"{own[-1]}\n{more}"
        else:
            own.append(more)
        if column not in _LISTS:
            self.ask(code, _FIELD.get(column, "titles"))


_FIELD = {
    Column.RESPONSIBLE: "responsible",
    Column.RESPONSIBLE_JOINT: "responsible",
    Column.PERIOD: "period",
    Column.PERIOD_START: "period",
    Column.PERIOD_END: "period",
    Column.MONITORING: "monitoring",
    Column.INDICATOR: "indicators",
}


def _is_numbered(pieces: Sequence[str]) -> bool:
    return any(number_of(piece) for piece in pieces)


def same_words(one: str, other: str) -> bool:
    """Wrapped lines differ in a few spaces only, so much longer words need no closer look."""
    return abs(len(one) - len(other)) <= len(other) and squeeze(one) == squeeze(other)


def without_continued(title: str) -> str:
    """Without "(ต่อ)", which a page break adds to a title."""
    return squeeze(_CONTINUED.sub("", title))
