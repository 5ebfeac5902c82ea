"""A round of the NACC's plan system, after six and after twelve months: every item with amounts, state and reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.nacc import REASON_CODES, NaccStatus
from tracker.domain.papers import TITLES, PaperKind
from tracker.domain.progress import CannotReason
from tracker.domain.spans import ROUNDS, span_text
from tracker.domain.words import CANNOT_REASON, NACC_STATUS
from tracker.reports.kinds.measure_words import NOT_STATED, title_text
from tracker.reports.paper import Cell, Column, ColumnKind, Fact, Facts, Paper, Table

COLUMNS = (
    Column("ที่", "ที่", 6, ColumnKind.MARK),
    Column("มาตรการ", "โครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติ", 38),
    Column("ส่วนราชการ", "ส่วนราชการที่รับผิดชอบ", 24),
    Column("งบในแผนพัฒนา", "งบประมาณตามแผนพัฒนา (บาท)", 15, ColumnKind.MONEY),
    Column("บรรจุในข้อบัญญัติ", "บรรจุในข้อบัญญัติ/เทศบัญญัติ", 11, ColumnKind.MARK),
    Column("งบในข้อบัญญัติ", "งบประมาณตามข้อบัญญัติ/เทศบัญญัติ (บาท)", 15, ColumnKind.MONEY),
    Column("เบิกจ่าย", "เบิกจ่ายจริง (บาท)", 15, ColumnKind.MONEY),
    Column("สถานะ", "สถานะ", 18),
    Column("ร้อยละ", "ร้อยละ", 8, ColumnKind.PERCENT),
    Column("เหตุผล", "เหตุที่ไม่สามารถดำเนินการได้ (รหัส)", 22),
    Column("หมายเหตุ", "หมายเหตุ", 24),
)
IN_ORDINANCE, NOT_IN_ORDINANCE = "บรรจุ", "ไม่ได้บรรจุ"
LOCKED = "รายงานว่าแล้วเสร็จในรอบ 6 เดือน"
NOTE = (
    "สถานะมีสามสถานะตามแบบรายงาน มาตรการที่ยังไม่ได้เริ่มนับเป็นอยู่ระหว่างดำเนินการ "
    "รายการที่แล้วเสร็จในรอบ 6 เดือนแสดงจำนวนเงินของรอบนั้น ช่องที่ว่างคือไม่ได้ระบุ"
)


@dataclass(frozen=True, slots=True)
class NaccLine:
    """Amounts are in baht; an empty one was not stated."""

    number: str
    title: str
    indicators: tuple[str, ...]
    responsible: str
    in_development_plan: float | None
    in_ordinance: float | None
    disbursed: float | None
    status: NaccStatus
    percent: float
    reasons: tuple[CannotReason, ...] = ()
    #: In whose words it cannot be done, where the reason is none of the coded ones.
    reason_text: str = ""
    remark: str = ""
    #: Done in the round of six months: the amounts are those of that round.
    is_locked: bool = False

    @property
    def is_in_ordinance(self) -> bool | None:
        """Unknown while no amount is stated."""
        return None if self.in_ordinance is None else self.in_ordinance > 0


@dataclass(frozen=True, slots=True)
class NaccRound:
    agency: str
    agency_name: str
    #: The round's end, or the day of printing while it lasts.
    as_of: date
    fiscal_year: int
    #: 6 or 12.
    round_months: int
    lines: tuple[NaccLine, ...]


EMPTY = NaccRound("", "", date(2025, 10, 1), 2569, 6, ())


def paper_of(value: NaccRound) -> Paper:
    return Paper(
        kind=PaperKind.NACC,
        title=TITLES[PaperKind.NACC],
        agency_name=value.agency_name,
        as_of=value.as_of,
        subtitle=(
            f"ปีงบประมาณ พ.ศ. {value.fiscal_year}",
            f"รอบ {value.round_months} เดือน ({_months_text(value)})",
        ),
        parts=(_counts(value), _items(value)),
        is_signed=True,
    )


def _months_text(value: NaccRound) -> str:
    _, _, months = span_text(value.fiscal_year, ROUNDS[value.round_months]).partition("(")
    return months.removesuffix(")")


def _counts(value: NaccRound) -> Facts:
    lines = [Fact("รายการทั้งหมด", "รายการทั้งหมด", f"{len(value.lines)} รายการ")]
    for status in NaccStatus:
        count = sum(line.status is status for line in value.lines)
        lines.append(Fact(NACC_STATUS[status], NACC_STATUS[status], f"{count} รายการ"))
    return Facts("สรุป", tuple(lines))


def _items(value: NaccRound) -> Table:
    return Table(
        key="รายการ",
        heading="รายการตามแผน",
        columns=COLUMNS,
        rows=tuple(map(_row, value.lines)),
        total=_total(value.lines),
        note=NOTE,
    )


def _row(line: NaccLine) -> tuple[Cell, ...]:
    return (
        line.number,
        title_text(line.title, line.indicators),
        line.responsible or NOT_STATED,
        line.in_development_plan,
        _tick(line),
        line.in_ordinance,
        line.disbursed,
        NACC_STATUS[line.status],
        line.percent,
        _reasons(line),
        "\n".join(part for part in (LOCKED if line.is_locked else "", line.remark) if part),
    )


def _tick(line: NaccLine) -> str:
    if line.is_in_ordinance is None:
        return ""
    return IN_ORDINANCE if line.is_in_ordinance else NOT_IN_ORDINANCE


def _reasons(line: NaccLine) -> str:
    """Each with its code; those in words of their own below."""
    coded = [f"{REASON_CODES[reason]} {CANNOT_REASON[reason]}" for reason in line.reasons]
    return "\n".join([*coded, *([line.reason_text] if line.reason_text else [])])


def _total(lines: Iterable[NaccLine]) -> tuple[Cell, ...]:
    each = list(lines)
    in_plan = _sum(line.in_development_plan for line in each)
    in_ordinance = _sum(line.in_ordinance for line in each)
    disbursed = _sum(line.disbursed for line in each)
    return ("รวม", f"{len(each)} รายการ", "", in_plan, "", in_ordinance, disbursed, "", None, "", "")


def _sum(amounts: Iterable[float | None]) -> float | None:
    """To the satang, whatever fractions of it a float leaves; empty where nobody stated an amount."""
    stated = [amount for amount in amounts if amount is not None]
    return round(sum(stated), 2) if stated else None
