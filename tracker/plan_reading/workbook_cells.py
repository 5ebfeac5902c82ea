"""The words and the colour of a cell as a person sees them in Excel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.styles.fills import Fill, PatternFill
from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from tracker.domain.fiscal_year import BUDDHIST_ERA_OFFSET
from tracker.domain.thai_dates import MONTH_ABBREVIATIONS
from tracker.plan_reading.markup import without_markup
from tracker.plan_reading.number_formats import THAI_FORMATS, hides_text, number_text, section_for
from tracker.plan_reading.table_cells import tidy

AnyCell = ReadOnlyCell | EmptyCell

CHECK_MARK = "✓"
MOST_LETTERS_IN_A_CELL = 32_767
"""Excel's own limit."""

# A year from here on was typed in the Buddhist era into an Excel that counts from Christ.
_FIRST_BUDDHIST_YEAR = 2400
_LINE_END = re.compile("_x000[9ADad]_|\r\n?|\v")
_WHITE = ("00FFFFFF", "FFFFFFFF")
_WHITE_INDEXES = (1, 9, 65)
_WHITE_THEMES = (0,)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """`colour` is "" where the cell is white or not filled; else it only tells whether two are alike."""

    text: str = ""
    colour: str = ""


NOTHING = SheetCell()


def read_cell(cell: AnyCell, epoch: datetime) -> SheetCell:
    if isinstance(cell, EmptyCell):
        return NOTHING
    return SheetCell(_text(cell, epoch), _colour(cell.fill))


def typed_text(cell: AnyCell) -> str:
    """Letter for letter where it is words; anything else as a person sees it."""
    if isinstance(cell, EmptyCell):
        return ""
    if isinstance(cell.value, str) and cell.data_type != "e":
        return _LINE_END.sub("\n", cell.value[:MOST_LETTERS_IN_A_CELL])
    return _text(cell, WINDOWS_EPOCH)


def _text(cell: ReadOnlyCell, epoch: datetime) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        words = _LINE_END.sub("\n", value[:MOST_LETTERS_IN_A_CELL])
        return "" if hides_text(cell.number_format) else tidy(without_markup(words))
    if isinstance(value, bool):
        return CHECK_MARK if value else ""
    number_format = THAI_FORMATS.get(cell.style_array.numFmtId, cell.number_format)
    if isinstance(value, int | float):
        if not section_for(value, number_format).is_date:
            return number_text(value, number_format)
        return _moment_text(_moment(value, epoch), number_format)
    return _moment_text(value, number_format)


def _moment(value: float, epoch: datetime) -> object:
    """None for a number that is no day of the calendar; Excel shows such a cell as ####."""
    try:
        return from_excel(value, epoch)
    except (OverflowError, ValueError):
        return None


def _moment_text(value: object, number_format: str) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return date_text(value, section_for(1, number_format).code.lower())
    if isinstance(value, time) and value != time.min:
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return ""


def date_text(day: date, code: str) -> str:
    """With what the format shows of it; a time of day is left away."""
    year = day.year if day.year >= _FIRST_BUDDHIST_YEAR else day.year + BUDDHIST_ERA_OFFSET
    month = MONTH_ABBREVIATIONS[day.month - 1]
    has_day, has_month, has_year = "d" in code, "m" in code, bool({"y", "b"} & set(code))
    if has_day and has_month and not has_year:
        return f"{day.day} {month}"
    if has_month and not has_day and "h" not in code:
        return f"{month} {year}" if has_year else month
    if has_year and not has_day and not has_month:
        return str(year)
    return f"{day.day}/{day.month}/{year}"


def _colour(fill: Fill) -> str:
    """Of shading and hatching of any kind."""
    if not isinstance(fill, PatternFill) or fill.patternType in (None, "none"):
        return ""
    colour = fill.fgColor
    if fill.patternType != "solid":
        return str(fill.patternType)
    if colour.type == "theme":
        is_white = colour.theme in _WHITE_THEMES and not colour.tint
    elif colour.type == "indexed":
        is_white = colour.indexed in _WHITE_INDEXES
    else:
        is_white = colour.rgb in _WHITE
    return "" if is_white else f"{colour.type} {colour.value} {colour.tint}"
