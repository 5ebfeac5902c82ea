"""The papers on their way to those who attend the meeting: what is missing in them first, then what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.domain.executive_digest import executives_among
from tracker.domain.permissions import Role
from tracker.domain.progress import Health, Progress
from tracker.domain.recipients import Digest, Holder, Line, OwedReport, Section, in_post
from tracker.domain.reminders import MessageKind, Step
from tracker.domain.reporting_cycle import Cycle
from tracker.domain.rollup import Rollup
from tracker.domain.thai_dates import thai_month
from tracker.domain.words import HEALTH, PROGRESS

BEFORE_THE_MEETING = "ส่งเอกสารก่อนการประชุม"
ALL_IS_THERE = "ได้รับรายงานครบทุกส่วนราชการ"

SAID_IN_SHORT = (Health.OVERDUE, Health.BLOCKED, Health.AT_RISK)


def pre_read_step(cycle: Cycle) -> Step:
    begins_on = max(cycle.request_on, cycle.pre_read_on)
    return Step(MessageKind.PRE_READ, "pre-read", cycle.held_on, begins_on, cycle.held_on)


def who_attends(holders: Sequence[Holder]) -> list[Holder]:
    """The executives, then the head of each division or whoever acts; each once."""
    divisions = dict.fromkeys(one.division_id for one in holders if one.role is Role.DIVISION_HEAD)
    heads = (head for division_id in divisions for head in in_post(Role.DIVISION_HEAD, holders, division_id))
    found: dict[int, Holder] = {}
    for one in (*executives_among(holders), *heads):
        found.setdefault(one.user_id, one)
    return list(found.values())


def to_those_who_attend(
    attending: Sequence[Holder], owed: Sequence[OwedReport], rollup: Rollup, month: date
) -> list[Digest]:
    """The same for everybody; `rollup` is of everything that is followed. Without any measure there is no paper."""
    if not rollup.measures:
        return []
    silent = tuple(dict.fromkeys(report.division for report in owed))
    missing = f"ยังขาดรายงาน {len(owed)} เรื่อง {len(silent)} ส่วนราชการ" if owed else ALL_IS_THERE
    return [
        Digest(
            to=reader,
            sections=(_missing(silent, owed, month), _in_short(rollup)),
            why=f"{BEFORE_THE_MEETING}: {missing}",
            measure_numbers=tuple(dict.fromkeys(report.number for report in owed)),
            divisions=silent,
        )
        for reader in attending
    ]


def _missing(silent: Sequence[str], owed: Sequence[OwedReport], month: date) -> Section:
    if not owed:
        return Section(f"{ALL_IS_THERE} ประจำเดือน{thai_month(month)}", ())
    numbers = {division: [_numbered(report) for report in owed if report.division == division] for division in silent}
    words = (f"{name} {len(theirs)} เรื่อง (มาตรการที่ {', '.join(theirs)})" for name, theirs in numbers.items())
    lines = (Line("", each) for each in words)
    return Section(f"เอกสารนี้ยังขาดรายงานเดือน{thai_month(month)} {len(silent)} ส่วนราชการ", tuple(lines))


def _numbered(report: OwedReport) -> str:
    return f"{report.number} ของแผนปี {report.earlier_plan}" if report.earlier_plan else report.number


def _in_short(rollup: Rollup) -> Section:
    standing = ", ".join(f"{PROGRESS[word]} {rollup.progress[word]}" for word in Progress if rollup.progress[word])
    worries = ", ".join(f"{HEALTH[word]} {rollup.health[word]}" for word in SAID_IN_SHORT if rollup.health[word])
    lines = [Line("", f"{standing} (ร้อยละเฉลี่ย {rollup.percent:.0f})")]
    return Section(f"มาตรการที่ติดตาม {rollup.measures} เรื่อง", tuple(lines + ([Line("", worries)] if worries else [])))
