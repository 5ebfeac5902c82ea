"""Web pages are read as a reader sees them."""

from __future__ import annotations

import codecs

import pytest

from tracker.plan_reading import UnreadableDocument
from tracker.plan_reading.document import Document, Paragraph, Span, Table
from tracker.plan_reading.html_reader import read_html


def read(page: str) -> Document:
    return read_html(page.encode(), "plan.html")


def only_table(page: str) -> Table:
    """Beside a paragraph, because a page of nothing but tables is taken for a saved workbook."""
    (found,) = read(f"<p>แผน</p>{page}").tables
    return found


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<h1>ก</h1><p>ข<p>ค</p><div>ง<div>จ</div>ฉ</div>", ["ก", "ข", "ค", "ง", "จ", "ฉ"]),
        ("ก<p>ข</p>ค", ["ก", "ข", "ค"]),
        ("<p>ก\n   ข&nbsp;&nbsp;ค<br>ง <br/> จ</p>", ["ก ข ค\nง\nจ"]),
        ("<p>ก <b>ข</b><i> ค</i><span>ง</span></p>", ["ก ข คง"]),
        ("<pre>ก\nข</pre>", ["ก\nข"]),
        ("<p>&#3585;&amp;&lt;ข&gt; &copy; &unknown;</p>", ["ก&<ข> © &unknown;"]),
        ("<style>p{}</style><script>document.write('<p>ก</p>')</script><p>ข</p><noscript>ค</noscript>", ["ข"]),
        ("<head><title>ก</title></head><nav>ข</nav><p>ค</p><!-- ง --><del>จ</del>", ["ค"]),
        ("<p hidden>ก</p><p style='DISPLAY : none'>ข</p><p>ค<span style='mso-hide:all'>ง</span></p>", ["ค"]),
        ("<p>ก<script>ข", ["ก"]),
        ("<p>ก&#1;&#8203;ข</p>", ["ก\u200bข"]),
        ("<dl><dt>ผู้รับผิดชอบ<dd>กองคลัง</dl>", ["ผู้รับผิดชอบ", "กองคลัง"]),
    ],
    ids=[
        "blocks", "loose words", "spaces and breaks", "inline", "kept lines", "entities", "scripts", "not shown",
        "hidden", "a script without an end", "unprintable", "definitions",
    ],
)  # fmt: skip
def test_words_are_those_that_are_shown(page: str, lines: list[str]) -> None:
    assert read(page).paragraphs == lines


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<ol><li>ก<li>ข</ol>", ["1. ก", "2. ข"]),
        ("<ol start=4><li>ก<li value=9>ข<li>ค</ol>", ["4. ก", "9. ข", "10. ค"]),
        ("<ol style='list-style-type: thai'><li><p>ก</p><p>ข</p><li>ค</ol>", ["๑. ก", "ข", "๒. ค"]),
        ("<ol type=a><li>ก<li>ข</ol><ol type=I><li>ค</ol>", ["a. ก", "b. ข", "I. ค"]),
        ("<ul><li>ก<li>ข</ul>", ["• ก", "• ข"]),
        ("<ul style='list-style:none'><li>ก</ul>", ["ก"]),
        ("<ol><li>ก<ol><li>ข<li>ค</ol><li>ง</ol>", ["1. ก", "1.1 ข", "1.2 ค", "2. ง"]),
        ("<ol><li>ก<ul><li>ข</ul><ol type=a><li>ค</ol></ol>", ["1. ก", "• ข", "a. ค"]),
        ("<ol><li><li>ข</ol><li>ค", ["2. ข", "• ค"]),
        ("<ol start=x><li value=99999999>ก</ol>", ["1. ก"]),
    ],
)  # fmt: skip
def test_lists_are_numbered_as_a_browser_numbers_them(page: str, lines: list[str]) -> None:
    assert read(page).paragraphs == lines


def test_a_word_page_brings_its_own_numbers() -> None:
    word = (
        "<html xmlns:w='urn:schemas-microsoft-com:office:word'><p style='mso-list:l0 level1 lfo1'>"
        "<![if !supportLists]><span style='mso-list:Ignore'>๑.<span>&nbsp;&nbsp; </span></span><![endif]>จัดทำคู่มือ"
        "<o:p></o:p></p><!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]-->"
    )
    assert read(word).paragraphs == ["๑. จัดทำคู่มือ"]


def test_tables_are_read_with_their_merged_cells() -> None:
    page = (
        "<table><caption>ตัวชี้วัดที่ ๑</caption><colgroup><col><col></colgroup>"
        "<tfoot><tr><td>ท้าย<td><td></tfoot>"
        "<thead><tr><th rowspan=2>ก<th colspan=2>ข</thead>"
        "<tbody><tr><td>ค<td>ง<tr><td>จ<td>ฉ<br>ช<td><ul><li>ซ<li>ฌ</ul></tbody></table>"
    )
    assert read(page).blocks == (
        Paragraph("ตัวชี้วัดที่ ๑"),
        Table(
            1,
            (("ก", "ข", ""), ("", "ค", "ง"), ("จ", "ฉ\nช", "• ซ\n• ฌ"), ("ท้าย", "", "")),
            (Span(0, 0, 2, 1), Span(0, 1, 1, 2)),
        ),
    )


