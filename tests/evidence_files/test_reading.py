"""What people attach is known by its content; what cannot be evidence is refused with what to do instead."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from tests.support import attachments as made
from tests.support.office_programs import saved_by_libreoffice
from tests.support.quickness import quick
from tests.support.requirements import WORD_PROCESSOR, need
from tests.support.word_files import packed
from tracker.domain.errors import Refusal
from tracker.domain.evidence import MOST_BYTES
from tracker.evidence_files import read_attachment
from tracker.evidence_files.pictures import LONGEST_SIDE, MOST_SCANS, THUMBNAIL_SIDE

SLOWEST_SECONDS = 1.0


def in_words(value: object) -> str:
    return value if isinstance(value, str) else "file"


def shown(data: bytes | None) -> Image.Image:
    assert data is not None
    return Image.open(io.BytesIO(data), formats=["JPEG"])


@pytest.mark.parametrize(
    ("data", "name", "content_type", "suffix"),
    [
        (made.picture(), "a.jpg", "image/jpeg", ".jpg"),
        (made.picture(kind="PNG"), "a.png", "image/jpeg", ".jpg"),
        (made.picture(kind="WEBP"), "a.webp", "image/jpeg", ".jpg"),
        (made.picture(kind="PNG"), "no ending", "image/jpeg", ".jpg"),
        (made.picture(kind="PNG"), "a.exe", "image/jpeg", ".jpg"),
        (made.picture(kind="PNG", mode="RGBA"), "a.png", "image/jpeg", ".jpg"),
        (made.picture(mode="CMYK"), "a.jpg", "image/jpeg", ".jpg"),
        (made.PDF, "a.pdf", "application/pdf", ".pdf"),
        (made.PDF, "a.docx", "application/pdf", ".pdf"),
        ("ที่ประชุมมีมติ".encode(), "a.txt", "text/plain", ".txt"),
        ("ที่ประชุมมีมติ".encode("cp874"), "a.TXT", "text/plain", ".txt"),
        ("ที่,มติ\n1,ชอบ".encode("utf-8-sig"), "a.csv", "text/csv", ".csv"),
        ("ที่,มติ".encode("utf-16"), "a.csv", "text/csv", ".csv"),
        (made.DOCX, "a.zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
        (made.XLSX, "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    ],
    ids=in_words,
)
def test_it_knows_a_file_by_its_content(data: bytes, name: str, content_type: str, suffix: str) -> None:
    found = read_attachment(data, name)
    assert (found.content_type, found.suffix) == (content_type, suffix)
    assert (found.thumbnail is None) == (not content_type.startswith("image/"))


def hiding(part: str, content: bytes = b"x") -> bytes:
    file = io.BytesIO(made.DOCX)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(part, content)
    return file.getvalue()


def progressive_bomb() -> bytes:
    """A picture with its last pass written again and again."""
    file = io.BytesIO()
    Image.open(io.BytesIO(made.picture())).save(file, "JPEG", progressive=True)
    data = file.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * MOST_SCANS + data[-2:]


LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le")
OPEN_TEXT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.jpg", "is empty"),
        (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, "a.jpg", "more than 15 MB"),
        (made.PROGRAM, "a.jpg", "is a program"),
        (b"\x7fELF" + b"\0" * 90, "a.pdf", "is a program"),
        (b"#!/bin/sh\nrm -rf x\n", "a.txt", "is a program"),
        (made.SVG, "a.svg", "web page or a drawing"),
        (made.SVG, "a.png", "web page or a drawing"),
        (b"<?xml version='1.0'?>" + made.SVG, "a.jpg", "web page or a drawing"),
        (made.PAGE, "a.html", "web page or a drawing"),
        (made.PAGE, "a.txt", "web page or a drawing"),
        ("ก\n<script>x</script>".encode(), "a.csv", "web page or a drawing"),
        (made.PAGE.decode().encode("utf-16"), "a.txt", "web page or a drawing"),
        (made.HEIC, "IMG_1.HEIC", "HEIC.+Most Compatible"),
        (made.HEIC, "IMG_1.jpg", "HEIC.+Most Compatible"),
        (b"GIF89a" + b"\0" * 40, "a.gif", "save it as JPEG or PNG"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 40, "a.mp4", "film"),
        (b"Rar!\x1a\x07\0", "a.rar", "packed folder"),
        (packed({"a.exe": made.PROGRAM}), "a.docx", "packed folder"),
        (LOCKED_OFFICE, "a.docx", "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "a.doc", "old Office kind"),
        (made.zip_bomb(), "a.docx", "unpacks to far more than a document.+PDF"),
        (hiding("word/vbaProject.bin"), "a.docm", "macros"),
        (packed({"[Content_Types].xml": "macroEnabled", "word/document.xml": "<x/>"}), "a.docx", "macros"),
        (hiding("../../x"), "a.docx", "not built as Office"),
        (packed(OPEN_TEXT | {"Basic/Standard/Module1.xml": "<x/>"}, zipfile.ZIP_STORED), "a.odt", "macros"),
        (packed(OPEN_TEXT | {"META-INF/manifest.xml": "<encryption-data/>"}, zipfile.ZIP_STORED), "a.odt", "password"),
        (made.DOCX[:-30], "a.docx", "damaged"),
        (b"%PDF-1.7\n", "a.pdf", "damaged"),
        (made.PDF + made.DOCX, "a.pdf", "two kinds of file"),
        (packed({"%PDF-1.7": "", "word/document.xml": "<x/>"}), "a.docx", "two kinds of file"),
        (b"MZ" + made.PDF, "a.pdf", "is a program"),
        (b"\0\1\2\3" * 50, "a.txt", "kind that cannot be attached"),
        ("ประชุม".encode(), "a.xyz", "kind that cannot be attached"),
        (made.picture()[:-200], "a.jpg", "damaged or was not sent whole"),
        (made.picture(kind="PNG")[:-60], "a.png", "damaged or was not sent whole"),
        (made.picture(kind="WEBP")[:60], "a.webp", "damaged or was not sent whole"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 99, "a.jpg", "damaged or was not sent whole"),
        (made.claiming(40_000, 40_000), "a.png", "too many pixels"),
        (made.claiming(9_000, 4_000), "a.png", "too many pixels"),
        (progressive_bomb(), "a.jpg", "too many pixels"),
    ],
    ids=in_words,
)
def test_what_cannot_be_evidence_is_refused_soon_and_with_the_remedy(data: bytes, name: str, says: str) -> None:
    with quick(SLOWEST_SECONDS), pytest.raises(Refusal, match=says) as refused:
        read_attachment(data, name)
    assert refused.value.field == "file"


def test_nothing_of_what_the_camera_wrote_is_kept() -> None:
    sent = made.photograph(date(2026, 1, 20))
    before = Image.open(io.BytesIO(sent))
    assert before.getexif().get_ifd(made.GPS_PART)
    assert made.NAME_OF_THE_OWNER.encode() in sent
    found = read_attachment(sent, "a.jpg")
    assert found.taken_on == date(2026, 1, 20)
    for data in (found.data, found.thumbnail):
        after = shown(data)
        assert not after.getexif()
        assert after.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert made.NAME_OF_THE_OWNER.encode() not in (data or b"")


def test_what_hangs_on_a_picture_is_gone() -> None:
    found = read_attachment(made.picture() + made.PAGE + made.DOCX, "a.jpg")
    assert found.data.endswith(b"\xff\xd9")
    assert b"script" not in found.data


@pytest.mark.parametrize(
    ("width", "height", "kept"),
    [
        (400, 300, (400, 300)),
        (4000, 3000, (2000, 1500)),
        (3000, 4000, (1500, 2000)),
        (1080, 2400, (900, 2000)),
        (1280, 8000, (900, 5625)),
        (2, 2600, (2, 2600)),
    ],
)
def test_pictures_are_made_small_but_a_long_page_stays_readable(width: int, height: int, kept: tuple[int, int]) -> None:
    found = read_attachment(made.picture(width, height), "a.jpg")
    assert shown(found.data).size == kept
    assert max(shown(found.thumbnail).size) <= THUMBNAIL_SIDE < LONGEST_SIDE


def test_a_photograph_stands_upright() -> None:
    found = read_attachment(made.photograph(orientation=6), "a.jpg")
    assert shown(found.data).size == (300, 400)


@pytest.mark.parametrize("written", ["0000:00:00 00:00:00", "2026:13:40 1:1:1", "yesterday"])
def test_a_camera_that_does_not_know_the_day_says_none(written: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(made.PHOTOGRAPH_PART)[made.TAKEN_AT] = written
    file = io.BytesIO()
    Image.open(io.BytesIO(made.picture())).save(file, "JPEG", exif=exif)
    assert read_attachment(file.getvalue(), "a.jpg").taken_on is None


def test_what_shines_through_is_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(file, "PNG")
    assert ImageStat.Stat(shown(read_attachment(file.getvalue(), "a.png").data)).mean == [255, 255, 255]


@pytest.mark.parametrize("kind", ["odt", "docx", "pdf"])
def test_what_libreoffice_saves_is_taken(kind: str, tmp_path: Path) -> None:
    need(WORD_PROCESSOR)
    saved = saved_by_libreoffice("ที่ประชุมมีมติ".encode(), "a.txt", kind, tmp_path)
    assert read_attachment(saved, f"a.{kind}").suffix == f".{kind}"
