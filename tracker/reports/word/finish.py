"""The last hand on a form that was filled in: what Word would call damaged, and the digits of what nobody filled in."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsmap, qn
from lxml import etree

from tracker.domain.papers import Digits
from tracker.reports.paper import Dress

Element = etree._Element

_OTHER_STORIES = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_WORD = {"w": nsmap["w"]}
_ROWS_OF_NOTHING = etree.XPath(".//w:tr[not(.//w:tc)]", namespaces=_WORD)
_TABLES_OF_NOTHING = etree.XPath(".//w:tbl[not(.//w:tc)]", namespaces=_WORD)
_OPEN_CELLS = etree.XPath(".//w:tc[not(*[last()][self::w:p])]", namespaces=_WORD)


def finish(document: Document, dress: Dress) -> None:
    for story in _stories(document):
        _mend(story)
        if dress.digits is Digits.THAI:
            _in_thai_digits(story, dress)


def _stories(document: Document) -> Iterator[Element]:
    yield document.element.body
    for relationship in document.part.rels.values():
        if relationship.reltype in _OTHER_STORIES:
            yield relationship.target_part.element


def _mend(story: Element) -> None:
    """A table of no rows, a row of no cells and a cell without a last paragraph: left where a list was empty."""
    for element in (*_ROWS_OF_NOTHING(story), *_TABLES_OF_NOTHING(story)):
        _take_out(element)
    for cell in _OPEN_CELLS(story):
        etree.SubElement(cell, qn("w:p"))


def _take_out(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _in_thai_digits(story: Element, dress: Dress) -> None:
    """But for the pages' numbers: LibreOffice takes Word's switch for Thai figures to mean the letters ก, ข, ค."""
    for text in story.iter(qn("w:t")):
        text.text = dress.written(text.text or "")
