"""Reads an Excel workbook (.xlsx): each sheet that is shown, as it is shown. Formulas and macros are never run."""

from __future__ import annotations

import io
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import cast

from openpyxl import Workbook, load_workbook

from tracker.domain.errors import N_
from tracker.plan_reading.archives import office_parts
from tracker.plan_reading.coloured_months import with_coloured_months
from tracker.plan_reading.document import Document, Paragraph, Span
from tracker.plan_reading.errors import UnreadableDocument, too_long
from tracker.plan_reading.indicator_words import names_an_indicator
from tracker.plan_reading.loose_rows import Block, LooseRows, headings_of
from tracker.plan_reading.sheet_layout import SheetLayout
from tracker.plan_reading.table_cells import numbered
from tracker.plan_reading.workbook_cells import NOTHING, AnyCell, SheetCell, read_cell
from tracker.plan_reading.workbook_parts import NO_SHEETS, ShownSheet, archive_of, shown_sheets

MOST_LETTERS = 1_500_000
"""Counted in the cells, because a text that is stored once may be shown in all of them."""

_NEVER_CALCULATED = N_(
    "Sheet “%(sheet)s” of “%(filename)s” has formulas whose results were not saved with it. "
    "Open it in Excel or LibreOffice, save it again and send it again."
)


def read_workbook(data: bytes, filename: str) -> Document:
    parts = office_parts(data, filename)
    sheets = shown_sheets(parts, filename)
    for sheet in sheets:
        if sheet.layout.was_never_calculated():
            raise UnreadableDocument(_NEVER_CALCULATED, "file", filename=filename, sheet=sheet.title)
    workbook = opened(archive_of(parts, sheets, filename), filename)
    blocks: list[Block] = []
    left = MOST_LETTERS
    for sheet in sheets:
        cells = _cells(workbook, sheet, filename, left)
        left -= _letters(cells)
        blocks += _blocks(_grid(cells, sheet.layout), sheet.title, filename)
    return Document(filename, numbered(blocks))


@dataclass(frozen=True, slots=True)
class _Grid:
    """What is shown of a sheet, with its merged cells counted in rows and columns that are shown."""

    cells: list[list[SheetCell]]
    spans: list[Span]


def opened(archive: io.BytesIO, filename: str) -> Workbook:
    with broken_is_refused(filename):
        return load_workbook(archive, read_only=True, data_only=True, keep_links=False)


@contextmanager
def broken_is_refused(filename: str) -> Iterator[None]:
    """What is wrong inside a part comes out of openpyxl as an exception of almost any kind.

    Its warnings are about styles and extensions that it leaves out; nothing here needs them.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnreadableDocument:
        raise
    except Exception as broken:
        raise UnreadableDocument(NO_SHEETS, "file", filename=filename) from broken


def _cells(workbook: Workbook, sheet: ShownSheet, filename: str, most_letters: int) -> list[list[SheetCell]]:
    """Up to the last row and column with a value; openpyxl is never asked for one row more."""
    rows, columns = sheet.layout.rows, sheet.layout.columns
    cells: list[list[SheetCell]] = []
    if not rows:
        return cells
    with broken_is_refused(filename):
        # The type stubs do not know the cells of a workbook that is only read.
        read = cast(Iterator[tuple[AnyCell, ...]], workbook[sheet.title].iter_rows(max_row=rows, max_col=columns))
        for row in islice(read, rows):
            cells.append([read_cell(cell, workbook.epoch) for cell in row])
            most_letters -= _letters(cells[-1:])
            if most_letters < 0:
                raise too_long(filename)
    return cells


def _letters(cells: list[list[SheetCell]]) -> int:
    return sum(len(cell.text) for row in cells for cell in row)


def _grid(cells: list[list[SheetCell]], layout: SheetLayout) -> _Grid:
    rows, columns = layout.shown_rows(), layout.shown_columns()
    shown = [[cells[row - 1][column - 1] for column in columns] for row in rows]
    spans: list[Span] = []
    left = len(rows) * len(columns)
    for low_column, low_row, high_column, high_row in layout.merged:
        down = range(bisect_left(rows, low_row), bisect_right(rows, high_row))
        across = range(bisect_left(columns, low_column), bisect_right(columns, high_column))
        left -= len(down) * len(across)
        if left < 0:
            break  # merged cells that overlap, which no program makes
        if down and across:
            spans.append(Span(down[0], across[0], len(down), len(across)))
            _merge(shown, down, across, cells[low_row - 1][low_column - 1])
    return _Grid(shown, sorted(spans, key=lambda span: (span.row, span.column)))


def _merge(shown: list[list[SheetCell]], down: range, across: range, cell: SheetCell) -> None:
    """What stands below a merged cell is not shown; its own words are, also when its first row or column is hidden."""
    for row in down:
        for column in across:
            shown[row][column] = NOTHING
    shown[down[0]][across[0]] = cell


def _blocks(grid: _Grid, title: str, filename: str) -> list[Block]:
    texts = [tuple(cell.text for cell in row) for row in grid.cells]
    colours = [[cell.colour for cell in row] for row in grid.cells]
    headings = headings_of(texts, filename, grid.spans)
    rows = with_coloured_months(texts, colours, headings)
    return _captioned(list(LooseRows(rows, headings, grid.spans).blocks()), title)


def _captioned(blocks: list[Block], title: str) -> list[Block]:
    """A sheet for each indicator has its name on the tab, and often nowhere else."""
    above = list(takewhile(lambda block: isinstance(block, Paragraph), blocks))
    is_said = any(isinstance(block, Paragraph) and names_an_indicator(block.text) for block in above)
    if not names_an_indicator(title) or is_said or len(above) == len(blocks):
        return blocks
    return [*above, Paragraph(title), *blocks[len(above) :]]
