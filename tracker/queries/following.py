"""The facts of following up: which month is in question, what was planned, what was said last.

These feed the rules of `tracker.domain.rollup`; every page and paper about status begins here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.domain.cadence import Cadence
from tracker.domain.fiscal_year import BANGKOK, fiscal_year_of, month_end
from tracker.domain.progress import Progress
from tracker.domain.reporting_cycle import CycleSettings, month_in_question, schedule_of
from tracker.domain.rollup import AssignmentFacts, MeasureFacts
from tracker.domain.status import latest_report
from tracker.extensions import db
from tracker.models import (
    Agency,
    AssessmentScore,
    Assignment,
    DayOff,
    Measure,
    Meeting,
)
from tracker.queries import status_statements as statements

FURTHEST_WINDOW = timedelta(days=60)
"""Meetings further ahead have no open window, whatever the agency's settings."""

MEETINGS_LOOKED_AT = 5
"""The newest meetings whose window may be open; older ones cannot be the month in question."""

FRAME_COLUMNS: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...] = (
    Agency.id,
    Agency.slug,
    Agency.name,
    Agency.opens_days_before,
    Agency.reminder_days_before,
    Agency.due_days_before,
    Agency.default_cadence,
    Meeting.id.label("meeting_id"),
    Meeting.held_on,
    Meeting.month,
    Meeting.place,
    Meeting.opened_at,
)

#: Run by most pages, so it is made once.
_FRAME: Select[*tuple[Any, ...]] = (
    select(*FRAME_COLUMNS)
    .outerjoin(Meeting, and_(Meeting.agency_id == Agency.id, Meeting.held_on <= bindparam("furthest", type_=Date)))
    .where(Agency.id == bindparam("agency_id", type_=Integer))
    .order_by(Meeting.held_on.desc())
    .limit(MEETINGS_LOOKED_AT)
)


@dataclass(frozen=True, slots=True)
class MeetingDay:
    id: int
    held_on: date
    month: date
    place: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What every question about status starts from: the agency's rules and the month in question."""

    agency_id: int
    slug: str
    name: str
    settings: CycleSettings
    default_cadence: Cadence
    today: date
    month: date
    #: The meeting that hears this month, if one is set.
    meeting: MeetingDay | None

    @property
    def plan_day(self) -> date:
        """The plan followed is the one of this day's fiscal year: in the first days of October the reports of
        September are still collected, and belong to the year that has ended."""
        return min(self.today, month_end(self.month))


def frame_for_month(agency_id: int, today: date, month: date) -> Frame:
    """The frame of a given month, whichever is in question today."""
    row = db.session.execute(
        select(*FRAME_COLUMNS)
        .outerjoin(Meeting, and_(Meeting.agency_id == Agency.id, Meeting.month == month))
        .where(Agency.id == agency_id)
    ).one()
    return _frame(row, today, month, _meeting_day(row))


def frames_at_hand(agency_id: int, today: date) -> list[Frame]:
    """One for each meeting whose window has begun and that is still to come, or that was never opened."""
    rows = db.session.execute(
        select(*FRAME_COLUMNS)
        .join(Meeting, Meeting.agency_id == Agency.id)
        .where(
            Agency.id == agency_id,
            Meeting.held_on <= today + FURTHEST_WINDOW,
            or_(Meeting.opened_at.is_(None), Meeting.held_on >= today),
        )
        .order_by(Meeting.held_on)
    )
    return [_frame(row, today, row.month, _meeting_day(row)) for row in rows if _opens_on(row) <= today]


def frame_on(agency_id: int, today: date) -> Frame:
    """One statement: the agency with its newest meetings up to the furthest window."""
    rows = db.session.execute(_FRAME, {"agency_id": agency_id, "furthest": today + FURTHEST_WINDOW})
    return frame_from(rows.all(), today)


def frame_from(rows: Sequence[Row[*tuple[Any, ...]]], today: date) -> Frame:
    """From the rows of one agency, one for each of its newest meetings, with FRAME_COLUMNS."""
    meetings = [row for row in rows if row.held_on is not None]
    month = month_in_question(today, [(_opens_on(row), row.month) for row in meetings])
    meeting = next((_meeting_day(row) for row in meetings if row.month == month), None)
    return _frame(rows[0], today, month, meeting)


