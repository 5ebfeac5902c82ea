"""Reads Word documents (.docx): paragraphs and tables in their order, as they would be printed.

Read from the XML itself: what offices' plans live on (automatic numbers, content controls, tracked changes, text
boxes) python-docx does not show, and it would load every picture as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.plan_reading.archives import office_parts
from tracker.plan_reading.document import Document, Paragraph
from tracker.plan_reading.docx_numbering import ListNumbers
from tracker.plan_reading.docx_tables import cell_places
from tracker.plan_reading.docx_text import text_boxes_of, unwrapped, words_of
from tracker.plan_reading.docx_xml import Element, word, word_parts
from tracker.plan_reading.list_numbers import KNOWN_BULLETS
from tracker.plan_reading.table_cells import Block, Cell, blocks_of_table, numbered, tidy

_PARAGRAPH, _TABLE = word("p"), word("tbl")
_CONTENTS_LINE = re.compile(r"toc ?\d|table of figures", re.IGNORECASE)


def read_docx(data: bytes, filename: str) -> Document:
    parts = word_parts(office_parts(data, filename), filename)
    numbers = ListNumbers(parts.numbering, parts.styles)
    blocks = [] if parts.body is None else list(_blocks(parts.body, numbers, filename))
    return Document(filename, numbered(blocks))


def _blocks(container: Element, numbers: ListNumbers, filename: str) -> Iterator[Block]:
    for element in unwrapped(container):
        if element.tag == _PARAGRAPH:
            yield from _paragraph(element, numbers, filename)
        elif element.tag == _TABLE:
            yield from _table(element, numbers, filename)


def _paragraph(paragraph: Element, numbers: ListNumbers, filename: str) -> Iterator[Block]:
    """Its words, then what its text boxes hold; a line of the table of contents is not of the plan."""
    label, words = numbers.label_of(paragraph), tidy(words_of(paragraph))
    if (words or label not in KNOWN_BULLETS) and not _CONTENTS_LINE.match(numbers.style_name(paragraph)):
        yield Paragraph(f"{label} {words}".strip())
    for box in text_boxes_of(paragraph):
        yield from _blocks(box, numbers, filename)


def _table(table: Element, numbers: ListNumbers, filename: str) -> list[Block]:
    """The words are read cell by cell in the order of the document, because the numbers of lists run through it."""
    cells = [
        Cell(place.row, place.column, place.rows, place.columns, tuple(_blocks(place.element, numbers, filename)))
        for place in cell_places(table)
    ]
    return blocks_of_table(cells, filename)
