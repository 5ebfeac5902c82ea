"""A plan looked back on: where its measures stood at the end of some months, and what was said for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, and_, bindparam, func, or_, select

from tracker.domain.fiscal_year import add_months, month_end
from tracker.domain.progress import RECEIVED_STATES, Answer, CannotReason, Progress
from tracker.domain.rollup import MeasureStatus, measure_statuses
from tracker.domain.status import LatestReport
from tracker.extensions import db
from tracker.models import Assignment, Evidence, Measure, Plan, ProgressReport
from tracker.models.types import Moment
from tracker.queries import following
from tracker.queries.evidence import IS_CURRENT
from tracker.queries.following import PlanYear, end_of_day
from tracker.queries.frames import Frame


@dataclass(frozen=True, slots=True)
class LookedBack:
    """The months that are looked back on, from a day during them or after."""

    months: tuple[date, ...]
    #: The day of looking: what was reported about the months by then counts, whenever it came.
    day: date
    #: The last of the months that was asked about by then.
    last_month: date

    @property
    def as_of(self) -> date:
        """The end of the months, or the day of looking while they last: by it health and dates are judged."""
        return min(self.day, month_end(self.months[-1]))


def looked_back(frame: Frame, months: Sequence[date]) -> LookedBack:
    """From the frame's day."""
    is_over = frame.today > month_end(months[-1])
    return LookedBack(tuple(months), frame.today, months[-1] if is_over else min(frame.month, months[-1]))


def statuses_at_end(plan: PlanYear, frame: Frame, back: LookedBack) -> list[MeasureStatus]:
    """The plan's measures as they stood then, after them those of earlier plans that were asked about."""
    return _statuses(_asked_in(plan, back), frame, back)


def statuses_of_plan_at_end(plan: PlanYear, frame: Frame, back: LookedBack) -> list[MeasureStatus]:
    return _statuses(Plan.id == plan.id, frame, back)


def _statuses(condition: ColumnElement[bool], frame: Frame, back: LookedBack) -> list[MeasureStatus]:
    then = replace(frame, today=back.as_of, month=back.last_month, first_month=back.last_month, meeting=None)
    measures = following.measures_where(condition, then)
    assignments = following.assignments_where(condition, then, back.day)
    return measure_statuses(measures, assignments, then.month, then.today)


def latest_before(plan: PlanYear, frame: Frame, back: LookedBack) -> Mapping[int, LatestReport]:
    """What each assignment of those measures had said last before the first of the months."""
    then = replace(frame, today=back.as_of, month=add_months(back.months[0], -1))
    found = following.assignments_where(_asked_in(plan, back), then, back.day)
    return {one.id: one.latest for one in found if one.latest is not None}


def _asked_in(plan: PlanYear, back: LookedBack) -> ColumnElement[bool]:
    asked = (
        select(ProgressReport.id)
        .join(Assignment, Assignment.id == ProgressReport.assignment_id)
        .where(Assignment.measure_id == Measure.id, ProgressReport.month.between(back.months[0], back.last_month))
        .correlate(Measure)
        .exists()
    )
    return or_(Plan.id == plan.id, and_(Plan.fiscal_year < plan.fiscal_year, asked))


@dataclass(frozen=True, slots=True)
class MonthReported:
    """A month for which one assignment was asked; without an answer nothing was received."""

    month: date
    answer: Answer | None = None
    progress: Progress | None = None
    percent: int | None = None
    done_text: str = ""
    problems: str = ""
    next_steps: str = ""
    waiting_for: str = ""
    cannot_reason: CannotReason | None = None
    cannot_text: str = ""
    evidence: int = 0


_PIECES = (
    select(func.count(Evidence.id))
    .where(Evidence.report_id == ProgressReport.id, IS_CURRENT)
    .correlate(ProgressReport)
    .scalar_subquery()
)
_IS_RECEIVED = and_(
    ProgressReport.state.in_(RECEIVED_STATES), ProgressReport.submitted_at < bindparam("heard_before", type_=Moment)
)
# Made once: what SQLAlchemy works out about a statement it keeps there.
_MONTHS: Select[*tuple[Any, ...]] = (
    select(
        ProgressReport.assignment_id,
        _IS_RECEIVED,
        *(getattr(ProgressReport, name) for name in MonthReported.__slots__ if name != "evidence"),
        _PIECES,
    )
    .join(Assignment, Assignment.id == ProgressReport.assignment_id)
    .join(Measure, Measure.id == Assignment.measure_id)
    .join(Plan, Plan.id == Measure.plan_id)
    .where(
        Plan.fiscal_year <= bindparam("fiscal_year", type_=Integer),
        ProgressReport.month.between(bindparam("first", type_=Date), bindparam("last", type_=Date)),
    )
    .order_by(ProgressReport.month)
)


def months_reported(plan: PlanYear, back: LookedBack) -> Mapping[int, list[MonthReported]]:
    """By assignment, in order; of a month that was asked about and not answered the month alone."""
    values = {
        "fiscal_year": plan.fiscal_year,
        "first": back.months[0],
        "last": back.last_month,
        "heard_before": end_of_day(back.day),
    }
    found: defaultdict[int, list[MonthReported]] = defaultdict(list)
    for assignment_id, is_received, month, *said in db.session.execute(_MONTHS, values):
        found[assignment_id].append(MonthReported(month, *said) if is_received else MonthReported(month))
    return found


@dataclass(frozen=True, slots=True)
class CannotSaid:
    reason: CannotReason | None
    text: str


_CANNOT: Select[*tuple[Any, ...]] = (
    select(ProgressReport.assignment_id, ProgressReport.month, ProgressReport.cannot_reason, ProgressReport.cannot_text)
    .join(Assignment, Assignment.id == ProgressReport.assignment_id)
    .join(Measure, Measure.id == Assignment.measure_id)
    .where(
        Measure.plan_id == bindparam("plan_id", type_=Integer),
        ProgressReport.answer == Answer.CANNOT_DO,
        ProgressReport.month <= bindparam("last", type_=Date),
        _IS_RECEIVED,
    )
)


def cannot_said(plan: PlanYear, back: LookedBack) -> Mapping[tuple[int, date], CannotSaid]:
    """Why something could not be done, by assignment and month."""
    values = {"plan_id": plan.id, "last": back.last_month, "heard_before": end_of_day(back.day)}
    return {(row[0], row[1]): CannotSaid(*row[2:]) for row in db.session.execute(_CANNOT, values)}
