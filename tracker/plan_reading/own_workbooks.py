"""Opens a workbook that was made here and comes back: known by its hidden sheet, read as people left it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from openpyxl import Workbook

from tracker.domain.hidden_sheet import HIDDEN_SHEET
from tracker.plan_reading.archives import FOR_PLANS, Gate, office_parts
from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.file_kinds import FileKind, kind_of
from tracker.plan_reading.foreign_files import BROKEN_ARCHIVE
from tracker.plan_reading.workbook_cells import AnyCell
from tracker.plan_reading.workbook_parts import NO_SHEETS, ShownSheet, archive_of, shown_sheets
from tracker.plan_reading.workbook_reader import MOST_LETTERS, broken_is_refused, opened

_NAMED = re.compile(rb"<(?:\w+:)?sheet\s[^>]*name=\"" + HIDDEN_SHEET.encode() + rb"\"")


@dataclass(frozen=True, slots=True)
class OwnWorkbook:
    """`hidden` are the cells of the hidden sheet's first column, as far as anything stands in them."""

    hidden: list[str]
    sheets: list[OwnSheet]


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """Its rows from the first to the last with a value; all of them are of the same width."""

    title: str
    rows: list[tuple[AnyCell, ...]]


def own_workbook(data: bytes, filename: str, gate: Gate = FOR_PLANS) -> OwnWorkbook | None:
    """None for any other file; refuses one that is broken or was made to cost time or memory."""
    if kind_of(data, filename) is not FileKind.XLSX:
        return None
    parts = office_parts(data, filename, gate)
    if not _NAMED.search(parts.get("xl/workbook.xml", b"")):
        return None
    try:
        sheets = shown_sheets(parts, filename, also=(HIDDEN_SHEET,))
        workbook = opened(archive_of(parts, sheets, filename), filename)
    except UnreadableDocument as unreadable:
        raise _in_words_of(gate, unreadable, filename) from unreadable
    return OwnWorkbook(
        hidden=[text for sheet in sheets if sheet.title == HIDDEN_SHEET for text in _texts(workbook, sheet, filename)],
        sheets=list(_open_sheets(workbook, sheets, filename, gate)),
    )


def _in_words_of(gate: Gate, unreadable: UnreadableDocument, filename: str) -> UnreadableDocument:
    """What is too large is told by the gate, which knows what the file should be."""
    message = unreadable.message if unreadable.message in (BROKEN_ARCHIVE, NO_SHEETS) else gate.too_large
    return UnreadableDocument(message, "file", filename=filename)


def _open_sheets(workbook: Workbook, sheets: list[ShownSheet], filename: str, gate: Gate) -> Iterator[OwnSheet]:
    left = MOST_LETTERS
    for sheet in sheets:
        if sheet.title != HIDDEN_SHEET:
            rows = _rows(workbook, sheet, filename)
            left -= sum(len(cell.value) for row in rows for cell in row if isinstance(cell.value, str))
            if left < 0:
                raise UnreadableDocument(gate.too_large, "file", filename=filename)
            yield OwnSheet(sheet.title, rows)


def _texts(workbook: Workbook, sheet: ShownSheet, filename: str) -> list[str]:
    return [str(row[0].value) for row in _rows(workbook, sheet, filename) if row and row[0].value]


def _rows(workbook: Workbook, sheet: ShownSheet, filename: str) -> list[tuple[AnyCell, ...]]:
    """openpyxl is never asked for a row more than was counted."""
    rows, columns = sheet.layout.rows, sheet.layout.columns
    if not rows:
        return []
    with broken_is_refused(filename):
        # The type stubs do not know the cells of a workbook that is only read.
        read = cast(Iterator[tuple[AnyCell, ...]], workbook[sheet.title].iter_rows(max_row=rows, max_col=columns))
        return list(islice(read, rows))
