"""Finds the rows that are measures, and puts together those that a page break or a merged cell has cut in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.domain.errors import N_
from tracker.domain.thai_text import squeeze
from tracker.plan_reading.document import Document
from tracker.plan_reading.errors import NotAPlan
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.headings import Heading, heading_at, holds_measures, is_repeated_heading
from tracker.plan_reading.indicator_words import indicators_in
from tracker.plan_reading.item_lists import number_of
from tracker.plan_reading.labelled_lines import is_labelled, title_of_line
from tracker.plan_reading.measure_row import MeasureRow, without_continued
from tracker.plan_reading.merged_cells import Grid, has_words
from tracker.plan_reading.page_lines import is_of_page, running_headers
from tracker.plan_reading.section_rows import Section, division_in, section_of
from tracker.plan_reading.table_rows import RowCells, cells_of, is_group_of, reads_like, row_section, upright

MOST_MEASURES = 1_500
LONGEST_CELL = 20_000
MOST_PIECES = 300


@dataclass(slots=True)
class _Place:
    """Where the reading stands: the heading in force, what was said above, whether a page has just begun."""

    lenient: bool = False
    heading: Heading | None = None
    last_heading: Heading | None = None
    width: int = 0
    caption: str = ""
    section: str = ""
    section_is_above: bool = False
    title: str = ""
    after_break: bool = False
    measures: list[MeasureRow] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about the document's layout that somebody should look at."""

    code: str
    words: str = ""
    column: Column | None = None
    table: int = 0


@dataclass(frozen=True, slots=True)
class FoundRows:
    rows: list[MeasureRow]
    doubts: list[Doubt]


_CAPTION_REACH = 3


def measure_rows(document: Document, *, lenient: bool = False) -> FoundRows:
    """Of the tables whose headings say that they hold measures; `lenient` also of those that say little."""
    place = _Place(lenient)
    headers = running_headers(document)
    for table, lead_in in document.tables_with_lead_in():
        if is_labelled(table):
            continue
        grid = Grid(upright(table))
        _begin_table(place, grid, [words for words in lead_in if not is_of_page(words, headers)])
        for row in _body(place, grid):
            _take(place, grid, row)
            _check_size(place.measures, document.filename)
    _ask_about_rows_without_number(place.measures)
    return FoundRows(place.measures, list(dict.fromkeys(place.doubts)))


def _ask_about_rows_without_number(measures: Sequence[MeasureRow]) -> None:
    """Among numbered rows, one without a number may be the rest of the row above it."""
    numbered = {(row.table, row.row) for row in measures if row.printed_number() is not None}
    tables = Counter(row.table for row in measures)
    of_table = Counter(table for table, _ in numbered)
    for row in measures:
        if (row.table, row.row) not in numbered and of_table[row.table] > tables[row.table] / 2:
            row.ask("row_without_number", "titles")


def _check_size(measures: Sequence[MeasureRow], filename: str) -> None:
    """No plan is as large as this; what is would take the machine's time for nothing."""
    if len(measures) > MOST_MEASURES:
        message = N_("“%(filename)s” has more than %(most)s rows of measures. Send one year's plan of one agency.")
        raise NotAPlan(message, "file", filename=filename, most=MOST_MEASURES)
    if not measures:
        return
    for pieces in measures[-1].cells.values():
        if len(pieces) > MOST_PIECES or sum(map(len, pieces)) > LONGEST_CELL:
            message = N_("A row in table %(table)s of “%(filename)s” is too long to be a measure. Check its columns.")
            raise NotAPlan(message, "file", filename=filename, table=measures[-1].table)


def _begin_table(place: _Place, grid: Grid, lead_in: Sequence[str]) -> None:
    """Without a paragraph between them, a table of the same width may go on where the last one ended."""
    goes_on = not lead_in and grid.width == place.width
    place.width = grid.width
    place.after_break = place.section_is_above = True
    if goes_on:
        return
    place.heading = None
    place.caption = place.section = place.title = ""
    for words in lead_in[-_CAPTION_REACH:]:
        _take_lead_in(place, words)
    known = place.last_heading
    if known and known.width == grid.width and heading_at(grid, 0) is None and reads_like(known, grid):
        place.heading = known
        place.doubts.append(Doubt("headings_reused", table=grid.number))


def _take_lead_in(place: _Place, words: str) -> None:
    if title := title_of_line(words):
        place.title = title
        return
    section = section_of(words, is_merged=False)
    if section is Section.INDICATOR:
        place.caption = words
    elif section is Section.DIVISION:
        place.section = division_in(words)


