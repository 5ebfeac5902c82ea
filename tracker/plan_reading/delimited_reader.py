"""Reads .csv and .tsv: cells parted by comma, semicolon, tab or upright stroke, in any of the Thai encodings."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from tracker.plan_reading.document import Document, Row
from tracker.plan_reading.errors import too_long
from tracker.plan_reading.loose_rows import LooseRows, headings_of
from tracker.plan_reading.markup import without_markup
from tracker.plan_reading.table_cells import numbered, tidy
from tracker.plan_reading.text_reader import MOST_BYTES, MOST_COLUMNS, MOST_LINES, decode

_DELIMITERS = "\t;,|"
_ROWS_LOOKED_AT = 300
_LEAST_SHARE = 0.5
_LINE_END = re.compile("\r\n?|\v|\f")
_NAMED_DELIMITER = re.compile(r'"?sep=(.)"?\n', re.IGNORECASE)
_GUARD = re.compile(r"'(?=[=+\-@\t\r])")
_TEXT_AS_FORMULA = re.compile(r'="(.*)"', re.DOTALL)


def read_delimited(data: bytes, filename: str) -> Document:
    if len(data) > MOST_BYTES:
        raise too_long(filename)
    text = _LINE_END.sub("\n", decode(data, filename))
    named = _NAMED_DELIMITER.match(text)
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else likeliest_delimiter(text, filename)
    rows = _rows(text, delimiter, filename) if delimiter else [[line] for line in text.split("\n")]
    return document_of(rows, filename)


def document_of(rows: Sequence[Sequence[str]], filename: str) -> Document:
    """From rows of any width, in which nothing says what is a table."""
    width = max((len(row) for row in rows), default=0)
    if len(rows) > MOST_LINES or width > MOST_COLUMNS:
        raise too_long(filename)
    even = [(*(_words(cell) for cell in row), *("",) * (width - len(row))) for row in rows]
    return Document(filename, numbered(LooseRows(even, headings_of(even, filename)).blocks()))


def likeliest_delimiter(text: str, filename: str) -> str | None:
    """The one that makes the fullest heading, or else the most rows of one width; None for lines of words."""
    found = {
        delimiter: _fit(_rows(text, delimiter, filename), filename) for delimiter in _DELIMITERS if delimiter in text
    }
    best = max(found, key=lambda delimiter: found[delimiter], default=None)
    return best if best is not None and any(found[best]) else None


def _fit(rows: Sequence[Sequence[str]], filename: str) -> tuple[int, int]:
    """How many headings the best row has, and how many rows are of the usual width."""
    filled: list[Row] = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    headings = headings_of(filled[:_ROWS_LOOKED_AT], filename).values()
    width, count = Counter(len(row) for row in filled).most_common(1)[0] if filled else (0, 0)
    is_table = width > 1 and count > 1 and count >= _LEAST_SHARE * len(filled)
    return max((len(heading.columns) for heading in headings), default=0), count if is_table else 0


def _rows(text: str, delimiter: str, filename: str) -> list[list[str]]:
    """A quote that is never closed would swallow the rest, so then quotes are letters like any other."""
    lines = io.StringIO(text, newline="")
    if text.count('"') % 2:
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    try:
        return list(reader)
    except csv.Error as endless:
        raise too_long(filename) from endless


def _words(cell: str) -> str:
    """Without the signs that keep a spreadsheet from taking the cell for a formula."""
    text = _GUARD.sub("", cell, count=1) if cell.startswith("'") else cell
    formula = _TEXT_AS_FORMULA.fullmatch(text)
    return tidy(without_markup(formula[1] if formula else text))
