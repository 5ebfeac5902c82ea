"""The facts of following up: what was planned and what was said last.

These feed the rules of `tracker.domain.rollup`; every page and paper about status begins here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from tracker.domain.cadence import Cadence
from tracker.domain.fiscal_year import BANGKOK, fiscal_year_of
from tracker.domain.progress import Answer, Progress
from tracker.domain.reporting_cycle import schedule_of
from tracker.domain.rollup import AssignmentFacts, MeasureFacts
from tracker.domain.status import LatestReport
from tracker.extensions import db
from tracker.models import Assignment, DayOff, Measure
from tracker.queries import status_statements as statements
from tracker.queries.frames import Frame


@dataclass(frozen=True, slots=True)
class PlanYear:
    id: int
    fiscal_year: int
    assessment_id: int | None


def plan_on(day: date) -> PlanYear | None:
    """The plan of the day's fiscal year, else the newest before it, else the first to come."""
    return plan_among([PlanYear(*row) for row in db.session.execute(statements.PLANS)], day)


def plan_among(plans: Sequence[PlanYear], day: date) -> PlanYear | None:
    """The same of an agency's plans in order of years."""
    so_far = [plan for plan in plans if plan.fiscal_year <= fiscal_year_of(day)]
    return so_far[-1] if so_far else next(iter(plans), None)


def measures_followed(plan: PlanYear, frame: Frame) -> list[MeasureFacts]:
    """The plan's measures, and those of earlier plans that somebody had not finished before the month in question."""
    return _measures(statements.MEASURES_FOLLOWED, _followed(plan, frame), frame)


def measures_where(condition: ColumnElement[bool], frame: Frame) -> list[MeasureFacts]:
    """Measures, the newest plan's first, by a condition on `Plan` and `Measure`."""
    return _measures(statements.MEASURES.where(condition), {}, frame)


def _measures(statement: Select[*tuple[Any, ...]], values: dict[str, Any], frame: Frame) -> list[MeasureFacts]:
    rows = db.session.execute(statement, values)
    return [measure_facts(row, row.fiscal_year, _codes(row.indicators), frame) for row in rows]


def _codes(joined: str | None) -> list[str]:
    """In the order of the framework: 2 before 10."""
    codes = joined.split(",") if joined else []
    return sorted(codes, key=_place_of_code) if len(codes) > 1 else codes


def _place_of_code(code: str) -> list[int]:
    return [int(part) for part in code.split(".")]


def measure_facts(
    row: Row[*tuple[Any, ...]] | Measure, fiscal_year: int, indicators: Iterable[str], frame: Frame
) -> MeasureFacts:
    """From a row with the columns above, or from the measure itself."""
    cadences = [Cadence(cadence) for cadence in row.cadences]
    return MeasureFacts(
        id=row.id,
        number=row.number,
        title=" / ".join(row.titles),
        fiscal_year=fiscal_year,
        indicators=tuple(indicators),
        schedule=schedule_of(row.starts_on, row.ends_on, cadences, fiscal_year, frame.default_cadence),
        is_cancelled=row.cancelled_on is not None and row.cancelled_on <= frame.today,
    )


def assignments_followed(
    plan: PlanYear, frame: Frame, division_ids: Collection[int] | None = None
) -> list[AssignmentFacts]:
    """Every assignment of those measures; for some divisions only theirs."""
    statement = statements.ASSIGNMENTS_FOLLOWED
    if division_ids is not None:
        statement = statement.where(Assignment.division_id.in_(division_ids))
    return _assignments(statement, _followed(plan, frame), frame.today)


def assignments_where(
    condition: ColumnElement[bool], frame: Frame, heard_until: date | None = None
) -> list[AssignmentFacts]:
    """Assignments with what was last received for the month in question or before, by division.

    A report counts from the day it came, so a question about a past day is answered as it was then, unless what came
    until a later day counts too. The condition may name `Plan`, `Measure` and `Assignment`.
    """
    return _assignments(statements.ASSIGNMENTS.where(condition), {"month": frame.month}, frame.today, heard_until)


def assignments_heard_by(
    condition: ColumnElement[bool], month: ColumnElement[date], today: date
) -> list[AssignmentFacts]:
    """The same where the month in question is not one for all: an expression on `Assignment`."""
    return _assignments(statements.assignments_heard_by(month).where(condition), {}, today)


def _assignments(
    statement: Select[*tuple[Any, ...]], values: dict[str, Any], today: date, heard_until: date | None = None
) -> list[AssignmentFacts]:
    rows = db.session.execute(statement, values | {"heard_before": end_of_day(heard_until or today)})
    # Many say the same.
    latest = cache(_latest_report)
    return [_assignment_facts(row, latest, today) for row in rows]


def _followed(plan: PlanYear, frame: Frame) -> dict[str, Any]:
    return {"plan_id": plan.id, "fiscal_year": plan.fiscal_year, "today": frame.today, "month": frame.month}


def _assignment_facts(
    row: Row[*tuple[Any, ...]], latest_report: Callable[[str | None], LatestReport | None], today: date
) -> AssignmentFacts:
    id_, measure_id, division_id, division, is_active, role, cancelled_on, heard = row
    latest = latest_report(heard)
    # A division that was closed keeps what it finished and owes nothing new.
    is_closed = not is_active and (latest is None or latest.progress is not Progress.DONE)
    is_cancelled = is_closed or (cancelled_on is not None and cancelled_on <= today)
    return AssignmentFacts(id_, measure_id, division_id, division, role, is_cancelled, latest)


def _latest_report(heard: str | None) -> LatestReport | None:
    if heard is None:
        return None
    month, answer, progress, percent = heard.split()
    return LatestReport(date.fromisoformat(month), Answer(answer), Progress(progress), int(percent))


def end_of_day(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, BANGKOK)


def indicator_scores(plan: PlanYear | None) -> dict[str, float]:
    """The printed scores that the plan was made from, by the indicator's code."""
    if plan is None or plan.assessment_id is None:
        return {}
    rows = db.session.execute(statements.SCORES, {"assessment_id": plan.assessment_id})
    return {code: float(score) for code, score in rows}


def days_off_between(first: date, last: date) -> frozenset[date]:
    return frozenset(db.session.scalars(select(DayOff.day).where(DayOff.day.between(first, last))))
