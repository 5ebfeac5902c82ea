"""How long the papers of a meeting take as Excel, Word and PDF, beside the least that writing their cells could take.

Each drawing has a process of its own that has drawn a small paper before: Typst keeps what it has laid out, and what
the programs take up would not show the second time.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import docx
import typst
from docxtpl import DocxTemplate
from openpyxl import Workbook

from tests.support.large_months import DIVISIONS, MEASURES
from tests.support.paper_examples import example, large
from tracker.domain.papers import PaperForm, PaperKind
from tracker.reports.paper import PLAIN, Cell, Paper, Table, cell_text
from tracker.reports.pdf.fonts import SARABUN
from tracker.reports.printing import DRAWERS

ROUNDS = 3
STATUS, CLEAR_REFS = Path("/proc/self/status"), Path("/proc/self/clear_refs")
DRAWN = (PaperForm.XLSX, PaperForm.DOCX, PaperForm.PDF)

ROW = "{:<6} {:>6} {:>8} {:>8} {:>6} {:>8} {:>9} {:>8}"
HEADINGS = ("form", "rows", "drawn", "floor", "ratio", "peak MB", "floor MB", "file kB")


@dataclass(frozen=True)
class Measured:
    milliseconds: float
    megabytes: float
    size: int


def bare_workbook(paper: Paper) -> bytes:
    book = Workbook()
    for table in paper.tables:
        sheet = book.create_sheet(table.key)
        for row in ([column.heading for column in table.columns], *_rows(table)):
            sheet.append(list(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def bare_word(paper: Paper) -> bytes:
    """A form with nothing but the tables, filled in by docxtpl."""
    form, file, filled = docx.Document(), BytesIO(), BytesIO()
    for number, table in enumerate(paper.tables):
        lines = form.add_table(4, len(table.columns)).rows
        for cell, column in zip(lines[0].cells, table.columns, strict=True):
            cell.text = column.heading
        lines[1].cells[0].text = f"{{%tr for row in tables[{number}] %}}"
        for place, cell in enumerate(lines[2].cells):
            cell.text = f"{{{{ row[{place}] }}}}"
        lines[3].cells[0].text = "{%tr endfor %}"
    form.save(file)
    template = DocxTemplate(file)
    template.render({"tables": [_texts(table) for table in paper.tables]}, autoescape=True)
    template.save(filled)
    return filled.getvalue()


BARE_TYPST = """
#set page(flipped: true, margin: 1cm)
#set text(font: "Sarabun", size: 11pt, lang: "th")
#for one in json("paper.json") {
  table(columns: one.widths.map(width => width * 1fr), table.header(..one.heads), ..one.cells)
}
"""


def bare_typst(paper: Paper) -> bytes:
    """Tables with a repeated head, in Sarabun; lines break where Typst itself breaks them."""
    content = [
        {
            "widths": [column.width for column in table.columns],
            "heads": [column.heading for column in table.columns],
            "cells": [text for row in _texts(table) for text in row],
        }
        for table in paper.tables
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "paper.typ").write_text(BARE_TYPST)
        (folder / "paper.json").write_text(json.dumps(content))
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(SARABUN)])
        return typst.compile(str(folder / "paper.typ"), font_paths=fonts, format="pdf")


def _rows(table: Table) -> list[tuple[Cell, ...]]:
    return [*table.rows, *([table.total] if table.total else [])]


def _texts(table: Table) -> list[list[str]]:
    kinds = [column.kind for column in table.columns]
    return [[cell_text(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in _rows(table)]


FLOORS: dict[PaperForm, Callable[[Paper], bytes]] = {
    PaperForm.XLSX: bare_workbook,
    PaperForm.DOCX: bare_word,
    PaperForm.PDF: bare_typst,
}


def time_papers() -> None:
    rows = sum(len(_rows(table)) for table in large(PaperKind.MEETING).tables)
    print(f"Milliseconds of the processor for the papers of a meeting: {MEASURES} measures of {DIVISIONS} divisions.")
    print("Floor: the same cells by openpyxl, docxtpl and Typst alone, without any form.")
    print(ROW.format(*HEADINGS))
    whole, floors = 0.0, 0.0
    for form in (form for form in DRAWN if form in DRAWERS):
        drawn, floor = _median(form, is_floor=False), _median(form, is_floor=True)
        whole, floors = whole + drawn.milliseconds, floors + floor.milliseconds
        _show(form, rows, drawn, floor)
    print(ROW.format("all", "", f"{whole:.0f}", f"{floors:.0f}", f"{whole / floors:.1f}", "", "", ""))


def _show(form: PaperForm, rows: int, drawn: Measured, floor: Measured) -> None:
    times = (f"{drawn.milliseconds:.0f}", f"{floor.milliseconds:.0f}", f"{drawn.milliseconds / floor.milliseconds:.1f}")
    sizes = (f"{drawn.megabytes:.0f}", f"{floor.megabytes:.0f}", f"{drawn.size / 1024:.0f}")
    print(ROW.format(form, rows, *times, *sizes), flush=True)


def _median(form: PaperForm, *, is_floor: bool) -> Measured:
    """The run whose time is in the middle; not by the clock on the wall, which tells of everybody else at work."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        runs = [pool.submit(drawn_once, form, is_floor).result() for _ in range(ROUNDS)]
    middle = statistics.median_low(run.milliseconds for run in runs)
    return next(run for run in runs if run.milliseconds == middle)


def drawn_once(form: PaperForm, is_floor: bool) -> Measured:
    draw = FLOORS[form] if is_floor else lambda paper: DRAWERS[form](paper, PLAIN)
    paper = large(PaperKind.MEETING)
    draw(example(PaperKind.INDICATORS))
    # From now on the highest is counted anew.
    CLEAR_REFS.write_text("5")
    before, started = _megabytes("VmRSS"), time.process_time()
    data = draw(paper)
    taken = 1000 * (time.process_time() - started)
    return Measured(taken, _megabytes("VmHWM") - before, len(data))


def _megabytes(what: str) -> float:
    """Of this process, as Linux tells them."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(what))
    return int(line.split()[1]) / 1024
