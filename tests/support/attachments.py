"""Files to attach, good and hostile, made anew by each test."""

from __future__ import annotations

import io
import random
import zlib
from datetime import date
from functools import cache
from pathlib import Path

from flask import current_app
from PIL import Image

from tests.factories import moment
from tests.support.word_files import packed, paragraph, word_file
from tracker.evidence_files import Attachment, EvidenceFolder, read_attachment
from tracker.extensions import db
from tracker.models import Evidence, ProgressReport

GPS_PART, GPS_NORTH, GPS_LATITUDE = 0x8825, 1, 2
PHOTOGRAPH_PART, TAKEN_AT, ORIENTATION, OWNER = 0x8769, 0x9003, 0x0112, 0x013B
NAME_OF_THE_OWNER = "somebody's own telephone"

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = "<!doctype html><title>ก</title><script>alert(1)</script>".encode()
PROGRAM = b"MZ\x90\0" + b"\0" * 60 + b"PE\0\0"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DOCX = word_file(paragraph("บันทึกการประชุม"))
XLSX = packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})


def picture(width: int = 400, height: int = 300, kind: str = "JPEG", seed: int = 0, mode: str = "RGB") -> bytes:
    """No two with different seeds are alike."""
    noise = random.Random(seed).randbytes(16 * 12 * len(mode))
    return _saved(Image.frombytes(mode, (16, 12), noise).resize((width, height)), kind)


def photograph(
    taken_on: date | None = None, *, orientation: int = 1, width: int = 400, height: int = 300, seed: int = 0
) -> bytes:
    """As a telephone makes it, with the place where it stood and the name of its owner."""
    exif = Image.Exif()
    exif[OWNER], exif[ORIENTATION] = NAME_OF_THE_OWNER, orientation
    exif.get_ifd(GPS_PART).update({GPS_NORTH: "N", GPS_LATITUDE: (16.0, 44.0, 30.5)})
    if taken_on is not None:
        exif.get_ifd(PHOTOGRAPH_PART)[TAKEN_AT] = f"{taken_on:%Y:%m:%d} 10:11:12"
    image = Image.open(io.BytesIO(picture(width, height, seed=seed)))
    return _saved(image, "JPEG", exif=exif, comment=NAME_OF_THE_OWNER.encode())


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""
    data = picture(8, 8, "PNG")
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + data[24:29]
    return data[:12] + header + zlib.crc32(header).to_bytes(4, "big") + data[33:]


@cache
def zip_bomb() -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": b"\0" * 120_000_000})


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def folder() -> EvidenceFolder:
    """Of the application at hand."""
    return EvidenceFolder(current_app.config["TRACKER"].evidence)


def files_on_disk() -> list[Path]:
    return sorted(path for path in folder().root.rglob("*") if path.is_file())


def attach_picture(report: ProgressReport, user_id: int, **columns: object) -> Evidence:
    """A row with its file, as the use case leaves them."""
    attachment: Attachment = read_attachment(picture(seed=report.id), "p.jpg")
    with folder().keeping(report.agency_id, attachment) as name:
        row = Evidence(
            report_id=report.id,
            added_at=moment(report.month),
            added_by_id=user_id,
            **{
                "caption": "ภาพถ่าย",
                "filename": "ภาพ.jpg",
                "stored_name": name,
                "content_type": attachment.content_type,
                "size_bytes": len(attachment.data),
            }
            | columns,
        )
        db.session.add(row)
        db.session.commit()
    return row
