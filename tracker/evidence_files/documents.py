"""Office documents on their way in: unpacked once and measured, but never read."""

from __future__ import annotations

import re

from tracker.domain.errors import N_, Refusal
from tracker.evidence_files.kinds import OPEN_DOCUMENTS, AttachmentKind
from tracker.plan_reading.archives import Gate, office_parts
from tracker.plan_reading.foreign_files import PASSWORD

_MACROS = N_(
    "“%(filename)s” has macros (.docm, .xlsm, .pptm), which are never taken. "
    "Save it without them as .docx, .xlsx or .pptx, or as PDF, and attach that."
)
GATE = Gate(
    most_bytes=100 * 1024 * 1024,
    most_parts=3000,
    too_large=N_("“%(filename)s” unpacks to far more than a document. Save it as PDF and attach that."),
    unusual=N_(
        "“%(filename)s” is not built as Office and LibreOffice build their files. "
        "Open it, save it as PDF and attach that."
    ),
    macros=_MACROS,
)
_MANIFEST = "META-INF/manifest.xml"
_PROGRAM_OF_LIBREOFFICE = re.compile(r"(?:Basic|Scripts)/")


def check_document(data: bytes, kind: AttachmentKind, filename: str) -> None:
    parts = office_parts(data, filename, GATE)
    if kind not in OPEN_DOCUMENTS:
        return
    if any(_PROGRAM_OF_LIBREOFFICE.match(name) for name in parts):
        raise Refusal(_MACROS, "file", filename=filename)
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        raise Refusal(PASSWORD, "file", filename=filename)
