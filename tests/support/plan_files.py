"""Writes a document as the files that offices keep: each must read back into the same paragraphs and tables."""

from __future__ import annotations

import csv
import io
from html import escape

import docx
import openpyxl
from docx.document import Document as WordDocument
from docx.table import _Cell
from openpyxl.worksheet.worksheet import Worksheet

from tracker.plan_reading.document import Document, Paragraph, Table


def covered_places(table: Table) -> set[tuple[int, int]]:
    """The places under a merged cell, but not the first, where its text stands."""
    return {
        (row, column)
        for span in table.spans
        for row in range(span.row, span.row + span.rows)
        for column in range(span.column, span.column + span.columns)
        if (row, column) != (span.row, span.column)
    }


def as_docx(document: Document) -> bytes:
    word = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            word.add_paragraph(block.text)
        else:
            _add_word_table(word, block)
            word.add_paragraph()
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _add_word_table(word: WordDocument, table: Table) -> None:
    made = word.add_table(len(table.rows), len(table.rows[0]), style="Table Grid")
    places = [list(row.cells) for row in made.rows]
    covered = covered_places(table)
    for row, words in enumerate(table.rows):
        for column, text in enumerate(words):
            if (row, column) not in covered:
                _fill(places[row][column], text)
    for span in table.spans:
        places[span.row][span.column].merge(places[span.row + span.rows - 1][span.column + span.columns - 1])


def _fill(cell: _Cell, text: str) -> None:
    first, *others = text.split("\n")
    cell.paragraphs[0].add_run(first)
    for line in others:
        cell.add_paragraph(line)


def as_html(document: Document) -> bytes:
    blocks = (
        f"<p>{_lines(block.text)}</p>" if isinstance(block, Paragraph) else _table(block) for block in document.blocks
    )
    return f'<!DOCTYPE html><html lang="th"><meta charset="utf-8"><body>{"".join(blocks)}</body></html>'.encode()


def _table(table: Table) -> str:
    covered = covered_places(table)
    sizes = {(span.row, span.column): f' rowspan="{span.rows}" colspan="{span.columns}"' for span in table.spans}
    rows = (
        "".join(
            f"<td{sizes.get((row, column), '')}>{_lines(text)}</td>"
            for column, text in enumerate(words)
            if (row, column) not in covered
        )
        for row, words in enumerate(table.rows)
    )
    return f"<table>{''.join(f'<tr>{cells}</tr>' for cells in rows)}</table>"


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def as_xlsx(document: Document) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    row = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            row += 1
            _write(sheet, row, 1, block.text)
        else:
            _write_table(sheet, row + 2, block)
            row += len(block.rows) + 2
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write_table(sheet: Worksheet, first: int, table: Table) -> None:
    for number, words in enumerate(table.rows):
        for place, text in enumerate(words, start=1):
            if text:
                _write(sheet, first + number, place, text)
    for span in table.spans:
        top, left = first + span.row, 1 + span.column
        sheet.merge_cells(None, top, left, top + span.rows - 1, left + span.columns - 1)


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """As text, also what Excel would take for a formula."""
    cell = sheet.cell(row, column, text)
    cell.data_type = "s"


def as_csv(document: Document, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """As Excel saves it: every line as wide as the widest, and an empty one around each table."""
    width = max((len(table.rows[0]) for table in document.tables), default=1)
    lines: list[list[str]] = []
    for block in document.blocks:
        rows = [[block.text]] if isinstance(block, Paragraph) else [[], *map(list, block.rows), []]
        lines += ([*row, *[""] * (width - len(row))] for row in rows)
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return file.getvalue().encode(encoding)
