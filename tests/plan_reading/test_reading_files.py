from __future__ import annotations

import codecs
import zipfile

import pytest

from tests.support.plan_files import as_docx, as_html, as_xlsx
from tests.support.quickness import quick
from tests.support.word_files import packed
from tracker.plan_reading import UnreadableDocument, read_document
from tracker.plan_reading.document import Paragraph, Table
from tracker.plan_reading.file_kinds import FileKind, kind_of
from tracker.plan_reading.markup import without_markup
from tracker.plan_reading.reading import MOST_BYTES

TEXT = "แผนประจำปี\n\nมาตรการ\tผู้รับผิดชอบ\n๑. ก\tกองคลัง\n\nมาตรการ\tผู้รับผิดชอบ\tหมายเหตุ\n๒. ข\tกองช่าง\n"
BLOCKS = (
    Paragraph("แผนประจำปี"),
    Table(1, (("มาตรการ", "ผู้รับผิดชอบ"), ("๑. ก", "กองคลัง"))),
    Table(2, (("มาตรการ", "ผู้รับผิดชอบ", "หมายเหตุ"), ("๒. ข", "กองช่าง", ""))),
)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp874"),
        TEXT.encode("tis-620"),
    ],
    ids=[
        "utf-8",
        "utf-8 with mark",
        "windows lines",
        "old mac lines",
        "utf-16",
        "utf-16 le",
        "utf-16 be",
        "cp874",
        "tis-620",
    ],
)
def test_a_text_is_the_same_document_in_every_encoding(data: bytes) -> None:
    assert read_document(data, "plan.txt").blocks == BLOCKS


def test_a_file_cut_inside_a_letter_is_still_read() -> None:
    data = (TEXT * 5).encode()[:-7]
    assert len(read_document(data, "plan.TXT").tables) == 10


