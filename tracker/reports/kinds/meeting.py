"""What a meeting of the department heads has before it: frozen when its month was closed, or as it stands."""

from __future__ import annotations

from tracker.domain.papers import TITLES, PaperKind
from tracker.domain.thai_dates import thai_date, thai_month
from tracker.reports.editions import MeetingPaper, edition_lines
from tracker.reports.kinds import indicators
from tracker.reports.kinds.indicators import indicator_table, subtitle_of
from tracker.reports.kinds.measure_words import NOT_STATED, period_text, said_text, state_text, title_text
from tracker.reports.paper import Cell, Column, ColumnKind, Paper, Table, Text
from tracker.reports.summaries import DivisionSending, sendings_of, summary_of
from tracker.reports.values import (
    ChangeLine,
    DecisionLine,
    MeasureLine,
    MeetingReport,
    MissingLine,
    OrderLine,
    OverdueLine,
    Stand,
    StatusReport,
)

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
    Column("หลักฐาน", "หลักฐาน", 9, ColumnKind.NUMBER),
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
CHANGE_COLUMNS = (
    Column("ที่", "ที่", 8, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 60),
    Column("ส่วนราชการ", "ส่วนราชการ", 30),
    Column("เดือนก่อน", "เดือนก่อน", 26),
    Column("เดือนนี้", "เดือนนี้", 26),
    Column("ร้อยละเปลี่ยนแปลง", "ร้อยละที่เปลี่ยนแปลง", 14, ColumnKind.NUMBER),
)
SENDING_COLUMNS = (
    Column("ส่วนราชการ", "ส่วนราชการ", 60),
    Column("รายงานแล้ว", "รายงานแล้ว", 16, ColumnKind.NUMBER),
    Column("ยังไม่รายงาน", "ยังไม่รายงาน", 16, ColumnKind.NUMBER),
    Column("หลักฐาน", "หลักฐาน", 16, ColumnKind.NUMBER),
    Column("สถานะ", "การส่งรายงาน", 30),
)
DECISION_COLUMNS = (
    Column("ที่", "ที่", 8, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 44),
    Column("ข้อสั่งการ", "ข้อสั่งการ/มติ", 56),
    Column("ส่วนราชการ", "ส่วนราชการ", 40),
    Column("ภายในวันที่", "ภายในวันที่", 16, ColumnKind.DATE),
)
EMPTY = MeetingPaper(MeetingReport(indicators.EMPTY, None, "", ()))
NOT_ANSWERED = "ยังไม่ได้รายงานผล"
NOT_ASKED = "ไม่ต้องรายงานในเดือนนี้"
NEW, GONE = "เริ่มติดตามในเดือนนี้", "ไม่อยู่ในรายการติดตามแล้ว"
SILENT, SENT_PARTLY, SENT_ALL = "ยังไม่ส่งรายงานเลย", "ส่งบางส่วน", "ส่งครบ"
NOTHING_BEFORE = "ไม่มีข้อมูลของเดือนก่อนให้เปรียบเทียบ"


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
            Text("สรุป", (summary_of(report),)),
            indicator_table(status),
            _measures(report),
            _changes(report),
            _overdue(status),
            _sendings(report),
            _missing(status),
            _orders(report),
            _decisions(report),
        ),
        is_signed=True,
    )


def _held(report: MeetingReport) -> tuple[str, ...]:
    if report.held_on is None:
        return ()
    place = f" ณ {report.place}" if report.place else ""
    return (f"ประชุมหัวหน้าส่วนราชการ วันที่ {thai_date(report.held_on)}{place}",)


def _measures(report: MeetingReport) -> Table:
    year = report.status.fiscal_year
    rows = tuple(row for line in report.measures for row in _measure_rows(line, year))
    return Table("มาตรการ", "มาตรการ", MEASURE_COLUMNS, rows, shared=ADOPTED_COLUMNS)


