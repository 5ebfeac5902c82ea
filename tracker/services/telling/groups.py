"""Groups in a chat are told as one: which divisions owe how much. No person is named, because all of them read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tracker.domain.recipients import Digest, Group, Line, Section
from tracker.domain.reminders import MessageKind, Step
from tracker.services.situation import Situation
from tracker.services.telling import orders, owed

KINDS: frozenset[MessageKind] = frozenset(
    {MessageKind.REQUEST, MessageKind.REMINDER, MessageKind.MISSING_LIST, MessageKind.ORDERS}
)

SAYS_HOW_MANY = {MessageKind.ORDERS: "ข้อสั่งการที่ยังไม่ได้ตอบ"}
REPORTS = "รายงานที่รอส่ง"
TOLD_AS_ONE = "แจ้งกลุ่มรวม"


def steps(situation: Situation) -> Sequence[Step]:
    return [step for step in (*owed.steps(situation), *orders.steps(situation)) if step.kind in KINDS]


def digests(situation: Situation, step: Step) -> list[Digest]:
    if not situation.groups:
        return []
    source = orders if step.kind is MessageKind.ORDERS else owed
    told = source.digests(situation, step)
    counts = _counted(told)
    if not counts:
        return []
    heading = SAYS_HOW_MANY.get(step.kind, REPORTS)
    lines = tuple(Line("", f"{division} {count} เรื่อง") for division, count in counts.items())
    return [
        Digest(
            to=Group(group.id, group.name),
            sections=(Section(heading, lines),),
            why=f"{TOLD_AS_ONE}: {heading} {sum(counts.values())} เรื่อง {len(counts)} ส่วนราชการ",
            measure_numbers=tuple(dict.fromkeys(number for digest in told for number in digest.measure_numbers)),
            divisions=tuple(counts),
            count=sum(counts.values()),
        )
        for group in situation.groups
    ]


def _counted(told: Iterable[Digest]) -> Counter[str]:
    """By division, in the order of what people are told; what several are told of counts once."""
    lines = {(section.heading, line) for digest in told for section in digest.sections for line in section.lines}
    order = dict.fromkeys(section.heading for digest in told for section in digest.sections)
    return Counter({division: sum(heading == division for heading, _ in lines) for division in order})
