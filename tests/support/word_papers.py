"""A paper's Word document, opened again: its words and the rows of its tables as they were given to it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.document import Document as OpenDocument
from docx.oxml.ns import qn
from lxml import etree

from tracker.reports.paper import PLAIN, Cell, ColumnKind, Dress, Paper, Table, cell_text
from tracker.reports.word.drawing import document
from tracker.reports.word.template import printable

Element = etree._Element
Rows = list[tuple[str, ...]]


def opened(paper: Paper, dress: Dress = PLAIN) -> OpenDocument:
    return Document(BytesIO(document(paper, dress)))


def parts_of(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def has(element: Element, *path: str) -> bool:
    """As in `has(row, "w:trPr", "w:tblHeader")`."""
    return element.find("/".join(qn(name) for name in path)) is not None


def the(element: Element, *path: str) -> Element:
    found = element.find("/".join(qn(name) for name in path))
    assert found is not None, f"no {path} in {element.tag!r}"
    return found


def value(element: Element, name: str = "w:val") -> str:
    return str(element.get(qn(name)))


def words_of(element: Element) -> str:
    """Of everything inside, as somebody reads it: lines and tabs too."""
    marks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    # The stops of a paragraph have the name of a tab, too.
    inside = [one for run in element.iter(qn("w:r")) for one in run.iterchildren(qn("w:t"), *marks)]
    return "".join(marks.get(str(one.tag), one.text or "") for one in inside)


def lines_of(word: OpenDocument) -> list[str]:
    """The paragraphs outside tables."""
    return [words_of(one) for one in word.element.body.iterchildren(qn("w:p"))]


def tables_of(word: OpenDocument) -> list[Element]:
    """Those with the rows of a paper; the others only arrange."""
    return [one for one in word.element.body.iterchildren(qn("w:tbl")) if _style_of(one) == "PaperTable"]


def tables_headed(story: Element, heads: Sequence[Sequence[str]]) -> list[Element]:
    """In whatever style another program has put them."""
    found = story.iter(qn("w:tbl"))
    return [next(one for one in found if _head_of(one) == list(head)) for head in heads]


def _head_of(table: Element) -> list[str]:
    return [words_of(cell) for cell in the(table, "w:tr").iterchildren(qn("w:tc"))]


def _style_of(table: Element) -> str | None:
    return value(the(table, "w:tblPr", "w:tblStyle")) if has(table, "w:tblPr", "w:tblStyle") else None


def rows_of(table: Element) -> Rows:
    """Below the head, with what several rows share said in each."""
    rows: Rows = []
    for row in table.iterchildren(qn("w:tr")):
        cells = [*row.iterchildren(qn("w:tc"))]
        rows.append(tuple(rows[-1][n] if _goes_on(cell) else words_of(cell) for n, cell in enumerate(cells)))
    return rows[1:]


def _goes_on(cell: Element) -> bool:
    return has(cell, "w:tcPr", "w:vMerge") and value(the(cell, "w:tcPr", "w:vMerge")) != "restart"


def as_written(table: Table, dress: Dress = PLAIN) -> Rows:
    """What its rows say in a document: figures as papers print them, no control characters."""
    kinds = [column.kind for column in table.columns]
    rows = [*table.rows, *([table.total] if table.total else [])]
    return [tuple(said(cell, kind, dress) for cell, kind in zip(row, kinds, strict=True)) for row in rows]


def said(cell: Cell, kind: ColumnKind = ColumnKind.TEXT, dress: Dress = PLAIN) -> str:
    return printable(dress.written(cell_text(cell, kind)))


def all_said(texts: Sequence[str], dress: Dress = PLAIN) -> list[str]:
    return [said(text, ColumnKind.TEXT, dress) for text in texts]