def _measure_rows(line: MeasureLine, fiscal_year: int) -> list[tuple[Cell, ...]]:
    """One row a division beside the measure as adopted; a measure without any has one row of its own."""
    title = title_text(line.title, line.indicators, line.fiscal_year, fiscal_year)
    adopted: tuple[Cell, ...] = (line.number, title, period_text(line.period, line.monitoring))
    if not line.reports:
        state = state_text(line.progress, line.health)
        return [(*adopted, line.responsible or NOT_STATED, state, line.percent, "", "", "", None)]
    return [
        (
            *adopted,
            one.division,
            state_text(one.progress, one.health),
            one.percent,
            NOT_ASKED if one.answer is None and one.is_asked is False else said_text(one),
            one.problems,
            one.next_steps,
            one.evidence,
        )
        for one in line.reports
    ]


def _changes(report: MeetingReport) -> Table:
    since = report.changes_since
    return Table(
        "เปลี่ยนแปลง",
        "สิ่งที่เปลี่ยนแปลงจากเดือนก่อน",
        CHANGE_COLUMNS,
        tuple(_change_row(line, report.status.fiscal_year) for line in report.changes),
        note=f"เปรียบเทียบกับเดือน{thai_month(since)}" if since else NOTHING_BEFORE,
    )


def _change_row(line: ChangeLine, fiscal_year: int) -> tuple[Cell, ...]:
    points = line.after.percent - line.before.percent if line.before and line.after else None
    before, after = _stand(line.before, NEW), _stand(line.after, GONE)
    return (line.measure, _title(line, fiscal_year), line.division, before, after, points)


def _stand(stand: Stand | None, otherwise: str) -> str:
    return f"{state_text(stand.progress, stand.health)}\nร้อยละ {stand.percent}" if stand else otherwise


def _sendings(report: MeetingReport) -> Table:
    return Table(
        "ส่วนราชการ",
        f"การส่งรายงานเดือน{thai_month(report.status.month)} รายส่วนราชการ",
        SENDING_COLUMNS,
        tuple(
            (one.division, one.received, one.missing, one.evidence, _sending_state(one)) for one in sendings_of(report)
        ),
    )


def _sending_state(one: DivisionSending) -> str:
    if one.is_silent:
        return SILENT
    return SENT_PARTLY if one.missing else SENT_ALL


def _overdue(report: StatusReport) -> Table:
    return Table(
        "เกินกำหนด",
        "มาตรการที่เกินกำหนด",
        OVERDUE_COLUMNS,
        tuple(
            (line.measure, _title(line, report.fiscal_year), line.division, line.end, line.days_late, line.percent)
            for line in report.overdue
        ),
    )


def _missing(report: StatusReport) -> Table:
    return Table(
        "ยังไม่ส่งรายงาน",
        f"ส่วนราชการที่ยังไม่ส่งรายงานเดือน{thai_month(report.month)}",
        MISSING_COLUMNS,
        tuple(
            (line.division, line.measure, _title(line, report.fiscal_year), thai_month(line.month, short=True))
            for line in report.missing_reports
        ),
    )


def _orders(report: MeetingReport) -> Table:
    return Table(
        "ข้อสั่งการ",
        "ข้อสั่งการของการประชุมครั้งก่อน",
        ORDER_COLUMNS,
        tuple(_order_row(line, report.status.fiscal_year) for line in report.orders),
        shared=ORDERED_COLUMNS,
    )


def _order_row(line: OrderLine, fiscal_year: int) -> tuple[Cell, ...]:
    late = f"{NOT_ANSWERED} เกินกำหนด {line.days_late} วัน" if line.days_late else NOT_ANSWERED
    said = "\n".join((line.answer, line.answered_by)) if line.answered_on else late
    title = _title(line, fiscal_year)
    return (line.measure, title, line.text, line.given_on, line.due_on, line.division, said, line.answered_on)


def _decisions(report: MeetingReport) -> Table:
    year = report.status.fiscal_year
    return Table(
        "มติ",
        "ข้อสั่งการของการประชุมครั้งนี้",
        DECISION_COLUMNS,
        tuple(
            (line.measure, _title(line, year), line.text, "\n".join(line.divisions), line.due_on)
            for line in report.decisions
        ),
    )


def _title(line: ChangeLine | OverdueLine | MissingLine | OrderLine | DecisionLine, fiscal_year: int) -> str:
    """Two plans may have a measure of the same number."""
    return title_text(line.title, (), line.fiscal_year or fiscal_year, fiscal_year)
