"""The chair's orders that wait for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from tracker.extensions import db
from tracker.models import Decision, DecisionDivision, Meeting


@dataclass(frozen=True, slots=True)
class OpenOrder:
    id: int
    text: str
    due_on: date | None
    #: The meeting in which it was given.
    given_on: date
    #: What has been written so far.
    answer: str


# Made once: what SQLAlchemy works out about a statement it keeps there.
_OPEN = (
    select(
        Decision.measure_id,
        DecisionDivision.division_id,
        Decision.id,
        Decision.text,
        Decision.due_on,
        Meeting.held_on,
        DecisionDivision.answer,
    )
    .join(Decision, Decision.id == DecisionDivision.decision_id)
    .join(Meeting, Meeting.id == Decision.meeting_id)
    .where(
        DecisionDivision.division_id.in_(bindparam("division_ids", expanding=True)),
        DecisionDivision.answered_at.is_(None),
    )
    .order_by(Meeting.held_on, Decision.id)
)


def open_orders_of(division_ids: Collection[int]) -> dict[tuple[int, int], list[OpenOrder]]:
    """By measure and division, the oldest first."""
    found: defaultdict[tuple[int, int], list[OpenOrder]] = defaultdict(list)
    rows = db.session.execute(_OPEN, {"division_ids": list(division_ids)})
    for measure_id, division_id, id_, text, due_on, given_on, answer in rows:
        found[measure_id, division_id].append(OpenOrder(id_, text, due_on, given_on, answer))
    return dict(found)