def _body(place: _Place, grid: Grid) -> Iterator[int]:
    """The rows of a measure table that are neither headings nor captions."""
    row = 0
    while row < len(grid):
        heading = heading_at(grid, row)
        if heading is not None and (
            place.heading is None or is_repeated_heading(heading.columns, place.heading.columns)
        ):
            _begin_columns(place, grid, heading)
            row += heading.rows
            continue
        if not _take_section(place, grid, row) and place.heading is not None:
            yield row
        row += 1


def _begin_columns(place: _Place, grid: Grid, heading: Heading) -> None:
    if place.title and heading.has_no_title:
        heading = heading.with_title_above()
    if _is_of_measures(place, heading):
        place.heading = place.last_heading = heading
        place.doubts += [Doubt("heading_misspelt", words, column) for words, column in heading.slips]
        place.doubts += [
            Doubt("column_unread", words)
            for at, words in heading.unread
            if any(has_words(line[at]) for line in grid.rows[heading.rows :])
        ]
    else:
        place.heading = None
    place.after_break = True


def _is_of_measures(place: _Place, heading: Heading) -> bool:
    if holds_measures(heading.columns, heading.marked) or place.title and Column.STEPS in heading.meanings:
        return True
    if not place.lenient or heading.has_no_title:
        return False
    return bool(heading.meanings & {Column.INDICATOR, Column.ISSUE}) or squeeze(heading.title).startswith("มาตรการ")


def _take_section(place: _Place, grid: Grid, row: int) -> bool:
    """Whether the row is no measure; a caption or a division holds for the rows below it."""
    section, words = row_section(grid, row, place.heading)
    if section is Section.INDICATOR:
        place.caption = words
    elif section is Section.DIVISION:
        place.section, place.section_is_above = division_in(words), False
    elif section is Section.ASPECT:
        place.caption = ""
    elif section is Section.UNKNOWN:
        place.doubts.append(Doubt("row_skipped", words))
    elif section is Section.SIGNATURE:
        place.heading = None
    elif section is None:
        return not words
    return True


def _take(place: _Place, grid: Grid, row: int) -> None:
    if place.heading is None:
        return
    cells = cells_of(grid, row, place.heading)
    last = place.measures[-1] if place.measures else None
    if is_group_of(grid, row, place.heading):
        place.doubts.append(Doubt("row_skipped", cells.title))
    elif last is not None and (code := _joins(place, last, cells, grid, row)):
        last.add(cells.begun, cells.marks, after_break=place.after_break, code=code)
    elif cells.any_words():
        place.measures.append(_begun(place, grid, row, cells))
    place.after_break = False


def _begun(place: _Place, grid: Grid, row: int, cells: RowCells) -> MeasureRow:
    heading = place.heading or Heading({})
    words = {column: list(pieces) for column, pieces in cells.words.items()}
    from_above = False
    if place.section and not any(map(has_words, words.get(Column.RESPONSIBLE, []))):
        words[Column.RESPONSIBLE] = [place.section]
        from_above = place.section_is_above
    if place.title and not cells.title:
        words[Column.TITLE] = [place.title]
        place.title = ""
    begun = MeasureRow(grid.number, row + 1, words, place.caption, heading.marked, dict(cells.marks), grid.merges_known)
    if from_above:
        begun.ask("responsible_from_above", "responsible")
    return begun


def _joins(place: _Place, last: MeasureRow, cells: RowCells, grid: Grid, row: int) -> str:
    """How the row goes on with the measure above, as the code of the question it may raise; empty when it does not."""
    if last.table == grid.number and cells.goes_on_by_merging:
        return cells.goes_on_by_merging
    if has_words(cells.number) or place.title and not cells.title:
        return ""
    title = without_continued(cells.title)
    if not title or title == squeeze(last.cell(Column.TITLE)):
        return "joined_rows"
    return "joined_rows" if place.after_break and _title_was_cut(place, last, cells) else ""


def _title_was_cut(place: _Place, last: MeasureRow, cells: RowCells) -> bool:
    """At the top of a page, where all measures so far have a number and this one has none."""
    if place.caption and indicators_in(place.caption) != indicators_in(last.caption):
        return False
    details = (Column.RESPONSIBLE, Column.PERIOD, Column.MONITORING)
    return not any(cells.has(column) for column in details) and all(
        row.has(Column.NUMBER) and has_words(row.cell(Column.NUMBER)) or number_of(row.cell(Column.TITLE))
        for row in place.measures
    )