def _frame(row: Row[*tuple[Any, ...]], today: date, month: date, meeting: MeetingDay | None) -> Frame:
    return Frame(
        agency_id=row.id,
        slug=row.slug,
        name=row.name,
        settings=CycleSettings(row.opens_days_before, tuple(row.reminder_days_before), row.due_days_before),
        default_cadence=row.default_cadence,
        today=today,
        month=month,
        meeting=meeting,
    )


def _opens_on(row: Row[*tuple[Any, ...]]) -> date:
    opens_on: date = row.held_on - timedelta(days=row.opens_days_before)
    return opens_on


def _meeting_day(row: Row[*tuple[Any, ...]]) -> MeetingDay | None:
    if row.held_on is None:
        return None
    return MeetingDay(row.meeting_id, row.held_on, row.month, row.place, row.opened_at is not None)


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
    """The plan's measures, and those of earlier plans that somebody has not finished."""
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
    return sorted(codes, key=lambda code: [int(part) for part in code.split(".")])


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
    return _assignments(statement, _followed(plan, frame) | {"month": frame.month}, frame.today)


def assignments_where(condition: ColumnElement[bool], frame: Frame) -> list[AssignmentFacts]:
    """Assignments with what was last received for the month in question or before, by division.

    A report counts from the day it came, so a question about a past day is answered as it was then. The condition
    may name `Plan`, `Measure` and `Assignment`.
    """
    return _assignments(statements.ASSIGNMENTS.where(condition), {"month": frame.month}, frame.today)


def assignments_heard_by(
    condition: ColumnElement[bool], month: ColumnElement[date], today: date
) -> list[AssignmentFacts]:
    """The same where the month in question is not one for all: an expression on `Assignment`."""
    return _assignments(statements.assignments_heard_by(month).where(condition), {}, today)


def _assignments(statement: Select[*tuple[Any, ...]], values: dict[str, Any], today: date) -> list[AssignmentFacts]:
    rows = db.session.execute(statement, values | {"heard_before": end_of_day(today)})
    return [_assignment_facts(row, today) for row in rows]


def _followed(plan: PlanYear, frame: Frame) -> dict[str, Any]:
    return {"plan_id": plan.id, "fiscal_year": plan.fiscal_year, "today": frame.today}


def _assignment_facts(row: Row[*tuple[Any, ...]], today: date) -> AssignmentFacts:
    id_, measure_id, division_id, division, is_active, role, cancelled_on, month, answer, progress, percent = row
    # A division that was closed keeps what it finished and owes nothing new.
    is_closed = not is_active and progress is not Progress.DONE
    is_cancelled = is_closed or (cancelled_on is not None and cancelled_on <= today)
    latest = latest_report(month, answer, progress, percent)
    return AssignmentFacts(id_, measure_id, division_id, division, role, is_cancelled, latest)


def end_of_day(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, BANGKOK)


def indicator_scores(assessment_id: int | None) -> dict[str, float]:
    """The printed scores of an assessment's indicators, by code."""
    if assessment_id is None:
        return {}
    rows = db.session.execute(
        select(AssessmentScore.code, AssessmentScore.score).where(
            AssessmentScore.assessment_id == assessment_id, AssessmentScore.part == ""
        )
    )
    return {code: float(score) for code, score in rows}


def days_off_between(first: date, last: date) -> frozenset[date]:
    return frozenset(db.session.scalars(select(DayOff.day).where(DayOff.day.between(first, last))))


@dataclass(frozen=True, slots=True)
class AdoptedText:
    responsible: str
    period: str
    monitoring: str


def adopted_texts(measure_ids: Collection[int]) -> dict[int, AdoptedText]:
    """The words of the plan beside what was read from them, by measure."""
    rows = db.session.execute(
        select(Measure.id, Measure.responsible_text, Measure.period_text, Measure.monitoring_text).where(
            Measure.id.in_(measure_ids)
        )
    )
    return {row[0]: AdoptedText(row[1], row[2], row[3]) for row in rows}
