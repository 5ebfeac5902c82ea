"""The ledger of reminders: who was told what and when, by which way, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.message_words import CHANNEL, MESSAGE_KIND, MESSAGE_STATE
from tracker.domain.papers import TITLES, PaperKind
from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.domain.thai_dates import thai_date, thai_month
from tracker.domain.told import GOES_OUT_NOW, HAS_GONE_OUT
from tracker.reports.paper import Cell, Column, ColumnKind, Paper, Table

TOTAL_COLUMNS = (
    Column("ประเภท", "ประเภท", 30),
    Column("ช่องทาง", "ช่องทาง", 18, ColumnKind.MARK),
    Column("ทั้งหมด", "ทั้งหมด", 12, ColumnKind.NUMBER),
    Column("ส่งแล้ว", "ส่งแล้ว", 12, ColumnKind.NUMBER),
    Column("รอส่ง", "รอส่ง", 12, ColumnKind.NUMBER),
    Column("ส่งไม่สำเร็จ", "ส่งไม่สำเร็จ", 12, ColumnKind.NUMBER),
    Column("ไม่ได้ส่ง", "ไม่ได้ส่ง", 12, ColumnKind.NUMBER),
    Column("เปิดอ่านแล้ว", "เปิดอ่านแล้ว", 12, ColumnKind.NUMBER),
)
MESSAGE_COLUMNS = (
    Column("วันที่", "วันที่", 12, ColumnKind.DATE),
    Column("เวลา", "เวลา (น.)", 8, ColumnKind.MARK),
    Column("ประเภท", "ประเภท", 16),
    Column("ถึง", "ถึง", 26),
    Column("ที่อยู่", "ที่อยู่", 24),
    Column("ช่องทาง", "ช่องทาง", 10, ColumnKind.MARK),
    Column("ส่วนราชการ", "ส่วนราชการ", 20),
    Column("มาตรการ", "มาตรการที่", 10, ColumnKind.MARK),
    Column("เหตุผล", "เหตุผล", 30),
    Column("ผล", "ผล", 16),
    Column("วันที่ส่ง", "วันที่ส่ง", 12, ColumnKind.DATE),
    Column("เวลาที่ส่ง", "เวลาที่ส่ง (น.)", 9, ColumnKind.MARK),
    Column("จำนวนครั้ง", "จำนวนครั้ง", 8, ColumnKind.NUMBER),
    Column("วันที่เปิดอ่าน", "วันที่เปิดอ่าน", 12, ColumnKind.DATE),
)
IS_TO_GO_OUT = GOES_OUT_NOW | {MessageState.WAITING}


@dataclass(frozen=True, slots=True)
class LedgerLine:
    queued_at: datetime
    kind: MessageKind
    channel: Channel
    state: MessageState
    name: str
    title: str
    address: str
    divisions: str
    measures: tuple[str, ...]
    why: str
    attempts: int
    #: Why it did not go out.
    error: str
    finished_at: datetime | None
    #: When its reader was shown it on the site.
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class LedgerPaper:
    """Of one meeting, or of what was written down in a month."""

    agency: str
    agency_name: str
    as_of: date
    #: The month of the meeting, or the one that is printed.
    month: date
    #: Empty where a month is printed.
    held_on: date | None
    number: str
    #: Whose meeting it is; empty for the division heads.
    body: str
    lines: tuple[LedgerLine, ...]


EMPTY = LedgerPaper("", "", date(2025, 10, 1), date(2025, 10, 1), None, "", "", ())


def paper_of(ledger: LedgerPaper) -> Paper:
    return Paper(
        kind=PaperKind.LEDGER,
        title=TITLES[PaperKind.LEDGER],
        agency_name=ledger.agency_name,
        as_of=ledger.as_of,
        subtitle=(_about(ledger),),
        parts=(
            _totals(ledger.lines),
            Table("ข้อความ", "ข้อความแจ้งเตือน", MESSAGE_COLUMNS, tuple(_row(line) for line in ledger.lines)),
        ),
        is_signed=True,
    )


def _about(ledger: LedgerPaper) -> str:
    if ledger.held_on is None:
        return f"ข้อความที่บันทึกในเดือน{thai_month(ledger.month)}"
    number = f" ครั้งที่ {ledger.number}" if ledger.number else ""
    return f"ประชุม{ledger.body or 'หัวหน้าส่วนราชการ'}{number} วันที่ {thai_date(ledger.held_on)}"


def _totals(lines: Sequence[LedgerLine]) -> Table:
    """By kind and by way, in the order of the kinds."""
    found: defaultdict[tuple[MessageKind, Channel], list[LedgerLine]] = defaultdict(list)
    for line in lines:
        found[line.kind, line.channel].append(line)
    rows: list[tuple[Cell, ...]] = [
        (MESSAGE_KIND[kind], CHANNEL[channel], *_counts(found[kind, channel]))
        for kind in MessageKind
        for channel in Channel
        if (kind, channel) in found
    ]
    return Table("สรุป", "สรุป", TOTAL_COLUMNS, tuple(rows), shared=1, total=("รวม", "", *_counts(lines)))


def _counts(lines: Sequence[LedgerLine]) -> tuple[int, ...]:
    return (
        len(lines),
        sum(line.state in HAS_GONE_OUT for line in lines),
        sum(line.state in IS_TO_GO_OUT for line in lines),
        sum(line.state is MessageState.GIVEN_UP for line in lines),
        sum(line.state is MessageState.SKIPPED for line in lines),
        sum(line.seen_at is not None for line in lines),
    )


def _row(line: LedgerLine) -> tuple[Cell, ...]:
    return (
        _day(line.queued_at),
        _time(line.queued_at),
        MESSAGE_KIND[line.kind],
        "\n".join(dict.fromkeys(text for text in (line.name, line.title) if text)),
        line.address,
        CHANNEL[line.channel],
        line.divisions,
        ", ".join(line.measures),
        line.why,
        "\n".join(text for text in (MESSAGE_STATE[line.state], line.error) if text),
        _day(line.finished_at),
        _time(line.finished_at),
        line.attempts,
        _day(line.seen_at),
    )


def _day(at: datetime | None) -> date | None:
    return at.astimezone(BANGKOK).date() if at is not None else None


def _time(at: datetime | None) -> str:
    return f"{at.astimezone(BANGKOK):%H.%M}" if at is not None else ""
