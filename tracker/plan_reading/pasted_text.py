"""Reads what was copied out of Word or Excel and pasted into a text box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tracker.domain.errors import N_
from tracker.plan_reading.delimited_reader import document_of
from tracker.plan_reading.document import Document
from tracker.plan_reading.errors import UnreadableDocument, too_long
from tracker.plan_reading.indicator_words import names_an_indicator

PASTED = "ข้อความที่วาง"
"""Stands for the name of the file in a document that has none."""

MOST_LETTERS = 1_500_000

_LINE_END = re.compile("\r\n?|\v|\f")
# Excel puts a cell with line ends into quotes and doubles those within; it leaves other quotes as they are.
_QUOTED_CELL = re.compile(r'(?:(?<=[\t\n])|^)"((?:[^"\t]|"")*+)"(?=[\t\n]|$)')
_LINE_IN_CELL = "\x1e"


def read_pasted(text: str) -> Document:
    """Also a text without any table; the lines of each table are mended where Word has broken them."""
    if len(text) > MOST_LETTERS:
        raise too_long(PASTED)
    text = _QUOTED_CELL.sub(_unquoted, _LINE_END.sub("\n", text.replace(_LINE_IN_CELL, "")))
    lines = [[cell.replace(_LINE_IN_CELL, "\n") for cell in line.split("\t")] for line in text.split("\n")]
    runs = groupby(lines, key=lambda cells: any(cell.strip() for cell in cells))
    document = document_of([row for _, run in runs for row in _mended(list(run))], PASTED)
    if not document.blocks:
        message = N_("There are no words in the box. Copy the plan out of Word or Excel and paste it there.")
        raise UnreadableDocument(message, "text")
    return document


def _unquoted(quoted: re.Match[str]) -> str:
    words = quoted[1].replace('""', '"').strip("\n")
    return words.replace("\n", _LINE_IN_CELL) if "\n" in quoted[1] else quoted[0]


def _mended(lines: list[list[str]]) -> list[list[str]]:
    """Word ends a line also inside a cell; the pieces are put together if all of them make whole rows."""
    width = max(len(cells) for cells in lines)
    if all(len(cells) in (1, width) for cells in lines):
        return lines
    rows = list(_joined(lines, width))
    return rows if all(len(cells) in (1, width) for cells in rows) else lines


def _joined(lines: Sequence[list[str]], width: int) -> Iterator[list[str]]:
    row = lines[0]
    for cells in lines[1:]:
        is_rest_of_row = 1 < len(row) < width and len(row) + len(cells) - 1 <= width
        is_rest_of_last_cell = len(row) == width and len(cells) == 1 and not names_an_indicator(cells[0])
        if is_rest_of_row or is_rest_of_last_cell:
            row = [*row[:-1], f"{row[-1]}\n{cells[0]}", *cells[1:]]
        else:
            yield row
            row = cells
    yield row
