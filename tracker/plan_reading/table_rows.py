"""One row of a measure table: what its cells hold, whether it goes on with the row above, whether it is a caption."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain.thai_text import squeeze, to_arabic_digits
from tracker.plan_reading.document import Table
from tracker.plan_reading.heading_words import Column, column_of
from tracker.plan_reading.headings import Heading, headings_in, holds_measures
from tracker.plan_reading.measure_row import Cells
from tracker.plan_reading.merged_cells import Grid, has_words, turned
from tracker.plan_reading.plain_words import plain
from tracker.plan_reading.section_rows import Section, closing_of, section_of

_WITHOUT_WORDS = {Column.OTHER, Column.PERIOD_PART, Column.QUESTION, Column.SCORE, Column.TOOL}
_ABOUT_THE_MEASURE = {Column.TITLE, Column.NUMBER, Column.INDICATOR}
_ONLY_A_LABEL = {Column.RESPONSIBLE, Column.RESPONSIBLE_JOINT, Column.PERIOD, Column.PERIOD_START, Column.PERIOD_END}
_WIDE = 0.6
_MOST_SIGNING = 3
_FEWEST_NUMBERED = 3
_NUMBER_ALONE = re.compile(r"\(?\d{1,2}[.)]?")
_OF_GROUP = re.compile(r"\(?(\d{1,2})(?:[.)]\)?)?(?!\d|\.\d)")
_WITHIN_GROUP = re.compile(r"\(?(\d{1,2})\.\d{1,2}")
_LIKE_A_UNIT = re.compile(r"กอง|สำนัก|หน่วย|ทุก|ฝ่าย|งาน")
_LIKE_A_PERIOD = re.compile(r"ไตรมาส|ตลอด|ภายใน|ปีงบ|[ก-ฮ]\.?[คยพ]\.|คม|ยน|พันธ์")
_ROWS_LOOKED_AT = 12
_MOST_LABELS = 15
_LONGEST_LABEL = 45
_LABELS_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class RowCells:
    """`words` are all that hold for the row, `begun` only those that begin in it."""

    words: Cells
    begun: Cells
    marks: dict[int, str]
    goes_on_by_merging: str

    @property
    def title(self) -> str:
        return "\n".join(piece for piece in self.begun.get(Column.TITLE, ()) if has_words(piece))

    @property
    def number(self) -> str:
        return "".join(self.begun.get(Column.NUMBER, ()))

    def has(self, column: Column) -> bool:
        return any(map(has_words, self.words.get(column, ())))

    def any_words(self) -> bool:
        return any(self.has(column) for column in self.begun)


def cells_of(grid: Grid, row: int, heading: Heading) -> RowCells:
    words: dict[Column, list[str]] = {}
    begun: dict[Column, list[str]] = {}
    for place, column in heading.columns.items():
        if column in _WITHOUT_WORDS:
            continue
        cell = "" if grid.begins_left(row, place) else grid.text(row, place).strip()
        _put(words, column, cell)
        _put(begun, column, "" if grid.begins_above(row, place) else cell)
    marks = {one.place: grid.text(row, one.place) for one in heading.marked}
    return RowCells(words, begun, marks, _goes_on_by_merging(grid, row, heading))


def _put(cells: dict[Column, list[str]], column: Column, cell: str) -> None:
    """Steps of several columns are several; other words of one heading are one cell that was divided."""
    pieces = cells.setdefault(column, [])
    if pieces and column is not Column.STEPS and has_words(cell):
        pieces[0] = f"{pieces[0]} {cell}".strip()
    elif has_words(cell):
        pieces.append(cell)


def _goes_on_by_merging(grid: Grid, row: int, heading: Heading) -> str:
    """A title over several rows is one measure; so is a number, unless it numbers the indicator beside it."""
    titles = [place for place in heading.places(Column.TITLE) if has_words(grid.text(row, place))]
    if titles and all(grid.begins_above(row, place) for place in titles):
        return "steps_differ"
    numbers = [place for place in heading.places(Column.NUMBER) if has_words(grid.text(row, place))]
    if not numbers or not grid.begins_above(row, numbers[0]):
        return ""
    first = grid.first_of(row, numbers[0])[0]
    about = [*heading.places(Column.INDICATOR), *heading.places(Column.ISSUE)]
    numbers_them = any(grid.begins_above(row, place) and grid.first_of(row, place)[0] == first for place in about)
    return "" if numbers_them else "rows_of_one_number"


def row_section(grid: Grid, row: int, heading: Heading | None) -> tuple[Section | None, str]:
    """What the row says when it is no measure, and its words; no words when it is empty."""
    filled = list(grid.filled(row))
    if not filled or _numbers_the_columns([cell for _, cell in filled]):
        return None, ""
    place, words = filled[0]
    if len(filled) == 1 and grid.width > 1:
        return _lone_section(grid, row, heading, place, words), words
    if len(filled) == 2 and heading is not None and _is_number_and_title(heading, filled):
        words = filled[1][1]
        section = section_of(words, is_merged=False)
        return (None, words) if section is Section.DIVISION else (section, words)
    return _closing_section(filled, heading), words


def _lone_section(grid: Grid, row: int, heading: Heading | None, place: int, words: str) -> Section | None:
    wide = grid.across(row, place) >= max(2, _WIDE * grid.width)
    column = heading.columns.get(place) if heading else None
    if not wide and place != 0 and column not in _ABOUT_THE_MEASURE:
        return None
    section = section_of(words, is_merged=wide)
    return section or (Section.UNKNOWN if wide and heading is not None else None)


def _is_number_and_title(heading: Heading, filled: list[tuple[int, str]]) -> bool:
    (first, number), (second, _) = filled
    if not _NUMBER_ALONE.fullmatch(plain(number)):
        return False
    return heading.columns.get(second) is Column.TITLE and heading.columns.get(first) in (Column.NUMBER, Column.TITLE)


def _closing_section(filled: list[tuple[int, str]], heading: Heading | None) -> Section | None:
    named = [cell for place, cell in filled if place == 0 or heading and heading.columns.get(place) is Column.TITLE]
    if any(closing_of(cell) is Section.TOTAL for cell in named):
        return Section.TOTAL
    if len(filled) <= 2 and closing_of(filled[0][1]) is Section.NOTE:
        return Section.NOTE
    signing = len(filled) <= _MOST_SIGNING and any(closing_of(cell) is Section.SIGNATURE for _, cell in filled)
    return Section.SIGNATURE if signing else None


def _numbers_the_columns(cells: list[str]) -> bool:
    """The row "(๑) (๒) (๓)" that some forms have below their headings."""
    numbers = [plain(cell[:10]) for cell in cells]
    if len(numbers) < _FEWEST_NUMBERED or not all(map(_NUMBER_ALONE.fullmatch, numbers)):
        return False
    return [int(cell.strip("().")) for cell in numbers] == list(range(1, len(numbers) + 1))


def is_group_of(grid: Grid, row: int, heading: Heading) -> bool:
    """Whether the row only heads those below it: "๒. ..." without anything else above "๒.๑ ..."."""
    filled = [cell for place, cell in grid.filled(row) if heading.columns.get(place) not in _WITHOUT_WORDS]
    places = {heading.columns.get(place) for place, _ in grid.filled(row)}
    if row + 1 >= len(grid) or not filled or not places <= {Column.NUMBER, Column.TITLE}:
        return False
    below = [grid.text(row + 1, place) for place in heading.places(Column.NUMBER) + heading.places(Column.TITLE)]
    group = _OF_GROUP.match(to_arabic_digits(filled[0].strip()))
    within = next((found for cell in below if (found := _WITHIN_GROUP.match(to_arabic_digits(cell.strip())))), None)
    return group is not None and within is not None and group[1] == within[1]


def reads_like(heading: Heading, grid: Grid) -> bool:
    """Whether the rows of a table without headings fit those of an earlier table."""
    rows = [row for row in range(min(len(grid), _ROWS_LOOKED_AT)) if len(list(grid.filled(row))) > 1]
    fitting = [row for row in rows if _fits(cells_of(grid, row, heading))]
    return bool(rows) and 2 * len(fitting) >= len(rows)


def _fits(cells: RowCells) -> bool:
    units, periods = ("".join(cells.words.get(column, ())) for column in (Column.RESPONSIBLE, Column.PERIOD))
    return bool(cells.title and (_LIKE_A_UNIT.match(squeeze(units)) or _LIKE_A_PERIOD.search(squeeze(periods[:80]))))


def upright(table: Table) -> Table:
    """The table with its headings above; one that has them down its side, and a measure in each column, is turned."""
    return turned(table) if _has_headings_at_the_side(table) else table


def _has_headings_at_the_side(table: Table) -> bool:
    rows = table.rows
    if not 2 < len(rows) <= _MOST_LABELS or len(rows[0]) < 3 or headings_in(rows[0]) is not None:
        return False
    labels = [(place, row[0]) for place, row in enumerate(rows) if has_words(row[0])]
    named = {place: column for place, label in labels if (column := label_column(label)) is not None}
    if len(set(named.values())) < 3 or len(named) < _LABELS_SHARE * len(labels) or not holds_measures(named):
        return False
    if any(label_column(cell) in _ONLY_A_LABEL for row in rows for cell in row[1:]):
        return False
    titles = next(rows[place] for place, column in named.items() if column is Column.TITLE)
    return sum(1 for cell in titles[1:] if has_words(cell)) > 1


def label_column(cell: str) -> Column | None:
    """The meaning of a short heading that stands before its words instead of above them."""
    return column_of(cell) if len(cell) <= _LONGEST_LABEL else None
