"""What kind a file really is: its content tells, and its name only where the content cannot."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.foreign_files import BROKEN_ARCHIVE, remedy_for_archive, remedy_for_content, remedy_for_name


class FileKind(StrEnum):
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    HTML = "html"
    DELIMITED = "delimited"
    TEXT = "text"


EXTENSIONS = {
    ".docx": FileKind.DOCX,
    ".xlsx": FileKind.XLSX,
    ".pdf": FileKind.PDF,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".csv": FileKind.DELIMITED,
    ".tsv": FileKind.DELIMITED,
    ".txt": FileKind.TEXT,
}
"""The names under which offices keep what can be read; a file of another name may still be of a kind that can."""

_FIRST_BYTES = 1024
_ARCHIVE = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
_PAGE = re.compile(
    rb"(?:\s++|<\?xml[^>]*+>|(?><!--.*?-->))*+<(?:!doctype\s+html|html|head|body|meta|title|table|style|div)\b",
    re.I | re.S,
)
_TAG = re.compile(rb"</?[a-z][^<>]*>", re.IGNORECASE)
_NO_TEXT = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_NEVER_TEXT = (FileKind.DOCX, FileKind.XLSX, FileKind.PDF)
_MAIN_PARTS = (
    (re.compile(r"word/document\d*\.xml"), FileKind.DOCX),
    (re.compile(r"xl/workbook\d*\.xml"), FileKind.XLSX),
)


def kind_of(data: bytes, filename: str) -> FileKind:
    """Refuses what is known and cannot be read, with what to do instead."""
    if _ARCHIVE.match(data):
        return _kind_of_archive(data, filename)
    if b"%PDF-" in data[:_FIRST_BYTES]:
        return FileKind.PDF
    remedy = remedy_for_content(data)
    if remedy is not None:
        raise UnreadableDocument(remedy, "file", filename=filename)
    return _kind_of_text(data, filename)


def _kind_of_archive(data: bytes, filename: str) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as broken:
        raise UnreadableDocument(BROKEN_ARCHIVE, "file", filename=filename) from broken
    for pattern, kind in _MAIN_PARTS:
        if any(pattern.fullmatch(name) for name in names):
            return kind
    raise UnreadableDocument(remedy_for_archive(data, names), "file", filename=filename)


def _kind_of_text(data: bytes, filename: str) -> FileKind:
    """A page that was named otherwise is still a page; a page without any tag is only text."""
    plain = data[:_FIRST_BYTES].lstrip(_BYTE_ORDER_MARKS).replace(b"\0", b"")
    by_name = EXTENSIONS.get(PurePath(filename).suffix.lower(), FileKind.TEXT)
    if _PAGE.match(plain) or by_name is FileKind.HTML and _TAG.search(data.replace(b"\0", b"")):
        return FileKind.HTML
    if (remedy := remedy_for_name(filename)) is not None:
        raise UnreadableDocument(remedy, "file", filename=filename)
    if by_name in _NEVER_TEXT and _NO_TEXT.search(plain):
        raise UnreadableDocument(BROKEN_ARCHIVE, "file", filename=filename)
    return FileKind.DELIMITED if by_name is FileKind.DELIMITED else FileKind.TEXT
