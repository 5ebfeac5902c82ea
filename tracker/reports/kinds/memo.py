"""A memo (บันทึกข้อความ) to the divisions: what each answers for, what is asked of it, or what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.memos import MATTERS, NUMBER_BY_HAND, MemoMatter
from tracker.domain.papers import TITLES, MemoPurpose, PaperKind
from tracker.domain.thai_dates import thai_date, thai_month
from tracker.reports.kinds.measure_words import title_text
from tracker.reports.paper import Cell, Column, ColumnKind, Fact, Facts, Paper, Table, Text

COLUMNS = (
    Column("ส่วนราชการ", "ส่วนราชการ", 20),
    Column("ที่", "ที่", 5, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 30),
    Column("ระยะเวลา", "ระยะเวลาดำเนินการ และการติดตามผล", 22),
    Column("เรื่องที่แจ้ง", "เรื่องที่แจ้ง", 18),
    Column("วันครบกำหนด", "วันครบกำหนด", 12, ColumnKind.DATE),
    Column("ล่าช้า_วัน", "ล่าช้า (วัน)", 8, ColumnKind.NUMBER),
)


@dataclass(frozen=True, slots=True)
class MemoLine:
    division: str
    measure: str
    title: str
    fiscal_year: int
    #: As adopted.
    period: str
    monitoring: str
    matter: MemoMatter
    #: The month that a report is asked for.
    month: date | None = None
    #: When the report or the measure is due.
    due_on: date | None = None
    #: Empty where nothing is late.
    days_late: int | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    agency: str
    agency_name: str
    #: The day of printing, which it is dated with.
    as_of: date
    purpose: MemoPurpose
    fiscal_year: int
    #: The month in question.
    month: date
    #: The office that writes it, with its telephone.
    office: str
    #: The beginning of its number.
    number: str
    to: str
    subject: str
    body: tuple[str, ...]
    lines: tuple[MemoLine, ...]
    closing: tuple[str, ...]


EMPTY = Memo(
    "", "", date(2025, 10, 1), MemoPurpose.DISTRIBUTION, 2569, date(2025, 10, 1), "", "", "", "", ("",), (), ("",)
)


def paper_of(memo: Memo) -> Paper:
    return Paper(
        kind=PaperKind.MEMO,
        title=TITLES[PaperKind.MEMO],
        agency_name=memo.agency_name,
        as_of=memo.as_of,
        parts=(
            _head(memo),
            Text("เนื้อความ", memo.body),
            Table("รายการ", "รายการ", COLUMNS, _rows(memo), shared=1),
            Text("ปิดท้าย", memo.closing),
        ),
        is_landscape=False,
        is_signed=True,
    )


def _head(memo: Memo) -> Facts:
    return Facts(
        "หัวบันทึก",
        (
            Fact("ส่วนราชการ", "ส่วนราชการ", memo.office or memo.agency_name),
            Fact("ที่", "ที่", f"{memo.number} {NUMBER_BY_HAND}".strip()),
            Fact("วันที่", "วันที่", thai_date(memo.as_of)),
            Fact("เรื่อง", "เรื่อง", memo.subject),
            Fact("เรียน", "เรียน", memo.to),
        ),
    )


def _rows(memo: Memo) -> tuple[tuple[Cell, ...], ...]:
    return tuple(_row(line, memo.fiscal_year) for line in memo.lines)


def _row(line: MemoLine, fiscal_year: int) -> tuple[Cell, ...]:
    month = f"เดือน {thai_month(line.month, short=True)}" if line.month else ""
    return (
        line.division,
        line.measure,
        title_text(line.title, (), line.fiscal_year, fiscal_year),
        "\n".join(text for text in (line.period, line.monitoring) if text),
        f"{MATTERS[line.matter]}{month}",
        line.due_on,
        line.days_late,
    )