@pytest.mark.parametrize(
    ("rows", "read_as"),
    [
        ("<tr><td rowspan=0>ก<td>ข<tr><td>ค", (("ก", "ข"), ("", "ค"))),
        ("<tr><td rowspan=99999>ก<td>ข<tr><td>ค", (("ก", "ข"), ("", "ค"))),
        ("<tr><td colspan=99999>ก<tr><td>ข<td>ค", (("ก", ""), ("ข", "ค"))),
        ("<tr><td colspan=-1 rowspan=x>ก<td>ข", (("ก", "ข"),)),
        ("<tr><td colspan=3>ก<td>ข<tr><td colspan=3>ค<td>ง", (("ก", "ข"), ("ค", "ง"))),
        ("<tr><td>ก<td rowspan=2>ข<tr><td colspan=2>ค<tr><td>ง<td>จ", (("ก", "ข"), ("ค", ""), ("ง", "จ"))),
        ("<tr><td>ก<td>ข<tr style='display:none'><td>ค<td>ง", (("ก", "ข"),)),
        ("<tr><td>ก<td hidden>ข<td>ค", (("ก", "ค"),)),
        ("<tr><td>ก<td>ข<tr><td>ค", (("ก", "ข"), ("ค", ""))),
        ("<tr><td>ก<td><table><tr><td>ข<td>ค</table>", (("ก", "ข ค"),)),
    ],
    ids=[
        "to the end", "beyond the end", "beyond the side", "nonsense", "half columns", "over one another",
        "hidden row", "hidden cell", "short row", "table in a cell",
    ],
)  # fmt: skip
def test_cells_are_placed_as_a_browser_places_them(rows: str, read_as: tuple[tuple[str, ...], ...]) -> None:
    table = only_table(f"<table>{rows}</table>")
    assert table.rows == read_as
    for span in table.spans:
        assert span.row + span.rows <= len(table.rows)
        assert span.column + span.columns <= len(table.rows[0])


def test_a_table_that_lays_out_the_page_is_taken_apart() -> None:
    inner = "<table><tr><td>ก<td>ข<tr><td>ค<td>ง</table>"
    page = read(f"<table><tr><td>เมนู<td><h2>แผน</h2>{inner}</table>")
    assert page.blocks == (Paragraph("เมนู"), Paragraph("แผน"), Table(1, (("ก", "ข"), ("ค", "ง"))))


def test_the_titles_in_a_saved_workbook_are_no_rows_of_its_table() -> None:
    rows = (
        "<tr><td colspan=3>แผนประจำปี ๒๕๖๙<td></tr><tr><td><td><td></tr>"
        "<tr><td>มาตรการ<td>ผู้รับผิดชอบ<td>ระยะเวลา</tr><tr><td>ก<td>กองคลัง<td>ต.ค. ๖๘</tr>"
    )
    expected = (
        Paragraph("แผนประจำปี ๒๕๖๙"),
        Table(1, (("มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"), ("ก", "กองคลัง", "ต.ค. ๖๘"))),
    )
    assert read(f"<table>{rows}</table>").blocks == expected
    excel = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><meta name=ProgId content=Excel.Sheet>"
    page = read(f"{excel}<p>แผ่นที่ ๑</p><table>{rows}</table>")
    assert page.blocks == (Paragraph("แผ่นที่ ๑"), *expected)


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=utf-8><p>แผนงาน</p>".encode(),
        "<p>แผนงาน</p>".encode(),
        codecs.BOM_UTF8 + "<p>แผนงาน</p>".encode(),
        "<meta charset=utf-16><p>แผนงาน</p>".encode("utf-16"),
        "<p>แผนงาน</p>".encode("cp874"),
        b'<meta content="text/html; charset=TIS-620">' + b"<i></i>" * 999 + "<p>แผนงาน</p>".encode("tis-620"),
        b"<meta charset='windows-874'>" + b"<i></i>" * 999 + "<p>แผนงาน</p>".encode("cp874"),
        "<meta charset=windows-874><p>แผนงาน</p>".encode(),
        '<?xml version="1.0" encoding="utf-8"?><html><p>แผนงาน</p></html>'.encode(),
    ],
    ids=[
        "utf-8", "not said", "mark", "utf-16", "thai code", "tis-620", "few thai letters", "wrongly said", "xhtml",
    ],
)  # fmt: skip
def test_a_page_is_the_same_in_every_encoding(data: bytes) -> None:
    assert read_html(data, "plan.html").paragraphs == ["แผนงาน"]


def test_pictures_in_a_page_do_not_make_it_too_long() -> None:
    page = f"<p>ก<img src='data:image/png;base64,{'iVBORw0K/+' * 500_000}=='>ข</p>"
    assert read(page).paragraphs == ["กข"]


def test_a_page_of_frames_is_refused_with_what_to_do() -> None:
    page = b"<html><frameset><frame src='sheet001.htm'></frameset></html>"
    with pytest.raises(UnreadableDocument, match=r"points to pages in other files.+save it as \.docx or \.xlsx"):
        read_html(page, "plan.htm")
