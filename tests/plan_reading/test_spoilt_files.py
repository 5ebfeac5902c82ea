"""Files spoilt on their way: read into a sound document, or refused by the reader itself, and soon."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.support.plan_files import as_docx, as_html, covered_places
from tests.support.quickness import quick
from tests.support.word_files import cell, item, list_definition, list_level, paragraph, row, run, table, word_file
from tracker.plan_reading import UnreadableDocument, read_document
from tracker.plan_reading.document import Document

SLOWEST_SECONDS = 2.0
PLAN = read_document((Path(__file__).parents[1] / "samples" / "town_plan.txt").read_bytes(), "plan.txt")
LISTS = list_definition(list_level(0, "thaiNumbers", "%1."), list_level(1, "bullet", "-"), uses=(1, 2))
BOX = f"<w:r><w:pict><w:txbxContent>{paragraph('ก')}{table(row('ข', 'ค'))}</w:txbxContent></w:pict></w:r>"
BODY = (
    paragraph("แผนประจำปี")
    + paragraph(run("ก") + BOX + f"<w:ins>{run('ข')}</w:ins><w:del>{run('ค')}</w:del>")
    + table(
        row(cell("ที่", '<w:gridSpan w:val="2"/>'), cell("มาตรการ", '<w:vMerge w:val="restart"/>'), "ขั้นตอน"),
        row("๑", "ก", cell("", "<w:vMerge/>"), cell(item("ก") + item("ข", level=1)), properties="<w:tblHeader/>"),
        row("๒", cell(table(row("ก", "ข"))), f"<w:tc>{paragraph('ค')}</w:tc>", properties='<w:gridBefore w:val="1"/>'),
        widths=(500, 60, 2000, 2000),
    )
    + f"<w:sdt><w:sdtPr/><w:sdtContent>{item('ก', 2)}{item('ข', 2)}</w:sdtContent></w:sdt>"
)
PAGE = (
    "<html><meta charset='utf-8'><h1 style='color:red'>แผน</h1><ol start='3'><li value='4'>ก<ul><li>ข</ul></ol>"
    "<table><caption>ค</caption><thead><tr><th rowspan='2'>ก<th colspan='2'>ข</thead><tr><td>ค<td>ง"
    "<tr><td colspan='2'><table><tr><td>จ<td>ฉ</table><td hidden='x'>ช</table><pre>ก\nข</pre></html>"
)
VALUES = ["0", "1", "2", "3", "-1", "9", "99", "99999", "x", "", "restart", "continue", "none", "bullet", "๓"]


def read_or_refuse(data: bytes) -> None:
    with quick(SLOWEST_SECONDS), suppress(UnreadableDocument):
        assert_sound(read_document(data, "plan"))


def assert_sound(document: Document) -> None:
    assert [one.number for one in document.tables] == list(range(1, len(document.tables) + 1))
    for one in document.tables:
        covered = covered_places(one)
        assert len({len(words) for words in one.rows}) == 1
        assert len(covered) == sum(span.rows * span.columns - 1 for span in one.spans)
        assert not any(one.rows[at][place] for at, place in covered)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([as_docx(PLAN), as_html(PLAN), word_file(BODY, numbering=LISTS)]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 60)), min_size=1, max_size=8),
)
def test_spoilt_bytes_are_read_or_refused(data: bytes, spoilt: list[tuple[float, bytes, int]]) -> None:
    for where, new, dropped in spoilt:
        place = int(where * len(data))
        data = data[:place] + new + data[place + dropped :]
    read_or_refuse(data)


@st.composite
def shuffled(draw: st.DrawFn, markup: str) -> str:
    """The same elements, some of them lost, doubled, moved, or with another value inside."""
    root = etree.fromstring(f"<x xmlns:w='urn:w'>{markup}</x>")
    for _ in range(draw(st.integers(1, 10))):
        inside = [one for one in root.iter() if one is not root]
        if not inside:
            break
        one, other = (draw(st.sampled_from(inside)) for _ in range(2))
        _spoil(draw(st.sampled_from(["drop", "twice", "move", "value"])), one, other, draw(st.sampled_from(VALUES)))
    inner = "".join(etree.tostring(one, encoding="unicode") for one in root)
    return inner.replace(' xmlns:w="urn:w"', "")


def _spoil(how: str, one: etree._Element, other: etree._Element, value: str) -> None:
    around = one.getparent()
    if how == "value":
        for name in one.attrib:
            one.set(name, value)
    elif how == "twice":
        other.append(etree.fromstring(etree.tostring(one)))
    elif how == "drop" and around is not None:
        around.remove(one)
    elif how == "move" and other not in one.iterdescendants() and other is not one:
        other.append(one)


@settings(deadline=None, max_examples=100)
@given(shuffled(BODY), shuffled(LISTS))
def test_a_word_document_of_shuffled_parts_is_read_or_refused(body: str, numbering: str) -> None:
    read_or_refuse(word_file(body, numbering=numbering))


_TAGS = re.compile(r"(<[^>]*>)")


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.tuples(st.sampled_from(["drop", "twice", "move", "cut", "value"]), st.floats(0, 0.999), st.floats(0, 0.999)),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(VALUES),
)
def test_a_page_of_shuffled_tags_is_read_or_refused(changes: list[tuple[str, float, float]], value: str) -> None:
    pieces = _TAGS.split(PAGE)
    for how, first, second in changes:
        one, other = (int(where * len(pieces)) for where in (first, second))
        done = {
            "drop": "",
            "twice": pieces[one] * 2,
            "move": pieces[other],
            "cut": pieces[one][: len(pieces[one]) // 2],
            "value": re.sub("'[^']*'", f"'{value}'", pieces[one]),
        }
        if how == "move":
            pieces[other] = pieces[one]
        pieces[one] = done[how]
    read_or_refuse("".join(pieces).encode())
