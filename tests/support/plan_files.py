"""Writes a document as the files that offices keep: each must read back into the same paragraphs and tables."""

from __future__ import annotations

import io
from html import escape

import docx
from docx.document import Document as WordDocument
from docx.table import _Cell

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
