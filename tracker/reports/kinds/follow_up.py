"""What a quarter, a half-year or a year of following up came to: month by month, and where it stands at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.papers import TITLES, PaperKind, Span
from tracker.domain.progress import Answer, AssignmentRole, CannotReason, Health, Progress
from tracker.domain.rollup import Rollup
from tracker.domain.spans import span_text
from tracker.domain.thai_dates import thai_month
from tracker.reports.kinds.indicators import indicator_table
from tracker.reports.kinds.measure_words import NOT_STATED, period_text, said_text, state_text, title_text
from tracker.reports.paper import Cell, Column, ColumnKind, Paper, Table, Text
from tracker.reports.summaries import NOTHING_OWED, left_over_text, plan_text, sent_text
from tracker.reports.values import IndicatorLine

MEASURE_COLUMNS = (
    Column("ที่", "ที่", 6, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 40),
    Column("ระยะเวลา", "ระยะเวลาดำเนินการ และการติดตามผล", 28),
    Column("ส่วนราชการ", "ส่วนราชการ", 26),
    Column("สถานะ", "สถานะล่าสุดในรอบ", 20),
    Column("ร้อยละเมื่อต้นรอบ", "ร้อยละ เมื่อต้นรอบ", 9, ColumnKind.PERCENT),
    Column("ร้อยละ", "ร้อยละ ล่าสุด", 9, ColumnKind.PERCENT),
    Column("รายงานที่ต้องส่ง", "รายงาน ที่ต้องส่ง", 9, ColumnKind.NUMBER),
    Column("รายงานที่ส่งแล้ว", "รายงาน ที่ส่งแล้ว", 9, ColumnKind.NUMBER),
    Column("หลักฐาน", "หลักฐาน", 9, ColumnKind.NUMBER),
)
ADOPTED_COLUMNS = 3
MONTH_COLUMNS = (
    Column("ที่", "ที่", 6, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 36),
    Column("ส่วนราชการ", "ส่วนราชการ", 24),
    Column("เดือน", "เดือน", 12),
    Column("ผลการดำเนินการ", "ผลการดำเนินการ", 46),
    Column("ปัญหา", "ปัญหา/อุปสรรค", 28),
    Column("ร้อยละ", "ร้อยละ", 8, ColumnKind.PERCENT),
    Column("หลักฐาน", "หลักฐาน", 9, ColumnKind.NUMBER),
)
REPORTER_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class MonthSaid:
    """What was said for a month that was asked about; `answer` is empty where nothing came."""

    month: date
    answer: Answer | None = None
    percent: int | None = None
    done_text: str = ""
    problems: str = ""
    next_steps: str = ""
    waiting_for: str = ""
    cannot_reason: CannotReason | None = None
    cannot_text: str = ""
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class DivisionFollowed:
    division: str
    role: AssignmentRole
    #: Where it stands at the span's end.
    progress: Progress
    health: Health | None
    #: Before the span's first month, and at its end.
    percent_before: int
    percent: int
    #: Of the span's months.
    reports_owed: int
    reports_received: int
    months: tuple[MonthSaid, ...]

    @property
    def evidence(self) -> int:
        return sum(said.evidence for said in self.months)


@dataclass(frozen=True, slots=True)
class MeasureFollowed:
    number: str
    title: str
    indicators: tuple[str, ...]
    responsible: str
    period: str
    monitoring: str
    fiscal_year: int
    progress: Progress
    health: Health | None
    percent: float
    divisions: tuple[DivisionFollowed, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The reports owed and received in its roll-ups are those of all its months."""

    agency: str
    agency_name: str
    #: The span's end, or the day of printing while it lasts.
    as_of: date
    fiscal_year: int
    span: Span
    plan: Rollup
    indicators: tuple[IndicatorLine, ...]
    measures: tuple[MeasureFollowed, ...]


EMPTY = FollowUp("", "", date(2025, 10, 1), 2569, Span.QUARTER_1, Rollup(), (), ())


def paper_of(value: FollowUp) -> Paper:
    return Paper(
        kind=PaperKind.FOLLOW_UP,
        title=TITLES[PaperKind.FOLLOW_UP],
        agency_name=value.agency_name,
        as_of=value.as_of,
        subtitle=(f"ปีงบประมาณ พ.ศ. {value.fiscal_year}", span_text(value.fiscal_year, value.span)),
        parts=(Text("สรุป", (summary_of(value),)), indicator_table(value), _measures(value), _months(value)),
        is_signed=True,
    )


def summary_of(value: FollowUp) -> str:
    others = [line for line in value.measures if line.fiscal_year != value.fiscal_year]
    missing = sum(one.reports_owed - one.reports_received for line in others for one in line.divisions)
    parts = [
        plan_text(value.fiscal_year, value.plan),
        f"รายงานในรอบนี้{sent_text(value.plan)}" if value.plan.reports_owed else f"{NOTHING_OWED}ในรอบนี้",
        left_over_text([line.health for line in others], missing),
    ]
    return " ".join(part for part in parts if part)


def _measures(value: FollowUp) -> Table:
    return Table(
        key="มาตรการ",
        heading="มาตรการและความก้าวหน้าในรอบ",
        columns=MEASURE_COLUMNS,
        rows=tuple(row for line in value.measures for row in _measure_rows(line, value.fiscal_year)),
        shared=ADOPTED_COLUMNS,
    )


def _measure_rows(line: MeasureFollowed, fiscal_year: int) -> list[tuple[Cell, ...]]:
    """One row a division beside the measure as adopted; a measure without any has one row of its own."""
    title = title_text(line.title, line.indicators, line.fiscal_year, fiscal_year)
    adopted: tuple[Cell, ...] = (line.number, title, period_text(line.period, line.monitoring))
    if not line.divisions:
        state = state_text(line.progress, line.health)
        return [(*adopted, line.responsible or NOT_STATED, state, None, line.percent, 0, 0, 0)]
    return [
        (
            *adopted,
            one.division,
            state_text(one.progress, one.health),
            one.percent_before,
            one.percent,
            one.reports_owed,
            one.reports_received,
            one.evidence,
        )
        for one in line.divisions
    ]


def _months(value: FollowUp) -> Table:
    return Table(
        key="รายเดือน",
        heading="รายงานรายเดือน",
        columns=MONTH_COLUMNS,
        rows=tuple(row for line in value.measures for row in _month_rows(line, value.fiscal_year)),
        shared=REPORTER_COLUMNS,
        note="แสดงเฉพาะเดือนที่ต้องรายงาน",
    )


def _month_rows(line: MeasureFollowed, fiscal_year: int) -> list[tuple[Cell, ...]]:
    title = title_text(line.title, (), line.fiscal_year, fiscal_year)
    return [
        (
            line.number,
            title,
            one.division,
            thai_month(said.month, short=True),
            said_text(said),
            said.problems,
            said.percent,
            said.evidence,
        )
        for one in line.divisions
        for said in one.months
    ]
