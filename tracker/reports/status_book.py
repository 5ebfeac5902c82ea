"""The indicator roll-up and the measure list of a meeting as Excel workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from tracker.domain.framework import TOOL_NAMES, Tool
from tracker.domain.progress import CannotReason, Health, Progress
from tracker.domain.rollup import Rollup
from tracker.domain.thai_dates import thai_date, thai_month
from tracker.domain.words import ANSWER, CANNOT_REASON, HEALTH, NO_MEASURE, NOT_REPORTED, PROGRESS
from tracker.reports.editions import MeetingPaper, edition_lines, foot_of
from tracker.reports.saved_at import as_saved_at
from tracker.reports.sheet import CellValue, Paper
from tracker.reports.values import DivisionLine, IndicatorLine, MeasureLine, MeetingReport, OrderLine, StatusReport

INDICATOR_WIDTHS = (9, 32, 9, 10, 10, 12, 12, 12, 9, 11, 10, 9, 11, 10, 11, 11)
INDICATOR_HEADS = (
    "ตัวชี้วัด", "ชื่อตัวชี้วัด", "แบบวัด", "คะแนนล่าสุด", "มาตรการ",
    *(PROGRESS[word] for word in Progress), *(HEALTH[word] for word in Health),
    "ร้อยละเฉลี่ย", "รายงานที่ต้องส่ง", "รายงานที่ส่งแล้ว",
)  # fmt: skip
MEASURE_WIDTHS = (6, 34, 26, 22, 19, 8, 38, 24, 24)
MEASURE_HEADS = (
    "ที่", "มาตรการ/โครงการ/กิจกรรม", "ระยะเวลาดำเนินการ และการติดตามผล", "ส่วนราชการ", "สถานะ", "ร้อยละ",
    "ผลการดำเนินการ", "ปัญหา/อุปสรรค", "แผนเดือนถัดไป",
)  # fmt: skip
ADOPTED_COLUMNS = 3
ORDER_WIDTHS = (8, 34, 40, 14, 14, 24, 44, 14)
ORDER_HEADS = (
    "ที่", "มาตรการ/โครงการ/กิจกรรม", "ข้อสั่งการ", "สั่งการเมื่อ", "ภายในวันที่", "ส่วนราชการ", "ผลการปฏิบัติตามข้อสั่งการ",
    "รายงานเมื่อ",
)  # fmt: skip
ORDERED_COLUMNS = 5
NOT_ANSWERED = "ยังไม่ได้รายงานผล"
NOT_STATED = "ไม่ได้ระบุ"


def indicator_book(report: StatusReport) -> bytes:
    book = _book()
    _indicator_sheet(book, report)
    return _bytes(book)


def meeting_book(printed: MeetingPaper) -> bytes:
    """Roll-up, measures with this month's words, what is overdue, who is silent, earlier orders: one sheet each.

    Of a frozen edition the same bytes whenever it is printed.
    """
    book, status, lines = _book(), printed.report.status, edition_lines(printed)
    _measure_sheet(book, printed.report, lines)
    _indicator_sheet(book, status, lines)
    _overdue_sheet(book, status, lines)
    _missing_sheet(book, status, lines)
    _order_sheet(book, printed.report, lines)
    for sheet in book.worksheets:
        if sheet.oddFooter is not None:
            sheet.oddFooter.left.text = foot_of(printed)
    data = _bytes(book)
    return as_saved_at(printed.edition.made_at, data) if printed.edition else data


def _indicator_sheet(book: Workbook, report: StatusReport, lines: Sequence[str] = ()) -> None:
    paper = Paper(book.create_sheet("สรุปรายตัวชี้วัด"), INDICATOR_WIDTHS)
    paper.heading("สรุปผลการติดตามมาตรการตามตัวชี้วัด ITA", *_headings(report), *lines)
    total = IndicatorLine("รวม", "ทั้งแผน", "", None, report.plan)
    paper.table(INDICATOR_HEADS, [_indicator_row(line) for line in (*report.indicators, total)])
    tools = ", ".join(f"{tool} {TOOL_NAMES[tool][0]}" for tool in Tool)
    paper.note(f"แบบวัด: {tools} มาตรการที่อยู่ภายใต้หลายตัวชี้วัดนับในทุกตัวชี้วัด แต่นับครั้งเดียวในยอดรวม")


def _indicator_row(line: IndicatorLine) -> list[CellValue]:
    rollup: Rollup = line.rollup
    return [
        int(line.code) if line.code.isdigit() else line.code,
        line.name if rollup.measures else f"{line.name} ({NO_MEASURE})",
        line.tool,
        line.last_score,
        rollup.measures,
        *(rollup.progress[word] for word in Progress),
        *(rollup.health[word] for word in Health),
        rollup.percent,
        rollup.reports_owed,
        rollup.reports_received,
    ]


def _measure_sheet(book: Workbook, report: MeetingReport, lines: Sequence[str]) -> None:
    paper = Paper(book.create_sheet("มาตรการ"), MEASURE_WIDTHS)
    held = f"ประชุมหัวหน้าส่วนราชการ วันที่ {thai_date(report.held_on)}" if report.held_on else ""
    place = f" ณ {report.place}" if report.held_on and report.place else ""
    held_at = [held + place] if held else []
    paper.heading("รายงานความก้าวหน้าตามมาตรการ", *held_at, *_headings(report.status), *lines)
    paper.table(MEASURE_HEADS, [row for line in report.measures for row in _measure_rows(line)], shared=ADOPTED_COLUMNS)


def _measure_rows(line: MeasureLine) -> list[list[CellValue]]:
    """One row a division beside the measure as adopted; a measure without any has one row of its own."""
    codes = ", ".join(line.indicators)
    title = f"{line.title}\n(ตัวชี้วัดที่ {codes})" if codes else line.title
    adopted: list[CellValue] = [line.number, title, f"{line.period or NOT_STATED}\n{line.monitoring or NOT_STATED}"]
    if not line.reports:
        return [
            [*adopted, line.responsible or NOT_STATED, *_state(line.progress, line.health, line.percent), "", "", ""]
        ]
    return [
        [
            *adopted,
            one.division,
            *_state(one.progress, one.health, one.percent),
            _result(one),
            one.problems,
            one.next_steps,
        ]
        for one in line.reports
    ]


def _state(progress: Progress, health: Health | None, percent: float) -> list[CellValue]:
    return ["\n".join([PROGRESS[progress], *([HEALTH[health]] if health else [])]), percent]


def _result(line: DivisionLine) -> str:
    """The answer in words, then what the division wrote."""
    if line.answer is None:
        return NOT_REPORTED
    said = [ANSWER[line.answer]]
    if line.cannot_reason is not None:
        said.append(line.cannot_text if line.cannot_reason is CannotReason.OTHER else CANNOT_REASON[line.cannot_reason])
    said += [line.waiting_for, line.done_text]
    return "\n".join(part for part in said if part)


def _overdue_sheet(book: Workbook, report: StatusReport, lines: Sequence[str]) -> None:
    paper = Paper(book.create_sheet("เกินกำหนด"), (8, 60, 34, 18, 14, 12))
    paper.heading("มาตรการที่เกินกำหนด", *_headings(report), *lines)
    paper.table(
        ("ที่", "มาตรการ/โครงการ/กิจกรรม", "ส่วนราชการ", "วันสิ้นสุด", "เกินกำหนด (วัน)", "ร้อยละ"),
        [[line.measure, line.title, line.division, line.end, line.days_late, line.percent] for line in report.overdue],
    )


def _missing_sheet(book: Workbook, report: StatusReport, lines: Sequence[str]) -> None:
    paper = Paper(book.create_sheet("ยังไม่ส่งรายงาน"), (40, 8, 70, 20))
    title = f"ส่วนราชการที่ยังไม่ส่งรายงานเดือน{thai_month(report.month)}"
    paper.heading(title, *_headings(report)[:1], *lines)
    rows: Sequence[Sequence[CellValue]] = [
        [line.division, line.measure, line.title, thai_month(line.month, short=True)] for line in report.missing_reports
    ]
    paper.table(("ส่วนราชการ", "ที่", "มาตรการ/โครงการ/กิจกรรม", "เดือน"), rows)


def _order_sheet(book: Workbook, report: MeetingReport, lines: Sequence[str]) -> None:
    paper = Paper(book.create_sheet("ข้อสั่งการ"), ORDER_WIDTHS)
    paper.heading("ข้อสั่งการของการประชุมครั้งก่อน", *_headings(report.status), *lines)
    paper.table(ORDER_HEADS, [_order_row(line) for line in report.orders], shared=ORDERED_COLUMNS)


def _order_row(line: OrderLine) -> list[CellValue]:
    late = f"{NOT_ANSWERED} เกินกำหนด {line.days_late} วัน" if line.days_late else NOT_ANSWERED
    said = "\n".join((line.answer, line.answered_by)) if line.answered_on else late
    return [line.measure, line.title, line.text, line.given_on, line.due_on, line.division, said, line.answered_on]


def _headings(report: StatusReport) -> list[str]:
    return [
        f"{report.agency_name} ปีงบประมาณ พ.ศ. {report.fiscal_year}",
        f"รายงานเดือน{thai_month(report.month)} ข้อมูล ณ วันที่ {thai_date(report.as_of)}",
    ]


def _book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def _bytes(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()
