"""The chair's orders that wait for an answer: on the cards, above them, and on the next agenda."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Date, Integer, Row, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.decisions import ASK_FOR_AN_ANSWER, given_on, is_late
from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.meeting_kinds import MeetingKind
from tracker.extensions import db
from tracker.models import AnyMeeting, Decision, DecisionDivision, Division, Measure, Meeting, Plan
from tracker.models.types import Moment


@dataclass(frozen=True, slots=True)
class OpenOrder:
    id: int
    text: str
    due_on: date | None
    #: The day of the meeting, or the later day on which it was given after it.
    given_on: date
    #: What has been written so far.
    answer: str
    measure_id: int
    number: str
    title: str
    fiscal_year: int
    division_id: int
    division: str
    meeting_id: int
    meeting_held_on: date
    is_late: bool


_OPEN_ORDERS: Select[*tuple[Any, ...]] = (
    select(
        Decision.id,
        Decision.text,
        Decision.due_on,
        Decision.recorded_at,
        DecisionDivision.answer,
        Decision.measure_id,
        Measure.number,
        Measure.titles,
        Plan.fiscal_year,
        DecisionDivision.division_id,
        Division.name.label("division"),
        Decision.meeting_id,
        AnyMeeting.held_on,
    )
    .join(Decision, Decision.id == DecisionDivision.decision_id)
    .join(AnyMeeting, AnyMeeting.id == Decision.meeting_id)
    .join(Measure, Measure.id == Decision.measure_id)
    .join(Plan, Plan.id == Measure.plan_id)
    .join(Division, Division.id == DecisionDivision.division_id)
    .where(DecisionDivision.answered_at.is_(None), Decision.withdrawn_at.is_(None))
    .order_by(AnyMeeting.held_on, Decision.id, Division.position, Division.id)
)
# Made once: what SQLAlchemy works out about a statement it keeps there.
_OF_DIVISIONS = _OPEN_ORDERS.where(DecisionDivision.division_id.in_(bindparam("division_ids", expanding=True)))

_HELD_ON = bindparam("held_on", type_=Date)
_OF_ANOTHER_BODY_SINCE = and_(
    AnyMeeting.kind == MeetingKind.BODY,
    or_(AnyMeeting.held_on >= _HELD_ON, Decision.recorded_at >= bindparam("since", type_=Moment())),
)
_IS_TOLD_WITH = or_(Decision.meeting_id == bindparam("meeting_id", type_=Integer), _OF_ANOTHER_BODY_SINCE)
_TOLD_WITH = _OPEN_ORDERS.where(_IS_TOLD_WITH)


def open_orders_of(division_ids: Collection[int], today: date) -> dict[tuple[int, int], list[OpenOrder]]:
    """By measure and division, the oldest first."""
    found: defaultdict[tuple[int, int], list[OpenOrder]] = defaultdict(list)
    for row in db.session.execute(_OF_DIVISIONS, {"division_ids": list(division_ids)}):
        found[row.measure_id, row.division_id].append(_open_order(row, today))
    return dict(found)


@dataclass(frozen=True, slots=True)
class DaysOfOrders:
    """The days on which orders were given that are told with a meeting of the division heads."""

    days: frozenset[date]
    next_held_on: date | None


_LATER = aliased(Meeting)
_NEXT_HELD_ON = select(func.min(_LATER.held_on)).where(_LATER.held_on > _HELD_ON).scalar_subquery()
_DAYS_OF_ORDERS: Select[*tuple[Any, ...]] = (
    select(Decision.meeting_id, AnyMeeting.held_on, Decision.recorded_at, _NEXT_HELD_ON)
    .join(AnyMeeting, AnyMeeting.id == Decision.meeting_id)
    .where(Decision.kind.in_(sorted(ASK_FOR_AN_ANSWER)), _IS_TOLD_WITH)
)


def days_of_orders(meeting_id: int, held_on: date) -> DaysOfOrders:
    """Of the meeting's own orders, and of those that another body gave between it and the next one."""
    rows = db.session.execute(_DAYS_OF_ORDERS, _told_with(meeting_id, held_on)).all()
    next_held_on = rows[0][-1] if rows else None
    given = {(own, given_on(day, recorded_at.date())) for own, day, recorded_at, _ in rows}
    days = {day for own, day in given if own == meeting_id or next_held_on is None or day < next_held_on}
    return DaysOfOrders(frozenset(days), next_held_on)


def open_orders_told_with(meeting_id: int, held_on: date, today: date) -> list[OpenOrder]:
    rows = db.session.execute(_TOLD_WITH, _told_with(meeting_id, held_on))
    return [_open_order(row, today) for row in rows]


def _told_with(meeting_id: int, held_on: date) -> dict[str, object]:
    since = datetime.combine(held_on, time.min, BANGKOK)
    return {"meeting_id": meeting_id, "held_on": held_on, "since": since}


def _open_order(row: Row[Any], today: date) -> OpenOrder:
    return OpenOrder(
        id=row.id,
        text=row.text,
        due_on=row.due_on,
        given_on=given_on(row.held_on, row.recorded_at.date()),
        answer=row.answer,
        measure_id=row.measure_id,
        number=row.number,
        title=" / ".join(row.titles),
        fiscal_year=row.fiscal_year,
        division_id=row.division_id,
        division=row.division,
        meeting_id=row.meeting_id,
        meeting_held_on=row.held_on,
        is_late=is_late(row.due_on, today),
    )


@dataclass(frozen=True, slots=True)
class OrderToAnswer:
    """What one division is asked, locked with its order until the commit."""

    asked: DecisionDivision
    decision: Decision
    division: str
    meeting_held_on: date

    @property
    def is_open(self) -> bool:
        return self.asked.answered_at is None and self.decision.withdrawn_at is None


_TO_ANSWER = (
    select(DecisionDivision, Decision, Division.name, AnyMeeting.held_on)
    .join(Decision, Decision.id == DecisionDivision.decision_id)
    .join(Division, Division.id == DecisionDivision.division_id)
    .join(AnyMeeting, AnyMeeting.id == Decision.meeting_id)
    .where(DecisionDivision.decision_id.in_(bindparam("order_ids", expanding=True)))
    .order_by(Decision.id, DecisionDivision.id)
    .with_for_update(of=(Decision, DecisionDivision))
    .execution_options(populate_existing=True)
)


def orders_to_answer(order_ids: Collection[int]) -> Mapping[tuple[int, int, int], OrderToAnswer]:
    """By order, measure and division, answered or not: two who answer wait for each other, and for a taking back."""
    found = [OrderToAnswer(*row) for row in db.session.execute(_TO_ANSWER, {"order_ids": list(order_ids)})]
    return {(one.decision.id, one.decision.measure_id, one.asked.division_id): one for one in found}


def measures_under_order() -> dict[int, date]:
    """When the newest of the orders was given that a measure waits under, by measure."""
    rows = db.session.execute(
        select(Decision.measure_id, func.max(AnyMeeting.held_on), func.max(Decision.recorded_at))
        .join(AnyMeeting, AnyMeeting.id == Decision.meeting_id)
        .join(
            DecisionDivision,
            and_(DecisionDivision.decision_id == Decision.id, DecisionDivision.answered_at.is_(None)),
        )
        .where(Decision.withdrawn_at.is_(None))
        .group_by(Decision.measure_id)
    )
    return {measure_id: given_on(held_on, recorded_at.date()) for measure_id, held_on, recorded_at in rows}
