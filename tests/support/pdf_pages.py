"""A printed paper opened again: what its pages say, where its letters stand, what a reader of the screen hears."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from tracker.reports.paper import Dress
from tracker.reports.pdf.fonts import fonts_of

#: In points: beyond any page.
FAR = 100_000.0
#: In points: no margin is narrower, and the last line of a page ends above it.
BESIDE, ABOVE_AND_BELOW = 47.0, 14.0


def pages_of(file: bytes) -> list[str]:
    document = pdfium.PdfDocument(file)
    return [page.get_textpage().get_text_range() for page in document]


def said(file: bytes) -> str:
    """All that the paper says, without spaces and ends of lines."""
    return squeezed("".join(pages_of(file)))


def sizes_of(file: bytes) -> list[tuple[int, int]]:
    return [(round(width), round(height)) for width, height in (page.get_size() for page in pdfium.PdfDocument(file))]


def metadata_of(file: bytes) -> dict[str, str]:
    found: dict[str, str] = pdfium.PdfDocument(file).get_metadata_dict()
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


def as_printed(text: str, dress: Dress) -> str:
    """As `said` has it."""
    return squeezed(fonts_of(dress.fonts).printable(dress.written(text)))


def is_found(file: bytes, phrase: str) -> bool:
    """Whether somebody who searches for it in a viewer gets to it."""
    pages = [page.get_textpage() for page in pdfium.PdfDocument(file)]
    return any(page.search(phrase).get_next() is not None for page in pages)


def boxes_of(file: bytes) -> Iterator[tuple[int, str, tuple[float, float, float, float], tuple[float, float]]]:
    """Each letter with its page from 0, its box (left, bottom, right, top) and the size of the page, in points."""
    for number, page in enumerate(pdfium.PdfDocument(file)):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, index))
            if letter.strip():
                yield number, letter, text.get_charbox(index), page.get_size()


def outside(file: bytes) -> list[tuple[int, str]]:
    """What stands in the margins of its page, or beyond it."""
    found = []
    for number, page in enumerate(pdfium.PdfDocument(file)):
        width, height = page.get_size()
        text = page.get_textpage()
        edges = (
            (-FAR, -FAR, BESIDE, FAR),
            (width - BESIDE, -FAR, FAR, FAR),
            (-FAR, -FAR, FAR, ABOVE_AND_BELOW),
            (-FAR, height - ABOVE_AND_BELOW, FAR, FAR),
        )
        found += [(number, said) for edge in edges if (said := text.get_text_bounded(*edge).strip())]
    return found


def letters_on_letters(file: bytes) -> list[tuple[int, str, str]]:
    """Consonants that are printed over each other."""
    places: dict[tuple[int, int, int], str] = {}
    found = []
    for page, letter, (left, bottom, right, top), _ in boxes_of(file):
        if unicodedata.category(letter) != "Lo" or right - left < 2:
            continue
        place = (page, round((left + right) / 4), round((bottom + top) / 4))
        if place in places:
            found.append((page, places[place], letter))
        places[place] = letter
    return found


def alternatives_of(file: bytes) -> list[str]:
    """What is read aloud instead of what is drawn."""
    found: list[str] = []
    for page in pdfium.PdfDocument(file):
        tree = raw.FPDF_StructTree_GetForPage(page)
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            _gather(raw.FPDF_StructTree_GetChildAtIndex(tree, index), found)
        raw.FPDF_StructTree_Close(tree)
    return found


def _gather(element: Any, found: list[str]) -> None:
    if text := _text_of(element, raw.FPDF_StructElement_GetAltText):
        found.append(text)
    for index in range(max(raw.FPDF_StructElement_CountChildren(element), 0)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            _gather(child, found)


def _text_of(element: Any, getter: Any) -> str:
    length = getter(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    getter(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
