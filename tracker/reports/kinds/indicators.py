"""The roll-up of the ten indicators on a day."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from tracker.domain.framework import TOOL_NAMES, Tool
from tracker.domain.papers import TITLES, PaperKind
from tracker.domain.progress import Health, Progress
from tracker.domain.rollup import Rollup
from tracker.domain.thai_dates import thai_month
from tracker.domain.words import HEALTH, NO_MEASURE, PROGRESS
from tracker.reports.paper import Cell, Chart, Column, ColumnKind, Paper, Table
from tracker.reports.values import IndicatorLine, StatusReport

COLUMNS = (
    Column("ตัวชี้วัด", "ตัวชี้วัด", 9, ColumnKind.MARK),
    Column("ชื่อตัวชี้วัด", "ชื่อตัวชี้วัด", 32),
    Column("แบบวัด", "แบบวัด", 9, ColumnKind.MARK),
    Column("คะแนนล่าสุด", "คะแนนล่าสุด", 10, ColumnKind.SCORE),
    Column("มาตรการ", "มาตรการ", 10, ColumnKind.NUMBER),
    *(Column(PROGRESS[word], PROGRESS[word], 11, ColumnKind.NUMBER) for word in Progress),
    *(Column(HEALTH[word], HEALTH[word], 10, ColumnKind.NUMBER) for word in Health),
    Column("ร้อยละเฉลี่ย", "ร้อยละเฉลี่ย", 10, ColumnKind.PERCENT),
    Column("รายงานที่ต้องส่ง", "รายงานที่ต้องส่ง", 11, ColumnKind.NUMBER),
    Column("รายงานที่ส่งแล้ว", "รายงานที่ส่งแล้ว", 11, ColumnKind.NUMBER),
)
EMPTY = StatusReport("", "", date(2025, 10, 1), 2569, date(2025, 10, 1), Rollup(), (), (), ())
CHART = Chart("ร้อยละเฉลี่ยรายตัวชี้วัด", "ชื่อตัวชี้วัด", "ร้อยละเฉลี่ย")


class Figures(Protocol):
    """Of the ten indicators and of the plan as a whole, on a day or over some months."""

    @property
    def plan(self) -> Rollup: ...
    @property
    def indicators(self) -> tuple[IndicatorLine, ...]: ...


def paper_of(report: StatusReport) -> Paper:
    return Paper(
        kind=PaperKind.INDICATORS,
        title=TITLES[PaperKind.INDICATORS],
        agency_name=report.agency_name,
        as_of=report.as_of,
        subtitle=subtitle_of(report),
        parts=(indicator_table(report),),
        is_signed=True,
    )


def subtitle_of(report: StatusReport) -> tuple[str, ...]:
    return (f"ปีงบประมาณ พ.ศ. {report.fiscal_year}", f"รายงานเดือน{thai_month(report.month)}")


def indicator_table(figures: Figures) -> Table:
    tools = ", ".join(f"{tool} {TOOL_NAMES[tool][0]}" for tool in Tool)
    return Table(
        key="ตัวชี้วัด",
        heading="สรุปรายตัวชี้วัด",
        columns=COLUMNS,
        rows=tuple(_row(line) for line in figures.indicators),
        total=_row(IndicatorLine("รวม", "ทั้งแผน", "", None, figures.plan)),
        note=f"แบบวัด: {tools} มาตรการที่อยู่ภายใต้หลายตัวชี้วัดนับในทุกตัวชี้วัด แต่นับครั้งเดียวในยอดรวม",
        chart=CHART,
    )


def _row(line: IndicatorLine) -> tuple[Cell, ...]:
    rollup: Rollup = line.rollup
    return (
        int(line.code) if line.code.isdecimal() else line.code,
        line.name if rollup.measures else f"{line.name} ({NO_MEASURE})",
        line.tool,
        line.last_score,
        rollup.measures,
        *(rollup.progress[word] for word in Progress),
        *(rollup.health[word] for word in Health),
        rollup.percent,
        rollup.reports_owed,
        rollup.reports_received,
    )
