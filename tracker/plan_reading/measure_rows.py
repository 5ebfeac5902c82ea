"""Finds the rows that are measures, and puts together those that a page break has cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.domain.errors import N_
from tracker.domain.thai_text import squeeze, to_arabic_digits
from tracker.plan_reading.document import Document, Row, Table
from tracker.plan_reading.errors import NotAPlan
from tracker.plan_reading.headings import (
    Column,
    Columns,
    headings_in,
    holds_measures,
    is_repeated_heading,
    second_heading_row,
)
from tracker.plan_reading.indicator_words import indicators_in, names_an_indicator
from tracker.plan_reading.item_lists import number_of


@dataclass(slots=True)
class MeasureRow:
    """A measure's cells by what their headings mean; `None` where the table has no such column."""

    table: int
    row: int
    cells: dict[Column, str]
    caption: str = ""
    was_joined: bool = False

    def cell(self, column: Column) -> str:
        return self.cells.get(column, "")

    def printed_number(self) -> str | None:
        own = self.cell(Column.NUMBER)
        return number_of(own + " .") if squeeze(own) else number_of(self.cell(Column.TITLE))

    def has(self, column: Column) -> bool:
        return column in self.cells


@dataclass(slots=True)
class _Place:
    """Where the reading stands: the columns in force, the caption above, whether a page has just begun."""

    columns: Columns | None = None
    parts_of_year: dict[int, str] = field(default_factory=dict)
    width: int = 0
    caption: str = ""
    section: str = ""
    after_break: bool = False
    measures: list[MeasureRow] = field(default_factory=list)


_PAGE_NUMBER = re.compile(r"[-–(]*(?:หน้า(?:ที่)?)?\d{1,3}(?:/\d{1,3})?[-–)]*")
_TOTAL = re.compile(r"รวม(?:ทั้งสิ้น|ทั้งหมด)?$")
_WITHOUT_WORDS: tuple[Column, ...] = (Column.OTHER, Column.PERIOD_PART)
_CONTINUED = re.compile(r"\(?ต่อ\)?")
_DIVISION_BEGINS = re.compile(r"(?:กอง|สำนัก|หน่วยตรวจสอบ)(?!ทุน)")


MOST_MEASURES = 1_500
LONGEST_CELL = 20_000


def measure_rows(document: Document) -> list[MeasureRow]:
    place = _Place()
    for table, lead_in in document.tables_with_lead_in():
        _begin_table(place, table, lead_in)
        for number, row in _body(place, table):
            _take(place, table.number, number, row)
            _check_size(place.measures, document.filename)
    return place.measures


def _check_size(measures: Sequence[MeasureRow], filename: str) -> None:
    """No plan is as large as this; what is would take the machine's time for nothing."""
    if len(measures) > MOST_MEASURES:
        message = N_("“%(filename)s” has more than %(most)s rows of measures. Send one year's plan of one agency.")
        raise NotAPlan(message, "file", filename=filename, most=MOST_MEASURES)
    if measures and max(len(cell) for cell in measures[-1].cells.values()) > LONGEST_CELL:
        message = N_("A row in table %(table)s of “%(filename)s” is too long to be a measure. Check its columns.")
        raise NotAPlan(message, "file", filename=filename, table=measures[-1].table)


def _begin_table(place: _Place, table: Table, lead_in: Sequence[str]) -> None:
    """Without a paragraph between them, a table of the same width may go on where the last one ended."""
    lead_in = [words for words in lead_in if not _PAGE_NUMBER.fullmatch(to_arabic_digits(squeeze(words)))]
    if lead_in or len(table.rows[0]) != place.width:
        place.columns = None
    place.width = len(table.rows[0])
    place.caption = lead_in[-1] if lead_in and names_an_indicator(lead_in[-1]) else ""
    place.section = ""
    place.after_break = True


