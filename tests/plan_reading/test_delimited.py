"""Files of delimited cells, and what is pasted from Word and Excel, are read into the same document as a text."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.plan_files import as_csv
from tests.support.quickness import quick
from tracker.plan_reading import PASTED, UnreadableDocument, read_document, read_pasted
from tracker.plan_reading.delimited_reader import read_delimited
from tracker.plan_reading.document import Paragraph, Table
from tracker.plan_reading.text_reader import read_text

SLOWEST_SECONDS = 2.0
SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
HEADINGS = ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา")
ROW = ("1", "จัดทำคู่มือ", "กองคลัง, กองช่าง", "ม.ค. - มี.ค. 69")
TITLE = "แผนประจำปีงบประมาณ พ.ศ. 2569"
BLOCKS = (Paragraph(TITLE), Table(1, (HEADINGS, ROW)))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_the_same_document_with_every_delimiter(sample: Path, delimiter: str) -> None:
    document = read_text(sample.read_bytes(), "plan.csv")
    assert read_document(as_csv(document, delimiter), "plan.csv") == document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "tis-620"])
def test_the_encoding_is_found(encoding: str) -> None:
    text = f'{TITLE},,,\r\n{",".join(HEADINGS)}\r\n1,จัดทำคู่มือ,"กองคลัง, กองช่าง",ม.ค. - มี.ค. 69\r\n'
    assert read_document(text.encode(encoding), "plan.csv").blocks == BLOCKS


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_quoted_cells_keep_their_line_ends(line_end: str) -> None:
    lines = ["มาตรการ,ขั้นตอน,ผู้รับผิดชอบ", 'คู่มือ,"1. ยกร่าง', '2. พิมพ์ ""แจก""",กองคลัง']
    (table,) = read_document(line_end.join(lines).encode(), "plan.csv").tables
    assert table.rows[1] == ("คู่มือ", '1. ยกร่าง\n2. พิมพ์ "แจก"', "กองคลัง")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("'=1+1", "=1+1"),
        ("'+66 2 123", "+66 2 123"),
        ("'- ข้อย่อย", "- ข้อย่อย"),
        ("'@คลัง", "@คลัง"),
        ("'ก", "'ก"),
        ('"=""001"""', "001"),
        ("=1+1", "=1+1"),
        ("<p>ก</p>", "ก"),
        ("  ก  ", "ก"),
    ],
)
def test_signs_that_guard_against_formulas_are_no_part_of_the_words(cell: str, words: str) -> None:
    data = f"มาตรการ,ผู้รับผิดชอบ\n{cell},กองคลัง\n".encode()
    assert read_document(data, "plan.csv").tables[0].rows[1][0] == words


def test_the_delimiter_may_be_named_in_the_first_line() -> None:
    data = "sep=^\nมาตรการ^ผู้รับผิดชอบ\nก,ข;ค^กองคลัง\n".encode()
    assert read_document(data, "plan.csv").tables[0].rows == (("มาตรการ", "ผู้รับผิดชอบ"), ("ก,ข;ค", "กองคลัง"))


def test_commas_in_sentences_do_not_make_a_table() -> None:
    text = "แผนป้องกันการทุจริต\n1. ประชุม, ชี้แจง, ติดตาม\n2. จัดทำคู่มือ ให้กองคลัง, กองช่าง\nลงชื่อ ปลัด\n"
    assert read_document(text.encode(), "plan.csv").blocks == read_text(text.encode(), "plan.txt").blocks


def test_rows_without_a_heading_that_is_known_are_a_table_when_most_are_of_one_width() -> None:
    assert read_document("ก;ข;ค\nง;จ;ฉ\n".encode(), "plan.csv").tables[0].rows == (("ก", "ข", "ค"), ("ง", "จ", "ฉ"))
    for sentences in ("ก, ข\nค, ง, จ\nฉ", "ก, ข\nค, ง\nจ, ฉ, ช\nซ, ฌ, ญ, ฎ\nฏ, ฐ, ฑ, ฒ, ณ"):
        assert read_document(sentences.encode(), "plan.csv").tables == []


