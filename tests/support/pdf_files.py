"""Writes a document as PDF, by the programs with which offices make them; each must read back into the same words."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import fontpkg
import openpyxl
import typst
from docx import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.office_programs import saved_by_libreoffice
from tests.support.plan_files import as_docx
from tests.support.workbooks import saved
from tracker.domain.thai_text import display_width
from tracker.plan_reading.document import Document, Paragraph, Table, to_json_dict

_TYPST = Path(__file__).with_name("plan.typ").read_bytes()
_NARROWEST, _WIDEST = 4.0, 14.0


def as_pdf_by_typst(document: Document, *, sideways: bool = False) -> bytes:
    """Landscape A4; or upright A4 on which everything is printed sideways."""
    content = to_json_dict(document) | {"sideways": sideways}
    for block, table in zip((one for one in content["blocks"] if "rows" in one), document.tables, strict=True):
        block["widths"], block["heading"] = _widths(table), _heading_rows(table)
    return _compiled(_TYPST, {"document": json.dumps(content)})


def as_pdf_by_word_processor(document: Document, folder: Path) -> bytes:
    """Printed from a Word file on landscape A4; its rows may be cut where a page ends."""
    word = WordDocument(BytesIO(as_docx(document)))
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    font = word.styles["Normal"].font
    font.name, font.size = "Loma", Pt(10)
    font.element.rPr.rFonts.set(qn("w:cs"), "Loma")
    file = BytesIO()
    word.save(file)
    return saved_by_libreoffice(file.getvalue(), "plan.docx", "pdf", folder)


def typst_pdf(source: str) -> bytes:
    """A document of its own make, in the same letters."""
    return _compiled(f'#set text(font: "Sarabun", size: 11pt, lang: "th")\n{source}'.encode(), {})


def _compiled(source: bytes, inputs: dict[str, str]) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[Path(fontpkg.path("Sarabun")).parent])
    return typst.compile(source, font_paths=fonts, sys_inputs=inputs, format="pdf")


def bare_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    file = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, level=1)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (entries, len(packed), packed)


def one_page_pdf(content: bytes, resources: bytes = b"", *more: bytes, pages: int = 1) -> bytes:
    """`content` is what draws the page, object 4; what it uses begins with object 5."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%b>>>>" % resources
    kids = b"<</Type/Pages/Kids[%b]/Count %d>>" % (b"3 0 R " * pages, pages)
    return bare_pdf(b"<</Type/Catalog/Pages 2 0 R>>", kids, page, stream(content), *more)


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
    return saved_by_libreoffice(saved(_workbook(document)), "plan.xlsx", "pdf", folder)


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
