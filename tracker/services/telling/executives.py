"""What the executives are told on the meeting's eve, where the agency wants it."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.executive_digest import OverdueMeasure, executives_among, executives_step, to_the_executives
from tracker.domain.recipients import Digest
from tracker.domain.reminders import MessageKind, Step
from tracker.domain.rollup import AssignmentStatus
from tracker.services.situation import Situation

KINDS: frozenset[MessageKind] = frozenset({MessageKind.EXECUTIVE_DIGEST})


def steps(situation: Situation) -> Sequence[Step]:
    return [executives_step(situation.meeting.cycle)] if situation.settings.tells_executives else []


def digests(situation: Situation, step: Step) -> list[Digest]:
    executives = executives_among(situation.holders)
    if not executives:
        return []
    return to_the_executives(executives, _overdue(situation), situation.owed, situation.meeting.month)


def _overdue(situation: Situation) -> list[OverdueMeasure]:
    """One for each measure, in the order of its worst part."""
    parts: dict[int, list[AssignmentStatus]] = {}
    for one in situation.status.overdue:
        parts.setdefault(one.measure.id, []).append(one)
    return [_measure(each, situation) for each in parts.values()]


def _measure(parts: Sequence[AssignmentStatus], situation: Situation) -> OverdueMeasure:
    measure = parts[0].measure
    return OverdueMeasure(
        number=measure.number,
        title=measure.title,
        divisions=tuple(part.facts.division for part in parts),
        days_late=parts[0].days_late(situation.today),
        percent=round(min(part.standing.percent for part in parts)),
        earlier_plan=situation.earlier_plan(measure),
    )
