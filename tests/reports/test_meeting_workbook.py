"""The workbooks of a meeting and of the roll-up, opened again: every figure as in their JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.paper_books import head_row, opened, rows_of, sheet_of
from tests.support.whole_months import FULL_MONTH
from tracker.domain.papers import PaperKind
from tracker.domain.progress import AssignmentRole, Progress
from tracker.reports.editions import MeetingPaper
from tracker.reports.kinds import indicators, meeting
from tracker.reports.kinds.registry import KINDS
from tracker.reports.paper import Cell, Paper
from tracker.reports.values import DivisionLine, MeetingReport
from tracker.reports.xlsx.sheet import LONGEST_CELL, printable
from tracker.reports.xlsx.styles import FONT_NAME


def paper(report: MeetingReport = FULL_MONTH) -> Paper:
    return meeting.paper_of(MeetingPaper(report))


def printed(key: str, report: MeetingReport = FULL_MONTH) -> list[dict[str, Cell]]:
    """The rows of a table of the meeting's workbook, by the keys of its columns."""
    table = next(part for part in paper(report).tables if part.key == key)
    rows = rows_of(sheet_of(opened(paper(report)), table), table)
    return [dict(zip((column.key for column in table.columns), row, strict=True)) for row in rows]


def as_json(report: MeetingReport = FULL_MONTH) -> dict[str, Any]:
    return KINDS[PaperKind.MEETING].as_json(MeetingPaper(report))


def with_reports(*reports: DivisionLine) -> MeetingReport:
    return replace(FULL_MONTH, measures=(replace(FULL_MONTH.measures[0], reports=reports),))


def test_the_roll_up_has_the_figures_of_its_json() -> None:
    table = indicators.paper_of(FULL_MONTH.status).tables[0]
    rows = rows_of(sheet_of(opened(indicators.paper_of(FULL_MONTH.status)), table), table)
    value = KINDS[PaperKind.INDICATORS].as_json(FULL_MONTH.status)
    lines = [*value["indicators"], {"code": "รวม", "last_score": None, **value["plan"]}]
    for row, line in zip(rows, lines, strict=True):
        assert str(row[0]) == line["code"]
        assert row[3:5] == (line["last_score"], line["measures"])
        assert row[5:13] == (*line["progress"].values(), *line["health"].values())
        assert row[13:] == (line["percent"], line["reports_owed"], line["reports_received"])


def test_the_measures_have_the_figures_of_their_json() -> None:
    reports = [one for measure in as_json()["measures"] for one in measure["reports"]]
    for row, line in zip(printed("มาตรการ"), reports, strict=True):
        assert (row["ส่วนราชการ"], row["ร้อยละ"], row["หลักฐาน"]) == (
            line["division"], line["percent"], line["evidence"],
        )  # fmt: skip
        assert row["ปัญหา"] == (line["problems"] or None)


def test_lateness_has_real_dates_and_numbers() -> None:
    [row], [line] = printed("เกินกำหนด"), as_json()["overdue"]
    assert row["วันสิ้นสุด"] == date.fromisoformat(line["end"]) == date(2026, 1, 31)
    assert (row["เกินกำหนด_วัน"], row["ร้อยละ"]) == (line["days_late"], line["percent"]) == (4, 20)
    assert [one["ส่วนราชการ"] for one in printed("ยังไม่ส่งรายงาน")] == ["กองช่าง"]


def test_orders_of_earlier_meetings_stand_with_what_became_of_them() -> None:
    waiting, answered = printed("ข้อสั่งการ")
    first, second = as_json()["orders"]
    assert waiting["ผล"] == f"ยังไม่ได้รายงานผล เกินกำหนด {first['days_late']} วัน"
    assert (waiting["ส่วนราชการ"], waiting["รายงานเมื่อ"]) == ("กองช่าง", None)
    assert answered["ผล"] == f"{second['answer']}\n{second['answered_by']}"
    assert str(answered["รายงานเมื่อ"]) == second["answered_on"]
    assert str(waiting["ภายในวันที่"]) == first["due_on"]


def test_a_silent_division_and_a_measure_of_nobody_are_said_so() -> None:
    silent = DivisionLine("กองคลัง", AssignmentRole.JOINT, Progress.NOT_STARTED, None, 0, None, is_asked=True)
    assert [row["ผลการดำเนินการ"] for row in printed("มาตรการ", with_reports(silent))] == ["ยังไม่ส่งรายงาน"]
    assert [row["ส่วนราชการ"] for row in printed("มาตรการ", with_reports())] == ["กองคลัง และกองช่าง"]


def test_the_measure_stands_once_beside_its_divisions() -> None:
    table = paper().tables[1]
    sheet = sheet_of(opened(paper()), table)
    first = head_row(sheet) + 1
    assert {str(one) for one in sheet.merged_cells.ranges} >= {
        f"{column}{first}:{column}{first + 1}" for column in "ABC"
    }


@pytest.mark.parametrize("size", [FULL_MONTH, meeting.EMPTY.report], ids=["full", "empty"])
def test_everything_is_in_the_font_of_official_papers(size: MeetingReport) -> None:
    for sheet in opened(paper(size)).worksheets:
        assert {cell.font.name for cell in _written(sheet)} == {FONT_NAME}


def _written(sheet: Worksheet) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_what_a_cell_cannot_hold_is_left_out() -> None:
    assert printable("ก\x0bข\ud800ค") == "กขค"
    assert len(printable("ก" * 40_000)) == LONGEST_CELL
