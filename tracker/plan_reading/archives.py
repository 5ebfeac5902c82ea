"""The gate before an Office file (.docx, .xlsx), which is a ZIP archive of XML parts, is opened.

A few kilobytes can unpack to gigabytes, and an XML part can define entities that do; so nothing parses a part
that has not passed here. Nothing is written to the disk.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from tracker.domain.errors import N_
from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.foreign_files import BROKEN_ARCHIVE, PASSWORD

MOST_BYTES_UNPACKED = 50 * 1024 * 1024
MOST_TIMES_LARGER = 100
MOST_PARTS = 500

_TOO_LARGE = N_(
    "“%(filename)s” unpacks to far more than a plan. Copy the pages with the measures into a new file and send that."
)
_UNUSUAL = N_(
    "“%(filename)s” is not built as Word and Excel build their files. "
    "Open it in Word, Excel or LibreOffice, save it as .docx or .xlsx and send that."
)
_MACROS = N_(
    "“%(filename)s” has macros (.docm or .xlsm), which are never opened here. Save it as .docx or .xlsx and send that."
)
_LINKED = N_(
    "“%(filename)s” takes values from other workbooks. In Excel choose Data, Edit Links, Break Link, "
    "save it and send it again."
)


@dataclass(frozen=True, slots=True)
class Gate:
    """How much may be in the file, and what its owner is told who brings more, or something else."""

    most_bytes: int
    most_parts: int
    too_large: str
    unusual: str
    macros: str
    #: For a workbook that takes values from others; None where that does no harm.
    linked: str | None = None


FOR_PLANS = Gate(MOST_BYTES_UNPACKED, MOST_PARTS, _TOO_LARGE, _UNUSUAL, _MACROS, _LINKED)

_ENCRYPTED = 0x1
# The only two that Office uses, and the only two that are unpacked a piece at a time.
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNSAFE_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
_MACRO_PART = re.compile(r"(?:^|/)vba\w*\.(?:bin|xml)$", re.IGNORECASE)
_LINKED_WORKBOOK = re.compile(r"^xl/externalLinks/", re.IGNORECASE)
_XML_PART = re.compile(r"\.(?:xml|rels|vml)$", re.IGNORECASE)
_DEFINITION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# Another encoding than Office's own would hide a definition from the search.
_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_CONTENT_TYPES = "[Content_Types].xml"


def office_parts(data: bytes, filename: str, gate: Gate = FOR_PLANS) -> dict[str, bytes]:
    """The XML parts of the file by name, after everything in it was unpacked once and measured.

    What the archive's directory says of sizes is checked first, because it costs nothing, and then not believed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive.infolist(), len(data), filename, gate)
            return _unpacked(archive, filename, gate)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as broken:
        raise UnreadableDocument(BROKEN_ARCHIVE, "file", filename=filename) from broken


def _check_directory(entries: list[zipfile.ZipInfo], packed: int, filename: str, gate: Gate) -> None:
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    reasons = (
        (any(entry.flag_bits & _ENCRYPTED for entry in entries), PASSWORD),
        (len(entries) > gate.most_parts, gate.too_large),
        (unpacked > min(gate.most_bytes, packed * MOST_TIMES_LARGER), gate.too_large),
        (any(entry.compress_type not in _COMPRESSIONS for entry in entries), gate.unusual),
        (any(_UNSAFE_NAME.search(name) for name in names), gate.unusual),
        (len({name.casefold() for name in names}) < len(names), gate.unusual),
        (any(_MACRO_PART.search(name) for name in names), gate.macros),
        (any(_LINKED_WORKBOOK.match(name) for name in names), gate.linked),
    )
    for is_so, remedy in reasons:
        if is_so and remedy is not None:
            raise UnreadableDocument(remedy, "file", filename=filename)


def _unpacked(archive: zipfile.ZipFile, filename: str, gate: Gate) -> dict[str, bytes]:
    """Each part is read to its end, so that a wrong size or check sum in the directory shows."""
    parts: dict[str, bytes] = {}
    left = gate.most_bytes
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise UnreadableDocument(gate.too_large, "file", filename=filename)
        if len(content) != entry.file_size:
            raise zipfile.BadZipFile(entry.filename)
        if _XML_PART.search(entry.filename):
            _check_part(entry.filename, content, filename, gate)
            parts[entry.filename] = content
    return parts


def _check_part(name: str, content: bytes, filename: str, gate: Gate) -> None:
    declared = _DECLARED.match(content)
    is_hidden = b"\0" in content or declared is not None and declared[1].lower() not in _ENCODINGS
    if is_hidden or _DEFINITION.search(content):
        raise UnreadableDocument(gate.unusual, "file", filename=filename)
    if name == _CONTENT_TYPES and b"macroenabled" in content.lower():
        raise UnreadableDocument(gate.macros, "file", filename=filename)
