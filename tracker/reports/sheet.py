"""A worksheet in the form of an official paper: heading, repeated table head, rows as high as their text.

openpyxl writes what it is given; what makes Thai readable and text harmless is here, once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import ceil

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.thai_text import display_width

#: The font of official papers, by the name that office machines have.
FONT_NAME = "TH SarabunPSK"
FONT_POINTS = 16
LINE_POINTS = 23
#: Thai letters of this font are narrower than the figure that a column's width is counted in.
CHARACTERS_A_WIDTH = 1.0
LONGEST_CELL = 32_767
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
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if sheet.oddFooter is not None:
            sheet.oddFooter.right.text = "หน้า &P / &N"

    def heading(self, *lines: str) -> None:
        for line in lines:
            self._sheet.merge_cells(
                start_row=self._row, start_column=1, end_row=self._row, end_column=len(self._widths)
            )
            cell = self._write(1, line, bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            self._sheet.row_dimensions[self._row].height = LINE_POINTS * self._lines(line, sum(self._widths))
            self._row += 1

    def note(self, line: str) -> None:
        self._row += 1
        self._write(1, line)
        self._row += 1

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[CellValue]], *, freeze: bool = False) -> None:
        """The first table of a sheet is frozen, filtered and its head repeated on each printed page."""
        first = self._row
        self._line(heads, bold=True, fill=_HEAD_FILL)
        for values in rows:
            self._line(values)
        if freeze:
            self._sheet.freeze_panes = f"A{first + 1}"
            self._sheet.print_title_rows = f"{first}:{first}"
            last = get_column_letter(len(heads))
            self._sheet.auto_filter.ref = f"A{first}:{last}{self._row - 1}"

    def _line(self, values: Sequence[CellValue], *, bold: bool = False, fill: PatternFill | None = None) -> None:
        lines = 1
        for column, value in enumerate(values, start=1):
            cell = self._write(column, value, bold=bold)
            cell.border = _BORDER
            if fill is not None:
                cell.fill = fill
            if isinstance(value, str):
                lines = max(lines, self._lines(value, self._widths[column - 1]))
        self._sheet.row_dimensions[self._row].height = LINE_POINTS * lines
        self._row += 1

    def _write(self, column: int, value: CellValue, *, bold: bool = False) -> Cell | MergedCell:
        cell = self._sheet.cell(self._row, column)
        cell.font = Font(name=FONT_NAME, size=FONT_POINTS, bold=bold)
        is_text = isinstance(value, str)
        cell.alignment = Alignment(
            vertical="top", wrap_text=True, horizontal="left" if is_text and not bold else "center"
        )
        cell.value = printable(value) if isinstance(value, str) else value
        if cell.data_type == "f":
            cell.data_type = "s"
        if isinstance(value, str) and value.startswith(FORMULA_BEGINNINGS):
            # Text that looks like a formula stays text, also after somebody edits the cell.
            cell.quotePrefix = True
        if isinstance(value, date):
            # Real dates, shown in the Buddhist era whatever the machine's language.
            cell.number_format = "[$-107041E]d mmm yyyy"
        return cell

    @staticmethod
    def _lines(text: str, width: float) -> int:
        """How many lines the text takes in a cell; marks above and below take no width."""
        return sum(max(1, ceil(display_width(line) * CHARACTERS_A_WIDTH / width)) for line in text.split("\n"))


def printable(text: str) -> str:
    """Without the characters that a worksheet cannot hold, within its longest cell."""
    return _UNPRINTABLE.sub("", text)[:LONGEST_CELL]
