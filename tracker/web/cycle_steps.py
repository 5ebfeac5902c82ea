"""The days of a meeting's month as the steps that a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString

from tracker.domain.reporting_cycle import Cycle
from tracker.web import filters
from tracker.web.texts import lazy

DONE, CURRENT, TO_DO = "done", "current", "todo"


@dataclass(frozen=True, slots=True)
class CycleStep:
    label: LazyString
    when: str
    state: str


def cycle_steps(cycle: Cycle, today: date, closed_on: date | None = None) -> list[CycleStep]:
    """In order; the latest that has begun is the current one until the meeting is over.

    The close of the month is a step of its own once it has happened.
    """
    days = [
        (lazy("Reports open"), cycle.opens_on),
        # Two of them may wait for the same working day, and then only one goes out.
        *((lazy("Reminder"), day) for day in dict.fromkeys(cycle.reminders_on)),
        (lazy("Send by"), cycle.due_on),
        (lazy("Meeting"), cycle.held_on),
        *([(lazy("Month closed"), closed_on)] if closed_on else []),
    ]
    begun = sum(day <= today for _, day in days)
    is_over = today > cycle.held_on or closed_on is not None
    return [
        CycleStep(label, filters.day(day, short=True), _state(place, begun, is_over))
        for place, (label, day) in enumerate(days, start=1)
    ]


def _state(place: int, begun: int, is_over: bool) -> str:
    if place > begun:
        return TO_DO
    return CURRENT if place == begun and not is_over else DONE
