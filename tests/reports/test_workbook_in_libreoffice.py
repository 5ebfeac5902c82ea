"""Workbooks as an office without Excel opens and saves them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from tests.support.office_programs import all_saved_by_libreoffice
from tests.support.paper_books import kept_rows, rows_of, sheet_of
from tests.support.paper_examples import HOSTILE_TEXTS, ORDINARY, hostile, large
from tracker.domain.papers import Digits, PaperKind
from tracker.reports.paper import PLAIN, Dress
from tracker.reports.xlsx.drawing import workbook

THAI = Dress(digits=Digits.THAI)


def test_libreoffice_keeps_every_row_and_figure(tmp_path: Path) -> None:
    papers = {f"{kind}.xlsx": large(kind) for kind in ORDINARY}
    files = {name: workbook(paper, THAI) for name, paper in papers.items()}
    for name, data in all_saved_by_libreoffice(files, "xlsx", tmp_path).items():
        book, before = load_workbook(BytesIO(data)), load_workbook(BytesIO(files[name]))
        assert book.sheetnames == before.sheetnames
        for table in papers[name].tables:
            assert rows_of(sheet_of(book, table), table) == kept_rows(table, THAI)


def test_libreoffice_takes_what_is_hostile(tmp_path: Path) -> None:
    papers = {f"{number}.xlsx": hostile(PaperKind.INDICATORS, text) for number, text in enumerate(HOSTILE_TEXTS)}
    files = {name: workbook(paper, PLAIN) for name, paper in papers.items()}
    for name, data in all_saved_by_libreoffice(files, "xlsx", tmp_path).items():
        book = load_workbook(BytesIO(data))
        assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        for table in papers[name].tables:
            assert len(rows_of(sheet_of(book, table), table)) == len(kept_rows(table))
