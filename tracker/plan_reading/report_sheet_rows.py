"""One row of a division's sheet: the report it is about, and what was typed into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from openpyxl.utils import get_column_letter

from tracker.domain.answers import TEXT_FIELDS, Entry
from tracker.domain.errors import N_, Refusal
from tracker.domain.report_sheet import HEADINGS, TO_FILL_IN, SheetColumn
from tracker.domain.thai_text import shortened
from tracker.plan_reading.exported_reports import ExportedReport
from tracker.plan_reading.plan_book_cells import NotUnderstood, says_the_same
from tracker.plan_reading.report_sheet_cells import Cells, answer_of, cells_of, percent_of, reason_of, steps_of

T = TypeVar("T")

LONGEST_QUOTE = 60

_NOT_UNDERSTOOD = {
    SheetColumn.ANSWER: N_(
        "Sheet “%(sheet)s”, row %(row)s, column %(column)s “%(heading)s”: “%(text)s” is none of the answers. "
        "Choose one from the list of the cell."
    ),
    SheetColumn.PERCENT: N_(
        "Sheet “%(sheet)s”, row %(row)s, column %(column)s “%(heading)s”: “%(text)s” is no percentage. "
        "Write a whole number from 0 to 100, for example 40."
    ),
    SheetColumn.STEPS_DONE: N_(
        "Sheet “%(sheet)s”, row %(row)s, column %(column)s “%(heading)s”: “%(text)s” names no steps of this measure. "
        "Write the numbers of the finished steps, for example 1, 2."
    ),
    SheetColumn.CANNOT_REASON: N_(
        "Sheet “%(sheet)s”, row %(row)s, column %(column)s “%(heading)s”: “%(text)s” is none of the reasons. "
        "Choose one from the list of the cell; “another reason” goes with your own words beside it."
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands; `columns` are their numbers, from 1."""

    sheet: str
    row: int
    columns: Mapping[SheetColumn, int]


@dataclass(frozen=True, slots=True)
class FilledRow:
    """`entry` is what the row says in the end; a cell that was not understood still has its old value there."""

    place: Place
    report: ExportedReport
    entry: Entry
    problems: tuple[Refusal, ...]

    @property
    def is_changed(self) -> bool:
        return bool(self.problems) or self.entry != self.report.entry


def is_filled_in(cells: Cells) -> bool:
    return any(cells.get(column, "").strip() for column in TO_FILL_IN)


def filled_row(place: Place, cells: Cells, report: ExportedReport) -> FilledRow:
    row = _Row(place, cells, report)
    entry = row.entry()
    return FilledRow(place, report, entry, tuple(row.problems))


@dataclass(slots=True)
class _Row:
    place: Place
    cells: Cells
    report: ExportedReport
    problems: list[Refusal] = field(default_factory=list)
    written: Mapping[SheetColumn, object] = field(init=False)

    def __post_init__(self) -> None:
        self.written = cells_of(self.report.entry, self.report.steps)

    def entry(self) -> Entry:
        before, steps = self.report.entry, self.report.steps
        texts = {name: self.read(SheetColumn(name), str.strip, getattr(before, name)) for name in TEXT_FIELDS}
        return Entry(
            answer=self.read(SheetColumn.ANSWER, answer_of, before.answer),
            percent=self.read(SheetColumn.PERCENT, percent_of, before.percent),
            cannot_reason=self.read(SheetColumn.CANNOT_REASON, reason_of, before.cannot_reason),
            steps_done=self.read(SheetColumn.STEPS_DONE, lambda text: steps_of(text, steps), before.steps_done),
            order_answers=self._order_answers(),
            **texts,
        )

    def _order_answers(self) -> Mapping[int, str]:
        return {
            order_id: self.read(SheetColumn.ORDER_ANSWER, str.strip, text)
            for order_id, text in self.report.entry.order_answers.items()
        }

    def read(self, column: SheetColumn, reader: Callable[[str], T], before: T) -> T:
        """What was typed; without a change, or a meaning, what was before."""
        if column not in self.cells or says_the_same(self.cells[column], self.written[column]):
            return before
        try:
            return reader(self.cells[column])
        except NotUnderstood:
            self.problems.append(
                Refusal(
                    _NOT_UNDERSTOOD[column],
                    column,
                    sheet=self.place.sheet,
                    row=self.place.row,
                    column=get_column_letter(self.place.columns[column]),
                    heading=HEADINGS[column],
                    text=shortened(self.cells[column], LONGEST_QUOTE),
                )
            )
            return before
