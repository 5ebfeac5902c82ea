"""What a change of the meeting's day, of the settings or of the days off does to the steps of a month."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.reporting_cycle import CycleSettings, cycle_of, working_day_from


class CycleDay(StrEnum):
    OPENS = "opens"
    REQUEST = "request"
    REMINDER = "reminder"
    DUE = "due"
    PRE_READ = "pre_read"
    EVE = "eve"
    MEETING = "meeting"
    ORDERS = "orders"


@dataclass(frozen=True, slots=True)
class StepDay:
    kind: CycleDay
    on: date
    #: Of a reminder: the setting it comes from, which tells it from the others.
    days_before: int = 0


def step_days(held_on: date, settings: CycleSettings, days_off: Collection[date]) -> list[StepDay]:
    """Every step of a meeting's month in order of time, with the orders that follow it."""
    cycle = cycle_of(held_on, settings, days_off)
    orders_on = working_day_from(held_on + timedelta(days=settings.orders_days_after), days_off)
    return [
        StepDay(CycleDay.OPENS, cycle.opens_on),
        StepDay(CycleDay.REQUEST, cycle.request_on),
        *(StepDay(CycleDay.REMINDER, reminder.on, reminder.days_before) for reminder in cycle.reminders),
        StepDay(CycleDay.DUE, cycle.due_on),
        *([StepDay(CycleDay.PRE_READ, cycle.pre_read_on)] if settings.sends_pre_read else []),
        StepDay(CycleDay.EVE, cycle.eve_on),
        StepDay(CycleDay.MEETING, held_on),
        StepDay(CycleDay.ORDERS, orders_on),
    ]


class Fate(StrEnum):
    """What becomes of a step."""

    SAME = "same"
    MOVES = "moves"
    #: It has happened, and happens once only.
    STAYS = "stays"
    #: It has happened for the old day and happens once more for the new one, if there is still need.
    AGAIN = "again"
    #: Its new day has passed already: what is still of use is done at once.
    AT_ONCE = "at_once"
    NEW = "new"
    LEFT_OUT = "left_out"


ONCE_A_MEETING = frozenset({CycleDay.OPENS, CycleDay.REQUEST})


@dataclass(frozen=True, slots=True)
class StepMove:
    kind: CycleDay
    before: date | None
    after: date | None
    fate: Fate

    @property
    def changes(self) -> bool:
        return self.fate not in (Fate.SAME, Fate.STAYS)


def step_moves(before: Sequence[StepDay], after: Sequence[StepDay], today: date) -> list[StepMove]:
    """Each step with its old day and its new one; what falls on today is taken to have happened.

    What has been sent goes out anew for another day of the meeting only, not when the days before it change.
    """
    is_moved = _held_on(before) != _held_on(after)
    old = {(one.kind, one.days_before): one.on for one in before}
    new = {(one.kind, one.days_before): one.on for one in after}
    steps = sorted(old.keys() | new.keys(), key=lambda key: (list(CycleDay).index(key[0]), -key[1]))
    return [
        StepMove(key[0], old.get(key), new.get(key), _fate(key[0], old.get(key), new.get(key), today, is_moved))
        for key in steps
    ]


def _held_on(steps: Sequence[StepDay]) -> date | None:
    return next((one.on for one in steps if one.kind is CycleDay.MEETING), None)


def _fate(kind: CycleDay, before: date | None, after: date | None, today: date, is_moved: bool) -> Fate:
    if before == after:
        return Fate.SAME
    is_once = kind in ONCE_A_MEETING or after is None or not is_moved
    if before is not None and before <= today and is_once:
        return Fate.STAYS
    if before is None or after is None:
        return Fate.NEW if before is None else Fate.LEFT_OUT
    return Fate.MOVES if kind is CycleDay.MEETING else _fate_of_what_is_sent(before, after, today)


def _fate_of_what_is_sent(before: date, after: date, today: date) -> Fate:
    if before <= today:
        return Fate.AGAIN if after > today else Fate.STAYS
    return Fate.MOVES if after > today else Fate.AT_ONCE
