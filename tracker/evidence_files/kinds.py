"""The kinds of file that can be evidence, and which of them a file is: its content tells, not its name."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from enum import StrEnum
from pathlib import PurePath

from tracker.domain.errors import Refusal
from tracker.domain.evidence import PICTURES
from tracker.evidence_files import foreign
from tracker.plan_reading.foreign_files import BROKEN_ARCHIVE


class AttachmentKind(StrEnum):
    """Each by the ending under which it is kept."""

    JPEG = ".jpg"
    PNG = ".png"
    WEBP = ".webp"
    PDF = ".pdf"
    DOCX = ".docx"
    XLSX = ".xlsx"
    PPTX = ".pptx"
    ODT = ".odt"
    ODS = ".ods"
    ODP = ".odp"
    CSV = ".csv"
    TEXT = ".txt"


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

PICTURE_KINDS = frozenset({AttachmentKind.JPEG, AttachmentKind.PNG, AttachmentKind.WEBP})
OPEN_DOCUMENTS = frozenset({AttachmentKind.ODT, AttachmentKind.ODS, AttachmentKind.ODP})
OFFICE = frozenset({AttachmentKind.DOCX, AttachmentKind.XLSX, AttachmentKind.PPTX}) | OPEN_DOCUMENTS

CONTENT_TYPES = {
    AttachmentKind.JPEG: "image/jpeg",
    AttachmentKind.PNG: "image/png",
    AttachmentKind.WEBP: "image/webp",
    AttachmentKind.PDF: "application/pdf",
    AttachmentKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    AttachmentKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    AttachmentKind.PPTX: f"{_OFFICE}.presentationml.presentation",
    AttachmentKind.ODT: f"{_OPEN_DOCUMENT}.text",
    AttachmentKind.ODS: f"{_OPEN_DOCUMENT}.spreadsheet",
    AttachmentKind.ODP: f"{_OPEN_DOCUMENT}.presentation",
    AttachmentKind.CSV: "text/csv",
    AttachmentKind.TEXT: "text/plain",
}
ACCEPTED = (*PICTURES, *(kind.value for kind in AttachmentKind if kind not in PICTURE_KINDS))
"""What a field for any evidence accepts."""

_MAIN_PARTS = {
    "word/document.xml": AttachmentKind.DOCX,
    "xl/workbook.xml": AttachmentKind.XLSX,
    "ppt/presentation.xml": AttachmentKind.PPTX,
}
_OPEN_KINDS = {CONTENT_TYPES[kind]: kind for kind in OPEN_DOCUMENTS}
_MIMETYPE = re.compile(rb"PK\x03\x04.{26}mimetype(application/vnd\.oasis\.opendocument\.[a-z]+)", re.DOTALL)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
#: What a browser takes for a page, wherever in a text it begins.
_PAGE = re.compile(r"<(?:script|html|svg|iframe|body)[\s>/]|<!doctype", re.IGNORECASE)
_TEXTS = {".txt": AttachmentKind.TEXT, ".csv": AttachmentKind.CSV}
_PDF = b"%PDF-"
_END_OF_ARCHIVE = b"PK\x05\x06"
_LAST_BYTES = 66_000
"""How far from its end a ZIP file is looked for by what opens one."""

_FIRST_BYTES = 1024
"""How far from its beginning a PDF file is looked for by what opens one."""


def picture_kind(data: bytes) -> AttachmentKind | None:
    """None for what is no picture that can be drawn anew."""
    if data.startswith(b"\xff\xd8\xff"):
        return AttachmentKind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return AttachmentKind.PNG
    return AttachmentKind.WEBP if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else None


def kind_of(data: bytes, filename: str) -> AttachmentKind:
    """Refuses every other file, with what to do instead, and a file that some programs take for another kind."""
    picture = picture_kind(data)
    if picture is not None:
        return picture
    if data.startswith(_PDF):
        return _pdf(data, filename)
    if data.startswith(b"PK\x03\x04"):
        return _archive(data, filename)
    remedy = foreign.remedy_for_content(data)
    if remedy is not None:
        raise Refusal(remedy, "file", filename=filename)
    return _text(data, filename)


def _pdf(data: bytes, filename: str) -> AttachmentKind:
    if _END_OF_ARCHIVE in data[-_LAST_BYTES:]:
        raise Refusal(foreign.HIDES_ANOTHER, "file", filename=filename)
    if b"%%EOF" not in data[-_LAST_BYTES:]:
        raise Refusal(foreign.BROKEN_PDF, "file", filename=filename)
    return AttachmentKind.PDF


def _archive(data: bytes, filename: str) -> AttachmentKind:
    if _PDF in data[:_FIRST_BYTES]:
        raise Refusal(foreign.HIDES_ANOTHER, "file", filename=filename)
    opened = _MIMETYPE.match(data)
    if opened is not None and (kind := _OPEN_KINDS.get(opened[1].decode())) is not None:
        return kind
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as broken:
        raise Refusal(BROKEN_ARCHIVE, "file", filename=filename) from broken
    for name, found in _MAIN_PARTS.items():
        if name in names:
            return found
    raise Refusal(foreign.PACKED, "file", filename=filename)


def _text(data: bytes, filename: str) -> AttachmentKind:
    """Text looks like nothing in particular, so here the name is asked too."""
    kind, words = _TEXTS.get(PurePath(filename).suffix.lower()), _words(data)
    if words is not None and (words.lstrip().startswith("<") or _PAGE.search(words)):
        raise Refusal(foreign.PAGE, "file", filename=filename)
    if kind is None or words is None:
        raise Refusal(foreign.UNKNOWN, "file", filename=filename)
    return kind


def _words(data: bytes) -> str | None:
    """In one of the encodings that Thai offices write; None for what is no text in any of them."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp874"):
        with suppress(UnicodeDecodeError):
            words = data.decode(encoding)
            return None if _NO_TEXT.search(words) else words
    return None
