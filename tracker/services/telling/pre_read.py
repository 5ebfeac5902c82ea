"""Those who attend the meeting get its papers some days before, where the agency wants it."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.pre_read import pre_read_step, to_those_who_attend, who_attends
from tracker.domain.recipients import Digest
from tracker.domain.reminders import MessageKind, Step
from tracker.services.situation import Situation

KINDS: frozenset[MessageKind] = frozenset({MessageKind.PRE_READ})


def steps(situation: Situation) -> Sequence[Step]:
    return [pre_read_step(situation.meeting.cycle)] if situation.settings.sends_pre_read else []


def digests(situation: Situation, step: Step) -> list[Digest]:
    attending = who_attends(situation.holders)
    if not attending:
        return []
    return to_those_who_attend(attending, situation.owed, situation.status.together, situation.meeting.month)
