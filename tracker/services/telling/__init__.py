"""Who is told what about a meeting: one module a source, each with its kinds, its steps and its digests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tracker.domain.recipients import Digest
from tracker.domain.reminders import MessageKind, Step
from tracker.services.situation import Situation
from tracker.services.telling import executives, groups, orders, owed, pre_read, preflight


class Source(Protocol):
    """Of what `steps` gives, `digests` says who is told now; the ledger knows who has been told."""

    KINDS: frozenset[MessageKind]

    def steps(self, situation: Situation) -> Sequence[Step]:
        """Every step of the meeting, begun or not; asks for no facts of reports, so that it costs next to nothing."""
        ...

    def digests(self, situation: Situation, step: Step) -> list[Digest]:
        """Who is told by one of these steps as things are, whatever the day."""
        ...


SOURCES: tuple[Source, ...] = (owed, pre_read, executives, preflight, orders, groups)


def all_steps(situation: Situation, *, also_of_closed: bool = False) -> list[tuple[Source, Step]]:
    """With where each comes from; what lies before the meeting ends with its month."""
    held_on, is_over = situation.meeting.cycle.held_on, situation.is_closed and not also_of_closed
    found = ((source, step) for source in SOURCES for step in source.steps(situation))
    return [(source, step) for source, step in found if not is_over or step.last_on > held_on]
