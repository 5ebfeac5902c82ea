"""Reads plain text in which each line with tabs is a row of a table."""

from __future__ import annotations

import codecs
import re

from tracker.domain.errors import N_
from tracker.plan_reading.document import Document, Paragraph, Row, Table
from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.markup import without_markup

MOST_BYTES = 4 * 1024 * 1024
MOST_LINES = 20_000
MOST_COLUMNS = 100

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNDECODED = "\ufffd"
_NO_TEXT = re.compile(f"[\x00-\x08\x0e-\x1f\x7f{_UNDECODED}\ufffe\uffff]")
_THAI = re.compile("[ก-๙]")
_MOST_NO_TEXT = 0.01


def read_text(data: bytes, filename: str) -> Document:
    lines = decode(data, filename).splitlines() if len(data) <= MOST_BYTES else []
    if not 0 < len(lines) <= MOST_LINES or max(line.count("\t") for line in lines) >= MOST_COLUMNS:
        message = N_("“%(filename)s” is too long to be a plan. Send only the pages with the measures.")
        raise UnreadableDocument(message, "file", filename=filename)
    return Document(filename, tuple(_blocks(lines)))


def decode(data: bytes, filename: str) -> str:
    """As UTF-8, UTF-16 or the Thai eight-bit code (TIS-620, Windows-874), whichever fits.

    A few bytes that do not fit, as where a file was cut, do not make a text unreadable.
    """
    for encoding in _candidates(data):
        text = data.decode(encoding, errors="replace")
        if _looks_like_text(text, must_be_thai=encoding == "cp874"):
            return text.replace(_UNDECODED, "")
    message = N_("“%(filename)s” is not a text file. Save the plan as text (UTF-8) and send it again.")
    raise UnreadableDocument(message, "file", filename=filename)


def _candidates(data: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    sample = data[:2000]
    if b"\0" in sample:
        return ["utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"]
    return ["utf-8", "cp874"]


def _looks_like_text(text: str, *, must_be_thai: bool) -> bool:
    if must_be_thai and not _THAI.search(text):
        return False
    return len(_NO_TEXT.findall(text)) <= len(text) * _MOST_NO_TEXT


def _blocks(lines: list[str]) -> list[Paragraph | Table]:
    """Rows that follow one another are one table; an empty line or a paragraph ends it."""
    blocks: list[Paragraph | Table] = []
    rows: list[Row] = []
    tables = 0
    for line in [*lines, ""]:
        if "\t" in line:
            rows.append(tuple(without_markup(cell) for cell in line.split("\t")))
            continue
        if rows:
            tables += 1
            blocks.append(Table(tables, _same_width(rows)))
            rows = []
        if words := without_markup(line):
            blocks.append(Paragraph(words))
    return blocks


def _same_width(rows: list[Row]) -> tuple[Row, ...]:
    width = max(len(row) for row in rows)
    return tuple((*row, *("",) * (width - len(row))) for row in rows)
