"""Word papers as LibreOffice takes and saves them: every row is there."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from tests.support.office_programs import all_saved_by_libreoffice
from tests.support.paper_examples import example, hostile, large
from tests.support.word_papers import Element, as_written, parts_of, rows_of, tables_headed
from tracker.domain.papers import Digits, PaperKind
from tracker.reports.kinds.registry import KINDS as ALL_KINDS
from tracker.reports.paper import PLAIN, Dress, Paper
from tracker.reports.word.drawing import document

THAI = Dress(digits=Digits.THAI)


def test_libreoffice_keeps_every_row(tmp_path: Path) -> None:
    papers = {f"{kind}.docx": example(kind) for kind in ALL_KINDS} | {"large.docx": large(PaperKind.MEETING)}
    files = {name: document(paper, THAI) for name, paper in papers.items()}
    for name, data in all_saved_by_libreoffice(files, "docx", tmp_path).items():
        story = etree.fromstring(parts_of(data)["word/document.xml"])
        for table, element in zip(papers[name].tables, headed(story, papers[name]), strict=True):
            if table.rows:
                assert rows_of(element) == as_written(table, THAI)


def test_libreoffice_takes_what_is_hostile(tmp_path: Path) -> None:
    papers = {f"{kind}.docx": hostile(kind) for kind in (PaperKind.INDICATORS, PaperKind.MEMO)}
    files = {name: document(paper, PLAIN) for name, paper in papers.items()}
    for name, data in all_saved_by_libreoffice(files, "docx", tmp_path).items():
        story = etree.fromstring(parts_of(data)["word/document.xml"])
        drawn = [len(rows_of(one)) for one in headed(story, papers[name])]
        assert drawn == [len(as_written(table)) for table in papers[name].tables]


def headed(story: Element, paper: Paper) -> list[Element]:
    return tables_headed(story, [[column.heading for column in table.columns] for table in paper.tables])
