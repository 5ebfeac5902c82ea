"""A month in one sentence, and which division sent what: read from a paper's own lines, so of any edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.domain.progress import Health
from tracker.domain.rollup import Rollup
from tracker.domain.thai_dates import thai_month
from tracker.domain.thai_text import sort_key
from tracker.domain.words import HEALTH, NOT_REPORTED, PROGRESS
from tracker.reports.kinds.measure_words import figure
from tracker.reports.values import MeetingReport

NOTHING_OWED = "ไม่มีเรื่องที่ต้องรายงาน"


@dataclass(frozen=True, slots=True)
class DivisionSending:
    """What one division sent for the month."""

    division: str
    received: int
    missing: int
    #: Pieces under its reports; empty where they were not counted yet.
    evidence: int | None

    @property
    def is_silent(self) -> bool:
        """It owes reports and sent none."""
        return self.received == 0 and self.missing > 0


def sendings_of(report: MeetingReport) -> tuple[DivisionSending, ...]:
    """The silent ones first, then those of which something is missing; by name."""
    missing = Counter(line.division for line in report.status.missing_reports)
    received: Counter[str] = Counter()
    evidence: dict[str, int | None] = {}
    for line in report.measures:
        for one in line.reports:
            received[one.division] += one.answer is not None
            if one.evidence is not None:
                evidence[one.division] = (evidence.get(one.division) or 0) + one.evidence
    names = {name for name in (*missing, *received) if missing[name] or received[name]}
    found = [DivisionSending(name, received[name], missing[name], evidence.get(name)) for name in names]
    return tuple(sorted(found, key=lambda one: (not one.is_silent, not one.missing, sort_key(one.division))))


def silent_divisions(sendings: Iterable[DivisionSending]) -> list[str]:
    return [one.division for one in sendings if one.is_silent]


def summary_of(report: MeetingReport) -> str:
    """For whoever reads nothing else: how much, how far, what is late, who is silent, and what an earlier plan left."""
    status, plan = report.status, report.status.plan
    late = plan.health[Health.OVERDUE]
    month = f"ประจำเดือน{thai_month(status.month)}"
    silent = silent_divisions(sendings_of(report))
    parts = [
        plan_text(status.fiscal_year, plan),
        f"{HEALTH[Health.OVERDUE]} {late} มาตรการ" if late else "",
        f"รายงาน{month} {sent_text(plan)}" if plan.reports_owed else f"{NOTHING_OWED}{month}",
        f"ยังไม่ส่งรายงานเลย {len(silent)} ส่วนราชการ ได้แก่ {', '.join(silent)}" if silent else "",
        left_over_text(
            [line.health for line in report.measures if line.fiscal_year != status.fiscal_year],
            sum(line.fiscal_year not in (None, status.fiscal_year) for line in status.missing_reports),
        ),
    ]
    return " ".join(part for part in parts if part)


def left_over_text(health: Sequence[Health | None], missing: int) -> str:
    """Of the measures of earlier plans, one each, which the figures of the plan leave out."""
    if not health:
        return ""
    late = health.count(Health.OVERDUE)
    parts = [
        f"นอกจากนี้ ติดตามมาตรการของแผนปีก่อน {len(health)} มาตรการ",
        f"{HEALTH[Health.OVERDUE]} {late} มาตรการ" if late else "",
        f"{NOT_REPORTED} {missing} เรื่อง" if missing else "",
    ]
    return " ".join(part for part in parts if part)


def sent_text(plan: Rollup) -> str:
    return f"ส่งแล้ว {plan.reports_received} จาก {plan.reports_owed} เรื่อง"


def plan_text(fiscal_year: int, plan: Rollup) -> str:
    """A plan's measures by how far they are, and their mean."""
    counts = [f"{PROGRESS[word]} {count} มาตรการ" for word, count in plan.progress.items() if count]
    mean = f"ความก้าวหน้าเฉลี่ยร้อยละ {figure(plan.percent)}"
    return " ".join([f"แผนประจำปีงบประมาณ พ.ศ. {fiscal_year} มี {plan.measures} มาตรการ", *counts, mean])
