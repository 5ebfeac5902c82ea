"""Reports that are owed: asked for, asked for again, and told of to the office and the superiors once they are late."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.recipients import Digest
from tracker.domain.reminders import ABOUT_REPORTS, MessageKind, Step, digests_about_reports, steps_about_reports
from tracker.services.situation import Situation

KINDS: frozenset[MessageKind] = ABOUT_REPORTS


def steps(situation: Situation) -> Sequence[Step]:
    return steps_about_reports(situation.meeting.cycle)


def digests(situation: Situation, step: Step) -> list[Digest]:
    if not situation.owed:
        return []
    return digests_about_reports(
        step.kind, situation.owed, situation.holders, situation.superiors, situation.meeting.month
    )
