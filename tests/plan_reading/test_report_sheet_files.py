"""Files that come back as a division's sheet: others, broken ones, and what is made to cost time or memory."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.plan_books import saved
from tests.support.quickness import quick
from tests.support.report_sheets import FINANCE, edited, heading_row, place_of, sheet_of
from tests.support.workbooks import FIRST_SHEET, with_part, workbook_of
from tracker.domain.hidden_sheet import HIDDEN_SHEET
from tracker.domain.report_sheet import SheetColumn
from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.report_sheet_reader import read_report_sheet

NAME = "reports.xlsx"
SHEET = sheet_of(*FINANCE)


def hidden_part_changed() -> bytes:
    changed = load_workbook(BytesIO(SHEET))
    cell = changed[HIDDEN_SHEET]["A3"]
    cell.value = str(cell.value).replace('"version": 1', '"version": 9')
    return saved(changed)


def without_headings() -> bytes:
    return edited(SHEET, lambda sheet: sheet.delete_rows(heading_row(sheet)))


def copied_elsewhere() -> bytes:
    sheet = load_workbook(BytesIO(SHEET)).worksheets[0]
    return workbook_of([[cell.value for cell in row] for row in sheet.iter_rows()])


def plan_book() -> bytes:
    other = load_workbook(BytesIO(SHEET))
    other[HIDDEN_SHEET]["A1"].value = "tidtam-plan-1"
    return saved(other)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (hidden_part_changed(), "hidden part .* was changed.*Download the sheet again"),
        (without_headings(), "no table of reports.*Download the sheet again"),
        (copied_elsewhere(), "no sheet that was downloaded here"),
        (plan_book(), "workbook of a plan.*under “Plans”"),
        (b"1\t2\n", "no sheet that was downloaded here"),
        (b"", "no sheet that was downloaded here"),
        (SHEET[:-700], "damaged"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"MZ" + bytes(70), "program"),
    ],
    ids=["hidden part", "headings", "copied", "plan", "text", "empty", "cut off", "picture", "program"],
)
def test_other_files_are_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words):
        read_report_sheet(data, NAME)


MOST_SECONDS = 2.0
FILLER = random.Random(1).randbytes(2_000_000)


def heavier(data: bytes, **parts: str) -> bytes:
    """With a picture, so that what is packed tightly beside it does not show in the size of the whole."""
    file = BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.png", FILLER)
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
    return file.getvalue()


def rows_added(rows: str) -> bytes:
    return heavier(with_part(SHEET, FIRST_SHEET, lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>")))


def cell(row: int, text: str) -> str:
    return f"<row r='{row}'><c r='L{row}' t='inlineStr'><is><t>{text}</t></is></c></row>"


LONG = "กข คง " * 5_000
HOSTILE = {
    "one far cell": lambda: rows_added(cell(1_048_576, "x")),
    "very many rows": lambda: rows_added("".join(cell(row, "x") for row in range(20, 60_000))),
    "long texts in many rows": lambda: rows_added("".join(cell(row, LONG) for row in range(20, 120))),
    "very many styles": lambda: heavier(
        with_part(SHEET, "xl/styles.xml", lambda xml: xml.replace("<cellXfs", f"{'<xf/>' * 500_000}<cellXfs"))
    ),
    "very many parts": lambda: heavier(SHEET, **{f"part{number}": "<x/>" for number in range(400)}),
    "a bomb": lambda: heavier(SHEET, bomb=f"<x>{' ' * 30_000_000}</x>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_cost_time_or_memory_is_refused_soon(name: str) -> None:
    data = HOSTILE[name]()
    with quick(MOST_SECONDS), pytest.raises(UnreadableDocument, match="far larger than the sheet that was downloaded"):
        read_report_sheet(data, NAME)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (heavier(SHEET, vbaProject="<x/>"), "macros"),
        (heavier(SHEET, entities='<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "not built as Excel builds"),
    ],
    ids=["macros", "entities"],
)
def test_what_may_do_harm_is_never_opened(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words):
        read_report_sheet(data, NAME)


ANYTHING = st.one_of(
    st.none(), st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12),
    st.integers(-5, 500), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.dates(),
    st.sampled_from(["คงเดิม", "๕๐%", "1-2", "=1+1", "#REF!", "ไม่มีงบ"]),
)  # fmt: skip
TYPED = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(SheetColumn), ANYTHING), max_size=6)


@settings(deadline=None, max_examples=60)
@given(TYPED)
def test_anything_typed_anywhere_is_read_or_told(typed: list[tuple[int, SheetColumn, Any]]) -> None:
    """Nobody else's cells are taken for it, and no error of ours comes of it."""
    sheet = load_workbook(BytesIO(SHEET)).worksheets[0]
    places = {column: place_of(sheet, column) for column in SheetColumn}
    touched = {number for number, _, _ in typed}

    def edit(sheet: Worksheet) -> None:
        head = heading_row(sheet)
        for number, column, value in typed:
            if number:
                sheet.cell(head + number, places[column]).value = value

    read = read_report_sheet(edited(SHEET, edit), NAME)
    sure = {row.report.id for row in read.rows} - touched
    moved = any(column in (SheetColumn.ID, SheetColumn.NUMBER, SheetColumn.TITLE) for _, column, _ in typed)
    assert moved or not sure
