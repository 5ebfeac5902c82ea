"""How the cells of a workbook look: each look is a named style, made once and shared by all of its cells.

A font made for every cell anew takes longer than writing the whole file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from tracker.domain.papers import Digits
from tracker.reports.paper import CENTRED, Cell, ColumnKind

#: The font of official papers, by the name that office machines have.
FONT_NAME = "TH SarabunPSK"
FONT_POINTS = 16
#: Real dates, shown in the Buddhist era whatever the machine's language.
DATE_FORMAT = "[$-107041E]d mmm yyyy"
AS_IT_IS = "General"

Horizontal = Literal["left", "center", "right"]

_THIN = Side(style="thin", color="FF8A8A8A")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="FFE3EEEF")


class _Figure(StrEnum):
    """What a cell holds, as far as its format depends on it."""

    TEXT = "text"
    WHOLE = "whole"
    PART = "part"
    EXACT = "exact"
    MARK = "mark"
    DAY = "day"


_FORMATS: dict[Digits, dict[_Figure, str]] = {
    Digits.ARABIC: {
        _Figure.TEXT: AS_IT_IS,
        _Figure.WHOLE: "#,##0",
        _Figure.PART: "#,##0.0",
        _Figure.EXACT: "#,##0.00",
        _Figure.MARK: "0",
        _Figure.DAY: DATE_FORMAT,
    },
    # D is the shape of Thai digits, 07 the Buddhist calendar, 041E Thai.
    Digits.THAI: {
        _Figure.TEXT: AS_IT_IS,
        _Figure.WHOLE: "[$-D00041E]#,##0",
        _Figure.PART: "[$-D00041E]#,##0.0",
        _Figure.EXACT: "[$-D00041E]#,##0.00",
        _Figure.MARK: "[$-D00041E]0",
        _Figure.DAY: "[$-D07041E]d mmm yyyy",
    },
}


@dataclass(frozen=True, slots=True)
class Look:
    #: As the office finds it among the styles of Excel.
    name: str
    horizontal: Horizontal = "left"
    is_bold: bool = False
    is_bordered: bool = False
    is_filled: bool = False
    number_format: str = AS_IT_IS

    def as_style(self) -> NamedStyle:
        return NamedStyle(
            self.name,
            font=Font(name=FONT_NAME, size=FONT_POINTS, bold=self.is_bold),
            alignment=Alignment(horizontal=self.horizontal, vertical="top", wrap_text=True),
            border=_BORDER if self.is_bordered else Border(),
            fill=_HEAD_FILL if self.is_filled else PatternFill(),
            number_format=self.number_format,
        )


TITLE = Look("หัวเรื่อง", "center", is_bold=True)
LINE = Look("ใต้หัวเรื่อง", "center")
PROSE = Look("ข้อความ")
LABEL = Look("หัวข้อ", is_bold=True)
HEAD = Look("หัวตาราง", "center", is_bold=True, is_bordered=True, is_filled=True)
_HORIZONTAL_WORDS: dict[Horizontal, str] = {"left": "ชิดซ้าย", "center": "กึ่งกลาง", "right": "ชิดขวา"}


def cell_look(value: Cell, kind: ColumnKind, digits: Digits, *, is_total: bool = False) -> Look:
    """Of a cell in a table; what it shows is what `paper.cell_text` prints."""
    return _table_look(kind, _figure(value, kind), digits, is_total)


def plain_look(value: Cell, *, is_narrow: bool) -> Look:
    """Of a cell in a sheet that is no paper: text to the left unless its column is for short marks."""
    figure = _Figure.DAY if isinstance(value, date) else _Figure.TEXT
    return _look_of("left" if isinstance(value, str) and not is_narrow else "center", figure, Digits.ARABIC, False)


def label_format(kind: ColumnKind, digits: Digits) -> str:
    """Of the figures at the bars of a chart."""
    exact = kind in (ColumnKind.SCORE, ColumnKind.MONEY)
    return _FORMATS[digits][_Figure.EXACT if exact else _Figure.PART]


def axis_format(digits: Digits) -> str:
    return _FORMATS[digits][_Figure.WHOLE]


def _figure(value: Cell, kind: ColumnKind) -> _Figure:
    if value is None or isinstance(value, str):
        return _Figure.TEXT
    if isinstance(value, date):
        return _Figure.DAY
    if kind in (ColumnKind.SCORE, ColumnKind.MONEY):
        return _Figure.EXACT
    if round(value, 1) % 1:
        return _Figure.PART
    return _Figure.MARK if kind is ColumnKind.MARK else _Figure.WHOLE


@lru_cache(maxsize=256)
def _table_look(kind: ColumnKind, figure: _Figure, digits: Digits, is_total: bool) -> Look:
    if kind in CENTRED:
        return _look_of("center", figure, digits, is_total)
    return _look_of("right" if kind is ColumnKind.MONEY else "left", figure, digits, is_total)


@lru_cache(maxsize=256)
def _look_of(horizontal: Horizontal, figure: _Figure, digits: Digits, is_total: bool) -> Look:
    number_format = _FORMATS[digits][figure]
    words = ["แถวรวม" if is_total else "ตาราง", _HORIZONTAL_WORDS[horizontal]]
    return Look(
        " ".join(words if figure is _Figure.TEXT else [*words, number_format]),
        horizontal,
        is_bold=is_total,
        is_bordered=True,
        is_filled=is_total,
        number_format=number_format,
    )
