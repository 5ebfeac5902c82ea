"""Workbooks that are damaged, or made to cost time or memory: read or refused, and soon."""

from __future__ import annotations

import io
import random
import re
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from tests.support.quickness import quick
from tests.support.workbooks import FIRST_SHEET, with_part, workbook_of
from tracker.plan_reading import NotAPlan, UnreadableDocument, draft_plan, read_document

MOST_SECONDS = 2.0
MOST_BYTES = 300 * 1024 * 1024

PLAN = workbook_of(
    [
        ("แผนประจำปีงบประมาณ พ.ศ. 2569",),
        (),
        ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"),
        (1, "คู่มือ", "กองคลัง", "ม.ค. - มี.ค. 69"),
        (2, "ป้าย", "กองช่าง", "ตลอดปี"),
    ],
    lambda sheet: sheet.merge_cells("A1:D1"),
)
HEADING = "<row r='1'><c t='inlineStr'><is><t>มาตรการ</t></is></c><c t='inlineStr'><is><t>ผู้รับผิดชอบ</t></is></c></row>"
SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def cells(row: int, columns: str = "ABCDEF", text: str = "x") -> str:
    inside = "".join(f"<c r='{column}{row}' t='inlineStr'><is><t>{text}</t></is></c>" for column in columns)
    return f"<row r='{row}'>{inside}</row>"


def sheet(rows: Iterable[str] = (), before: str = "", after: str = "") -> bytes:
    xml = f"<worksheet {SPREADSHEET}>{before}<sheetData>{HEADING}{''.join(rows)}</sheetData>{after}</worksheet>"
    return _heavier(with_part(PLAN, FIRST_SHEET, lambda _: xml))


def _heavier(data: bytes) -> bytes:
    """With a picture, so that what is packed tightly beside it does not show in the size of the whole."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/media/picture.png", random.Random(1).randbytes(2_000_000))
    return file.getvalue()


def strings(content: str, rows: Iterable[str] = ()) -> bytes:
    file = io.BytesIO(with_part(sheet(rows), "[Content_Types].xml", _with_strings))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst {SPREADSHEET}>{content}</sst>")
    return file.getvalue()


def _with_strings(xml: str) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    return xml.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')


def workbook_part(content: str) -> bytes:
    xml = f"<workbook {SPREADSHEET} {RELATIONS}>{content}</workbook>"
    small = with_part(PLAN, FIRST_SHEET, lambda _: f"<worksheet {SPREADSHEET}><row><c><v>1</v></c></row></worksheet>")
    return _heavier(with_part(small, "xl/workbook.xml", lambda _: xml))


def styles(content: str) -> bytes:
    return _heavier(with_part(PLAN, "xl/styles.xml", lambda _: f"<styleSheet {SPREADSHEET}>{content}</styleSheet>"))


SHARED_TEXT = "<c t='s'><v>0</v></c>"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "one far cell": lambda: sheet(["<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"]),
    "a dimension that is not so": lambda: sheet(before='<dimension ref="A1:XFD1048576"/>'),
    "a hole of rows": lambda: sheet([cells(19_999)]),
    "a wide hole": lambda: sheet(["<row r='900'><c r='GR900'><v>1</v></c></row>"]),
    "a hole that is wide and high": lambda: sheet(["<row r='19999'><c r='GR19999'><v>1</v></c></row>"]),
    "very many cells": lambda: sheet(cells(row) for row in range(2, 20_000)),
    "as many cells as may be": lambda: sheet(cells(row) for row in range(2, 5_000)),
    "a heading in every row": lambda: sheet(cells(row, "BCDEFGHIJK", "ต.ค.") for row in range(2, 3_000)),
    "cells without anything": lambda: sheet(["<row r='2'>", "<c/>" * 3_000_000, "</row>"]),
    "rows without anything": lambda: sheet(["<row/>" * 2_000_000]),
    "very many rules": lambda: sheet(before="<conditionalFormatting sqref='A1'/>" * 90_000),
    "as many columns as may be": lambda: sheet(before="<col min='9' max='9' hidden='1'/>" * 29_000),
    "as many rules as may be": lambda: sheet(before="<conditionalFormatting sqref='A1'/>" * 29_000),
    "merged cells upon each other": lambda: sheet(
        ["<row r='900'><c r='GR900'><v>1</v></c></row>"],
        after="<mergeCell ref='A1:XFD1048576'/>" * 28_000,
    ),
    "very many texts": lambda: strings("<si><t>x</t></si>" * 1_000_000),
    "as many texts as may be": lambda: strings("<si><t>x</t></si>" * 29_000),
    "one endless text": lambda: strings(f"<si><t>{'กข คง ' * 2_500_000}</t></si>", [f"<row>{SHARED_TEXT * 99}</row>"]),
    "a long text in every cell": lambda: strings(
        f"<si><t>{'กข คง ' * 5_000}</t></si>", [f"<row>{SHARED_TEXT * 10}</row>"] * 3_000
    ),
    "very many names": lambda: workbook_part("<definedName name='n'>A1</definedName>" * 500_000),
    "one sheet under very many names": lambda: workbook_part('<sheet name="S" r:id="rId1"/>' * 5_000),
    "very many styles": lambda: styles(f"<cellXfs>{'<xf/>' * 500_000}</cellXfs>"),
    "as many styles as may be": lambda: styles(f"<cellXfs>{'<xf/>' * 59_000}</cellXfs>"),
    "very deep": lambda: sheet(["<row>" * 40_000, "</row>" * 40_000]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_be_slow_is_not(name: str) -> None:
    data = HOSTILE[name]()
    with quick(MOST_SECONDS):
        read_or_refuse(data)


@pytest.mark.parametrize("name", ["cells without anything", "one endless text", "a long text in every cell"])
def test_what_is_made_to_be_large_is_not(name: str) -> None:
    assert bytes_for(HOSTILE[name]()) < MOST_BYTES


def read_or_refuse(data: bytes) -> None:
    with suppress(UnreadableDocument, NotAPlan):
        draft_plan(read_document(data, "plan.xlsx"))


def bytes_for(data: bytes) -> int:
    """Measured apart, because measuring it takes more time than reading."""
    tracemalloc.start()
    read_or_refuse(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("one far cell", "row 1048576, column 16384.*Delete the rows"),
        ("a hole that is wide and high", "new workbook"),
        ("very many cells", "new workbook"),
        ("very many rules", "new workbook"),
        ("very many texts", "new workbook"),
        ("one sheet under very many names", "new workbook"),
        ("one endless text", "too long"),
    ],
)
def test_a_refusal_says_what_to_do(name: str, says: str) -> None:
    with pytest.raises(UnreadableDocument, match=says):
        read_document(HOSTILE[name](), "plan.xlsx")


PARTS = [FIRST_SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"]
PIECE = re.compile(r"<[^>]*>|\"[^\"]*\"|\d+")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A few tags, attributes and numbers of a part are dropped, doubled or put in the place of others."""
    choices = draw(
        st.lists(
            st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["drop", "twice", "swap"])),
            min_size=1,
            max_size=5,
        )
    )

    def damage(xml: str) -> str:
        for place, other, how in choices:
            pieces = list(PIECE.finditer(xml))
            if pieces:
                piece, instead = pieces[place % len(pieces)], pieces[other % len(pieces)][0]
                new = {"drop": "", "twice": piece[0] * 2, "swap": instead}[how]
                xml = xml[: piece.start()] + new + xml[piece.end() :]
        return xml

    return with_part(PLAN, draw(st.sampled_from(PARTS)), damage)


