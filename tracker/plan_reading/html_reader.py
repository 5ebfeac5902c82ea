"""Reads web pages (.html), also those that Word, Excel and LibreOffice save: what a reader would see of them.

Nothing is fetched, no script runs, and style sheets are not read: what hides a part must stand at the part itself.
"""

from __future__ import annotations

import re

from lxml import etree

from tracker.domain.errors import N_
from tracker.plan_reading.document import Document
from tracker.plan_reading.errors import UnreadableDocument, too_long
from tracker.plan_reading.html_flow import blocks_in
from tracker.plan_reading.table_cells import numbered
from tracker.plan_reading.text_reader import decode

MOST_BYTES = 10 * 1024 * 1024
MOST_TAGS = 500_000
MOST_BLOCKS = 20_000
MOST_DEPTH = 100

_HEAD = 4096
_THAI_CODE = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*(?:x-)?(?:windows-?874|cp-?874|tis-?620|iso-8859-11)", re.I
)
_FRAMES = re.compile(rb"<i?frame(?:set)?\b", re.IGNORECASE)
# The parser drops what is deeper than 256; the reading goes down one call for each.
_IS_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MOST_DEPTH + 1)})")


def read_html(data: bytes, filename: str) -> Document:
    if len(data) > MOST_BYTES or data.count(b"<") > MOST_TAGS:
        raise too_long(filename)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    page = etree.fromstring(_decoded(data, filename).encode("utf-8", "ignore"), parser)
    if page is not None and _IS_TOO_DEEP(page):
        raise too_long(filename)
    blocks = [] if page is None else blocks_in(page, filename)
    if len(blocks) > MOST_BLOCKS:
        raise too_long(filename)
    if not blocks and _FRAMES.search(data):
        message = N_(
            "“%(filename)s” only points to pages in other files. Open it in Word or Excel, "
            "save it as .docx or .xlsx and send that."
        )
        raise UnreadableDocument(message, "file", filename=filename)
    return Document(filename, numbered(blocks))


def _decoded(data: bytes, filename: str) -> str:
    """In a page that is mostly markup, too few bytes are Thai to be missed when they are read in another code."""
    if _THAI_CODE.search(data[:_HEAD]) and not _is_utf8(data):
        return data.decode("cp874", errors="ignore")
    return decode(data, filename)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
