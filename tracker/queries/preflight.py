"""What has to be known of a meeting's month before its papers are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Row, Select, and_, bindparam, exists, func, select

from tracker.domain.permissions import DIVISION_ROLES
from tracker.domain.preflight import Finding, LateOrder, MeasureRead, Preflight, ReportRead, findings_in
from tracker.domain.recipients import Holder
from tracker.extensions import db
from tracker.models import (
    Assignment,
    Decision,
    DecisionDivision,
    Division,
    Measure,
    Membership,
    Plan,
    ProgressReport,
    User,
)
from tracker.queries import honesty
from tracker.queries.honesty import MeetingSignals
from tracker.queries.people import in_force

_TODAY = bindparam("today", type_=Date)

#: Measures of the meeting's own plans that are followed and belong to no division.
_IS_UNASSIGNED: ColumnElement[bool] = and_(
    Measure.cancelled_on.is_(None),
    ~exists().where(Assignment.measure_id == Measure.id, Assignment.cancelled_on.is_(None)),
    Measure.plan_id.in_(
        select(Plan.id).where(Plan.fiscal_year == bindparam("fiscal_year", type_=Integer)).scalar_subquery()
    ),
)
_IS_LATE: ColumnElement[bool] = and_(
    DecisionDivision.answered_at.is_(None), Decision.withdrawn_at.is_(None), Decision.due_on < _TODAY
)
_HAS_NOBODY: ColumnElement[bool] = and_(
    Division.is_active,
    exists().where(
        ProgressReport.meeting_id == bindparam("meeting_id", type_=Integer),
        Assignment.id == ProgressReport.assignment_id,
        Assignment.division_id == Division.id,
    ),
    ~exists().where(
        Membership.division_id == Division.id,
        Membership.role.in_(sorted(DIVISION_ROLES)),
        User.id == Membership.user_id,
        User.is_active,
        in_force(_TODAY),
    ),
)

# Made once: what SQLAlchemy works out about a statement it keeps there.
_UNASSIGNED: Select[*tuple[Any, ...]] = (
    select(
        Measure.id.label("measure_id"),
        Measure.number,
        Measure.titles,
        Measure.period_kind,
        Measure.period_needs_confirmation,
        Measure.starts_on,
        Measure.ends_on,
        Measure.cadences,
    )
    .where(_IS_UNASSIGNED)
    .order_by(Measure.position)
)
_LATE_ORDERS: Select[*tuple[Any, ...]] = (
    select(Measure.id, Measure.number, Measure.titles, Division.id, Division.name, Decision.text)
    .select_from(DecisionDivision)
    .join(Decision, Decision.id == DecisionDivision.decision_id)
    .join(Measure, Measure.id == Decision.measure_id)
    .join(Division, Division.id == DecisionDivision.division_id)
    .where(_IS_LATE)
    .order_by(Decision.due_on, Decision.id, Division.position, Division.id)
)
_HOW_MANY: Select[*tuple[Any, ...]] = select(
    select(func.count(Measure.id)).where(_IS_UNASSIGNED).scalar_subquery(),
    # By the agency's divisions, for which there is an index.
    select(func.count(DecisionDivision.id))
    .select_from(Division)
    .join(DecisionDivision, DecisionDivision.division_id == Division.id)
    .join(Decision, Decision.id == DecisionDivision.decision_id)
    .where(_IS_LATE)
    .scalar_subquery(),
    select(func.count(Division.id)).where(_HAS_NOBODY).scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class MonthLooked:
    """What one look at the reports of a meeting shows."""

    signals: MeetingSignals
    reports: tuple[ReportRead, ...]


def look_at_reports(meeting_id: int) -> MonthLooked:
    """One statement; what was cancelled, and what belongs to a division that was closed, is owed by nobody."""
    rows = honesty.rows_of_meeting(meeting_id)
    signals = honesty.signals_in(rows)
    of_report = signals.by_report()
    reports = (
        ReportRead(
            id=row.id,
            state=row.state,
            measure=_measure(row),
            division_id=row.division_id,
            division=row.division,
            has_superior=row.superior_id is not None,
            signals=of_report.get(row.id, ()),
        )
        for row in rows
        if row.is_active and not row.is_cancelled
    )
    return MonthLooked(signals, tuple(reports))


def _measure(row: Row[*tuple[Any, ...]]) -> MeasureRead:
    return MeasureRead(
        id=row.measure_id,
        number=row.number,
        title=" / ".join(row.titles),
        period_kind=row.period_kind,
        needs_confirmation=row.period_needs_confirmation,
        has_dates=row.starts_on is not None or row.ends_on is not None,
        cadences=row.cadences,
    )


def findings_of(meeting_id: int, fiscal_year: int, today: date, holders: Iterable[Holder]) -> list[Finding]:
    """Everything that is to be mended; `fiscal_year` is the one of the plan that the month belongs to."""
    which = {"fiscal_year": fiscal_year, "today": today}
    reports = look_at_reports(meeting_id).reports
    unassigned = [_measure(row) for row in db.session.execute(_UNASSIGNED, which)]
    orders = [
        LateOrder(measure_id, number, " / ".join(titles), division_id, division, text)
        for measure_id, number, titles, division_id, division, text in db.session.execute(_LATE_ORDERS, which)
    ]
    with_people = {one.division_id for one in holders if one.role in DIVISION_ROLES}
    without_people = {report.division_id for report in reports} - with_people
    return findings_in(Preflight(reports, unassigned, orders, without_people))


def number_of_findings(reports: Sequence[ReportRead], meeting_id: int, fiscal_year: int, today: date) -> int:
    """The same counted, for a page that knows the reports: one statement more."""
    which = {"meeting_id": meeting_id, "fiscal_year": fiscal_year, "today": today}
    others: int = sum(db.session.execute(_HOW_MANY, which).one())
    return len(findings_in(Preflight(reports))) + others
