"""Writes a document as PDF, by the programs with which offices make them; each must read back into the same words."""

from __future__ import annotations

import json
import math
import subprocess
from collections.abc import Sequence
from pathlib import Path

import fontpkg
import openpyxl
import typst
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.thai_text import display_width
from tracker.plan_reading.document import Document, Paragraph, Table, to_json_dict

_TYPST = Path(__file__).with_name("plan.typ")
_NARROWEST, _WIDEST = 4.0, 14.0


def as_pdf_by_typst(document: Document, *, sideways: bool = False) -> bytes:
    """Landscape A4; or upright A4 on which everything is printed sideways, as a scanner never would."""
    content = to_json_dict(document) | {"sideways": sideways}
    for block, table in zip((one for one in content["blocks"] if "rows" in one), document.tables, strict=True):
        block["widths"], block["heading"] = _widths(table), _heading_rows(table)
    return typst.compile(
        _TYPST,
        font_paths=[Path(fontpkg.path("Sarabun")).parent],
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(content)},
        format="pdf",
    )


def _widths(table: Table) -> list[float]:
    """In shares of the page: wider for longer texts, as somebody would draw them."""
    longest = (max(len(cell) for cell in column) for column in zip(*table.rows, strict=True))
    return [min(max(math.sqrt(length), _NARROWEST), _WIDEST) for length in longest]


def _heading_rows(table: Table) -> int:
    """Rows that are repeated at the top of each page: those of the heading, when the table begins with one."""
    merged = [span.rows for span in table.spans if span.row == 0]
    return max(merged, default=1) if merged or all(table.rows[0]) else 0


def as_pdf_by_libreoffice(document: Document, folder: Path) -> bytes:
    """As a workbook printed by Calc: a sheet for each table, with the paragraphs above it."""
    source = folder / "plan.xlsx"
    _workbook(document).save(source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command: list[str | Path] = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=_MOST_SECONDS)
    return source.with_suffix(".pdf").read_bytes()


_MOST_SECONDS = 120
_PAGE_WIDTH = 118.0
_FONT = Font(name="Laksaman", size=11)
_LINE_POINTS = 19.0
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_THIN = Side(style="thin")


def _workbook(document: Document) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    del workbook[workbook.sheetnames[0]]
    waiting: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            waiting.append(block.text)
        else:
            _fill_sheet(workbook.create_sheet(), waiting, block)
            waiting = []
    if waiting:
        _fill_sheet(workbook.create_sheet(), waiting, None)
    return workbook


def _fill_sheet(sheet: Worksheet, paragraphs: Sequence[str], table: Table | None) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    shares = _widths(table) if table else [1.0]
    widths = [_PAGE_WIDTH * share / sum(shares) for share in shares]
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, text in enumerate(paragraphs, start=1):
        _write(sheet, number, 1, text)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(widths))
        sheet.row_dimensions[number].height = _LINE_POINTS * _lines(text, _PAGE_WIDTH)
    if table:
        _fill_table(sheet, len(paragraphs) + 1, table, widths)


def _fill_table(sheet: Worksheet, top: int, table: Table, widths: Sequence[float]) -> None:
    if heading := _heading_rows(table):
        sheet.print_title_rows = f"{top}:{top + heading - 1}"
    for number, row in enumerate(table.rows, start=top):
        lines = [_lines(text, width) for text, width in zip(row, widths, strict=True)]
        sheet.row_dimensions[number].height = min(400.0, _LINE_POINTS * max(lines) + 4)
        for column, text in enumerate(row, start=1):
            _write(sheet, number, column, text)
            sheet.cell(number, column).border = Border(_THIN, _THIN, _THIN, _THIN)
    for span in table.spans:
        sheet.merge_cells(
            start_row=top + span.row,
            end_row=top + span.row + span.rows - 1,
            start_column=span.column + 1,
            end_column=span.column + span.columns,
        )


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    cell.value, cell.data_type = text, "s"
    cell.font, cell.alignment = _FONT, _WRAPPED


def _lines(text: str, width: float) -> int:
    """Somewhat more than are needed: what does not fit is not printed."""
    return sum(math.ceil(max(1, display_width(line)) * 1.15 / width) for line in text.split("\n"))
