"""What the sheets of divisions and people print beside figures: adopted and last words, months without a report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Date, Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.permissions import Post
from tracker.domain.progress import RECEIVED_STATES, UNSENT_STATES, Answer, CannotReason
from tracker.extensions import db
from tracker.models import Assignment, Division, Measure, Membership, ProgressReport, User
from tracker.models.types import Moment
from tracker.queries.following import end_of_day
from tracker.queries.people import in_force
from tracker.queries.status_statements import IsoDate


class LastWords(NamedTuple):
    """What a division said last of a measure, and for which month."""

    month: date
    answer: Answer
    done_text: str
    problems: str
    next_steps: str
    waiting_for: str
    cannot_reason: CannotReason | None
    cannot_text: str


@dataclass(frozen=True, slots=True)
class AssignmentWords:
    #: As adopted, letter for letter.
    period: str
    monitoring: str
    #: None while no report came.
    last: LastWords | None
    #: Of those asked for: from which no report has come.
    silent_months: frozenset[date] = frozenset()


_MONTH = bindparam("month", type_=Date)
_HEARD_BEFORE = bindparam("heard_before", type_=Moment)
_IDS: BindParameter[Any] = bindparam("assignment_ids", expanding=True)

_HEARD = aliased(ProgressReport)
_LAST_MONTH = (
    select(func.max(_HEARD.month))
    .where(
        _HEARD.assignment_id == Assignment.id,
        _HEARD.month <= _MONTH,
        _HEARD.state.in_(RECEIVED_STATES),
        _HEARD.submitted_at < _HEARD_BEFORE,
    )
    .correlate(Assignment)
    .scalar_subquery()
)
_SILENT = aliased(ProgressReport)
_SILENT_MONTHS = (
    select(func.aggregate_strings(IsoDate(_SILENT.month), ","))
    .where(
        _SILENT.assignment_id == Assignment.id,
        _SILENT.month <= _MONTH,
        or_(_SILENT.state.in_(UNSENT_STATES), _SILENT.submitted_at >= _HEARD_BEFORE),
    )
    .correlate(Assignment)
    .scalar_subquery()
)
# Made once: what SQLAlchemy works out about a statement it keeps there.
_WORDS: Select[*tuple[Any, ...]] = (
    select(
        Assignment.id,
        Measure.period_text,
        Measure.monitoring_text,
        _SILENT_MONTHS,
        *(getattr(ProgressReport, name) for name in LastWords._fields),
    )
    .join(Measure, Measure.id == Assignment.measure_id)
    .outerjoin(ProgressReport, (ProgressReport.assignment_id == Assignment.id) & (ProgressReport.month == _LAST_MONTH))
    .where(Assignment.id.in_(_IDS))
)


def words_of_assignments(assignment_ids: Collection[int], month: date, day: date) -> Mapping[int, AssignmentWords]:
    """With what came for the month or before, by the end of the day."""
    values = {"assignment_ids": list(assignment_ids), "month": month, "heard_before": end_of_day(day)}
    found: dict[int, AssignmentWords] = {}
    for id_, period, monitoring, silent, *last in db.session.execute(_WORDS, values):
        months = frozenset(date.fromisoformat(each) for each in silent.split(",")) if silent else frozenset()
        found[id_] = AssignmentWords(period, monitoring, LastWords(*last) if last[0] is not None else None, months)
    return found


class AdoptedWords(NamedTuple):
    """Letter for letter."""

    period: str
    monitoring: str


def adopted_words(measure_ids: Collection[int]) -> Mapping[int, AdoptedWords]:
    rows = db.session.execute(
        select(Measure.id, Measure.period_text, Measure.monitoring_text).where(Measure.id.in_(measure_ids))
    )
    return {id_: AdoptedWords(period, monitoring) for id_, period, monitoring in rows}


def names_of_divisions(division_ids: Collection[int]) -> Mapping[int, str]:
    """In the order of the office, closed ones among them."""
    statement = select(Division.id, Division.name).where(Division.id.in_(division_ids))
    rows = db.session.execute(statement.order_by(Division.position, Division.id))
    return {row.id: row.name for row in rows}


@dataclass(frozen=True, slots=True)
class PersonHere:
    name: str
    #: Those held on the day.
    posts: tuple[Post, ...]


def person_here(user_id: int, day: date) -> PersonHere | None:
    """None for somebody who has no post in the agency, past or to come: of others not even the name is told."""
    rows = db.session.execute(
        select(
            User.name,
            Membership.role,
            Membership.title,
            Membership.division_id,
            Membership.is_acting,
            in_force(day).label("is_held"),
        )
        .join(Membership, Membership.user_id == User.id)
        .where(User.id == user_id)
        .order_by(Membership.id)
    ).all()
    if not rows:
        return None
    held = (Post(row.role, row.title, row.division_id, row.is_acting) for row in rows if row.is_held)
    return PersonHere(rows[0].name, tuple(held))
