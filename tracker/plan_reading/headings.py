"""The heading of a table, of one row or of several, and what each of its columns therefore holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.domain.thai_text import clean, to_arabic_digits
from tracker.plan_reading.heading_choice import Columns, settled
from tracker.plan_reading.heading_paths import divides, marked_by, meaning_of
from tracker.plan_reading.heading_words import Column, column_of, is_part_of_year, misspelt_column_of
from tracker.plan_reading.indicator_words import names_an_indicator
from tracker.plan_reading.item_lists import number_of
from tracker.plan_reading.marked_columns import MarkedColumn
from tracker.plan_reading.merged_cells import Grid, has_words

MOST_HEADING_ROWS = 3

_MATCHED_SHARE = 0.6
_MATCHED_SHARE_WHEN_SURE = 0.4
_COLUMN_NUMBER = re.compile(r"^\(?[\d๐-๙]{1,2}[.)]{0,2}\s*(?=\D)")

_MEASURE_DETAILS = {
    Column.STEPS,
    Column.RESPONSIBLE,
    Column.PERIOD,
    Column.PERIOD_START,
    Column.PERIOD_END,
    Column.PERIOD_PART,
    Column.MONITORING,
}
_SETTLED_BY_AN_OFFICE = _MEASURE_DETAILS - {Column.STEPS, Column.MONITORING}
_NEVER_IN_A_MEASURE = {Column.NUMBER, Column.RESPONSIBLE, Column.PERIOD, Column.SCORE, Column.QUESTION}


@dataclass(frozen=True, slots=True)
class Heading:
    """`columns` are read as words, `marked` by the headings of their marks; `slips` are headings nearly understood."""

    columns: Columns
    marked: tuple[MarkedColumn, ...] = ()
    width: int = 0
    rows: int = 1
    slips: tuple[tuple[str, Column], ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    title: str = ""

    @property
    def has_no_title(self) -> bool:
        """Whether the column taken for the measure only says how something is done."""
        return column_of(self.title) is not Column.TITLE

    def with_title_above(self) -> Heading:
        """Of a table that stands below the name of its one measure."""
        columns: Columns = dict.fromkeys(self.places(Column.TITLE), Column.STEPS)
        return replace(self, columns={**self.columns, **columns})

    @property
    def meanings(self) -> set[Column]:
        return {*self.columns.values(), *(one.means for one in self.marked)}

    def places(self, column: Column) -> list[int]:
        return [place for place, meaning in self.columns.items() if meaning is column]


def headings_in(row: Sequence[str]) -> Columns | None:
    """The columns of a heading row; None for a row of anything else."""
    named, _ = _named(row)
    return None if named is None else settled(named, dict(enumerate(row)), {})


def _named(row: Sequence[str]) -> tuple[Columns | None, dict[int, Column]]:
    """What the cells of a heading row mean, and which of them are spelt wrongly."""
    filled = {place: cell for place, cell in enumerate(_without_column_numbers(row)) if has_words(cell)}
    named = {place: column for place, cell in filled.items() if (column := column_of(cell)) is not None}
    slips: dict[int, Column] = {}
    if named and len(named) < len(filled) and 2 * len(named) >= len(filled) - 2:
        unnamed = ((place, cell) for place, cell in filled.items() if place not in named)
        slips = {place: column for place, cell in unnamed if (column := misspelt_column_of(cell)) is not None}
        named = {**named, **slips}
    found = set(named.values())
    sure = bool(found & {Column.RESPONSIBLE, Column.PERIOD}) and bool(found & {Column.TITLE, Column.STEPS})
    share = _MATCHED_SHARE_WHEN_SURE if sure else _MATCHED_SHARE
    if len(named) < 2 or len(named) < share * len(filled) or any(map(_is_numbered, filled.values())):
        return None, {}
    return named, slips


def _is_numbered(cell: str) -> bool:
    return number_of(cell) is not None and not is_part_of_year(cell)


def _without_column_numbers(row: Sequence[str]) -> Sequence[str]:
    """ "(๑) มาตรการ", "(๒) ขั้นตอน", ...: forms that number their columns."""
    filled = [to_arabic_digits(cell).strip() for cell in row if has_words(cell)]
    numbers = [number_of(cell) for cell in filled]
    if len(filled) < 3 or numbers != [str(number) for number in range(1, len(filled) + 1)]:
        return row
    return [_COLUMN_NUMBER.sub("", cell.strip()) for cell in row]


def heading_at(grid: Grid, row: int) -> Heading | None:
    """The heading that begins in the row, with the rows below that divide its columns."""
    own = ["" if grid.begins_above(row, place) else cell for place, cell in enumerate(grid.rows[row])]
    named, slips = _named(own)
    if named is None:
        return None
    rows = _height(grid, row, named)
    paths = _paths(grid, row, rows, numbered=_without_column_numbers(own) is not own)
    meanings = ((place, meaning_of(path, slips.get(place))) for place, path in paths.items())
    named = {place: column for place, column in meanings if column is not None}
    marked = tuple(one for place, path in paths.items() if (one := marked_by(place, path)) is not None)
    for one in marked:
        named.pop(one.place, None)
    labels = {place: path[-1] for place, path in paths.items()}
    first = {place: grid.first_of(row + rows - 1, place)[1] for place in paths}
    columns = settled(named, labels, first)
    understood = {place for place in named if named[place] is not Column.TITLE} | {one.place for one in marked}
    unread = tuple((at, clean(label)) for at, label in labels.items() if at not in understood and at not in columns)
    return Heading(
        columns,
        tuple(one for one in marked if one.means is not Column.OTHER),
        grid.width,
        rows,
        tuple((clean(grid.rows[row][place]), column) for place, column in slips.items()),
        unread,
        title=next((labels[place] for place, column in columns.items() if column is Column.TITLE), ""),
    )


def _height(grid: Grid, row: int, named: Mapping[int, Column]) -> int:
    merged = max((grid.down(row, place) for place, _ in grid.filled(row)), default=1)
    rows = merged if merged <= MOST_HEADING_ROWS else 1
    while rows < MOST_HEADING_ROWS and row + rows < len(grid) and _divides(grid, row, row + rows, named):
        rows += 1
    return min(rows, len(grid) - row)


def _divides(grid: Grid, top: int, row: int, named: Mapping[int, Column]) -> bool:
    """Whether a row below a heading divides its columns further: all of its cells are headings themselves."""
    filled = dict(grid.filled(row))
    if not filled or 0 in filled and column_of(filled[0]) is not named.get(0):
        return False
    if any(_is_numbered(cell) or names_an_indicator(cell) for cell in filled.values()):
        return False
    return all(
        _covers_several(grid, row - 1, place) and divides(cell, _parent(grid, top, row, place))
        for place, cell in filled.items()
    )


def _covers_several(grid: Grid, row: int, place: int) -> bool:
    """Whether the heading above a place may be over more than that place: merged, or with nothing beside it."""
    beside = place + 1 >= grid.width or has_words(grid.rows[row][place + 1])
    return grid.across(row, place) > 1 or not has_words(grid.text(row, place)) or not beside


def _parent(grid: Grid, top: int, row: int, place: int) -> Column | None:
    above = (_label(grid, row_above, place) for row_above in range(row - 1, top - 1, -1))
    return next((column for label in above if (column := column_of(label)) is not None), None)


def _label(grid: Grid, row: int, place: int) -> str:
    """The heading over a place; where merging is not known, that of the last filled place before it."""
    for at in range(place, -1, -1):
        if has_words(words := grid.text(row, at)) or grid.begins_above(row, at):
            return words
    return ""


def _paths(grid: Grid, row: int, rows: int, *, numbered: bool) -> dict[int, tuple[str, ...]]:
    """Each place with the headings over it, the widest first."""
    paths: dict[int, tuple[str, ...]] = {}
    for place in range(grid.width):
        labels: list[str] = []
        for at in range(row, row + rows):
            divided_below = at + 1 < row + rows and has_words(grid.text(row + rows - 1, place))
            label = _label(grid, at, place) if divided_below else grid.text(at, place)
            label = _COLUMN_NUMBER.sub("", label.strip()) if numbered else label
            if has_words(label) and label not in labels:
                labels.append(label)
        if labels:
            paths[place] = tuple(labels)
    return paths


def holds_measures(columns: Mapping[int, Column], marked: Sequence[MarkedColumn] = ()) -> bool:
    found = {*columns.values(), *(one.means for one in marked)}
    scored = bool(found & {Column.QUESTION, Column.SCORE}) and not found & _SETTLED_BY_AN_OFFICE
    return Column.TITLE in found and bool(found & _MEASURE_DETAILS) and not scored


def is_repeated_heading(columns: Mapping[int, Column], before: Mapping[int, Column]) -> bool:
    """Below a heading, cells such as "มาตรการ..." and "ติดตามผล" are likelier a measure than a new heading."""
    return columns == before or bool(set(columns.values()) & _NEVER_IN_A_MEASURE)
