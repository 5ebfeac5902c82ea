"""A paper as an Excel workbook: a worksheet for each of its tables."""

from __future__ import annotations

import re
from io import BytesIO

from openpyxl import Workbook

from tracker.reports.paper import Cell, Dress, Paper, Table
from tracker.reports.saved_at import as_saved_at
from tracker.reports.sheet import Paper as Sheet

LONGEST_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


def workbook(paper: Paper, dress: Dress) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in paper.tables:
        _worksheet(book, paper, table, dress)
    file = BytesIO()
    book.save(file)
    return as_saved_at(paper.saved_at, file.getvalue())


def _worksheet(book: Workbook, paper: Paper, table: Table, dress: Dress) -> None:
    worksheet = book.create_sheet(_NOT_IN_A_NAME.sub(" ", table.key.replace("_", " "))[:LONGEST_NAME])
    sheet = Sheet(worksheet, [column.width for column in table.columns])
    sheet.heading(*(dress.written(line) for line in (paper.title, *paper.head_lines, table.heading)))
    rows = [*table.rows, *([table.total] if table.total else [])]
    written: list[list[Cell]] = [[_cell(value, dress) for value in row] for row in rows]
    sheet.table([column.heading for column in table.columns], written, shared=table.shared)
    if table.note:
        sheet.note(dress.written(table.note))
    if worksheet.oddFooter is not None:
        worksheet.oddFooter.left.text = paper.check_text


def _cell(value: Cell, dress: Dress) -> Cell:
    return dress.written(value) if isinstance(value, str) else value
