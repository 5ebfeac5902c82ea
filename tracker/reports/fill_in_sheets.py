"""A workbook that is filled in and brought back: open and closed cells, lists to choose from, a hidden sheet.

The protection has no password: it keeps from slips only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.hidden_sheet import HIDDEN_SHEET

ONLY_TO_READ = PatternFill("solid", fgColor="FFE9E9E9")
TEXT_FORMAT = "@"
FIRST_LIST = 3
"""The column of the hidden sheet in which the first list stands; what was exported stands before it."""

_UNLOCKED = Protection(locked=False)


def protect(sheet: Worksheet) -> None:
    """Columns may still be widened, rows sorted, filtered, added and taken away."""
    sheet.protection = SheetProtection(
        sheet=True,
        formatCells=False,
        formatColumns=False,
        formatRows=False,
        insertRows=False,
        deleteRows=False,
        sort=False,
        autoFilter=False,
    )


def unlock(cell: Any) -> None:
    cell.protection = _UNLOCKED


def hide(hidden: Worksheet, cells: Iterable[str]) -> None:
    """What was exported, in the first column of a sheet that nobody sees."""
    for row, text in enumerate(cells, start=1):
        hidden.cell(row, 1, text).number_format = TEXT_FORMAT
    hidden.sheet_state = "hidden"
    hidden.protection.sheet = True


def write_list(hidden: Worksheet, place: int, words: Sequence[str]) -> str:
    """Words to choose from, in that column of the hidden sheet; returns where they stand."""
    letter = get_column_letter(place)
    for row, word in enumerate(words, start=1):
        _as_text(hidden.cell(row, place), word)
    return f"{quote_sheetname(HIDDEN_SHEET)}!${letter}$1:${letter}${len(words)}"


def offer(sheet: Worksheet, source: str, cells: str, *, error: str | None) -> None:
    """The list in these cells; `error` is told to who types something else, which None allows."""
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=error is not None)
    rule.error = error
    rule.add(cells)
    sheet.add_data_validation(rule)


def _as_text(cell: Any, word: str) -> None:
    assert isinstance(cell, Cell)
    cell.value = word
    if cell.data_type == "f":
        cell.data_type = "s"
