"""What a meeting of the department heads has before it: frozen when its month was closed, or as it stands."""

from __future__ import annotations

from tracker.domain.papers import TITLES, PaperKind
from tracker.domain.progress import CannotReason, Health, Progress
from tracker.domain.thai_dates import thai_date, thai_month
from tracker.domain.words import ANSWER, CANNOT_REASON, HEALTH, NOT_REPORTED, PROGRESS
from tracker.reports.editions import MeetingPaper, edition_lines
from tracker.reports.kinds import indicators
from tracker.reports.kinds.indicators import indicator_table, subtitle_of
from tracker.reports.paper import Cell, Column, ColumnKind, Paper, Table
from tracker.reports.values import DivisionLine, MeasureLine, MeetingReport, OrderLine, StatusReport

MEASURE_COLUMNS = (
    Column("ที่", "ที่", 6, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 34),
    Column("ระยะเวลา", "ระยะเวลาดำเนินการ และการติดตามผล", 26),
    Column("ส่วนราชการ", "ส่วนราชการ", 22),
    Column("สถานะ", "สถานะ", 19),
    Column("ร้อยละ", "ร้อยละ", 8, ColumnKind.PERCENT),
    Column("ผลการดำเนินการ", "ผลการดำเนินการ", 38),
    Column("ปัญหา", "ปัญหา/อุปสรรค", 24),
    Column("แผนเดือนถัดไป", "แผนเดือนถัดไป", 24),
)
ADOPTED_COLUMNS = 3
OVERDUE_COLUMNS = (
    Column("ที่", "ที่", 8, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 60),
    Column("ส่วนราชการ", "ส่วนราชการ", 34),
    Column("วันสิ้นสุด", "วันสิ้นสุด", 18, ColumnKind.DATE),
    Column("เกินกำหนด_วัน", "เกินกำหนด (วัน)", 14, ColumnKind.NUMBER),
    Column("ร้อยละ", "ร้อยละ", 12, ColumnKind.PERCENT),
)
MISSING_COLUMNS = (
    Column("ส่วนราชการ", "ส่วนราชการ", 40),
    Column("ที่", "ที่", 8, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 70),
    Column("เดือน", "เดือน", 20),
)
ORDER_COLUMNS = (
    Column("ที่", "ที่", 8, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 34),
    Column("ข้อสั่งการ", "ข้อสั่งการ", 40),
    Column("สั่งการเมื่อ", "สั่งการเมื่อ", 14, ColumnKind.DATE),
    Column("ภายในวันที่", "ภายในวันที่", 14, ColumnKind.DATE),
    Column("ส่วนราชการ", "ส่วนราชการ", 24),
    Column("ผล", "ผลการปฏิบัติตามข้อสั่งการ", 44),
    Column("รายงานเมื่อ", "รายงานเมื่อ", 14, ColumnKind.DATE),
)
ORDERED_COLUMNS = 5
EMPTY = MeetingPaper(MeetingReport(indicators.EMPTY, None, "", ()))
NOT_ANSWERED = "ยังไม่ได้รายงานผล"
NOT_STATED = "ไม่ได้ระบุ"


def paper_of(printed: MeetingPaper) -> Paper:
    report = printed.report
    status = report.status
    return Paper(
        kind=PaperKind.MEETING,
        title=TITLES[PaperKind.MEETING],
        agency_name=status.agency_name,
        as_of=status.as_of,
        subtitle=(*_held(report), *subtitle_of(status)),
        state=tuple(edition_lines(printed)),
        made_at=printed.edition.made_at if printed.edition else None,
        parts=(
            _measures(report),
            indicator_table(status),
            _overdue(status),
            _missing(status),
            _orders(report),
        ),
        is_signed=True,
    )


def _held(report: MeetingReport) -> tuple[str, ...]:
    if report.held_on is None:
        return ()
    place = f" ณ {report.place}" if report.place else ""
    return (f"ประชุมหัวหน้าส่วนราชการ วันที่ {thai_date(report.held_on)}{place}",)


def _measures(report: MeetingReport) -> Table:
    rows = tuple(row for line in report.measures for row in _measure_rows(line))
    return Table("มาตรการ", "มาตรการ", MEASURE_COLUMNS, rows, shared=ADOPTED_COLUMNS)


def _measure_rows(line: MeasureLine) -> list[tuple[Cell, ...]]:
    """One row a division beside the measure as adopted; a measure without any has one row of its own."""
    codes = ", ".join(line.indicators)
    title = f"{line.title}\n(ตัวชี้วัดที่ {codes})" if codes else line.title
    adopted: tuple[Cell, ...] = (line.number, title, f"{line.period or NOT_STATED}\n{line.monitoring or NOT_STATED}")
    if not line.reports:
        state = _state(line.progress, line.health)
        return [(*adopted, line.responsible or NOT_STATED, state, line.percent, "", "", "")]
    return [
        (
            *adopted,
            one.division,
            _state(one.progress, one.health),
            one.percent,
            _result(one),
            one.problems,
            one.next_steps,
        )
        for one in line.reports
    ]


def _state(progress: Progress, health: Health | None) -> str:
    return "\n".join([PROGRESS[progress], *([HEALTH[health]] if health else [])])


def _result(line: DivisionLine) -> str:
    """The answer in words, then what the division wrote."""
    if line.answer is None:
        return NOT_REPORTED
    said = [ANSWER[line.answer]]
    if line.cannot_reason is not None:
        said.append(line.cannot_text if line.cannot_reason is CannotReason.OTHER else CANNOT_REASON[line.cannot_reason])
    said += [line.waiting_for, line.done_text]
    return "\n".join(part for part in said if part)


def _overdue(report: StatusReport) -> Table:
    return Table(
        "เกินกำหนด",
        "มาตรการที่เกินกำหนด",
        OVERDUE_COLUMNS,
        tuple(
            (line.measure, line.title, line.division, line.end, line.days_late, line.percent) for line in report.overdue
        ),
    )


def _missing(report: StatusReport) -> Table:
    return Table(
        "ยังไม่ส่งรายงาน",
        f"ส่วนราชการที่ยังไม่ส่งรายงานเดือน{thai_month(report.month)}",
        MISSING_COLUMNS,
        tuple(
            (line.division, line.measure, line.title, thai_month(line.month, short=True))
            for line in report.missing_reports
        ),
    )


def _orders(report: MeetingReport) -> Table:
    return Table(
        "ข้อสั่งการ",
        "ข้อสั่งการของการประชุมครั้งก่อน",
        ORDER_COLUMNS,
        tuple(_order_row(line) for line in report.orders),
        shared=ORDERED_COLUMNS,
    )


def _order_row(line: OrderLine) -> tuple[Cell, ...]:
    late = f"{NOT_ANSWERED} เกินกำหนด {line.days_late} วัน" if line.days_late else NOT_ANSWERED
    said = "\n".join((line.answer, line.answered_by)) if line.answered_on else late
    return (line.measure, line.title, line.text, line.given_on, line.due_on, line.division, said, line.answered_on)
