"""Reminding a division by hand: who is told, by which way, and who was asked too short a while ago."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.domain.recipients import Holder, answerable_for, key_of
from tracker.domain.reminders import MessageKind, Step
from tracker.domain.reporting_cycle import Cycle
from tracker.domain.told import ASKS_FOR_REPORTS, LedgerEntry
from tracker.domain.ways import Way

SHORTEST_GAP_DAYS = 1
"""Also where the agency lets its own messages follow each other at once: a hand taps twice."""


def nudge_step(cycle: Cycle, entries: Iterable[LedgerEntry], reader: str, today: date) -> Step:
    """One a day for each reader: a second tap in the same instant meets the first in the ledger.

    What was skipped or given up earlier on the day told nobody, so another may follow it.
    """
    name = f"nudge-{today.isoformat()}"
    in_vain = sum(entry.reader == reader and entry.step.startswith(name) for entry in entries)
    return Step(MessageKind.NUDGE, f"{name}-{in_vain + 1}" if in_vain else name, None, today, cycle.held_on)


@dataclass(frozen=True, slots=True)
class Asked:
    """When somebody was last asked for the reports of a meeting, and from when on they may be asked again."""

    at: datetime
    again_on: date

    def is_lately(self, today: date) -> bool:
        return today < self.again_on


def last_asked(entries: Iterable[LedgerEntry], reader: str, gap_days: int, today: date) -> Asked | None:
    """What went out, or will today; what was given up or skipped asked nobody."""
    moments = [
        entry.finished_at or entry.queued_at
        for entry in entries
        if entry.kind in ASKS_FOR_REPORTS and entry.reader == reader and entry.asks_on(today) is not None
    ]
    if not moments:
        return None
    newest = max(moments)
    return Asked(newest, newest.date() + timedelta(days=max(gap_days, SHORTEST_GAP_DAYS)))


@dataclass(frozen=True, slots=True)
class Nudgee:
    """Somebody who would be told of a division's missing reports."""

    holder: Holder
    #: None for whom nothing reaches.
    way: Way | None
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class Nudgees:
    people: Sequence[Nudgee]
    #: Why it is these, where they are not the division's head.
    reason: str

    def may_be_nudged(self, today: date) -> bool:
        return any(one.way and not (one.asked and one.asked.is_lately(today)) for one in self.people)


def nudgees_of(
    division_id: int,
    holders: Sequence[Holder],
    ways: Mapping[int, Sequence[Way]],
    entries: Sequence[LedgerEntry],
    gap_days: int,
    today: date,
) -> Nudgees:
    people, reason = answerable_for(division_id, holders)
    return Nudgees(
        [
            Nudgee(person, next(iter(ways[person.user_id]), None), last_asked(entries, key_of(person), gap_days, today))
            for person in people
        ],
        reason,
    )
