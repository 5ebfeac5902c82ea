"""The part of the document that stands beside a measure while it is looked at."""

from __future__ import annotations

from tracker.plan_reading.document import Document, Paragraph, Span, Table
from tracker.plan_reading.draft import Source
from tracker.plan_reading.source_rows import MOST_PARAGRAPHS, MOST_ROWS, SourceRows

HEADINGS = ("ที่", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา")


def table(*rows: tuple[str, ...], number: int = 1, spans: tuple[Span, ...] = ()) -> Table:
    return Table(number, rows, spans)


def columns(document: Document, place: Source, *others: Source) -> dict[str, tuple[str, ...]]:
    part = SourceRows(document, [place, *others]).part(place)
    assert part is not None
    return {column.heading: column.texts for column in part.columns}


def test_a_row_stands_under_the_headings_of_its_table() -> None:
    document = Document("plan", (table(HEADINGS, ("๑", "คู่มือ", "กองคลัง", "")),))
    assert columns(document, Source(1, 2)) == {"ที่": ("๑",), "มาตรการ": ("คู่มือ",), "ผู้รับผิดชอบ": ("กองคลัง",)}


def test_rows_that_continue_a_measure_are_part_of_it() -> None:
    rows = (HEADINGS, ("๑", "คู่มือ", "กองคลัง", "ต.ค."), ("", "", "กองช่าง", ""), HEADINGS, ("๒", "ป้าย", "", ""))
    document = Document("plan", (table(*rows),))
    found = columns(document, Source(1, 2), Source(1, 5))
    assert found["ผู้รับผิดชอบ"] == ("กองคลัง", "กองช่าง")
    assert found["มาตรการ"] == ("คู่มือ",)


def test_a_measure_goes_on_at_the_top_of_the_next_page() -> None:
    first = table(HEADINGS, ("๑", "คู่มือ", "กองคลัง", "ต.ค."))
    second = table(HEADINGS, ("", "", "กองช่าง", "ม.ค."), ("ตัวชี้วัดที่ ๒", "", "", ""), ("๒", "ป้าย", "", ""), number=2)
    found = columns(Document("plan", (first, second)), Source(1, 2), Source(2, 4))
    assert found["ผู้รับผิดชอบ"] == ("กองคลัง", "กองช่าง")
    assert "ตัวชี้วัดที่ ๒" not in str(found)


def test_a_table_without_headings_goes_on_under_those_before() -> None:
    first = table(HEADINGS, ("๑", "คู่มือ", "กองคลัง", "ต.ค."))
    document = Document("plan", (first, table(("๒", "ป้าย", "กองช่าง", "พ.ย."), number=2)))
    assert columns(document, Source(2, 1))["มาตรการ"] == ("ป้าย",)


def test_a_second_heading_row_divides_the_first() -> None:
    first = ("ที่", "มาตรการ", "ระยะเวลา", "", "ผู้รับผิดชอบ")
    rows = (first, ("", "", "ไตรมาส 1", "ไตรมาส 2", ""), ("๑", "คู่มือ", "✓", "", "กองคลัง"))
    found = columns(Document("plan", (table(*rows, spans=(Span(0, 2, 1, 2),)),)), Source(1, 3))
    assert found["ระยะเวลา · ไตรมาส 1"] == ("✓",)
    assert found["ผู้รับผิดชอบ"] == ("กองคลัง",)


def test_a_row_that_continues_the_page_before_is_no_heading() -> None:
    rows = (HEADINGS, ("", "", "กองช่าง", "ม.ค."), ("๒", "ป้าย", "กองคลัง", ""))
    assert columns(Document("plan", (table(*rows),)), Source(1, 3))["ผู้รับผิดชอบ"] == ("กองคลัง",)


def test_a_merged_cell_is_shown_beside_every_measure_it_covers() -> None:
    rows = (HEADINGS, ("๑", "คู่มือ", "กองคลัง", "ต.ค."), ("๒", "ป้าย", "", "พ.ย."))
    document = Document("plan", (table(*rows, spans=(Span(1, 2, 2, 1),)),))
    assert columns(document, Source(1, 3))["ผู้รับผิดชอบ"] == ("กองคลัง",)


def test_paragraphs_are_shown_up_to_the_next_measure() -> None:
    texts = [Paragraph(f"ย่อหน้า {number}") for number in range(1, 40)]
    document = Document("plan", (texts[0], table(HEADINGS), *texts[1:]))
    assert columns(document, Source(0, 2), Source(0, 4)) == {"": ("ย่อหน้า 2", "ย่อหน้า 3")}
    assert len(columns(document, Source(0, 4))[""]) == MOST_PARAGRAPHS


def test_a_long_table_is_not_shown_whole() -> None:
    rows = (HEADINGS, *(("", "", f"กอง {number}", "") for number in range(200)))
    assert len(columns(Document("plan", (table(*rows),)), Source(1, 2))["ผู้รับผิดชอบ"]) == MOST_ROWS


def test_a_place_that_the_document_does_not_have_shows_nothing() -> None:
    rows = SourceRows(Document("plan", (table(HEADINGS),)), [])
    assert [rows.part(place) for place in (Source(0, 0), Source(0, 1), Source(1, 2), Source(2, 1))] == [None] * 4
