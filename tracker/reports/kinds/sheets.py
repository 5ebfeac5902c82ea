"""What the sheets of a division and of a person have in common: their measures, figures and orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.progress import Answer, AssignmentRole, CannotReason, Health, Progress
from tracker.domain.rollup import Rollup
from tracker.domain.thai_dates import thai_month
from tracker.domain.words import HEALTH, PROGRESS
from tracker.reports.kinds.measure_words import period_text, said_text, state_text, title_text
from tracker.reports.paper import Cell, Column, ColumnKind, Table

ROLE = {AssignmentRole.LEAD: "หลัก", AssignmentRole.JOINT: "ร่วม"}
NOTHING_ASKED = "ไม่มีรายงานที่ต้องส่ง"

FIGURE_COLUMNS = (
    Column("ส่วนราชการ", "ส่วนราชการ", 30),
    Column("มาตรการ", "มาตรการ", 10, ColumnKind.NUMBER),
    *(Column(PROGRESS[word], PROGRESS[word], 12, ColumnKind.NUMBER) for word in Progress),
    *(Column(HEALTH[word], HEALTH[word], 10, ColumnKind.NUMBER) for word in Health),
    Column("ร้อยละเฉลี่ย", "ร้อยละเฉลี่ย", 10, ColumnKind.PERCENT),
    Column("รายงานที่ต้องส่ง", "รายงานที่ต้องส่ง", 11, ColumnKind.NUMBER),
    Column("รายงานที่ส่งแล้ว", "รายงานที่ส่งแล้ว", 11, ColumnKind.NUMBER),
    Column("ข้อสั่งการที่รอ", "ข้อสั่งการที่รอรายงาน", 11, ColumnKind.NUMBER),
)
MEASURE_COLUMNS = (
    Column("ส่วนราชการ", "ส่วนราชการ", 18),
    Column("ที่", "ที่", 6, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 32),
    Column("รับผิดชอบ", "รับผิดชอบ", 8, ColumnKind.MARK),
    Column("ระยะเวลา", "ระยะเวลาดำเนินการ และการติดตามผล", 22),
    Column("วันสิ้นสุด", "วันสิ้นสุด", 12, ColumnKind.DATE),
    Column("สถานะ", "สถานะ", 17),
    Column("ร้อยละ", "ร้อยละ", 8, ColumnKind.PERCENT),
    Column("เกินกำหนด_วัน", "เกินกำหนด (วัน)", 9, ColumnKind.NUMBER),
    Column("รายงานล่าสุด", "รายงานล่าสุด", 11, ColumnKind.MARK),
    Column("ผลการดำเนินการ", "ผลการดำเนินการ", 34),
    Column("ปัญหา", "ปัญหา/อุปสรรค", 20),
    Column("แผนเดือนถัดไป", "แผนเดือนถัดไป", 20),
    Column("เดือนที่ยังไม่รายงาน", "เดือนที่ยังไม่รายงาน", 14),
)
ORDER_COLUMNS = (
    Column("ส่วนราชการ", "ส่วนราชการ", 24),
    Column("ที่", "ที่", 6, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 40),
    Column("ข้อสั่งการ", "ข้อสั่งการ", 48),
    Column("สั่งการเมื่อ", "สั่งการเมื่อ", 14, ColumnKind.DATE),
    Column("กำหนดรายงาน", "กำหนดรายงาน", 14, ColumnKind.DATE),
    Column("เกินกำหนด_วัน", "เกินกำหนด (วัน)", 12, ColumnKind.NUMBER),
)


@dataclass(frozen=True, slots=True)
class DivisionFigures:
    """Counts over what one division answers for: its own part of each measure, not the whole."""

    division: str
    rollup: Rollup
    #: Orders that wait for its answer.
    orders: int


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One division's part of a measure, with what it said last."""

    division: str
    measure: str
    title: str
    fiscal_year: int
    indicators: tuple[str, ...]
    role: AssignmentRole
    #: As adopted.
    period: str
    monitoring: str
    end: date
    progress: Progress
    health: Health | None
    percent: int
    #: 0 before the end, or once it is done.
    days_late: int
    #: The months that were asked for and from which no report has come.
    months_owed: tuple[date, ...]
    #: Of which month the last words are; empty while it never reported.
    said_for: date | None = None
    answer: Answer | None = None
    done_text: str = ""
    problems: str = ""
    next_steps: str = ""
    waiting_for: str = ""
    cannot_reason: CannotReason | None = None
    cannot_text: str = ""


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """An order of the chair that waits for an answer."""

    division: str
    measure: str
    title: str
    fiscal_year: int
    text: str
    given_on: date
    due_on: date | None
    #: 0 when it is not late.
    days_late: int


def figures_table(figures: Sequence[DivisionFigures], total: DivisionFigures | None = None) -> Table:
    return Table(
        "สรุป",
        "สรุป",
        FIGURE_COLUMNS,
        tuple(_figures(one) for one in figures),
        total=_figures(total) if total else None,
    )


def _figures(one: DivisionFigures) -> tuple[Cell, ...]:
    return (
        one.division,
        one.rollup.measures,
        *(one.rollup.progress[word] for word in Progress),
        *(one.rollup.health[word] for word in Health),
        one.rollup.percent,
        one.rollup.reports_owed,
        one.rollup.reports_received,
        one.orders,
    )


def measure_table(lines: Sequence[SheetLine], fiscal_year: int) -> Table:
    rows = tuple(_measure(line, fiscal_year) for line in lines)
    return Table("มาตรการ", "มาตรการที่รับผิดชอบ", MEASURE_COLUMNS, rows, shared=1)


def _measure(line: SheetLine, fiscal_year: int) -> tuple[Cell, ...]:
    return (
        line.division,
        line.measure,
        title_text(line.title, line.indicators, line.fiscal_year, fiscal_year),
        ROLE[line.role],
        period_text(line.period, line.monitoring),
        line.end,
        state_text(line.progress, line.health),
        line.percent,
        line.days_late or None,
        thai_month(line.said_for, short=True) if line.said_for else "",
        said_text(line) if line.answer or line.months_owed else NOTHING_ASKED,
        line.problems,
        line.next_steps,
        ", ".join(thai_month(month, short=True) for month in line.months_owed),
    )


def order_table(orders: Sequence[SheetOrder], fiscal_year: int) -> Table:
    rows = tuple(_order(order, fiscal_year) for order in orders)
    return Table("ข้อสั่งการ", "ข้อสั่งการที่รอรายงานผล", ORDER_COLUMNS, rows, shared=1)


def _order(order: SheetOrder, fiscal_year: int) -> tuple[Cell, ...]:
    return (
        order.division,
        order.measure,
        title_text(order.title, (), order.fiscal_year, fiscal_year),
        order.text,
        order.given_on,
        order.due_on,
        order.days_late or None,
    )
