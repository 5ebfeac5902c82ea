"""A worksheet in the form of an official paper: heading, repeated table head, rows as high as their text.

openpyxl writes what it is given; what makes Thai readable and text harmless is here, once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from math import ceil

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.thai_text import display_width

#: The font of official papers, by the name that office machines have.
FONT_NAME = "TH SarabunPSK"
FONT_POINTS = 16
LINE_POINTS = 27
#: Room for a machine without the font: what stands in for it is wider, and words are not cut at the cell's edge.
CHARACTERS_A_WIDTH = 1.3
#: Columns of numbers and short marks; their cells are centred.
NARROW = 10
LONGEST_CELL = 32_767
#: Real dates, shown in the Buddhist era whatever the machine's language.
DATE_FORMAT = "[$-107041E]d mmm yyyy"
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_THIN = Side(style="thin", color="FF8A8A8A")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="FFE3EEEF")

CellValue = str | int | float | date | None


class Paper:
    """One landscape sheet that is filled from the top: `heading`, `table`, `note`."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        self._sheet = sheet
        self._widths = widths
        self._row = 1
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if sheet.oddFooter is not None:
            sheet.oddFooter.right.text = "หน้า &P / &N"

    def heading(self, *lines: str) -> None:
        for line in lines:
            self._across(line, Alignment(horizontal="center", vertical="center", wrap_text=True), bold=True)

    def note(self, line: str) -> None:
        self._row += 1
        self._across(line, Alignment(vertical="top", wrap_text=True))

    def _across(self, line: str, alignment: Alignment, *, bold: bool = False) -> None:
        """One line of text over the whole width of the paper."""
        self._sheet.merge_cells(start_row=self._row, start_column=1, end_row=self._row, end_column=len(self._widths))
        self._write(1, line, bold=bold).alignment = alignment
        self._sheet.row_dimensions[self._row].height = LINE_POINTS * self._lines(line, sum(self._widths))
        self._row += 1

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[CellValue]], *, shared: int = 0) -> None:
        """The sheet's one table: its head stays in sight and stands on every printed page.

        `shared` leading columns of following rows that say the same become one cell; without them the table gets
        filters, which cells over several rows would break.
        """
        first = self._row
        self._line(heads, bold=True, fill=_HEAD_FILL)
        for group in _groups(rows, shared):
            self._group(group, shared)
        self._sheet.freeze_panes = f"A{first + 1}"
        self._sheet.print_title_rows = f"{first}:{first}"
        if not shared:
            self._sheet.auto_filter.ref = f"A{first}:{get_column_letter(len(heads))}{self._row - 1}"

    def _group(self, rows: Sequence[Sequence[CellValue]], shared: int) -> None:
        """The shared cells may need more height than the rows beside them: the last row gives it."""
        top = self._row
        for number, values in enumerate(rows):
            self._line(values if number == 0 else [*[None] * shared, *values[shared:]], own_from=shared)
        wanted = LINE_POINTS * max((self._lines_of(rows[0], column) for column in range(shared)), default=1)
        given = sum(self._height(row) for row in range(top, self._row))
        if wanted > given:
            self._sheet.row_dimensions[self._row - 1].height = self._height(self._row - 1) + wanted - given
        if len(rows) > 1:
            for column in range(1, shared + 1):
                self._sheet.merge_cells(start_row=top, start_column=column, end_row=self._row - 1, end_column=column)

    def _line(
        self,
        values: Sequence[CellValue],
        *,
        bold: bool = False,
        fill: PatternFill | None = None,
        own_from: int = 0,
    ) -> None:
        for column, value in enumerate(values, start=1):
            cell = self._write(column, value, bold=bold)
            cell.border = _BORDER
            if fill is not None:
                cell.fill = fill
        lines = max((self._lines_of(values, column) for column in range(own_from, len(values))), default=1)
        self._sheet.row_dimensions[self._row].height = LINE_POINTS * lines
        self._row += 1

    def _height(self, row: int) -> float:
        return self._sheet.row_dimensions[row].height or LINE_POINTS

    def _lines_of(self, values: Sequence[CellValue], column: int) -> int:
        value = values[column]
        return self._lines(value, self._widths[column]) if isinstance(value, str) else 1

    def _write(self, column: int, value: CellValue, *, bold: bool = False) -> Cell | MergedCell:
        cell = self._sheet.cell(self._row, column)
        cell.font = Font(name=FONT_NAME, size=FONT_POINTS, bold=bold)
        is_prose = isinstance(value, str) and not bold and self._widths[column - 1] > NARROW
        cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="left" if is_prose else "center")
        cell.value = printable(value) if isinstance(value, str) else value
        if cell.data_type == "f":
            cell.data_type = "s"
        if isinstance(value, str) and value.startswith(FORMULA_BEGINNINGS):
            # Text that looks like a formula stays text, also after somebody edits the cell.
            cell.quotePrefix = True
        if isinstance(value, date):
            cell.number_format = DATE_FORMAT
        return cell

    @staticmethod
    def _lines(text: str, width: float) -> int:
        """How many lines the text takes in a cell; marks above and below take no width."""
        return sum(max(1, ceil(display_width(line) * CHARACTERS_A_WIDTH / width)) for line in text.split("\n"))


def printable(text: str) -> str:
    """Without the characters that a worksheet cannot hold, within its longest cell."""
    return _UNPRINTABLE.sub("", text)[:LONGEST_CELL]


def _groups(rows: Sequence[Sequence[CellValue]], shared: int) -> list[list[Sequence[CellValue]]]:
    """Rows that follow each other with the same shared cells; every row by itself where nothing is shared."""
    if not shared:
        return [[row] for row in rows]
    return [list(group) for _, group in groupby(rows, key=lambda row: tuple(row[:shared]))]
