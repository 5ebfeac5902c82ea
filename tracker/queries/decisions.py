"""What was decided in meetings: what is already recorded, and what has to be known to record, change or take back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.decisions import DecisionKind, Part, given_on, is_late
from tracker.domain.meeting_kinds import MeetingKind
from tracker.extensions import db
from tracker.models import (
    AnyMeeting,
    Assignment,
    Decision,
    DecisionDivision,
    Division,
    Measure,
    Plan,
    User,
)


@dataclass(frozen=True, slots=True)
class MeasureAsked:
    number: str
    parts: tuple[Part, ...]


def measures_asked(measure_ids: Collection[int]) -> Mapping[int, MeasureAsked]:
    """By id, in the order of the plans; one that does not exist is not in it."""
    rows = db.session.execute(
        select(Measure.id, Measure.number, Assignment.division_id, Assignment.done_on)
        .join(Plan, Plan.id == Measure.plan_id)
        .outerjoin(Assignment, and_(Assignment.measure_id == Measure.id, Assignment.cancelled_on.is_(None)))
        .where(Measure.id.in_(measure_ids))
        .order_by(Plan.fiscal_year.desc(), Measure.position, Assignment.id)
    )
    numbers: dict[int, str] = {}
    parts: defaultdict[int, list[Part]] = defaultdict(list)
    for measure_id, number, division_id, done_on in rows:
        numbers[measure_id] = number
        if division_id is not None:
            parts[measure_id].append(Part(division_id, done_on is not None))
    return {id_: MeasureAsked(number, tuple(parts[id_])) for id_, number in numbers.items()}


@dataclass(frozen=True, slots=True)
class DivisionAnswer:
    division_id: int
    division: str
    #: A division that was closed has nobody left to answer; the office does.
    is_active: bool
    answered_at: datetime | None
    answered_by: str
    answer: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    id: int
    measure_id: int
    number: str
    titles: list[str]
    fiscal_year: int
    kind: DecisionKind
    text: str
    due_on: date | None
    #: When these words were recorded; a change is a new record.
    recorded_at: datetime
    recorded_by: str
    meeting_id: int
    meeting_held_on: date
    withdrawn_at: datetime | None
    withdrawn_because: str
    answers: tuple[DivisionAnswer, ...]

    @property
    def title(self) -> str:
        return " / ".join(self.titles)

    @property
    def given_on(self) -> date:
        return given_on(self.meeting_held_on, self.recorded_at.date())

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_open(self) -> bool:
        return not self.is_withdrawn and any(one.answered_at is None for one in self.answers)

    @property
    def may_be_changed(self) -> bool:
        """While nobody has answered; what was answered stays as it was asked."""
        return not self.is_withdrawn and all(one.answered_at is None for one in self.answers)

    @property
    def divisions(self) -> tuple[str, ...]:
        return tuple(one.division for one in self.answers)

    @property
    def division_ids(self) -> frozenset[int]:
        return frozenset(one.division_id for one in self.answers)

    @property
    def fingerprint(self) -> str:
        """Of what a form shows: whoever changes it has seen this."""
        parts = (self.kind, self.text, self.due_on, sorted(self.division_ids), self.withdrawn_at)
        return sha256(repr(parts).encode()).hexdigest()[:16]

    def is_late(self, today: date) -> bool:
        return self.is_open and is_late(self.due_on, today)

    def says(self, kind: DecisionKind, text: str, due_on: date | None, division_ids: frozenset[int]) -> bool:
        """Exactly this, and it still stands."""
        said = (self.kind, self.text, self.due_on, self.division_ids)
        return self.may_be_changed and said == (kind, text, due_on, division_ids)


# The statements are made once: what SQLAlchemy works out about a statement it keeps there.
_DECISIONS: Select[*tuple[Any, ...]] = (
    select(
        Decision.id,
        Decision.measure_id,
        Measure.number,
        Measure.titles,
        Plan.fiscal_year,
        Decision.kind,
        Decision.text,
        Decision.due_on,
        Decision.recorded_at,
        User.name,
        Decision.meeting_id,
        AnyMeeting.held_on,
        Decision.withdrawn_at,
        Decision.withdrawn_because,
        Division.id,
        Division.name,
        Division.is_active,
        DecisionDivision.answered_at,
        DecisionDivision.answered_by,
        DecisionDivision.answer,
    )
    .join(AnyMeeting, AnyMeeting.id == Decision.meeting_id)
    .join(Measure, Measure.id == Decision.measure_id)
    .join(Plan, Plan.id == Measure.plan_id)
    .join(User, User.id == Decision.recorded_by_id)
    .outerjoin(DecisionDivision, DecisionDivision.decision_id == Decision.id)
    .outerjoin(Division, Division.id == DecisionDivision.division_id)
)
_IN_DIVISIONS = (Division.position, Division.id)
_OF_MEETING = _DECISIONS.where(Decision.meeting_id == bindparam("meeting_id")).order_by(Decision.id, *_IN_DIVISIONS)
_OF_MEASURE = _DECISIONS.where(Decision.measure_id == bindparam("measure_id")).order_by(
    AnyMeeting.held_on.desc(), Decision.id.desc(), *_IN_DIVISIONS
)
_BY_ID = _DECISIONS.where(Decision.id == bindparam("decision_id")).order_by(*_IN_DIVISIONS)
_OF_DECISION = len(DecisionRow.__slots__) - 1


def decisions_of_meeting(meeting_id: int) -> list[DecisionRow]:
    """In the order in which they were recorded, also what was taken back."""
    return _rows(_OF_MEETING, {"meeting_id": meeting_id})


def decisions_of_measure(measure_id: int) -> list[DecisionRow]:
    """What the chair ordered, the newest meeting first, with what each division answered."""
    return _rows(_OF_MEASURE, {"measure_id": measure_id})


def decision_by_id(decision_id: int) -> DecisionRow | None:
    return next(iter(_rows(_BY_ID, {"decision_id": decision_id})), None)


def _rows(statement: Select[*tuple[Any, ...]], which: Mapping[str, int]) -> list[DecisionRow]:
    heads: dict[int, list[Any]] = {}
    answers: defaultdict[int, list[DivisionAnswer]] = defaultdict(list)
    for row in db.session.execute(statement, which):
        heads[row[0]] = list(row[:_OF_DECISION])
        answer = row[_OF_DECISION:]
        if answer[0] is not None:
            answers[row[0]].append(DivisionAnswer(*answer))
    rows = [[*head, tuple(answers[id_])] for id_, head in heads.items()]
    return [DecisionRow(*row) for row in rows]


def decisions_before(held_on: date, until: datetime, body_id: int | None) -> list[DecisionRow]:
    """Orders of earlier meetings, the oldest first, of which something waits or was answered since the last one.

    Each with those divisions only that have not answered, or have since the meeting before. The division heads hear
    the orders of every body, another body hears its own.
    """
    before = aliased(AnyMeeting)
    last = select(func.max(before.held_on)).where(
        before.held_on < held_on,
        before.body_id.is_not_distinct_from(body_id),
        before.kind != MeetingKind.CALLED_OFF,
    )
    statement = _DECISIONS.where(
        AnyMeeting.held_on < held_on,
        Decision.recorded_at <= until,
        or_(Decision.withdrawn_at.is_(None), Decision.withdrawn_at > until),
        or_(
            DecisionDivision.answered_at.is_(None) & DecisionDivision.id.is_not(None),
            # Moments are kept in UTC: from seven in the morning of that day.
            DecisionDivision.answered_at >= func.coalesce(last.scalar_subquery(), held_on),
        ),
    ).order_by(AnyMeeting.held_on, Decision.id, *_IN_DIVISIONS)
    return _rows(statement if body_id is None else statement.where(AnyMeeting.body_id == body_id), {})


def decision_to_change(decision_id: int) -> Decision | None:
    """Locked until the commit, as whoever answers it locks it too: an answer comes before a change or after it."""
    return db.session.scalar(
        select(Decision).where(Decision.id == decision_id).with_for_update().execution_options(populate_existing=True)
    )


def parts_of_decision(decision_id: int) -> dict[int, DecisionDivision]:
    """Who is asked, by division."""
    rows = db.session.scalars(select(DecisionDivision).where(DecisionDivision.decision_id == decision_id))
    return {one.division_id: one for one in rows}