@pytest.mark.parametrize(
    ("data", "filename", "says"),
    [
        (b"", "plan.txt", "is empty"),
        (b" \n\t", "plan.txt", "is empty"),
        (b"<p></p>\n**", "plan.txt", "no words"),
        (bytes(range(256)) * 20, "plan.txt", "not a text file"),
        (b"x" * (MOST_BYTES + 1), "plan.txt", "larger than 20 MB"),
        (b"x\n" * 30_000, "plan.txt", "too long"),
        (b"x" * 5_000_000, "plan.txt", "too long"),
        (b"x\t" * 200, "plan.txt", "too long"),
    ],
    ids=[
        "empty", "blank", "only markup", "binary",
        "too large", "too many lines", "too much text", "too many columns",
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_with_what_to_do(data: bytes, filename: str, says: str) -> None:
    with quick(2.0), pytest.raises(UnreadableDocument, match=says) as refused:
        read_document(data, filename)
    assert refused.value.field == "file"
    assert refused.value.values["filename"] == filename


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def old_office(stream: str) -> bytes:
    return OLD_OFFICE + stream.encode("utf-16-le") + b"\0" * 500


def open_document(kind: str) -> bytes:
    parts = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"}
    return packed(parts, zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (old_office("WordDocument"), r"old Word kind.+save it as \.docx"),
        (old_office("Workbook"), r"old Excel kind.+save it as \.xlsx"),
        (old_office("PowerPoint Document"), "presentation.+Word document"),
        (old_office("EncryptedPackage"), "password.+take the password off"),
        (OLD_OFFICE, r"old Office kind.+save it as \.docx or \.xlsx"),
        (b"{\\rtf1\\ansi\\deff0 x}", r"not a Word file.+save it as \.docx"),
        (open_document("text"), r"not a Word file.+save it as \.docx"),
        (open_document("spreadsheet"), r"not an \.xlsx file.+save it as \.xlsx"),
        (open_document("presentation"), "presentation.+Word document"),
        (packed({"ppt/presentation.xml": "<x/>"}), "presentation.+Word document"),
        (packed({"xl/workbook.bin": "x"}), r"not an \.xlsx file.+save it as \.xlsx"),
        (packed({"xl/workbook.xml": "<x/>", "xl/vbaProject.bin": "x"}), r"macros.+Save it as \.docx or \.xlsx"),
        (packed({"word/document.xml": "<x/>", "word/vbaProject.bin": "x"}), r"macros.+Save it as \.docx or \.xlsx"),
        (packed({"แผน.docx": "x", "ปก.jpg": "x"}), "packed folder.+Unpack it"),
        (packed({}), "packed folder.+Unpack it"),
        (b"Rar!\x1a\x07\x01\0" + b"x" * 99, "packed folder.+Unpack it"),
        (b"7z\xbc\xaf\x27\x1c" + b"x" * 99, "packed folder.+Unpack it"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\xe0" * 99, "a picture.+Ask for the file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a picture.+Ask for the file"),
        (b"\0\0\0\x24ftypheic\0\0\0\0" + b"\0" * 99, "a picture.+Ask for the file"),
        (b"II*\0\x08\0\0\0" + b"\0" * 99, "a picture.+Ask for the file"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x", "web page saved with everything in it"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', r"save it as \.docx"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><x/>', r"save it as \.xlsx"),
        (b"MZ" + b"\0" * 99, "a program"),
        (packed({"word/document.xml": "<x/>" * 999})[:-30], "damaged or was not sent whole"),
    ],
    ids=[
        "doc", "xls", "ppt", "password", "ole", "rtf", "odt", "ods", "odp", "pptx", "xlsb", "xlsm", "docm", "zip",
        "empty zip", "rar", "7z", "jpg", "png", "heic", "tif", "mht", "word xml", "excel xml", "exe", "cut zip",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_remedy_under_any_name(data: bytes, says: str) -> None:
    for name in ("แผน.docx", "แผน.xlsx", "แผน.pdf", "แผน.txt", "แผน.html", "แผน"):
        with pytest.raises(UnreadableDocument, match=says):
            read_document(data, name)


def test_a_link_to_a_document_on_the_internet_is_refused_as_what_it_is() -> None:
    with pytest.raises(UnreadableDocument, match="Download the document"):
        read_document(b'{"url": "https://docs.example/x", "doc_id": "x"}', "แผน.gdoc")


@pytest.mark.parametrize("filename", ["แผน.docx", "แผน.xlsx", "แผน.PDF"])
def test_a_damaged_file_is_not_taken_for_a_text(filename: str) -> None:
    with pytest.raises(UnreadableDocument, match="damaged or was not sent whole"):
        read_document(b"\1\2" + packed({"word/document.xml": "<x/>"})[2:], filename)


@pytest.mark.parametrize("name", ["แผน", "แผน.docx", "แผน.txt", "แผน.pdf", "แผน.xls", "แผน.zip"])
def test_a_wrong_name_does_not_matter(name: str) -> None:
    document = read_document(TEXT.encode(), name)
    for written in (as_docx, as_html, as_xlsx):
        assert read_document(written(document), name).blocks == BLOCKS
    assert document.blocks == BLOCKS


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("\n <!-- x --><!DOCTYPE html><p>ก", FileKind.HTML),
        ('<?xml version="1.0" encoding="utf-8"?>\n<html>ก', FileKind.HTML),
        ("<TABLE border=1><tr><td>ก", FileKind.HTML),
        ("<p>ก</p> ตัวชี้วัด", FileKind.TEXT),
        ("<ก> ตัวชี้วัด", FileKind.TEXT),
        ("BM แผน", FileKind.TEXT),
    ],
)
def test_a_page_is_known_by_how_it_begins(start: str, kind: FileKind) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert kind_of(start.encode(encoding), "แผน.txt") is kind
    assert kind_of("แผน".encode(), "แผน.html") is FileKind.TEXT
    assert kind_of("<p>แผน".encode(), "แผน.htm") is FileKind.HTML
    assert kind_of("แผน,ก".encode(), "แผน.CSV") is FileKind.DELIMITED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>๑. ก</p> <p>๒. ข</p>", "๑. ก\n๒. ข"),
        ("ระบบ <u>e-service</u> ใหม่", "ระบบ e-service ใหม่"),
        ("**หัวข้อ** ก", "หัวข้อ ก"),
        ("### แผน", "แผน"),
        ("ก &amp; ข", "ก & ข"),
        ("น้อยกว่า < ๘๕ และ > ๕๐", "น้อยกว่า < ๘๕ และ > ๕๐"),
        ("ก<br/>ข", "ก\nข"),
    ],
)
def test_markup_is_no_part_of_the_words(text: str, words: str) -> None:
    assert without_markup(text) == words