@settings(deadline=None, max_examples=150)
@given(damaged())
def test_a_damaged_workbook_is_read_or_refused(data: bytes) -> None:
    with quick(MOST_SECONDS):
        read_or_refuse(data)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=20))
def test_spoilt_bytes_are_read_or_refused(spoilt: list[tuple[int, int]]) -> None:
    data = bytearray(PLAN)
    for place, value in spoilt:
        data[place % len(data)] = value
    with quick(MOST_SECONDS):
        read_or_refuse(bytes(data))


CELL = st.one_of(
    st.none(), st.text(max_size=8), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.dates(), st.times(), st.timedeltas(max_value=timedelta(days=999), min_value=timedelta()),
    st.sampled_from(["มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา", "ต.ค.", "พ.ย.", "ตัวชี้วัดที่ 6", "กองคลัง"]),
)  # fmt: skip
FORMATS = st.one_of(
    st.text('0#?.,%;@"\\[]_*dmyhsbE/ ก', max_size=12), st.sampled_from(["General", "0.00%", "d/m/yyyy"])
)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.lists(st.tuples(CELL, FORMATS), max_size=5), max_size=6),
    st.lists(st.tuples(*[st.integers(1, 5)] * 4), max_size=3),
)
def test_any_cells_at_all_are_read_or_refused(
    rows: list[list[tuple[Any, str]]], merged: list[tuple[int, int, int, int]]
) -> None:
    workbook = openpyxl.Workbook()
    for number, row in enumerate(rows, start=1):
        for place, (value, number_format) in enumerate(row, start=1):
            with suppress(IllegalCharacterError, ValueError):
                workbook.worksheets[0].cell(number, place, value).number_format = number_format
    document = io.BytesIO()
    workbook.save(document)
    read_or_refuse(document.getvalue())