def test_a_quote_that_is_never_closed_takes_nothing_with_it() -> None:
    data = 'มาตรการ,ผู้รับผิดชอบ\n"คู่มือ ฉบับ,กองคลัง\nป้าย,กองช่าง\n'.encode()
    assert len(read_document(data, "plan.csv").tables[0].rows) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n" * 30_000,
        b"a," * 5_000_000,
        (b"a," * 300 + b"\n") * 3,
        b'a,"' + b"b" * 300_000 + b'"\n',
    ],
    ids=["too many rows", "too many bytes", "too many columns", "an endless cell"],
)
def test_what_is_too_long_is_refused_soon(data: bytes) -> None:
    with quick(SLOWEST_SECONDS), pytest.raises(UnreadableDocument, match="too long"):
        read_delimited(data, "plan.csv")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_pasted_sample_is_the_same_document(sample: Path) -> None:
    assert read_pasted(sample.read_text(encoding="utf-8")).blocks == read_text(sample.read_bytes(), PASTED).blocks


def test_cells_copied_out_of_excel_keep_their_line_ends_and_quotes() -> None:
    text = (
        f"{TITLE}\t\t\r\nมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\r\n"
        '"คลินิก" เคลื่อนที่\t"1. ยกร่าง\n2. พิมพ์ ""แจก"""\tกองคลัง\r\n"ป้าย"\t\tกองช่าง\r\n'
    )
    assert read_pasted(text).blocks == (
        Paragraph(TITLE),
        Table(
            1,
            (
                ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ"),
                ('"คลินิก" เคลื่อนที่', '1. ยกร่าง\n2. พิมพ์ "แจก"', "กองคลัง"),
                ('"ป้าย"', "", "กองช่าง"),
            ),
        ),
    )


def test_lines_of_a_cell_copied_out_of_word_are_put_together() -> None:
    text = (
        f"{TITLE}\nที่\tมาตรการ\tขั้นตอน\tระยะเวลา\n1\tคู่มือ\t1. ยกร่าง\n2. พิมพ์\n3. แจก\tไตรมาส 1\nถึง 2\n"
        "2\tป้าย\tติดตั้ง\tไตรมาส 3\n\nลงชื่อ ปลัด"
    )
    document = read_pasted(text)
    assert document.paragraphs == [TITLE, "ลงชื่อ ปลัด"]
    assert document.tables[0].rows[1:] == (
        ("1", "คู่มือ", "1. ยกร่าง\n2. พิมพ์\n3. แจก", "ไตรมาส 1\nถึง 2"),
        ("2", "ป้าย", "ติดตั้ง", "ไตรมาส 3"),
    )


def test_a_caption_between_lines_copied_out_of_word_stays_apart() -> None:
    text = "มาตรการ\tผู้รับผิดชอบ\tระยะเวลา\nคู่มือ\tกองคลัง\nกองช่าง\tไตรมาส 1\nตัวชี้วัดที่ 2 การใช้งบประมาณ\nป้าย\tกองช่าง\tไตรมาส 3"
    assert [row[0] for row in read_pasted(text).tables[0].rows] == [
        "มาตรการ", "คู่มือ", "ตัวชี้วัดที่ 2 การใช้งบประมาณ", "ป้าย",
    ]  # fmt: skip


def test_lines_that_do_not_all_make_rows_are_left_as_they_are() -> None:
    text = "มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\nก\tข\nค\tง\tกองช่าง\nจ\tฉ\tกองคลัง\nช\tซ\tกองช่าง\tไตรมาส 1\n"
    assert [row[0] for row in read_pasted(text).tables[0].rows] == ["มาตรการ", "ก", "ค", "จ", "ช"]


def test_rows_that_only_lack_their_last_cells_are_left_as_they_are() -> None:
    text = "มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\nก\tข\tกองคลัง\nค\tง\tกองช่าง\tไตรมาส 1\n"
    assert [row[0] for row in read_pasted(text).tables[0].rows] == ["มาตรการ", "ก", "ค"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x0b"])
def test_an_empty_box_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDocument, match="no words"):
        read_pasted(text)


@pytest.mark.parametrize(
    "text",
    ["ก" * 1_500_001, "ก\n" * 30_000, "ก\t" * 200, '\n"' * 700_000, '"ก\n' * 9_000],
    ids=["letters", "lines", "columns", "quotes", "open quotes"],
)
def test_pasted_text_is_read_or_refused_soon(text: str) -> None:
    with quick(SLOWEST_SECONDS), suppress(UnreadableDocument):
        read_pasted(text)
