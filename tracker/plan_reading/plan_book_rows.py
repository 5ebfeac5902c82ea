"""One row of the plan's own workbook: an adopted measure with what was typed into it, or a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from tracker.domain.plan_book import AS_ADOPTED, HEADINGS, BookColumn
from tracker.domain.thai_text import clean
from tracker.plan_reading.differences import AdoptedMeasure
from tracker.plan_reading.draft import DraftMeasure, DraftQuestion
from tracker.plan_reading.measure_drafting import Setting
from tracker.plan_reading.measure_entry import LONGEST_NUMBER, MeasureEntry, Words, filled_in
from tracker.plan_reading.plan_book_cells import (
    Cells,
    Divisions,
    Named,
    NotUnderstood,
    cadences_of,
    cells_of,
    codes_of,
    day_of,
    divisions_of,
    items_of,
    lead_of,
    lines_of,
    says_the_same,
    text_of,
    truth_of,
)
from tracker.plan_reading.questions import quoted

T = TypeVar("T")

NO_TITLE = "-"
"""Of a new row with everything but a name."""

ASKED_IN_A_FORM = "read_from_words"
"""Asked where one fills in a form; in a workbook the reading stands on the page of differences anyway."""

_QUESTIONS = {
    "not_understood": "อ่านช่อง “{heading}” ไม่ได้: “{text}” จึงคงค่าเดิมไว้ โปรดแก้ไขในแฟ้มหรือในระบบ",
    "as_adopted_changed": "ช่อง “{heading}” เป็นข้อความตามแผนที่ประกาศใช้ ข้อความที่แก้ในแฟ้มจึงไม่ถูกนำเข้า",
    "no_title": "ชื่อมาตรการว่างอยู่ จึงคงชื่อเดิมไว้ หากต้องการยกเลิกมาตรการให้เลือกในช่อง “{heading}”",
    "end_before_start": "วันสิ้นสุดมาก่อนวันเริ่มต้น จึงคงวันที่เดิมไว้ โปรดแก้ไขในแฟ้มหรือในระบบ",
    "no_end": "มีวันเริ่มต้นแต่ไม่มีวันสิ้นสุด จึงคงวันที่เดิมไว้ โปรดแก้ไขในแฟ้มหรือในระบบ",
}


@dataclass(frozen=True, slots=True)
class BookSetting:
    fiscal_year: int
    divisions: Divisions


@dataclass(frozen=True, slots=True)
class RowReading:
    measure: DraftMeasure
    is_cancelled: bool
    questions: tuple[DraftQuestion, ...]


def measure_from_cells(
    cells: Cells, one: AdoptedMeasure, setting: BookSetting, *, is_new: bool, next_number: str
) -> RowReading:
    """`next_number` is that of a new measure that has none of its own."""
    row = _Row(cells, one, setting.divisions, is_new)
    is_cancelled = row.read(BookColumn.CANCELLED, truth_of, one.is_cancelled)
    measure = row.measure(setting.fiscal_year, next_number)
    return RowReading(measure, is_cancelled, tuple(dict.fromkeys(row.questions)))


@dataclass(slots=True)
class _Row:
    cells: Cells
    one: AdoptedMeasure
    known: Divisions
    is_new: bool
    questions: list[DraftQuestion] = field(default_factory=list)
    written: Cells = field(init=False)

    def __post_init__(self) -> None:
        self.written = cells_of(self.one.measure, is_cancelled=self.one.is_cancelled)

    def is_changed(self, column: BookColumn) -> bool:
        """A column that was taken out of the sheet says nothing."""
        return column in self.cells and not says_the_same(self.cells[column], self.written[column])

    def read(self, column: BookColumn, reader: Callable[[object], T], before: T) -> T:
        """What was typed; without a change, or a meaning, what was before."""
        if not self.is_changed(column):
            return before
        try:
            return reader(self.cells[column])
        except NotUnderstood:
            self.ask("not_understood", column, text=quoted(text_of(self.cells[column])))
            return before

    def ask(self, code: str, column: BookColumn, **values: object) -> None:
        number = clean(text_of(self.cells.get(BookColumn.NUMBER))) or self.one.measure.number
        message = _QUESTIONS[code].format(heading=HEADINGS[column], **values)
        self.questions.append(DraftQuestion(code, message, number, column.value))

    def measure(self, fiscal_year: int, next_number: str) -> DraftMeasure:
        before = self.one.measure
        if not self.is_new and not any(self.is_changed(column) for column in self.written):
            return before
        setting = Setting(fiscal_year, self.known.kind, self.known.names)
        measure, asked = filled_in(before, self._entry(next_number), setting)
        self.questions += [one for one in asked if self.is_new and one.code != ASKED_IN_A_FORM]
        issue = self.read(BookColumn.ISSUE, lambda cell: " ".join(lines_of(cell)) or None, before.issue)
        has_dates = self.is_new or self._when() is not None
        period = measure.period if has_dates else before.period
        titles = measure.titles if self.is_changed(BookColumn.TITLES) else before.titles
        return replace(measure, titles=titles, issue=issue, period=period)

    def _entry(self, next_number: str) -> MeasureEntry:
        before = self.one.measure
        named, lead = self._who()
        start, end = self._when() or (None, None)
        return MeasureEntry(
            number=self.read(BookColumn.NUMBER, _number, before.number) or before.number or next_number,
            titles=self._titles() or (NO_TITLE,),
            indicators=self.read(BookColumn.INDICATORS, codes_of, before.indicators),
            steps=self.read(BookColumn.STEPS, items_of, before.steps),
            for_all=named.everyone,
            divisions=named.names,
            lead=lead,
            start=start,
            end=end,
            cadences=self.read(BookColumn.CADENCES, cadences_of, before.monitoring.cadences),
            words=self._words(),
        )

    def _titles(self) -> tuple[str, ...]:
        titles = self.read(BookColumn.TITLES, items_of, self.one.measure.titles)
        if not titles and not self.is_new:
            self.ask("no_title", BookColumn.CANCELLED)
        return titles or self.one.measure.titles

    def _who(self) -> tuple[Named, str | None]:
        """A lead that is typed answers too; one that is left out of the divisions leads no more.

        Divisions that are typed beside "all of them" stand in their place.
        """
        before = self.one.measure.responsible
        everyone = self.read(BookColumn.EVERYONE, truth_of, before.all)
        lead = self.read(BookColumn.LEAD, lambda cell: lead_of(cell, self.known), before.lead)
        unchanged = Named(everyone, before.divisions)
        named = self.read(BookColumn.DIVISIONS, lambda cell: divisions_of(cell, self.known), unchanged)
        if named is unchanged:
            return named, lead
        if lead not in named.names and not self.is_changed(BookColumn.LEAD):
            lead = None
        return Named(named.everyone or everyone and self.is_changed(BookColumn.EVERYONE), named.names), lead

    def _when(self) -> tuple[date | None, date | None] | None:
        """None where no day was typed, or days that cannot be."""
        if not (self.is_changed(BookColumn.START) or self.is_changed(BookColumn.END)):
            return None
        before = self.one.measure.period
        start = self.read(BookColumn.START, day_of, before.start)
        end = self.read(BookColumn.END, day_of, before.end)
        if start is not None and end is None:
            self.ask("no_end", BookColumn.END)
            return None
        if start is not None and end is not None and start > end:
            self.ask("end_before_start", BookColumn.END)
            return None
        return start, end

    def _words(self) -> Words | None:
        """Those of a new measure only: what was adopted is not changed by a workbook."""
        texts = {column: text_of(self.cells.get(column)).strip() for column in AS_ADOPTED}
        if self.is_new:
            return Words(*(texts[one] for one in (BookColumn.RESPONSIBLE, BookColumn.PERIOD, BookColumn.MONITORING)))
        for column in BookColumn:
            if column in AS_ADOPTED and self.is_changed(column):
                self.ask("as_adopted_changed", column)
        return None


def _number(cell: object) -> str:
    number = clean(text_of(cell))
    if len(number) > LONGEST_NUMBER:
        raise NotUnderstood
    return number
