"""What the demonstration shows and no use case does yet: the chair's decisions, cancelled measures, more time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Decision, DecisionDivision, Measure


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order of the chair to one division."""

    meeting_id: int
    measure_id: int
    division_id: int
    text: str
    due_on: date


def record_decision(actor: Actor, now: datetime, order: Ordered) -> int:
    """Returns the id of what the division has to answer."""
    decision = Decision(
        meeting_id=order.meeting_id,
        measure_id=order.measure_id,
        text=order.text,
        due_on=order.due_on,
        recorded_at=now,
        recorded_by_id=actor.user_id,
    )
    db.session.add(decision)
    db.session.flush()  # The division's part needs its id.
    asked = DecisionDivision(decision_id=decision.id, division_id=order.division_id)
    db.session.add(asked)
    db.session.commit()
    return asked.id


def answer_decision(asked_id: int, answer: str, now: datetime) -> None:
    asked = db.session.get_one(DecisionDivision, asked_id)
    asked.answered_at, asked.answer = now, answer
    db.session.commit()


def cancel_measure(measure_id: int, day: date) -> None:
    db.session.get_one(Measure, measure_id).cancelled_on = day
    db.session.commit()


def grant_time(measure_id: int, days: int) -> None:
    measure = db.session.get_one(Measure, measure_id)
    if measure.ends_on is not None:
        measure.ends_on += timedelta(days=days)
    db.session.commit()
