"""Measures written as blocks of labelled lines, in paragraphs or in tables of two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.domain.thai_text import squeeze
from tracker.plan_reading.document import Document
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.indicator_words import names_an_indicator
from tracker.plan_reading.item_lists import begins_an_item, number_of
from tracker.plan_reading.labelled_lines import Line, lines_of
from tracker.plan_reading.measure_row import MeasureRow
from tracker.plan_reading.merged_cells import has_words
from tracker.plan_reading.section_rows import Section, closing_of, section_of

_DETAILS = {
    Column.STEPS, Column.RESPONSIBLE, Column.RESPONSIBLE_JOINT, Column.PERIOD, Column.PERIOD_START, Column.PERIOD_END,
    Column.MONITORING,
}  # fmt: skip
_MOST_ITEMS = 30
_LISTED = (Column.STEPS, Column.ISSUE, Column.TITLE)
_UNFINISHED = re.compile(r"(?:และ|ถึง|กับ|หรือ|[-–,/])$")
_ENDS = re.compile(r"จึง(?:ประกาศ|เรียน|ขอ)|ทั้งนี้|ประกาศณ|ให้ไว้ณ")


@dataclass(slots=True)
class _Blocks:
    """The blocks so far, the label that is open, and the labels that begin each block and follow its title.

    `ahead` has what stands above the title of a block that is still to come.
    """

    found: list[MeasureRow] = field(default_factory=list)
    ahead: MeasureRow | None = None
    begins_with: Column | None = None
    open: Column | None = None
    first_label: Column | None = None
    caption: str = ""
    items_until: int = 0

    @property
    def last(self) -> MeasureRow | None:
        return self.found[-1] if self.found else None

    @property
    def current(self) -> MeasureRow | None:
        """The block that a label or its words belong to."""
        return self.ahead or self.last

    def begin_ahead(self, line: Line) -> None:
        self.end_ahead()
        self.ahead = MeasureRow(line.table, line.row, {})

    def end_ahead(self) -> None:
        """What no title followed belongs to the block before it."""
        if self.ahead is not None and self.last is not None:
            for column, pieces in self.ahead.cells.items():
                self.last.cells.setdefault(column, []).extend(pieces)
        self.ahead = None


def measure_blocks(document: Document) -> list[MeasureRow]:
    """Empty unless some block says who, when or how; a block then counts by its title alone."""
    blocks = _Blocks()
    lines = list(lines_of(document))
    for place, line in enumerate(lines):
        if line is None:
            blocks.open = None
        elif place < blocks.items_until:
            _go_on(blocks.found[-1], Column.STEPS, line.words)
        else:
            _take(blocks, line, lines, place)
    blocks.end_ahead()
    found = [block for block in blocks.found if has_words(block.cell(Column.TITLE))]
    said = {column for block in found for column in block.cells if column in _DETAILS}
    if not said or not any(_is_detailed(block) for block in found):
        return []
    for block in found:
        for column in said:
            block.cells.setdefault(column, [])
    return _with_enough(found)


def _is_detailed(block: MeasureRow) -> bool:
    return any(has_words(block.cell(column)) for column in _DETAILS)


def _with_enough(found: list[MeasureRow]) -> list[MeasureRow]:
    """One lone label under a numbered line proves nothing; two, or two such blocks, do."""
    filled = sum(1 for block in found for column in _DETAILS if has_words(block.cell(column)))
    return found if filled > 1 else []


def _take(blocks: _Blocks, line: Line, lines: Sequence[Line | None], place: int) -> None:
    if line.column is Column.TITLE:
        _begin(blocks, line)
    elif line.column is not None:
        _take_label(blocks, line)
    elif line.number is not None and (label := _label_below(lines, place)) and _begins_block(blocks, lines[label]):
        _begin(blocks, line)
        blocks.items_until = label
    else:
        _take_plain(blocks, line)


def _label_below(lines: Sequence[Line | None], place: int) -> int:
    """Where the label stands that follows a line, or follows the items below it that are numbered otherwise; else 0."""
    title = lines[place]
    for at in range(place + 1, min(place + _MOST_ITEMS, len(lines))):
        line = lines[at]
        if line is None or title is None:
            return 0
        if line.column is not None:
            return at
        if not line.style or line.style == title.style:
            return 0
    return 0


def _begin(blocks: _Blocks, line: Line) -> None:
    words = f"{line.number}. {line.words}" if line.column is Column.TITLE and line.number else line.words
    if blocks.last is not None and not _is_detailed(blocks.last) and not has_words(blocks.last.cell(Column.TITLE)):
        blocks.found.pop()
    ahead = blocks.ahead
    if ahead is not None and ahead.table != line.table:
        blocks.end_ahead()
        ahead = None
    cells = {Column.TITLE: [words], **(ahead.cells if ahead else {})}
    blocks.found.append(MeasureRow(line.table, ahead.row if ahead else line.row, cells, blocks.caption))
    blocks.ahead, blocks.open = None, Column.TITLE


def _begins_block(blocks: _Blocks, below: Line | None) -> bool:
    """A numbered line is a measure when the label below it is the one that follows a title in this document."""
    label = below.column if below is not None else None
    if label is None or label in (Column.TITLE, Column.OTHER):
        return False
    return blocks.last is None or blocks.first_label is None or label is blocks.first_label


_ABOVE_A_TITLE = (Column.INDICATOR, Column.ISSUE)


def _take_label(blocks: _Blocks, line: Line) -> None:
    if line.column is None:
        return
    if blocks.ahead is None and _stands_above_a_title(blocks, line):
        blocks.begin_ahead(line)
    block = blocks.current
    if block is None:
        return
    if blocks.open is Column.TITLE and blocks.first_label is None:
        blocks.first_label = line.column
    blocks.open = line.column
    if line.column is not Column.OTHER:
        pieces = block.cells.setdefault(line.column, [])
        if has_words(line.words):
            pieces.append(line.words.strip())


def _stands_above_a_title(blocks: _Blocks, line: Line) -> bool:
    """In a table of its own for each measure, or as it stood above the first title of all."""
    last = blocks.last
    if last is None and line.column in _ABOVE_A_TITLE:
        blocks.begins_with = line.column
    if line.column is blocks.begins_with is not None:
        return True
    return line.table > 0 and (last is None or last.table not in (0, line.table))


def _take_plain(blocks: _Blocks, line: Line) -> None:
    block = blocks.current
    if block is not None and blocks.open is not None and _wants_more(block, blocks.open):
        _go_on(block, blocks.open, line.words)
        return
    section = section_of(line.words, is_merged=False)
    if section is Section.INDICATOR or names_an_indicator(line.words):
        _take_caption(blocks, line)
    elif section is not None or closing_of(line.words) or _ENDS.match(squeeze(line.words[:40])):
        blocks.open = None
    elif block is not None and blocks.open is not None and blocks.open is not Column.OTHER:
        _go_on(block, blocks.open, line.words)


def _take_caption(blocks: _Blocks, line: Line) -> None:
    """Right below the title it is the measure's own indicator, else it is above those that follow."""
    if blocks.last is not None and blocks.open is Column.TITLE:
        blocks.last.cells[Column.INDICATOR] = [line.words]
        return
    blocks.caption = line.words
    blocks.open = None


def _wants_more(block: MeasureRow, column: Column) -> bool:
    """A label without words yet, or words that end with "and"."""
    pieces = block.cells.get(column, [])
    return column in _DETAILS and (not pieces or bool(_UNFINISHED.search(pieces[-1].strip())))


def _go_on(block: MeasureRow, column: Column, words: str) -> None:
    pieces = block.cells.setdefault(column, [])
    if not pieces or column is Column.STEPS and begins_an_item(words) or column is Column.ISSUE and number_of(words):
        pieces.append(words)
    elif column in _LISTED:
        pieces[-1] = f"{pieces[-1]}\n{words}"
    elif _UNFINISHED.search(pieces[-1].strip()):
        pieces[-1] = f"{pieces[-1]} {words}"
