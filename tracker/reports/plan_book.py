"""The adopted plan as a workbook that is filled in and brought back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.hidden_sheet import HIDDEN_SHEET, packed
from tracker.domain.plan_book import AS_ADOPTED, HEADINGS, KIND, NO, SHEET, YES, BookColumn
from tracker.domain.thai_dates import thai_date
from tracker.domain.words import CADENCE
from tracker.reports.fill_in_sheets import (
    FIRST_LIST,
    ONLY_TO_READ,
    TEXT_FORMAT,
    hide,
    offer,
    protect,
    unlock,
    write_list,
)
from tracker.reports.xlsx.sheet import CellValue, Sheet
from tracker.reports.xlsx.styles import DATE_FORMAT

ROWS_FOR_NEW_MEASURES = 20


@dataclass(frozen=True, slots=True)
class PlanBook:
    """`rows` are the cells of each measure; `exported` is what the hidden sheet keeps to compare with."""

    agency_name: str
    fiscal_year: int
    as_of: date
    divisions: tuple[str, ...]
    rows: tuple[Mapping[BookColumn, CellValue], ...]
    exported: dict[str, Any]


WIDTHS: dict[BookColumn, float] = {
    BookColumn.ID: 8,
    BookColumn.NUMBER: 8,
    BookColumn.TITLES: 36,
    BookColumn.INDICATORS: 10,
    BookColumn.ISSUE: 28,
    BookColumn.STEPS: 44,
    BookColumn.RESPONSIBLE: 22,
    BookColumn.EVERYONE: 12,
    BookColumn.LEAD: 22,
    BookColumn.DIVISIONS: 24,
    BookColumn.PERIOD: 20,
    BookColumn.START: 15,
    BookColumn.END: 15,
    BookColumn.MONITORING: 20,
    BookColumn.CADENCES: 16,
    BookColumn.CANCELLED: 10,
}
COLUMNS = tuple(BookColumn)

_HOW_TO = "\n".join(
    (
        "วิธีใช้: แก้ไขได้ทุกช่องสีขาว ช่องสีเทาเป็นข้อความตามแผนที่ประกาศใช้ ไม่นำกลับเข้าระบบ",
        "หลายข้อในช่องเดียวให้ขึ้นบรรทัดใหม่ (Alt+Enter หรือ Ctrl+Enter) วันที่พิมพ์ได้ทั้ง 1/10/2568 และ 1 ต.ค. 68",
        f"เพิ่มมาตรการในแถวว่างท้ายตาราง ยกเลิกมาตรการโดยเลือก “{YES}” ในช่องสุดท้าย",
        "เสร็จแล้วบันทึกและนำแฟ้มนี้เข้าที่หน้า “นำเข้าแผน” ระบบจะแสดงเฉพาะส่วนที่แก้ไขให้ยืนยันก่อน",
    )
)
_CHOOSE = "เลือกจากรายการ"
_DATES = (BookColumn.START, BookColumn.END)


@dataclass(frozen=True, slots=True)
class _Choices:
    """A list of the hidden sheet that a column offers; `is_closed` takes nothing else."""

    column: BookColumn
    words: Sequence[str]
    is_closed: bool


def plan_book(book: PlanBook) -> bytes:
    """One sheet with a row a measure, and a hidden one that says of which plan and as it was when."""
    workbook = Workbook()
    sheet, hidden = workbook.worksheets[0], workbook.create_sheet(HIDDEN_SHEET)
    sheet.title = SHEET
    first = _fill(sheet, book)
    last = first + len(book.rows) + ROWS_FOR_NEW_MEASURES - 1
    _open_and_close(sheet, first, len(book.rows))
    hide(hidden, packed(KIND, book.exported))
    _offer_choices(sheet, hidden, _choices(book.divisions), first, last)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, book: PlanBook) -> int:
    """Returns the first row of the measures."""
    paper = Sheet(sheet, [WIDTHS[column] for column in COLUMNS])
    paper.heading(
        f"แผน/มาตรการประจำปีงบประมาณ พ.ศ. {book.fiscal_year}",
        f"{book.agency_name} ข้อมูล ณ วันที่ {thai_date(book.as_of)}",
    )
    paper.note(_HOW_TO)
    first = sheet.max_row + 2
    empty: list[list[CellValue]] = [[None] * len(COLUMNS)] * ROWS_FOR_NEW_MEASURES
    paper.table([HEADINGS[column] for column in COLUMNS], [*(_row(cells) for cells in book.rows), *empty])
    sheet.freeze_panes = f"D{first}"
    sheet.print_area = f"A1:{get_column_letter(len(COLUMNS))}{max(first, first + len(book.rows) - 1)}"
    sheet.column_dimensions["A"].hidden = True
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    return first


def _row(cells: Mapping[BookColumn, CellValue]) -> list[CellValue]:
    return [cells[column] for column in COLUMNS]


def _open_and_close(sheet: Worksheet, first: int, measures: int) -> None:
    """Rows for new measures are open all over."""
    protect(sheet)
    for number, row in enumerate(sheet.iter_rows(min_row=first), start=1):
        for column, cell in zip(COLUMNS, row, strict=True):
            is_kept = number <= measures and column in AS_ADOPTED
            if is_kept:
                cell.fill = ONLY_TO_READ
            elif number > measures or column is not BookColumn.ID:
                unlock(cell)
            cell.number_format = DATE_FORMAT if column in _DATES else TEXT_FORMAT


def _choices(divisions: Sequence[str]) -> tuple[_Choices, ...]:
    yes_or_no = (YES, NO)
    return (
        _Choices(BookColumn.EVERYONE, yes_or_no, is_closed=True),
        _Choices(BookColumn.LEAD, divisions, is_closed=False),
        _Choices(BookColumn.DIVISIONS, divisions, is_closed=False),
        _Choices(BookColumn.CADENCES, tuple(CADENCE.values()), is_closed=False),
        _Choices(BookColumn.CANCELLED, yes_or_no, is_closed=True),
    )


def _offer_choices(sheet: Worksheet, hidden: Worksheet, choices: Iterable[_Choices], first: int, last: int) -> None:
    for place, one in enumerate(choices, start=FIRST_LIST):
        if one.words:
            letter = get_column_letter(COLUMNS.index(one.column) + 1)
            source = write_list(hidden, place, one.words)
            offer(sheet, source, f"{letter}{first}:{letter}{last}", error=_CHOOSE if one.is_closed else None)
