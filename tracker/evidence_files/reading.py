"""A file that somebody attaches, looked at before anything of it is kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date

from tracker.domain.errors import N_, Refusal
from tracker.domain.evidence import BYTES_IN_A_MEGABYTE, EMPTY, check_size
from tracker.evidence_files.documents import check_document
from tracker.evidence_files.kinds import CONTENT_TYPES, OFFICE, PICTURE_KINDS, AttachmentKind, kind_of
from tracker.evidence_files.pictures import emblem, photograph

MOST_OF_AN_EMBLEM = 5
"""In megabytes."""

_LARGE_EMBLEM = N_("“%(filename)s” has more than %(most)s MB. Make the picture smaller and choose it again.")

# Unpacking a document or a picture takes some hundred megabytes for a moment: eight at a time would take gigabytes.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is kept of a file: for a picture not what was sent, but the picture drawn anew."""

    data: bytes
    content_type: str
    #: The ending of its name.
    suffix: str
    #: A JPEG.
    thumbnail: bytes | None = None
    #: What the camera says; a clock that was never set says anything.
    taken_on: date | None = None


def read_attachment(data: bytes, filename: str) -> Attachment:
    """Refuses what cannot be evidence, with a sentence that names the remedy."""
    check_size(len(data), filename)
    kind = kind_of(data, filename)
    if kind in PICTURE_KINDS:
        with _ONE_AT_A_TIME:
            drawn = photograph(data, kind, filename)
        jpeg = AttachmentKind.JPEG
        return Attachment(drawn.data, CONTENT_TYPES[jpeg], jpeg.value, drawn.thumbnail, drawn.taken_on)
    if kind in OFFICE:
        with _ONE_AT_A_TIME:
            check_document(data, kind, filename)
    return Attachment(data, CONTENT_TYPES[kind], kind.value)


def read_emblem(data: bytes, filename: str) -> bytes:
    """What is kept of an agency's emblem: the picture drawn anew, as a PNG."""
    if not data:
        raise Refusal(EMPTY, "file", filename=filename)
    if len(data) > MOST_OF_AN_EMBLEM * BYTES_IN_A_MEGABYTE:
        raise Refusal(_LARGE_EMBLEM, "file", filename=filename, most=MOST_OF_AN_EMBLEM)
    with _ONE_AT_A_TIME:
        return emblem(data, filename)
