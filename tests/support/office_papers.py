"""The papers that the office writes to its divisions, as values: memo, sheets and the ledger of reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from tests.support.large_months import DIVISION_NAMES, HELD_ON, MONTH, large_month
from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.memos import TO_ALL, MemoFacts, MemoMatter, words_of
from tracker.domain.papers import MemoPurpose
from tracker.domain.progress import Answer, AssignmentRole, CannotReason, Health, Progress
from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.domain.rollup import Rollup
from tracker.reports.kinds.division import DivisionSheet
from tracker.reports.kinds.ledger import LedgerLine, LedgerPaper
from tracker.reports.kinds.memo import Memo, MemoLine
from tracker.reports.kinds.person import PersonSheet
from tracker.reports.kinds.sheets import DivisionFigures, SheetLine, SheetOrder
from tracker.reports.values import DivisionLine, MeasureLine

AGENCY, AGENCY_NAME = "town-1", "เทศบาลเมืองตัวอย่าง"
DAY, DUE_ON = date(2026, 2, 3), date(2026, 2, 2)
TRAINING, MANUAL = "จัดอบรมเจ้าหน้าที่ผู้ให้บริการ", "เผยแพร่คู่มือการให้บริการประชาชน"

LATE_LINES = (
    MemoLine(
        "กองคลัง", "1", TRAINING, 2569, "ต.ค. 68 - ก.ย. 69", "รายงานทุกเดือน", MemoMatter.NOT_REPORTED, MONTH, DUE_ON, 1
    ),
    MemoLine(
        "กองช่าง", "1", TRAINING, 2569, "ต.ค. 68 - ก.ย. 69", "รายงานทุกเดือน", MemoMatter.NOT_REPORTED, MONTH, DUE_ON, 1
    ),
    MemoLine(
        "กองช่าง", "3", MANUAL, 2568, "ภายในวันที่ 31 มกราคม 2569", "", MemoMatter.PAST_ITS_END, None,
        date(2026, 1, 31), 3,
    ),
)  # fmt: skip


def memo(purpose: MemoPurpose, lines: tuple[MemoLine, ...]) -> Memo:
    facts = MemoFacts(
        AGENCY_NAME,
        DAY,
        2569,
        MONTH,
        lines=len(lines),
        measures=len({(line.fiscal_year, line.measure) for line in lines}),
        divisions=len({line.division for line in lines}),
        of_plan=len({(line.fiscal_year, line.measure) for line in lines}),
        past_their_end=sum(line.matter is MemoMatter.PAST_ITS_END for line in lines),
        held_on=HELD_ON,
        place="ห้องประชุมชั้น 2",
        due_on=DUE_ON,
    )
    words = words_of(purpose, facts)
    return Memo(
        agency=AGENCY,
        agency_name=AGENCY_NAME,
        as_of=DAY,
        purpose=purpose,
        fiscal_year=2569,
        month=MONTH,
        office=f"สำนักปลัดเทศบาล {AGENCY_NAME} โทร. 0 2123 4567",
        number="ตย 52001/ว",
        to=TO_ALL,
        subject=words.subject,
        body=words.body,
        lines=lines,
        closing=words.closing,
    )


MEMO = memo(MemoPurpose.LATE, LATE_LINES)

FINANCE = DivisionFigures(
    "กองคลัง",
    Rollup(
        measures=2,
        progress=dict.fromkeys(Progress, 0) | {Progress.IN_PROGRESS: 1, Progress.NOT_STARTED: 1},
        health=dict.fromkeys(Health, 0) | {Health.BLOCKED: 1, Health.OVERDUE: 1},
        percent=37.5,
        reports_owed=2,
        reports_received=1,
    ),
    orders=1,
)
FINANCE_LINES = (
    SheetLine(
        "กองคลัง", "1", TRAINING, 2569, ("2", "9.1"), AssignmentRole.LEAD, "ต.ค. 68 - ก.ย. 69", "รายงานทุกเดือน",
        date(2026, 9, 30), Progress.IN_PROGRESS, Health.BLOCKED, 75, 0, (), MONTH, Answer.CANNOT_DO,
        done_text="จัดแล้ว 1 รุ่น\nเหลืออีก 2 รุ่น", problems="วิทยากร \"ติดภารกิจ\"", next_steps="หาวิทยากรใหม่",
        waiting_for="หนังสือตอบรับ", cannot_reason=CannotReason.OTHER, cannot_text="สถานที่ปิดซ่อม",
    ),
    SheetLine(
        "กองคลัง", "3", MANUAL, 2568, (), AssignmentRole.JOINT, "ภายในวันที่ 31 มกราคม 2569", "",
        date(2026, 1, 31), Progress.NOT_STARTED, Health.OVERDUE, 0, 3, (date(2025, 12, 1), MONTH),
    ),
)  # fmt: skip
FINANCE_ORDERS = (
    SheetOrder(
        "กองคลัง", "1", TRAINING, 2569, "ให้เร่งรัดและรายงานในการประชุมครั้งต่อไป", date(2026, 1, 7), date(2026, 1, 31), 3
    ),
)
DIVISION_SHEET = DivisionSheet(
    AGENCY, AGENCY_NAME, DAY, 2569, MONTH, "กองคลัง", ("ผู้อำนวยการกองคลัง", "นักวิชาการเงินและบัญชี"), FINANCE, FINANCE_LINES,
    FINANCE_ORDERS,
)  # fmt: skip
PERSON_SHEET = PersonSheet(
    AGENCY, AGENCY_NAME, DAY, 2569, MONTH, "นักบริหารงานคลัง", ("ผู้อำนวยการกองคลัง", "รักษาราชการแทนผู้อำนวยการกองช่าง"),
    (FINANCE, replace(FINANCE, division="กองช่าง", orders=0)), replace(FINANCE, orders=1),
    FINANCE_LINES + tuple(replace(line, division="กองช่าง") for line in FINANCE_LINES), FINANCE_ORDERS,
)  # fmt: skip


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=BANGKOK)


LEDGER = LedgerPaper(
    AGENCY,
    AGENCY_NAME,
    DAY,
    MONTH,
    HELD_ON,
    "2/2569",
    "",
    (
        LedgerLine(
            _at(26, 8, 30), MessageKind.REQUEST, Channel.EMAIL, MessageState.SENT, "ผู้อำนวยการกองคลัง", "ผู้อำนวยการกองคลัง",
            "finance@town.example.go.th", "กองคลัง", ("1", "3"), "ยังไม่ส่งรายงานเดือนมกราคม 2569 2 เรื่อง", 1, "",
            _at(26, 8, 31), _at(27, 9),
        ),
        LedgerLine(
            _at(26, 8, 30), MessageKind.REQUEST, Channel.LINE, MessageState.GIVEN_UP, "กลุ่มกองช่าง", "", "",
            "กองช่าง", ("1",), "ยังไม่ส่งรายงานเดือนมกราคม 2569 1 เรื่อง", 5, "ปลายทางปฏิเสธ", _at(26, 12), None,
        ),
        LedgerLine(
            _at(30, 8, 30), MessageKind.REMINDER, Channel.EMAIL, MessageState.WAITING, "ผู้อำนวยการกองช่าง",
            "ผู้อำนวยการกองช่าง", "works@town.example.go.th", "กองช่าง", ("1",),
            "ยังไม่ส่งรายงานเดือนมกราคม 2569 1 เรื่อง", 0, "", None, None,
        ),
    ),
)  # fmt: skip


def large_memo() -> Memo:
    """A line for each division of sixty measures."""
    each = [
        MemoLine(
            one.division,
            line.number,
            line.title,
            2569,
            line.period,
            line.monitoring,
            MemoMatter.IS_ASKED,
            MONTH,
            DUE_ON,
        )
        for line in large_month().measures
        for one in line.reports
    ]
    return memo(MemoPurpose.REQUEST, tuple(sorted(each, key=lambda line: DIVISION_NAMES.index(line.division))))


def large_division_sheet() -> DivisionSheet:
    name = DIVISION_NAMES[0]
    lines = tuple(line for line in _large_lines() if line.division == name)
    return replace(
        DIVISION_SHEET,
        division=name,
        figures=_figures(name, lines),
        lines=lines,
        orders=tuple(replace(FINANCE_ORDERS[0], division=name, measure=str(number)) for number in range(1, 13)),
    )


def large_person_sheet() -> PersonSheet:
    """Somebody who answers for every division."""
    lines = tuple(sorted(_large_lines(), key=lambda line: DIVISION_NAMES.index(line.division)))
    figures = [_figures(name, tuple(found)) for name, found in groupby(lines, key=lambda line: line.division)]
    posts = tuple(f"ผู้อำนวยการ{name}" for name in DIVISION_NAMES)
    return replace(
        PERSON_SHEET,
        posts=posts,
        figures=tuple(figures),
        total=_figures("", lines),
        lines=lines,
        orders=FINANCE_ORDERS * 30,
    )


def _large_lines() -> list[SheetLine]:
    return [_sheet_line(line, one) for line in large_month().measures for one in line.reports]


def _sheet_line(line: MeasureLine, one: DivisionLine) -> SheetLine:
    return SheetLine(
        one.division, line.number, line.title, 2569, line.indicators, one.role, line.period, line.monitoring,
        date(2026, 9, 30), one.progress, one.health, one.percent, 0, (MONTH,) if one.answer is None else (),
        MONTH if one.answer else None, one.answer, one.done_text, one.problems, one.next_steps, one.waiting_for,
        one.cannot_reason, one.cannot_text,
    )  # fmt: skip


def _figures(name: str, lines: tuple[SheetLine, ...]) -> DivisionFigures:
    rollup = Rollup(
        measures=len(lines),
        progress={word: sum(line.progress is word for line in lines) for word in Progress},
        health={word: sum(line.health is word for line in lines) for word in Health},
        percent=round(sum(line.percent for line in lines) / len(lines), 1),
        reports_owed=len(lines),
        reports_received=sum(line.answer is not None for line in lines),
    )
    return DivisionFigures(name, rollup, orders=12)


def large_ledger() -> LedgerPaper:
    """Three rounds to a hundred readers."""
    one = LEDGER.lines[0]
    lines = [
        replace(one, kind=kind, name=f"ผู้รับที่ {reader}", queued_at=one.queued_at + timedelta(days=round_))
        for round_, kind in enumerate((MessageKind.REQUEST, MessageKind.REMINDER, MessageKind.MISSING_LIST))
        for reader in range(1, 101)
    ]
    return replace(LEDGER, lines=tuple(lines))
