"""Reads a PDF with a text layer: tables by their ruling lines, everything else as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from tracker.domain.errors import N_
from tracker.plan_reading.document import Document, Paragraph
from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.pdf_layout import Layout, layout_of
from tracker.plan_reading.pdf_letters import are_garbled, meant
from tracker.plan_reading.pdf_lines import Line
from tracker.plan_reading.pdf_page_tables import PageTable
from tracker.plan_reading.pdf_pages import Glyph, Page, pages_of
from tracker.plan_reading.pdf_running_lines import without_running_lines
from tracker.plan_reading.pdf_tables import blocks_of_tables
from tracker.plan_reading.pdf_wrapping import Measure, unwrapped, usual_distance
from tracker.plan_reading.table_cells import Block, numbered

_FEWEST_LETTERS = 30
_MOST_PICTURE = 0.5
_FILLED = 0.88
"""The share of the paper between its margins that a wrapped line fills, when they are not quite alike."""


def read_pdf(data: bytes, filename: str) -> Document:
    pages = pages_of(data, filename)
    _refuse_scans(pages, filename)
    layouts = [layout_of(page) for page in _with_letters_meant(pages)]
    measure = _page_measure(pages, layouts)
    document = Document(filename, numbered(_blocks(layouts, measure, filename)))
    _refuse_garbled(document)
    return document


def _refuse_scans(pages: Sequence[Page], filename: str) -> None:
    """A picture as the cover is not missed; anywhere else it may hold measures."""
    without_text = [page for page in pages if len(page.glyphs) < _FEWEST_LETTERS]
    scans = [page.number for page in without_text if page.pictures > _MOST_PICTURE]
    if not scans or scans == [1] and len(pages) > 1:
        return
    if len(without_text) == len(pages):
        message = N_(
            "“%(filename)s” is a scan: its pages are pictures without text. "
            "Send the Word or Excel file that it was printed from, or copy the measures into the Excel form."
        )
        raise UnreadableDocument(message, "file", filename=filename)
    message = N_(
        "Pages %(pages)s of “%(filename)s” are scanned pictures without text. "
        "Send the Word or Excel file, or a PDF without these pages when no measures are on them."
    )
    raise UnreadableDocument(message, "file", filename=filename, pages=", ".join(map(str, scans)))


def _with_letters_meant(pages: Sequence[Page]) -> Iterator[Page]:
    letters = iter(meant(glyph.letter for page in pages for glyph in page.glyphs))
    for page in pages:
        pairs = zip(page.glyphs, islice(letters, len(page.glyphs)), strict=True)
        yield replace(page, glyphs=tuple(_as_letter(glyph, letter) for glyph, letter in pairs))


def _as_letter(glyph: Glyph, letter: str) -> Glyph:
    return glyph if glyph.letter == letter else glyph._replace(letter=letter)


def _refuse_garbled(document: Document) -> None:
    cells = (cell for table in document.tables for row in table.rows for cell in row)
    if are_garbled(" ".join((*document.paragraphs, *cells))):
        message = N_(
            "The letters of “%(filename)s” cannot be read: the PDF does not say which Thai letters were printed. "
            "Send the Word or Excel file that it was made from."
        )
        raise UnreadableDocument(message, "file", filename=document.filename)


def _blocks(layouts: Sequence[Layout], measure: Measure, filename: str) -> Iterator[Block]:
    """A paragraph may go on over a page break; a table ends it."""
    kept = zip(layouts, without_running_lines(layouts), strict=True)
    for kind, run in groupby((item for layout, lines in kept for item in _in_order(layout, lines)), key=type):
        if kind is Line:
            yield from _paragraphs([item for item in run if isinstance(item, Line)], measure)
        else:
            yield from blocks_of_tables([item for item in run if isinstance(item, PageTable)], filename)


def _in_order(layout: Layout, lines: Sequence[Line]) -> list[Line | PageTable]:
    items: list[Line | PageTable] = [*lines, *layout.tables]
    return sorted(items, key=_height)


def _height(item: Line | PageTable) -> float:
    return item.y if isinstance(item, Line) else item.grid.ys[0]


def _page_measure(pages: Sequence[Page], layouts: Sequence[Layout]) -> Measure:
    """How wide lines can be: as wide as the widest line or table.

    Where even that leaves much of the paper empty no line was wrapped, and the margins are taken to be alike.
    """
    sides = [side for layout in layouts for side in layout.sides]
    left = min((left for left, _ in sides), default=0.0)
    right = max((right for _, right in sides), default=0.0)
    alike = min((page.right - (left - page.left) for page in pages), default=right)
    distances = filter(None, (usual_distance(layout.lines) for layout in layouts))
    is_filled = right - left > _FILLED * (alike - left)
    return Measure(left, right if is_filled else alike, min(distances, default=0.0))


def _paragraphs(lines: Sequence[Line], measure: Measure) -> Iterator[Paragraph]:
    yield from (Paragraph(text) for text in unwrapped(lines, measure).split("\n") if text)
