"""What the office is told on the meeting's eve, where something is to be mended before the papers are made."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.preflight_digest import preflight_step, to_the_office_on_the_eve
from tracker.domain.recipients import Digest
from tracker.domain.reminders import MessageKind, Step
from tracker.queries import preflight
from tracker.services.situation import Situation

KINDS: frozenset[MessageKind] = frozenset({MessageKind.PREFLIGHT})


def steps(situation: Situation) -> Sequence[Step]:
    return [preflight_step(situation.meeting.cycle)]


def digests(situation: Situation, step: Step) -> list[Digest]:
    meeting, holders = situation.meeting, situation.holders
    findings = preflight.findings_of(meeting.id, fiscal_year_of(meeting.month), situation.today, holders)
    return to_the_office_on_the_eve(findings, holders)
