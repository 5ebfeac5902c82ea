"""Files that offices also have and that cannot be read: how each is known, and what to do instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from tracker.domain.errors import N_

BROKEN_ARCHIVE = N_(
    "“%(filename)s” is damaged or was not sent whole. Open it in Word, Excel or LibreOffice, "
    "save it again and send it again."
)
PASSWORD = N_(
    "“%(filename)s” is protected by a password. Open it with the password, take the password off, "
    "save it and send it again."
)
_OLD_WORD = N_(
    "“%(filename)s” is of the old Word kind (.doc). Open it in Word or LibreOffice, save it as .docx and send that."
)
_OLD_EXCEL = N_(
    "“%(filename)s” is of the old Excel kind (.xls). Open it in Excel or LibreOffice, save it as .xlsx and send that."
)
_PRESENTATION = N_(
    "“%(filename)s” is a presentation. Copy its table of measures into a Word document (.docx) and send that."
)
_OLD_OFFICE = N_(
    "“%(filename)s” is of an old Office kind. Open it in Word, Excel or LibreOffice, "
    "save it as .docx or .xlsx and send that."
)
_OTHER_WORDS = N_(
    "“%(filename)s” is a document that is not a Word file. "
    "Open it in Word or LibreOffice, save it as .docx and send that."
)
_OTHER_SHEETS = N_(
    "“%(filename)s” is a workbook that is not an .xlsx file. "
    "Open it in Excel or LibreOffice, save it as .xlsx and send that."
)
_WEB_ARCHIVE = N_(
    "“%(filename)s” is a web page saved with everything in it. "
    "Open it in Word or Excel, save it as .docx or .xlsx and send that."
)
_PICTURE = N_(
    "“%(filename)s” is a picture. Ask for the file it was made from (.docx, .xlsx or .pdf), "
    "or type the table into a Word document."
)
_PACKED = N_("“%(filename)s” is a packed folder. Unpack it and send the plan itself (.docx, .xlsx or .pdf).")
_LINK = N_(
    "“%(filename)s” is only a link to a document on the internet. "
    "Download the document as .docx or .xlsx and send that."
)
_PROGRAM = N_("“%(filename)s” is a program, not a document. Choose the file with the plan.")

_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names of the streams that stand in the directory of such a file, as UTF-16.
_OLD_OFFICE_STREAMS = (
    ("EncryptedPackage", PASSWORD),
    ("WordDocument", _OLD_WORD),
    ("Workbook", _OLD_EXCEL),
    ("Book", _OLD_EXCEL),
    ("PowerPoint Document", _PRESENTATION),
)
_CONTENTS = (
    (rb"\s*\{\\rtf", _OTHER_WORDS),
    (rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", _PICTURE),
    (rb".{4}ftyp(?:hei|hev|mif|msf|avi|jpe)", _PICTURE),
    (rb"Rar!\x1a|7z\xbc\xaf|\x1f\x8b\x08|BZh\d1AY|\xfd7zXZ", _PACKED),
    (rb"MZ.{58}.{4}|\x7fELF", _PROGRAM),
    (rb"\s*MIME-Version:|\s*From:.{0,200}\nMIME-Version:|.{0,400}\nContent-Type: multipart/related", _WEB_ARCHIVE),
    (rb".{0,200}<\?mso-application progid=\"Word", _OTHER_WORDS),
    (rb".{0,200}<\?mso-application progid=\"Excel", _OTHER_SHEETS),
)
_COMPILED = tuple((re.compile(pattern, re.DOTALL | re.IGNORECASE), remedy) for pattern, remedy in _CONTENTS)
_NAMES = {".gdoc": _LINK, ".gsheet": _LINK, ".url": _LINK, ".webloc": _LINK}

_MAIN_PARTS_IN_ARCHIVE = (
    ("EncryptedPackage", PASSWORD),
    ("ppt/presentation.xml", _PRESENTATION),
    ("xl/workbook.bin", _OTHER_SHEETS),
    ("Index/Document.iwa", _OTHER_WORDS),
    ("Index/Tables/DataList.iwa", _OTHER_SHEETS),
)
_OPEN_DOCUMENT = (
    (b"application/vnd.oasis.opendocument.text", _OTHER_WORDS),
    (b"application/vnd.oasis.opendocument.spreadsheet", _OTHER_SHEETS),
    (b"application/vnd.oasis.opendocument.presentation", _PRESENTATION),
)
_FIRST_BYTES = 200


def remedy_for_content(data: bytes) -> str | None:
    """The sentence for a file whose first bytes show that it is none that can be read; None for any other."""
    if data.startswith(_OLD_OFFICE_MARK):
        streams = (remedy for name, remedy in _OLD_OFFICE_STREAMS if name.encode("utf-16-le") in data)
        return next(streams, _OLD_OFFICE)
    return next((remedy for pattern, remedy in _COMPILED if pattern.match(data)), None)


def remedy_for_archive(data: bytes, names: Sequence[str]) -> str:
    """For a ZIP file that is neither a Word document nor an Excel workbook."""
    for kind, remedy in _OPEN_DOCUMENT:
        if kind in data[:_FIRST_BYTES]:
            return remedy
    return next((remedy for name, remedy in _MAIN_PARTS_IN_ARCHIVE if name in names), _PACKED)


def remedy_for_name(filename: str) -> str | None:
    return _NAMES.get(PurePath(filename).suffix.lower())
