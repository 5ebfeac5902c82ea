"""Values of the follow-up and of a round of the NACC's plan system: with every field filled in, and large ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.support.large_months import large_month
from tests.support.whole_months import WHOLE_MONTH
from tracker.domain.fiscal_year import add_months
from tracker.domain.nacc import NaccStatus
from tracker.domain.papers import Span
from tracker.domain.progress import Answer, AssignmentRole, CannotReason, Health, Progress
from tracker.reports.kinds.follow_up import DivisionFollowed, FollowUp, MeasureFollowed, MonthSaid
from tracker.reports.kinds.nacc import NaccLine, NaccRound
from tracker.reports.values import DivisionLine, MeasureLine

OCTOBER, NOVEMBER, DECEMBER = date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)

WHOLE_QUARTER = FollowUp(
    agency="town-1",
    agency_name="เทศบาลเมืองตัวอย่าง",
    as_of=date(2025, 12, 31),
    fiscal_year=2569,
    span=Span.QUARTER_1,
    plan=replace(WHOLE_MONTH.status.plan, reports_owed=4, reports_received=3),
    indicators=WHOLE_MONTH.status.indicators,
    measures=(
        MeasureFollowed(
            "1", "จัดอบรม", ("2", "9.1"), "กองคลัง และกองช่าง", "ต.ค. 68 - ก.ย. 69", "รายงานทุกเดือน", 2569,
            Progress.IN_PROGRESS, Health.BLOCKED, 22.5,
            (
                DivisionFollowed(
                    "กองคลัง", AssignmentRole.LEAD, Progress.IN_PROGRESS, Health.BLOCKED, 0, 45, 3, 3,
                    (
                        MonthSaid(OCTOBER, Answer.NOT_YET_DUE, 0),
                        MonthSaid(NOVEMBER, Answer.PROGRESS, 45, "จัดแล้ว 1 รุ่น", next_steps="จัดรุ่นที่ 2", evidence=2),
                        MonthSaid(
                            DECEMBER, Answer.CANNOT_DO, 45, "เตรียมเอกสารไว้แล้ว", "วิทยากร \"ติดภารกิจ\"", "หาวิทยากรใหม่",
                            "หนังสือตอบรับ", CannotReason.OTHER, "สถานที่ปิดซ่อม", 1,
                        ),
                    ),
                ),
                DivisionFollowed(
                    "กองช่าง", AssignmentRole.JOINT, Progress.NOT_STARTED, None, 0, 0, 1, 0, (MonthSaid(DECEMBER),),
                ),
            ),
        ),
        MeasureFollowed(
            "4", "ปรับปรุงป้ายบอกทาง", (), "", "", "", 2568, Progress.NOT_STARTED, Health.OVERDUE, 0.0, (),
        ),
    ),
)  # fmt: skip

WHOLE_ROUND = NaccRound(
    agency="town-1",
    agency_name="เทศบาลเมืองตัวอย่าง",
    as_of=date(2026, 9, 30),
    fiscal_year=2569,
    round_months=12,
    lines=(
        NaccLine(
            "1", "จัดอบรม", ("2", "9.1"), "กองคลัง, กองช่าง", 50_000.0, 45_000.5, 44_999.75, NaccStatus.DONE, 100.0,
            remark="ใช้วิทยากรของหน่วยงาน", is_locked=True,
        ),
        NaccLine(
            "2", "ปรับปรุงระบบบริการ", ("6",), "กองช่าง", 1_250_000.25, 0.0, None, NaccStatus.CANNOT_DO, 20.0,
            (CannotReason.NO_BUDGET, CannotReason.OTHER), "ผู้รับจ้างทิ้งงาน", "ขอตั้งงบประมาณปีถัดไป",
        ),
        NaccLine("3", "เผยแพร่ข้อมูล", (), "", None, None, None, NaccStatus.IN_PROGRESS, 33.3),
    ),
)  # fmt: skip


MONTHS = 3


def large_quarter() -> FollowUp:
    """Sixty measures of two divisions each, one of twelve, with what was said in each of three months."""
    month = large_month(divisions=2)
    return replace(
        WHOLE_QUARTER,
        plan=month.status.plan,
        indicators=month.status.indicators,
        measures=tuple(map(_followed, month.measures)),
    )


def _followed(line: MeasureLine) -> MeasureFollowed:
    return MeasureFollowed(
        line.number, line.title, line.indicators, line.responsible, line.period, line.monitoring, line.fiscal_year,
        line.progress, line.health, line.percent, tuple(map(_division, line.reports)),
    )  # fmt: skip


def _division(one: DivisionLine) -> DivisionFollowed:
    said = MonthSaid(
        OCTOBER, one.answer, None if one.answer is None else one.percent, one.done_text, one.problems, one.next_steps,
        one.waiting_for, one.cannot_reason, one.cannot_text, evidence=1,
    )  # fmt: skip
    months = tuple(replace(said, month=add_months(OCTOBER, count)) for count in range(MONTHS))
    received = 0 if one.answer is None else MONTHS
    return DivisionFollowed(
        one.division, one.role, one.progress, one.health, 0, one.percent, MONTHS, received, months
    )  # fmt: skip


def large_round() -> NaccRound:
    return replace(WHOLE_ROUND, lines=tuple(map(_item, large_month().measures)))


def _item(line: MeasureLine) -> NaccLine:
    amount = float(line.number) * 1_234_567.89
    divisions = ", ".join(one.division for one in line.reports)
    return NaccLine(
        line.number, line.title, line.indicators, divisions, amount, amount / 2, amount / 4, NaccStatus.IN_PROGRESS,
        line.percent,
    )  # fmt: skip