def _body(place: _Place, table: Table) -> Iterator[tuple[int, Row]]:
    """The rows of a measure table that are neither headings nor captions, counted from 1."""
    rows = list(enumerate(table.rows, start=1))
    while rows:
        number, row = rows.pop(0)
        columns = headings_in(row)
        if columns is not None and (place.columns is None or is_repeated_heading(columns, place.columns)):
            if rows and (divided := second_heading_row(rows[0][1], columns)) is not None:
                _begin_columns(place, divided, row, rows.pop(0)[1])
            else:
                _begin_columns(place, columns, row)
        elif not _take_caption(place, row) and place.columns is not None:
            yield number, row


def _begin_columns(place: _Place, columns: Columns, *heading_rows: Row) -> None:
    place.columns = columns if holds_measures(columns) else None
    place.parts_of_year = {at: heading_rows[-1][at] for at, column in columns.items() if column is Column.PERIOD_PART}
    place.after_break = True


def _take_caption(place: _Place, row: Row) -> bool:
    """A row of one cell is a caption: the indicator, or the division, that the rows below are about."""
    filled = [cell for cell in row if squeeze(cell)]
    if not filled:
        return True
    if len(filled) > 1 or len(row) < 2:
        return False
    if names_an_indicator(filled[0]) and not _is_cell_of(place, row, Column.ISSUE):
        place.caption = filled[0]
        return True
    if _DIVISION_BEGINS.match(squeeze(filled[0])) and squeeze(row[0]):
        place.section = filled[0]
        return True
    return False


def _is_cell_of(place: _Place, row: Row, column: Column) -> bool:
    return any(squeeze(row[at]) for at, meaning in (place.columns or {}).items() if meaning is column)


def _take(place: _Place, table: int, number: int, row: Row) -> None:
    cells = _cells(place, row)
    if any(_TOTAL.match(squeeze(cell)) for cell in (row[0], cells[Column.TITLE])):
        return
    last = place.measures[-1] if place.measures else None
    if last is not None and _goes_on(place, last, cells):
        _join(last, cells)
    elif any(squeeze(cell) for cell in cells.values()):
        if place.section and not squeeze(cells.get(Column.RESPONSIBLE, "")):
            cells[Column.RESPONSIBLE] = place.section
        place.measures.append(MeasureRow(table, number, cells, place.caption))
    place.after_break = False


def _cells(place: _Place, row: Row) -> dict[Column, str]:
    """By meaning; marks under quarters or months become the names of those that are marked."""
    columns = place.columns or {}
    cells = {column: row[at].strip() for at, column in columns.items() if column not in _WITHOUT_WORDS}
    if place.parts_of_year:
        marked = (label for at, label in place.parts_of_year.items() if squeeze(row[at]))
        cells[Column.PERIOD] = ", ".join(marked)
    return cells


def _goes_on(place: _Place, last: MeasureRow, cells: dict[Column, str]) -> bool:
    title = _CONTINUED.sub("", squeeze(cells[Column.TITLE]))
    if squeeze(cells.get(Column.NUMBER, "")):
        return False
    if not title or title == squeeze(last.cell(Column.TITLE)):
        return True
    return place.after_break and _title_was_cut(place, last, cells)


def _title_was_cut(place: _Place, last: MeasureRow, cells: dict[Column, str]) -> bool:
    """At the top of a page, where all measures so far have a number and this one has none."""
    if place.caption and indicators_in(place.caption) != indicators_in(last.caption):
        return False
    details = (Column.RESPONSIBLE, Column.PERIOD, Column.MONITORING)
    return not any(squeeze(cells.get(column, "")) for column in details) and all(
        squeeze(row.cell(Column.NUMBER)) or number_of(row.cell(Column.TITLE)) for row in place.measures
    )


def _join(last: MeasureRow, cells: dict[Column, str]) -> None:
    """What is repeated only because the page turned is not written twice."""
    for column, more in cells.items():
        before = last.cell(column)
        if column is Column.TITLE:
            more = _CONTINUED.sub("", more)
        if not squeeze(more) or _same_words(before, more):
            continue
        last.cells[column] = f"{before}\n{more}".strip()
        last.was_joined |= column not in (Column.STEPS, Column.ISSUE)


def _same_words(one: str, other: str) -> bool:
    """Wrapped lines differ in a few spaces only, so much longer words need no closer look."""
    return abs(len(one) - len(other)) <= len(other) and squeeze(one) == squeeze(other)
