"""Chooses the reader for a file; each reader turns one format into the same kind of document."""

from __future__ import annotations

from collections.abc import Callable

from tracker.domain.errors import N_
from tracker.plan_reading.delimited_reader import read_delimited
from tracker.plan_reading.document import Document
from tracker.plan_reading.docx_reader import read_docx
from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.file_kinds import FileKind, kind_of
from tracker.plan_reading.html_reader import read_html
from tracker.plan_reading.pdf_reader import read_pdf
from tracker.plan_reading.text_reader import read_text
from tracker.plan_reading.workbook_reader import read_workbook

MOST_BYTES = 20 * 1024 * 1024

Reader = Callable[[bytes, str], Document]

READERS: dict[FileKind, Reader] = {
    FileKind.DOCX: read_docx,
    FileKind.HTML: read_html,
    FileKind.XLSX: read_workbook,
    FileKind.PDF: read_pdf,
    FileKind.DELIMITED: read_delimited,
    FileKind.TEXT: read_text,
}


def read_document(data: bytes, filename: str) -> Document:
    if not data.strip():
        message = N_("“%(filename)s” is empty. Choose the file with the plan.")
        raise UnreadableDocument(message, "file", filename=filename)
    if len(data) > MOST_BYTES:
        message = N_("“%(filename)s” is larger than %(megabytes)s MB. Send only the pages with the measures.")
        raise UnreadableDocument(message, "file", filename=filename, megabytes=MOST_BYTES // 1024 // 1024)
    document = READERS[kind_of(data, filename)](data, filename)
    if not document.blocks:
        message = N_("There are no words in “%(filename)s”. Choose the file with the plan.")
        raise UnreadableDocument(message, "file", filename=filename)
    return document
