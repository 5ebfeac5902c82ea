"""What the XML of a sheet says before the sheet is opened: its size, and its hidden and merged rows and columns.

A few bytes can name a cell in the last of 1,048,576 rows, so a sheet's own word on its size is not believed,
and nothing is iterated that was not counted here.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from tracker.domain.errors import N_
from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.foreign_files import BROKEN_ARCHIVE

# These keep whatever may be opened under two seconds; what is no cell takes longer than a cell.
MOST_ELEMENTS = 100_000
MOST_ELEMENTS_BESIDE_CELLS = 30_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200

TOO_LARGE = N_(
    "“%(filename)s” is larger than any plan. Copy the rows of the plan into a new workbook, "
    "save it as .xlsx and send that."
)
_FAR_CELL = N_(
    "“%(filename)s” has something in row %(row)s, column %(column)s, far from any plan. "
    "Delete the rows and columns that do not belong to the plan, save it and send it again."
)

_CELLS = {"row", "c", "v", "f", "is", "t", "r"}
_TRUE = ("1", "true")


@dataclass(slots=True)
class SheetLayout:
    """Rows and columns count from 1; `rows` and `columns` are the last ones with a value.

    By column, `uncalculated` counts the formulas whose value was never saved, `valued` the cells that have one.
    """

    rows: int = 0
    columns: int = 0
    elements: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    uncalculated: Counter[int] = field(default_factory=Counter)
    valued: Counter[int] = field(default_factory=Counter)

    def shown_rows(self) -> list[int]:
        return [row for row in range(1, self.rows + 1) if row not in self.hidden_rows]

    def shown_columns(self) -> list[int]:
        hidden = {column for low, high in self.hidden_columns for column in range(low, min(high, self.columns) + 1)}
        return [column for column in range(1, self.columns + 1) if column not in hidden]

    def was_never_calculated(self) -> bool:
        """Whether a column is mostly formulas without a value: a column of the plan, not the sum below one."""
        return any(formulas >= self.valued[column] for column, formulas in self.uncalculated.items())


def elements_of(content: bytes, filename: str, most: int = MOST_ELEMENTS) -> Iterator[Element]:
    """Every element of a part as it ends; refuses a part that is broken or has too many."""
    try:
        for count, (_, element) in enumerate(iterparse(io.BytesIO(content)), start=1):
            if count > most:
                raise UnreadableDocument(TOO_LARGE, "file", filename=filename)
            yield element
    except (ParseError, DefusedXmlException, ValueError) as broken:
        raise UnreadableDocument(BROKEN_ARCHIVE, "file", filename=filename) from broken


def local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def layout_of(content: bytes, filename: str) -> SheetLayout:
    layout = SheetLayout()
    row = beside = 0
    for element in elements_of(content, filename):
        name = local_name(element)
        layout.elements += 1
        beside += name not in _CELLS
        if beside > MOST_ELEMENTS_BESIDE_CELLS:
            raise UnreadableDocument(TOO_LARGE, "file", filename=filename)
        try:
            if name == "row":
                row = int(element.get("r", row + 1))
                _add_row(layout, row, element, filename)
            else:
                _add_size(layout, name, element)
        except (ValueError, KeyError, TypeError) as broken:
            raise UnreadableDocument(BROKEN_ARCHIVE, "file", filename=filename) from broken
        if name == "row" or name not in _CELLS:
            element.clear()
    return layout


def _add_size(layout: SheetLayout, name: str, element: Element) -> None:
    if name == "col" and _is_hidden(element):
        layout.hidden_columns.append((int(element.attrib["min"]), int(element.attrib["max"])))
    elif name == "mergeCell":
        layout.merged.append(_merged(element.attrib["ref"]))


def _add_row(layout: SheetLayout, row: int, element: Element, filename: str) -> None:
    if _is_hidden(element):
        layout.hidden_rows.add(row)
    column = 0
    for cell in element:
        column = coordinate_to_tuple(cell.attrib["r"])[1] if "r" in cell.attrib else column + 1
        inside = {local_name(part): part for part in cell}
        if _has_text(inside.get("v")) or _has_text(inside.get("is")):
            _check_place(row, column, filename)
            layout.rows, layout.columns = max(layout.rows, row), max(layout.columns, column)
            layout.valued[column] += 1
        elif "f" in inside:
            layout.uncalculated[column] += 1


def _check_place(row: int, column: int, filename: str) -> None:
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise UnreadableDocument(_FAR_CELL, "file", filename=filename, row=row, column=column)


def _has_text(element: Element | None) -> bool:
    return element is not None and any(text.strip() for text in element.itertext())


def _merged(reference: str) -> tuple[int, int, int, int]:
    """First column and row, last column and row."""
    low_column, low_row, high_column, high_row = range_boundaries(reference)
    return int(low_column or 1), int(low_row or 1), int(high_column or 1), int(high_row or 1)


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in _TRUE
