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
    """The blocks so far, the label that is open, and the label that follows the title of each block."""

    found: list[MeasureRow] = field(default_factory=list)
    open: Column | None = None
    first_label: Column | None = None
    caption: str = ""
    items_until: int = 0

    @property
    def last(self) -> MeasureRow | None:
        return self.found[-1] if self.found else None


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
    blocks.found.append(MeasureRow(line.table, line.row, {Column.TITLE: [words]}, blocks.caption))
    blocks.open = Column.TITLE


def _begins_block(blocks: _Blocks, below: Line | None) -> bool:
    """A numbered line is a measure when the label below it is the one that follows a title in this document."""
    label = below.column if below is not None else None
    if label is None or label in (Column.TITLE, Column.OTHER):
        return False
    return blocks.last is None or blocks.first_label is None or label is blocks.first_label


def _take_label(blocks: _Blocks, line: Line) -> None:
    if blocks.last is None or line.column is None:
        return
    if blocks.open is Column.TITLE and blocks.first_label is None:
        blocks.first_label = line.column
    blocks.open = line.column
    if line.column is not Column.OTHER:
        pieces = blocks.last.cells.setdefault(line.column, [])
        if has_words(line.words):
            pieces.append(line.words.strip())


def _take_plain(blocks: _Blocks, line: Line) -> None:
    if blocks.last is not None and blocks.open is not None and _wants_more(blocks.last, blocks.open):
        _go_on(blocks.last, blocks.open, line.words)
        return
    section = section_of(line.words, is_merged=False)
    if section is Section.INDICATOR or names_an_indicator(line.words):
        _take_caption(blocks, line)
    elif section is not None or closing_of(line.words) or _ENDS.match(squeeze(line.words[:40])):
        blocks.open = None
    elif blocks.last is not None and blocks.open is not None and blocks.open is not Column.OTHER:
        _go_on(blocks.last, blocks.open, line.words)


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
