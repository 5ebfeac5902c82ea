"""A worksheet in the form of an official paper: heading, repeated table head, rows as high as their text.

openpyxl writes what it is given; what makes Thai readable and text harmless is here, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.thai_text import display_width
from tracker.reports.xlsx.styles import HEAD, PROSE, TITLE, Look, plain_look

LINE_POINTS = 27
MOST_POINTS = 405
"""Of one row: Excel knows none higher than 409 points. 15 lines."""

#: Room for a machine without the font: what stands in for it is wider, and words are not cut at the cell's edge.
CHARACTERS_A_WIDTH = 1.3
#: Columns of numbers and short marks; their cells are centred.
NARROW = 10
PAGE_NUMBER = "หน้า &P / &N"
LONGEST_CELL = 32_767
LONGEST_TAB = 31
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\']")

CellValue = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Span:
    """Text over columns that are counted from 1."""

    text: str
    look: Look
    first: int
    last: int


class Sheet:
    """One worksheet that is filled from the top; `row` is the next to be written."""

    def __init__(self, worksheet: Worksheet, widths: Sequence[float], *, is_landscape: bool = True) -> None:
        self.worksheet = worksheet
        self.widths = widths
        self.row = 1
        self._made: dict[str, StyleArray] = {}
        for number, width in enumerate(widths, start=1):
            worksheet.column_dimensions[get_column_letter(number)].width = width
        worksheet.page_setup.orientation = "landscape" if is_landscape else "portrait"
        worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
        worksheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3)
        worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
        worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if worksheet.oddFooter is not None:
            worksheet.oddFooter.right.text = PAGE_NUMBER

    def heading(self, *lines: str) -> None:
        for line in lines:
            self.across(line, TITLE)

    def note(self, line: str) -> None:
        self.row += 1
        self.across(line, PROSE)

    def across(self, text: str, look: Look) -> None:
        """One text over the whole width of the paper."""
        self.side_by_side(Span(text, look, 1, len(self.widths)))

    def side_by_side(self, *spans: Span) -> None:
        """As high as the highest of them; over several rows where one cannot be so high."""
        top = self.row
        for span in spans:
            self.put(span.first, span.text, span.look)
        for height in row_heights(
            max(points_of(one.text, sum(self.widths[one.first - 1 : one.last])) for one in spans)
        ):
            self.end_row(height)
        for span in spans:
            self.merge(top, span.first, self.row - 1, span.last)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[CellValue]]) -> None:
        """The sheet's one table, a row for each: its head stays in sight and stands on every printed page."""
        first = self.row
        self._whole_row(heads, [HEAD] * len(heads))
        for values in rows:
            self._whole_row(values, [self._look(*one) for one in zip(values, self.widths, strict=True)])
        self.worksheet.freeze_panes = f"A{first + 1}"
        self.worksheet.print_title_rows = f"{first}:{first}"
        self.worksheet.auto_filter.ref = f"A{first}:{get_column_letter(len(heads))}{self.row - 1}"

    @staticmethod
    def _look(value: CellValue, width: float) -> Look:
        return plain_look(value, is_narrow=width <= NARROW)

    def _whole_row(self, values: Sequence[CellValue], looks: Sequence[Look]) -> None:
        self.write(values, looks)
        self.end_row(min(MOST_POINTS, self.points(values)))

    def points(self, values: Sequence[CellValue], first: int = 0, last: int | None = None) -> float:
        """How high a row must be for what stands in these of its columns, counted from 0."""
        texts = zip(values[first:last], self.widths[first:last], strict=True)
        return max((points_of(text, width) for text, width in texts if isinstance(text, str)), default=LINE_POINTS)

    def write(self, values: Iterable[CellValue], looks: Iterable[Look]) -> None:
        """Into the row that is next, which `end_row` then leaves."""
        for column, (value, look) in enumerate(zip(values, looks, strict=True), start=1):
            self.put(column, value, look)

    def end_row(self, points: float = LINE_POINTS) -> None:
        self.worksheet.row_dimensions[self.row].height = points
        self.row += 1

    def height(self) -> float:
        """Of all rows so far, in points."""
        return sum(size.height or 0 for size in self.worksheet.row_dimensions.values())

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Beside `Worksheet.merge_cells`, which draws the borders of every cell anew: theirs are drawn already."""
        if (top, left) != (bottom, right):
            self.worksheet.merged_cells.ranges.add(CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right))

    def put(self, column: int, value: CellValue, look: Look) -> None:
        cell: Any = self.worksheet.cell(self.row, column)
        made = self._made.get(look.name)
        cell._style = copy(self._make(look) if made is None else made)
        if not isinstance(value, str):
            cell.value = value
        elif text := printable(value):
            cell.value = text
            # Neither a formula nor a mistake such as #N/A, also after somebody edits the cell.
            cell.data_type = "s"
            if text.startswith(FORMULA_BEGINNINGS):
                cell.quotePrefix = True

    def _make(self, look: Look) -> StyleArray:
        """What a cell has of a style, to be copied: looking the name up for each cell takes longer than its text."""
        book = self.worksheet.parent
        if book is not None and look.name not in book.named_styles:
            book.add_named_style(look.as_style())
        model: Any = StyleableObject(self.worksheet)
        model.style = look.name
        return self._made.setdefault(look.name, model._style)


def printable(text: str) -> str:
    """Without the characters that a worksheet cannot hold, within its longest cell."""
    return _UNPRINTABLE.sub("", text)[:LONGEST_CELL]


def points_of(text: str, width: float) -> float:
    """How high the text is in a cell; marks above and below take no width."""
    if len(text) * CHARACTERS_A_WIDTH <= width and "\n" not in text:
        return LINE_POINTS
    lines = (max(1, ceil(display_width(line) * CHARACTERS_A_WIDTH / width)) for line in text.split("\n"))
    return LINE_POINTS * sum(lines)


def row_heights(points: float) -> list[float]:
    """Of as many rows as something so high needs."""
    rows = ceil(points / MOST_POINTS)
    return [points / rows] * rows


def tab_name(name: str, taken: Iterable[str]) -> str:
    """Within what a tab may be called; names that are alike so far are counted."""
    name = _NOT_IN_A_TAB.sub(" ", printable(name)).strip()[:LONGEST_TAB] or "-"
    others = {title.casefold() for title in taken}
    numbered = (f"{name[: LONGEST_TAB - 4]} ({number})" for number in range(2, len(others) + 3))
    return next(title for title in (name, *numbered) if title.casefold() not in others)
