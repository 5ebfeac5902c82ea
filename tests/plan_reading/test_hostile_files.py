"""Files made to do harm are refused in a sentence, and soon."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping
from contextlib import suppress

import pytest

from tests.support.quickness import quick
from tests.support.word_files import item, list_definition, list_level, packed, paragraph, row, table, word_file
from tracker.plan_reading import UnreadableDocument, read_document
from tracker.plan_reading.archives import MOST_BYTES_UNPACKED, MOST_PARTS, office_parts

SLOWEST_SECONDS = 2.0
GOOD = word_file(paragraph("ก"))
DEFINITION = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "กกกกกกกก"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
NOISE = random.Random(2569).randbytes(200_000).hex()


def with_parts(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A good Word document, and more in it."""
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(name: str, content: str | bytes = "<x/>") -> bytes:
    return with_parts({name: content})


def with_lie(data: bytes, offset: int, lie: bytes) -> bytes:
    """Another value in the first entry of the archive's directory."""
    place = data.index(b"PK\x01\x02") + offset
    return data[:place] + lie + data[place + len(lie) :]


def varied(count: int, piece: str) -> str:
    """The piece again and again, each time a little otherwise, so that it cannot be packed to nearly nothing."""
    starts = (place * 2 % 399_000 for place in range(count))
    return "".join(piece.format(NOISE[start : start + 8]) for start in starts)


def read_or_refuse(data: bytes, filename: str) -> None:
    with quick(SLOWEST_SECONDS), suppress(UnreadableDocument):
        read_document(data, filename)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (with_part("word/zeros.bin", b"\0" * (MOST_BYTES_UNPACKED + 1)), "unpacks to far more"),
        (with_part("word/zeros.bin", b"\0" * 1_000_000), "unpacks to far more"),
        (with_parts({f"word/{number}.bin": "" for number in range(MOST_PARTS)}), "unpacks to far more"),
        (with_lie(GOOD, 24, b"\x01\0\0\0"), "damaged"),
        (with_lie(GOOD, 24, b"\xff\xff\0\0"), "damaged|unpacks"),
        (with_lie(GOOD, 16, b"\0\0\0\0"), "damaged"),
        (with_lie(GOOD, 8, b"\x01\0"), "password"),
        (GOOD[:-40], "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (with_parts({"word/more.xml": "<x/>"}, zipfile.ZIP_LZMA), "not built as"),
        (with_part("../../etc/cron.d/x"), "not built as"),
        (with_part("/etc/x"), "not built as"),
        (with_part("C:x"), "not built as"),
        (with_part("WORD/Document.xml"), "not built as"),
        (with_part("word/more.xml", DEFINITION), "not built as"),
        (with_part("word/more.xml", DEFINITION.encode("utf-16")), "not built as"),
        (with_part("word/more.xml", b'<?xml version="1.0" encoding="utf-7"?>+ADw-x/>'), "not built as"),
        (with_part("word/vbaProject.bin", b"x"), "macros.+Save it as .docx"),
        (with_part("[content_types].xml", "macroEnabled"), "not built as"),
        (packed({"[Content_Types].xml": "x.macroEnabled.main+xml", "word/document.xml": "<x/>"}), "macros"),
        (with_part("xl/externalLinks/externalLink1.xml"), "other workbooks.+Break Link"),
    ],
    ids=[
        "bomb", "ratio", "parts", "size too small", "size too large", "check sum", "password", "cut off", "half",
        "packed otherwise", "path up", "path from root", "drive", "twice", "entities", "entities in utf-16",
        "odd encoding", "macros", "twice too", "macros said", "links",
    ],
)  # fmt: skip
def test_the_gate_refuses_what_no_office_program_makes(data: bytes, says: str) -> None:
    with quick(SLOWEST_SECONDS), pytest.raises(UnreadableDocument, match=says):
        office_parts(data, "plan.docx")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (word_file(varied(200_000, "<w:p><w:r><w:t>{}</w:t></w:r></w:p>")), "too long"),
        (word_file(varied(60_000, "<w:tr><w:tc/></w:tr>{}")), "too long"),
        (word_file(varied(400_000, '<w:x w:a="{}"/>') + varied(250_000, "<w:y/>{}")), "too long"),
        (word_file(table(row(*"ก" * 101))), "too long"),
        (word_file("<w:p>" * 300 + "</w:p>" * 300), "damaged"),
        (word_file("<w:p>"), "damaged"),
        (word_file(""), "no words"),
        (packed({"word/document.xml": ""}), "no words"),
        (packed({"word/document.xml": "<x/>", "_rels/.rels": "<Relationships>"}), "damaged"),
    ],
    ids=["paragraphs", "cells", "tags", "columns", "depth", "not closed", "empty body", "empty part", "relationships"],
)
def test_a_word_document_that_is_no_plan_is_refused_before_it_takes_the_machine(data: bytes, says: str) -> None:
    with quick(SLOWEST_SECONDS), pytest.raises(UnreadableDocument, match=says):
        read_document(data, "plan.docx")


@pytest.mark.parametrize(
    "page",
    [
        "<p>ก" * 30_000,
        "<b>ก</b>" * 200_000,
        "<div>" * 300 + "ก",
        "<table>" + "<tr>" + "<td>ก" * 101,
        "<table>" + "<tr><td colspan=9>ก" * 25_000,
        "<table>" + "<tr>" + "<td colspan=150>ก" * 9,
        "<p " + " ".join(f"a{number}" for number in range(200_000)) + ">ก",
        "<p " + " ".join(f"a{number}='>'" for number in range(200_000)) + ">ก",
        "<p>" + "ก " * 4_000_000,
        "<table><tr><td>ก<td>ข</table>" * 70_000,
    ],
    ids=["paragraphs", "tags", "depth", "columns", "rows", "grid", "attributes", "values", "length", "tables"],
)  # fmt: skip
def test_a_page_that_is_no_plan_is_refused_before_it_takes_the_machine(page: str) -> None:
    with quick(SLOWEST_SECONDS), pytest.raises(UnreadableDocument, match="too long"):
        read_document(page.encode(), "plan.html")


def test_what_is_made_to_be_slow_is_not() -> None:
    for page in (
        "<p>ก" + "<script " * 200_000,
        "<p>ก" + "<!--" * 200_000,
        "<!---->" * 100_000 + "ก",
        "<p>ก<script>" + "</script " * 100_000,
        "<pre>ก" + " " * 500_000 + "ข",
        "<p style='" + "display " * 500_000 + "'>ก",
        "<table>" + "<tr>" + "<td rowspan=99999>ก" * 99 + "<tr><td>ข" * 15_000,
        "<table>" + "<tr><td>ก<td><table>" * 24 + "ข",
        "<ol><li>" * 49 + "ก",
        "<p>" + "ก<br> " * 200_000,
    ):
        read_or_refuse(page.encode(), "plan.html")
    for text in ("ก" + " " * 200_000 + "ข", "ก\tข" + " " * 200_000 + "ค"):
        read_or_refuse(text.encode(), "plan.txt")
    lists = list_definition(*(list_level(place, "decimal", "%1.%2.%3") for place in range(9)), uses=tuple(range(9_000)))
    for data in (
        word_file(varied(15_000, item("{}", 1))[: 19 * 2**20], numbering=lists),
        word_file(paragraph(NOISE[:20_000] + " " * 200_000 + "ก")),
        word_file("<w:p><w:r><w:t>ก</w:t></w:r><w:txbxContent>" * 120 + "</w:txbxContent></w:p>" * 120),
        word_file("<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80),
    ):
        read_or_refuse(data, "plan.docx")
