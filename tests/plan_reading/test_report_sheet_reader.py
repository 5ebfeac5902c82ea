"""A division's sheet that comes back: written, treated as people treat sheets, read with only what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.report_sheets import (
    BEGUN,
    EMPTY,
    FINANCE,
    WORKS,
    cell_of,
    edited,
    filling_in,
    heading_row,
    place_of,
    put_row,
    row_of,
    sheet_of,
    typing,
)
from tracker.domain.answers import Entry
from tracker.domain.errors import Refusal
from tracker.domain.progress import Answer, CannotReason
from tracker.domain.report_sheet import SheetColumn
from tracker.plan_reading.report_sheet_reader import ReportSheetRead, read_report_sheet

NAME = "reports.xlsx"
SHEET = sheet_of(*FINANCE)


def entries(data: bytes) -> dict[int, Entry]:
    """What was filled in, where nothing was wrong with it."""
    read = read_report_sheet(data, NAME)
    assert problems(read) == []
    return {row.report.id: row.entry for row in read.rows}


def problems(read: ReportSheetRead) -> list[str]:
    return [str(problem) for problem in (*read.problems, *(one for row in read.rows for one in row.problems))]


def test_nothing_was_filled_in_when_nobody_did() -> None:
    assert entries(SHEET) == {}
    assert entries(sheet_of(*FINANCE, *WORKS)) == {}


def test_what_was_exported_comes_back_as_it_was() -> None:
    exported = read_report_sheet(SHEET, NAME).exported
    assert exported.reports == FINANCE
    assert (exported.agency, exported.meeting_id, exported.month) == ("town", 7, date(2026, 1, 1))


FILLED_IN: list[tuple[int, dict[str, Any], Mapping[str, Any]]] = [
    (1, {"answer": "ไม่มีความเปลี่ยนแปลงจากเดือนก่อน"}, {"answer": Answer.NO_CHANGE}),
    (1, {"answer": "ก้าวหน้า", "percent": 60}, {"answer": Answer.PROGRESS, "percent": 60}),
    (1, {"done_text": "จัดทำแล้ว\nส่งแล้ว "}, {"done_text": "จัดทำแล้ว\nส่งแล้ว"}),
    (1, {"percent": "๖๐%"}, {"percent": 60}),
    (1, {"steps_done": "1-2"}, {"steps_done": (71, 72)}),
    (1, {"steps_done": 3}, {"steps_done": (73,)}),
    (1, {"answer": "รอ", "waiting_for": "มติสภา"}, {"answer": Answer.WAITING, "waiting_for": "มติสภา"}),
    (1, {"next_steps": "ประชุมสภา"}, {"next_steps": "ประชุมสภา"}),
    (1, {"answer": "ทำไม่ได้"}, {"answer": Answer.CANNOT_DO}),
    (1, {"cannot_reason": "อื่นๆ", "cannot_text": "ฝน"}, {"cannot_reason": CannotReason.OTHER, "cannot_text": "ฝน"}),
    (2, {"problems": None}, {"problems": ""}),
    (2, {"steps_done": ""}, {"steps_done": ()}),
    (2, {"done_text": "<b>ค่า</b> **5** &amp; 3"}, {"done_text": "<b>ค่า</b> **5** &amp; 3"}),
    (2, {"done_text": 12.5}, {"done_text": "12.5"}),
    (3, {"order_answer": "กำลังเร่งรัด"}, {"order_answers": {9: "กำลังเร่งรัด"}}),
]


@pytest.mark.parametrize(("number", "cells", "said"), FILLED_IN)
def test_what_is_filled_in_is_read(number: int, cells: dict[str, Any], said: Mapping[str, Any]) -> None:
    before = FINANCE[number - 1].entry
    assert entries(edited(SHEET, filling_in(number, **cells))) == {number: replace(before, **said)}


@pytest.mark.parametrize(
    ("value", "number_format", "percent"),
    [(0.5, "0%", 50), (1, "0%", 100), (0.57, "0.00%", 57), (45.0, "0", 45), (45, "@", 45)],
)
def test_a_percentage_counts_as_a_person_sees_it(value: float, number_format: str, percent: int) -> None:
    data = edited(SHEET, typing(1, SheetColumn.PERCENT, value, number_format))
    assert entries(data) == {1: replace(EMPTY, percent=percent)}


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (SheetColumn.ANSWER, "เดี๋ยวทำ", "column . “รายงานเดือนนี้”: “เดี๋ยวทำ” is none of the answers"),
        (SheetColumn.PERCENT, 0.5, "column . “ร้อยละ”: “0.5” is no percentage.*0 to 100"),
        (SheetColumn.PERCENT, 140, "“140” is no percentage"),
        (SheetColumn.STEPS_DONE, "4", "“4” names no steps of this measure"),
        (SheetColumn.CANNOT_REASON, "ฝนตก", "“ฝนตก” is none of the reasons"),
    ],
)
def test_what_has_no_meaning_is_told_with_its_place(column: SheetColumn, value: object, words: str) -> None:
    read = read_report_sheet(edited(SHEET, typing(2, column, value)), NAME)
    [row] = read.rows
    [problem] = row.problems
    sheet = load_workbook(BytesIO(SHEET)).worksheets[0]
    with pytest.raises(Refusal, match=f"Sheet “กองคลัง”, row {heading_row(sheet) + 2}, .*{words}"):
        raise problem
    assert problem.values["column"] == cell_of(sheet, 2, column).column_letter
    assert row.entry == BEGUN, "the other cells stay as they are"


def test_rows_may_be_sorted_and_deleted_and_blank_lines_put_between() -> None:
    def shuffled(sheet: Worksheet) -> None:
        first, second, third = (row_of(sheet, number) for number in (1, 2, 3))
        put_row(sheet, 1, third)
        put_row(sheet, 2, [None] * len(first))
        put_row(sheet, 3, first)

    data = edited(SHEET, filling_in(1, answer="คงเดิม"), shuffled)
    assert entries(data) == {1: replace(EMPTY, answer=Answer.NO_CHANGE)}


def test_a_sorting_that_left_the_hidden_column_behind_does_no_harm() -> None:
    def sorted_by_title(sheet: Worksheet) -> None:
        rows = [row_of(sheet, number) for number in (1, 2, 3)]
        for number, row in enumerate(reversed(rows), start=1):
            put_row(sheet, number, [rows[number - 1][0], *row[1:]])

    data = edited(SHEET, filling_in(1, answer="คงเดิม"), sorted_by_title)
    assert entries(data) == {1: replace(EMPTY, answer=Answer.NO_CHANGE)}


def test_columns_may_be_moved_and_taken_out() -> None:
    def moved(sheet: Worksheet) -> None:
        sheet.delete_cols(place_of(sheet, SheetColumn.PROBLEMS))
        sheet.insert_cols(2)
        sheet.cell(heading_row(sheet), 2).value = "หมายเหตุของเรา"

    data = edited(SHEET, filling_in(2, next_steps="ประชุม"), moved)
    assert entries(data) == {2: replace(BEGUN, next_steps="ประชุม")}, "the problems that were taken out stay"


def test_a_row_that_was_copied_counts_once() -> None:
    def copied(sheet: Worksheet) -> None:
        put_row(sheet, 5, row_of(sheet, 1))

    once = {1: replace(EMPTY, answer=Answer.NO_CHANGE)}
    assert entries(edited(SHEET, filling_in(1, answer="คงเดิม"), copied)) == once
    assert entries(edited(SHEET, copied, filling_in(5, answer="คงเดิม"))) == once, "whichever of them was filled in"


def test_copies_that_contradict_each_other_are_told() -> None:
    def copied(sheet: Worksheet) -> None:
        put_row(sheet, 5, row_of(sheet, 1))

    read = read_report_sheet(edited(SHEET, filling_in(1, answer="คงเดิม"), copied, filling_in(5, percent=50)), NAME)
    assert len(read.rows) == 1
    [problem] = problems(read)
    assert "filled in otherwise in sheet “กองคลัง”" in problem


def test_divisions_that_share_a_measure_are_told_apart() -> None:
    data = sheet_of(*FINANCE, *WORKS)
    filled_in = edited(data, filling_in(1, answer="คงเดิม"), sheet=1)
    assert entries(filled_in) == {4: replace(EMPTY, answer=Answer.NO_CHANGE)}


def test_a_row_of_nobodys_is_told_when_something_is_typed_there() -> None:
    def without_words(sheet: Worksheet) -> None:
        for column in (SheetColumn.ID, SheetColumn.TITLE):
            cell_of(sheet, 4, column).value = None if column is SheetColumn.ID else "มาตรการใหม่"

    assert entries(edited(SHEET, without_words)) == {}
    read = read_report_sheet(edited(SHEET, without_words, filling_in(4, done_text="ทำแล้ว")), NAME)
    [problem] = problems(read)
    assert "cannot be told which measure this is" in problem
