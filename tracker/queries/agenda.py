"""The chair's orders on the next agenda: what still waits of earlier meetings, and what was answered since the last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.decisions import is_late
from tracker.queries import decisions
from tracker.queries.decisions import DecisionRow, DivisionAnswer
from tracker.queries.following import end_of_day


@dataclass(frozen=True, slots=True)
class OrderOnAgenda:
    """An order of an earlier meeting as it stands with one division."""

    order: DecisionRow
    answer: DivisionAnswer
    #: 0 when it is not late, or answered.
    days_late: int

    @property
    def is_answered(self) -> bool:
        return self.answer.answered_at is not None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The oldest orders first."""

    waiting: tuple[OrderOnAgenda, ...]
    answered: tuple[OrderOnAgenda, ...]

    @property
    def late(self) -> int:
        return sum(one.days_late > 0 for one in self.waiting)


def agenda_of(held_on: date, today: date, body_id: int | None = None) -> Agenda:
    """Of a meeting that is over as it was in the evening of its day, whatever happened since."""
    day = min(held_on, today)
    until = end_of_day(day)
    found = _each_division(decisions.decisions_before(held_on, until, body_id), until, day)
    return Agenda(
        waiting=tuple(one for one in found if not one.is_answered),
        answered=tuple(one for one in found if one.is_answered),
    )


def _each_division(rows: Iterable[DecisionRow], until: datetime, day: date) -> list[OrderOnAgenda]:
    return [_as_of(row, answer, until, day) for row in rows for answer in row.answers]


def _as_of(row: DecisionRow, answer: DivisionAnswer, until: datetime, day: date) -> OrderOnAgenda:
    if answer.answered_at is not None and answer.answered_at < until:
        return OrderOnAgenda(row, answer, 0)
    silent = DivisionAnswer(answer.division_id, answer.division, answer.is_active, None, "", "")
    late = (day - row.due_on).days if row.due_on is not None and is_late(row.due_on, day) else 0
    return OrderOnAgenda(row, silent, late)
