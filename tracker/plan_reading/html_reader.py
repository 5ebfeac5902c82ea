"""Reads web pages (.html), also those that Word, Excel and LibreOffice save: what a reader would see of them.

Nothing is fetched, no script runs, and style sheets are not read: what hides a part must stand at the part itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tracker.domain.errors import N_
from tracker.plan_reading.document import Document, Paragraph
from tracker.plan_reading.errors import UnreadableDocument, too_long
from tracker.plan_reading.html_flow import blocks_in
from tracker.plan_reading.loose_rows import LooseRows, headings_of
from tracker.plan_reading.table_cells import Block, numbered
from tracker.plan_reading.text_reader import decode

# The parser silently drops a text of 10 MB and what is nested 256 deep, and takes the square of a tag's attributes.
MOST_BYTES = 4 * 1024 * 1024
"""Without scripts and pictures."""

MOST_TAGS = 300_000
MOST_CELLS = 50_000
MOST_ATTRIBUTES = 100
MOST_DEPTH = 100

_HEAD = 4096
_THAI_CODE = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*(?:x-)?(?:windows-?874|cp-?874|tis-?620|iso-8859-11)", re.I
)
_OF_A_WORKBOOK = re.compile(
    rb"Excel\.Sheet|schemas-microsoft-com:office:excel|opendocument\.spreadsheet", re.IGNORECASE
)
_THAI = re.compile("[ก-๙]")
_FRAMES = re.compile(rb"<i?frame(?:set)?\b", re.IGNORECASE)
_IS_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MOST_DEPTH + 1)})")
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_START_TAG = re.compile(
    rf"<[a-z][^\s/>]*+(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+(?P<more>{_ATTRIBUTE})?+", re.IGNORECASE
)
_CELL = re.compile(rb"<t[dh]\b", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/[\w.+-]++;base64,[\w+/=%\s]*+", re.ASCII)
_UNSEEN = re.compile(r"<(script|style)\b", re.IGNORECASE)
_END_OF_UNSEEN = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style")}


def read_html(data: bytes, filename: str) -> Document:
    blocks = blocks_in(_page(_decoded(data, filename), filename), filename)
    if _OF_A_WORKBOOK.search(data[:_HEAD]) or not any(isinstance(block, Paragraph) for block in blocks):
        blocks = [one for block in blocks for one in _as_sheet(block, filename)]
    if not blocks and _FRAMES.search(data):
        message = N_(
            "“%(filename)s” only points to pages in other files. Open it in Word or Excel, "
            "save it as .docx or .xlsx and send that."
        )
        raise UnreadableDocument(message, "file", filename=filename)
    return Document(filename, numbered(blocks))


def _as_sheet(block: Block, filename: str) -> Iterator[Block]:
    """In a saved workbook, and in what other programs export for one, titles and tables are one table of the page."""
    if isinstance(block, Paragraph):
        yield block
    else:
        yield from LooseRows(block.rows, headings_of(block.rows, filename, block.spans), block.spans).blocks()


def _page(text: str, filename: str) -> etree._Element:
    text = _PICTURE.sub("", _without_scripts(text))
    content = text.encode("utf-8", "ignore")
    if len(content) > MOST_BYTES or content.count(b"<") > MOST_TAGS or len(_CELL.findall(content)) > MOST_CELLS:
        raise too_long(filename)
    if any(tag["more"] for tag in _START_TAG.finditer(text)):
        raise too_long(filename)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    page = etree.fromstring(b"<html>" + content, parser)
    if _IS_TOO_DEEP(page):
        raise too_long(filename)
    return page


def _without_scripts(text: str) -> str:
    """Code holds signs that look like tags."""
    kept: list[str] = []
    at = 0
    while (found := _UNSEEN.search(text, at)) is not None:
        kept.append(text[at : found.start()])
        end = _END_OF_UNSEEN[found[1].lower()].search(text, found.end())
        at = text.find(">", len(text) if end is None else end.end()) + 1 or len(text)
    return "".join([*kept, text[at:]])


def _decoded(data: bytes, filename: str) -> str:
    """In a page that is mostly markup, too few bytes are Thai to be missed when they are read in another code."""
    if _THAI_CODE.search(data[:_HEAD]) and not _is_thai_in_utf8(data):
        return data.decode("cp874", errors="ignore")
    return decode(data, filename)


def _is_thai_in_utf8(data: bytes) -> bool:
    try:
        return bool(_THAI.search(data.decode("utf-8")))
    except UnicodeDecodeError:
        return False
