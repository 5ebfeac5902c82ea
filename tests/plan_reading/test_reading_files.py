from __future__ import annotations

import codecs
import time

import pytest

from tracker.plan_reading import UnreadableDocument, read_document
from tracker.plan_reading.document import Paragraph, Table
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
    started = time.perf_counter()
    with pytest.raises(UnreadableDocument, match=says) as refused:
        read_document(data, filename)
    assert refused.value.field == "file"
    assert refused.value.values["filename"] == filename
    assert time.perf_counter() - started < 2


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
