"""The workbooks, opened again: every figure as in the value, every text as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.framework import INDICATOR_CODES, indicator_name, indicator_tool
from tracker.domain.progress import Answer, AssignmentRole, CannotReason, Health, Progress
from tracker.domain.rollup import Rollup
from tracker.reports.editions import MeetingPaper
from tracker.reports.sheet import FONT_NAME, LONGEST_CELL, printable
from tracker.reports.status_book import INDICATOR_HEADS, MEASURE_HEADS, ORDER_HEADS, indicator_book, meeting_book
from tracker.reports.status_json import meeting_as_json, status_as_json
from tracker.reports.values import (
    DivisionLine,
    IndicatorLine,
    MeasureLine,
    MeetingReport,
    MissingLine,
    OrderLine,
    OverdueLine,
    StatusReport,
)

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "ปกติ\x0bแนวตั้ง", "ครึ่งตัว\ud800", "🙂 ‮กลับ", "ก" * 40_000]


def rollup(measures: int = 1) -> Rollup:
    return Rollup(
        measures=measures,
        progress=dict.fromkeys(Progress, 0) | {Progress.IN_PROGRESS: measures},
        health=dict.fromkeys(Health, 0) | {Health.AT_RISK: measures},
        percent=37.5,
        reports_owed=8,
        reports_received=5,
    )


def status() -> StatusReport:
    return StatusReport(
        agency="town-1",
        agency_name="เทศบาลเมืองตัวอย่าง",
        as_of=date(2026, 2, 1),
        fiscal_year=2569,
        month=date(2026, 1, 1),
        plan=rollup(2),
        indicators=tuple(
            IndicatorLine(code, indicator_name(code), indicator_tool(code), 90.25 if code == "2" else None,
                          rollup() if code == "2" else Rollup())
            for code in INDICATOR_CODES
        ),
        overdue=(OverdueLine("3", "มาตรการที่ล่าช้า", "กองช่าง", date(2026, 1, 31), 1, 20, 2569),),
        missing_reports=(MissingLine("กองคลัง", "1", "มาตรการแรก", date(2026, 1, 1)),),
    )  # fmt: skip


def division(name: str, text: str = "จัดอบรมแล้ว 1 รุ่น") -> DivisionLine:
    return DivisionLine(
        name, AssignmentRole.JOINT, Progress.IN_PROGRESS, Health.BLOCKED, 40, Answer.CANNOT_DO,
        done_text=text, problems=text, next_steps=text, cannot_reason=CannotReason.NO_BUDGET,
    )  # fmt: skip


def meeting(*reports: DivisionLine, title: str = "มาตรการแรก") -> MeetingReport:
    measure = MeasureLine(
        "1", title, ("2",), "ทุกส่วนราชการ", "ตลอดปีงบประมาณ", "รายงานทุกเดือน", 2569,
        Progress.IN_PROGRESS, Health.BLOCKED, 40.0, reports,
    )  # fmt: skip
    return MeetingReport(status(), date(2026, 2, 4), "ห้องประชุมชั้น 2", (measure,))


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def row_of(sheet: Worksheet, head: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == head)


def table_of(sheet: Worksheet, heads: tuple[str, ...]) -> list[dict[str, object]]:
    first = row_of(sheet, heads[0])
    assert [sheet.cell(first, column).value for column in range(1, len(heads) + 1)] == list(heads)
    rows = sheet.iter_rows(min_row=first + 1, max_col=len(heads), values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows if row[1] is not None or row[3] is not None]


def test_the_roll_up_has_the_figures_of_its_json() -> None:
    sheet = opened(indicator_book(status()))["สรุปรายตัวชี้วัด"]
    printed = table_of(sheet, INDICATOR_HEADS)
    value = status_as_json(status())
    for row, line in zip(
        printed, [*value["indicators"], {"code": "รวม", "last_score": None, **value["plan"]}], strict=True
    ):
        assert str(row["ตัวชี้วัด"]) == line["code"]
        assert row["คะแนนล่าสุด"] == line["last_score"]
        assert row["มาตรการ"] == line["measures"]
        assert list(row.values())[5:13] == [*line["progress"].values(), *line["health"].values()]
        assert [row["ร้อยละเฉลี่ย"], row["รายงานที่ต้องส่ง"], row["รายงานที่ส่งแล้ว"]] == [
            line["percent"], line["reports_owed"], line["reports_received"],
        ]  # fmt: skip


def test_the_meeting_has_a_row_for_each_division_beside_the_measure() -> None:
    sheet = opened(meeting_book(MeetingPaper(meeting(division("กองคลัง"), division("กองช่าง")))))["มาตรการ"]
    rows = table_of(sheet, MEASURE_HEADS)
    assert [row["ส่วนราชการ"] for row in rows] == ["กองคลัง", "กองช่าง"]
    assert rows[0]["ผลการดำเนินการ"] == "ไม่สามารถดำเนินการได้\nไม่มีงบประมาณ\nจัดอบรมแล้ว 1 รุ่น"
    assert rows[0]["ร้อยละ"] == 40
    first = row_of(sheet, "ที่") + 1
    assert {str(one) for one in sheet.merged_cells.ranges} >= {f"A{first}:A{first + 1}", f"B{first}:B{first + 1}"}


def test_a_silent_division_and_a_measure_of_nobody_are_said_so() -> None:
    silent = DivisionLine("กองคลัง", AssignmentRole.JOINT, Progress.NOT_STARTED, None, 0, None)
    rows = table_of(opened(meeting_book(MeetingPaper(meeting(silent))))["มาตรการ"], MEASURE_HEADS)
    assert rows[0]["ผลการดำเนินการ"] == "ยังไม่ส่งรายงาน"
    rows = table_of(opened(meeting_book(MeetingPaper(meeting())))["มาตรการ"], MEASURE_HEADS)
    assert rows[0]["ส่วนราชการ"] == "ทุกส่วนราชการ"


def test_lateness_has_real_dates_and_numbers() -> None:
    book = opened(meeting_book(MeetingPaper(meeting())))
    sheet = book["เกินกำหนด"]
    row = row_of(sheet, "ที่") + 1
    assert str(sheet.cell(row, 4).value) == "2026-01-31 00:00:00"
    assert "yyyy" in sheet.cell(row, 4).number_format
    assert (sheet.cell(row, 5).value, sheet.cell(row, 6).value) == (1, 20)
    assert book["ยังไม่ส่งรายงาน"].cell(row_of(book["ยังไม่ส่งรายงาน"], "ส่วนราชการ") + 1, 1).value == "กองคลัง"


WAITING = OrderLine("4", "ระบบยืมคืน", 2569, "ให้ตรวจสอบ", date(2026, 1, 7), date(2026, 1, 28), "กองช่าง", 7)
ANSWERED = OrderLine(
    "5", "งดรับ", 2569, "ให้นำเสนอ", date(2026, 1, 7), None, "กองคลัง", 0, date(2026, 1, 30), "ผู้อำนวยการกองคลัง", "เสนอแล้ว"
)


def test_orders_of_earlier_meetings_stand_with_what_became_of_them() -> None:
    report = replace(meeting(division("กองคลัง")), orders=(WAITING, ANSWERED))
    waiting, answered = table_of(opened(meeting_book(MeetingPaper(report)))["ข้อสั่งการ"], ORDER_HEADS)
    assert waiting["ผลการปฏิบัติตามข้อสั่งการ"] == "ยังไม่ได้รายงานผล เกินกำหนด 7 วัน"
    assert (waiting["ส่วนราชการ"], waiting["รายงานเมื่อ"]) == ("กองช่าง", None)
    assert answered["ผลการปฏิบัติตามข้อสั่งการ"] == "เสนอแล้ว\nผู้อำนวยการกองคลัง"
    [first, second] = meeting_as_json(report)["orders"]
    assert (first["days_late"], first["due_on"], first["answered_on"]) == (7, "2026-01-28", None)
    assert (second["answer"], second["answered_on"]) == ("เสนอแล้ว", "2026-01-30")


def test_every_sheet_prints_well() -> None:
    for sheet in opened(meeting_book(MeetingPaper(meeting(division("กองคลัง"))))).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.right.text == "หน้า &P / &N"
        assert sheet["A1"].font.name == FONT_NAME


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_text_stays_text(text: str) -> None:
    sheet = opened(meeting_book(MeetingPaper(meeting(division(text, text), title=text))))["มาตรการ"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    division_cell = sheet.cell(row_of(sheet, "ที่") + 1, 4)
    assert division_cell.value == printable(text)
    assert division_cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


def test_what_a_cell_cannot_hold_is_left_out() -> None:
    assert printable("ก\x0bข\ud800ค") == "กขค"
    assert len(printable("ก" * 40_000)) == LONGEST_CELL


def test_rows_are_as_high_as_their_text() -> None:
    long = "รายละเอียดผลการดำเนินงานที่ยาวมาก " * 30
    short, tall = (
        opened(meeting_book(MeetingPaper(meeting(division("กองคลัง", text)))))["มาตรการ"] for text in ("สั้น", long)
    )
    row = row_of(short, "ที่") + 1
    assert tall.row_dimensions[row].height > 5 * short.row_dimensions[row].height


def test_the_json_of_the_meeting_says_what_the_sheet_says() -> None:
    value = meeting_as_json(meeting(division("กองคลัง")))
    assert value["meeting"] == "2026-02-04"
    assert value["measures"][0]["reports"][0]["division"] == "กองคลัง"
    assert value["overdue"][0] == {
        "measure": "3", "title": "มาตรการที่ล่าช้า", "division": "กองช่าง", "end": "2026-01-31",
        "days_late": 1, "percent": 20,
    }  # fmt: skip
