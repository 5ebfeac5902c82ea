"""What the executives are told on the meeting's eve: what is past its end, worst first, and who has not reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.permissions import Role
from tracker.domain.recipients import Digest, Holder, Line, OwedReport, Section
from tracker.domain.reminders import MessageKind, Step
from tracker.domain.reporting_cycle import Cycle
from tracker.domain.thai_dates import thai_month
from tracker.domain.thai_text import shortened

MOST_LINES = 10
"""Of the worst ones; who wants all of them opens the page."""

LONGEST_TITLE = 60

BEFORE_THE_MEETING = "แจ้งผู้บริหารก่อนการประชุม"


@dataclass(frozen=True, slots=True)
class OverdueMeasure:
    """A measure past its end, with the divisions that have not finished their part."""

    number: str
    title: str
    divisions: tuple[str, ...]
    days_late: int
    #: Of the division that has done least.
    percent: int
    #: The fiscal year of an earlier plan, whose measures bear the same numbers.
    earlier_plan: int | None = None


def executives_step(cycle: Cycle) -> Step:
    begins_on = max(cycle.request_on, cycle.eve_on)
    return Step(MessageKind.EXECUTIVE_DIGEST, "executives", cycle.held_on, begins_on, cycle.held_on)


def executives_among(holders: Sequence[Holder]) -> list[Holder]:
    """Each once, whoever acts for one among them: there are several posts, and nobody can tell for whom they act."""
    found: dict[int, Holder] = {}
    for one in holders:
        if one.role is Role.EXECUTIVE:
            found.setdefault(one.user_id, one)
    return list(found.values())


def to_the_executives(
    executives: Sequence[Holder], overdue: Sequence[OverdueMeasure], owed: Sequence[OwedReport], month: date
) -> list[Digest]:
    """`overdue` is in order, worst first. Nobody is told when there is nothing that they would have to act on."""
    silent = tuple(dict.fromkeys(report.division for report in owed))
    sections = (*_overdue(overdue), *_silent(silent, owed, month))
    if not sections:
        return []
    late = [f"เกินกำหนด {len(overdue)} เรื่อง"] if overdue else []
    missing = [f"ยังไม่ส่งรายงาน {len(silent)} ส่วนราชการ"] if silent else []
    divisions = tuple(dict.fromkeys((*(each for measure in overdue for each in measure.divisions), *silent)))
    return [
        Digest(
            to=executive,
            sections=sections,
            why=f"{BEFORE_THE_MEETING}: {' '.join(late + missing)}",
            measure_numbers=tuple(dict.fromkeys(measure.number for measure in overdue)),
            divisions=divisions,
        )
        for executive in executives
    ]


def _overdue(measures: Sequence[OverdueMeasure]) -> list[Section]:
    if not measures:
        return []
    lines = [Line(one.number, _in_words(one)) for one in measures[:MOST_LINES]]
    if len(measures) > MOST_LINES:
        lines.append(Line("", f"และอีก {len(measures) - MOST_LINES} เรื่อง"))
    return [Section(f"เกินกำหนดแล้ว {len(measures)} เรื่อง", tuple(lines))]


def _in_words(measure: OverdueMeasure) -> str:
    """The facts first: what does not fit into a line is cut at its end."""
    title = shortened(" ".join(measure.title.split()), LONGEST_TITLE)
    plan = f"แผนปี {measure.earlier_plan} " if measure.earlier_plan else ""
    return f"{plan}เกินกำหนด {measure.days_late} วัน ร้อยละ {measure.percent} – {', '.join(measure.divisions)} – {title}"


def _silent(divisions: Sequence[str], owed: Sequence[OwedReport], month: date) -> list[Section]:
    if not divisions:
        return []
    counts = {division: sum(report.division == division for report in owed) for division in divisions}
    most_first = sorted(divisions, key=lambda division: -counts[division])
    lines = (Line("", f"{division} ค้าง {counts[division]} เรื่อง") for division in most_first)
    return [Section(f"ยังไม่ส่งรายงานเดือน{thai_month(month)} {len(divisions)} ส่วนราชการ", tuple(lines))]
