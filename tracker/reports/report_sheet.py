"""What a division owes for a month as a workbook that is filled in and brought back: a sheet for each division."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.hidden_sheet import HIDDEN_SHEET, packed
from tracker.domain.progress import Answer
from tracker.domain.report_sheet import HEADINGS, KIND, ORDERS, TO_FILL_IN, SheetColumn
from tracker.domain.thai_dates import thai_date, thai_month
from tracker.domain.words import ANSWER, CANNOT_REASON
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
from tracker.reports.xlsx.sheet import LINE_POINTS, CellValue, Sheet, tab_name


@dataclass(frozen=True, slots=True)
class DivisionSheet:
    """The cells of each report that the division owes or has sent."""

    division: str
    rows: tuple[Mapping[SheetColumn, CellValue], ...]


@dataclass(frozen=True, slots=True)
class ReportBook:
    """`exported` is what the hidden sheet keeps to compare with."""

    agency_name: str
    month: date
    held_on: date
    due_on: date
    as_of: date
    sheets: tuple[DivisionSheet, ...]
    exported: dict[str, Any]


WIDTHS: dict[SheetColumn, float] = {
    SheetColumn.ID: 8,
    SheetColumn.NUMBER: 8,
    SheetColumn.TITLE: 34,
    SheetColumn.STEPS: 36,
    SheetColumn.PERIOD: 18,
    SheetColumn.LAST_TIME: 34,
    SheetColumn.ORDER: 28,
    SheetColumn.ANSWER: 24,
    SheetColumn.PERCENT: 10,
    SheetColumn.STEPS_DONE: 13,
    SheetColumn.DONE_TEXT: 38,
    SheetColumn.PROBLEMS: 26,
    SheetColumn.NEXT_STEPS: 26,
    SheetColumn.WAITING_FOR: 22,
    SheetColumn.CANNOT_REASON: 22,
    SheetColumn.CANNOT_TEXT: 22,
    SheetColumn.ORDER_ANSWER: 28,
}
FEWEST_LINES, SPARE_LINES, MOST_LINES = 3, 1, 15
"""Room to write in; Excel knows no row higher than 409 points."""

_HOW_TO = "\n".join(
    (
        "วิธีใช้: กรอกเฉพาะช่องสีเหลือง เลือก “รายงานเดือนนี้” จากรายการในช่อง มาตรการที่ไม่กรอกจะไม่ถูกส่ง ช่องสีเทาดูอย่างเดียว",
        f"“{ANSWER[Answer.PROGRESS]}” ต้องกรอกผลการดำเนินการและร้อยละ “{ANSWER[Answer.DONE]}” ต้องกรอกผลการดำเนินการ"
        f" “{ANSWER[Answer.WAITING]}” ต้องกรอกว่ารอใครหรือรออะไร “{ANSWER[Answer.CANNOT_DO]}” ต้องเลือกเหตุ",
        "ขั้นตอนที่เสร็จแล้วพิมพ์เป็นลำดับที่ เช่น 1, 2 ร้อยละเป็นจำนวนเต็ม 0-100 ของงานทั้งหมด",
        "เสร็จแล้วบันทึกและนำแฟ้มนี้เข้าที่หน้าเดิมที่ดาวน์โหลด ระบบจะแสดงให้ตรวจก่อนส่งทุกครั้ง",
    )
)
_TO_FILL_IN_FILL = PatternFill("solid", fgColor="FFFFF8D6")
_AS_TYPED = "General"
"""Of percentages: 50% typed there is shown and kept as 50%; a fixed format would show it as 1."""
_CHOOSE = "เลือกจากรายการ"
_A_PERCENTAGE = "ร้อยละเป็นจำนวนเต็มตั้งแต่ 0 ถึง 100 เช่น 40"


def report_book(book: ReportBook) -> bytes:
    """A sheet for each division, and a hidden one that says of which reports and as they were when."""
    workbook = Workbook()
    hidden = workbook.create_sheet(HIDDEN_SHEET)
    hide(hidden, packed(KIND, book.exported))
    lists = {
        SheetColumn.ANSWER: write_list(hidden, FIRST_LIST, list(ANSWER.values())),
        SheetColumn.CANNOT_REASON: write_list(hidden, FIRST_LIST + 1, list(CANNOT_REASON.values())),
    }
    titles = [HIDDEN_SHEET]
    for place, division in enumerate(book.sheets):
        sheet = workbook.worksheets[0] if place == 0 else workbook.create_sheet(index=place)
        sheet.title = tab_name(division.division, titles)
        titles.append(sheet.title)
        _fill(sheet, book, division, lists)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, book: ReportBook, division: DivisionSheet, lists: Mapping[SheetColumn, str]) -> None:
    columns = _columns(division)
    paper = Sheet(sheet, [WIDTHS[column] for column in columns])
    paper.heading(
        f"รายงานความก้าวหน้าประจำเดือน{thai_month(book.month)} {division.division} {book.agency_name}",
        f"ส่งภายในวันที่ {thai_date(book.due_on)} ประชุมหัวหน้าส่วนราชการวันที่ {thai_date(book.held_on)}"
        f" (ข้อมูล ณ วันที่ {thai_date(book.as_of)})",
    )
    paper.note(_HOW_TO)
    for row in range(1, sheet.max_row + 1):
        # In the middle of so wide a paper nobody would see them.
        sheet.cell(row, 1).alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    first = sheet.max_row + 2
    paper.table(
        [HEADINGS[column] for column in columns], [[row.get(column) for column in columns] for row in division.rows]
    )
    sheet.freeze_panes = f"{get_column_letter(columns.index(SheetColumn.TITLE) + 2)}{first}"
    sheet.column_dimensions["A"].hidden = True
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    _open_and_close(sheet, columns, first)
    _offer(sheet, columns, lists, first)


def _columns(division: DivisionSheet) -> list[SheetColumn]:
    """What is answered to an order is asked only where one waits."""
    has_orders = any(row.get(SheetColumn.ORDER) for row in division.rows)
    return [column for column in SheetColumn if has_orders or column not in ORDERS]


def _open_and_close(sheet: Worksheet, columns: list[SheetColumn], first: int) -> None:
    protect(sheet)
    for number, row in enumerate(sheet.iter_rows(min_row=first), start=first):
        has_order = bool(row[columns.index(SheetColumn.ORDER)].value) if SheetColumn.ORDER in columns else False
        for column, cell in zip(columns, row, strict=True):
            cell.number_format = _AS_TYPED if column is SheetColumn.PERCENT else TEXT_FORMAT
            if column in TO_FILL_IN and (column not in ORDERS or has_order):
                unlock(cell)
                cell.fill = _TO_FILL_IN_FILL
            else:
                cell.fill = ONLY_TO_READ
        size = sheet.row_dimensions[number]
        lines = (size.height or 0) / LINE_POINTS + SPARE_LINES
        size.height = min(max(lines, FEWEST_LINES), MOST_LINES) * LINE_POINTS


def _offer(sheet: Worksheet, columns: list[SheetColumn], lists: Mapping[SheetColumn, str], first: int) -> None:
    """A percentage is warned about only: one with Thai figures or a per cent sign is understood too."""
    last = max(first, sheet.max_row)

    def cells(column: SheetColumn) -> str:
        letter = get_column_letter(columns.index(column) + 1)
        return f"{letter}{first}:{letter}{last}"

    for column, source in lists.items():
        offer(sheet, source, cells(column), error=_CHOOSE)
    rule = DataValidation(type="whole", operator="between", formula1="0", formula2="100", allow_blank=True)
    rule.showErrorMessage, rule.errorStyle, rule.error = True, "warning", _A_PERCENTAGE
    rule.add(cells(SheetColumn.PERCENT))
    sheet.add_data_validation(rule)
