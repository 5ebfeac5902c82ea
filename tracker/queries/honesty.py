"""What may be worth a second look among the reports of a meeting: one statement for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.cadence import Cadence
from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.honesty import EvidenceDays, ReportInQuestion, Said, Signal, days_moved, signals_of
from tracker.domain.progress import RECEIVED_STATES, Answer, ReportState
from tracker.domain.reporting_cycle import schedule_of
from tracker.extensions import db
from tracker.models import Assignment, Division, Evidence, Measure, Meeting, Plan, ProgressReport


@dataclass(frozen=True, slots=True)
class SignalledReport:
    """A report with what makes it worth a look; `facts` are what the signals were read from."""

    id: int
    state: ReportState
    measure_id: int
    number: str
    title: str
    division_id: int
    division: str
    facts: ReportInQuestion
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class MovedEnd:
    """A measure that now ends later than it was adopted, with the divisions that report on it."""

    measure_id: int
    number: str
    title: str
    divisions: tuple[str, ...]
    adopted_ends_on: date
    ends_on: date
    days: int


@dataclass(frozen=True, slots=True)
class MeetingSignals:
    #: Only those that have a signal, by division and measure.
    reports: tuple[SignalledReport, ...]
    moved_ends: tuple[MovedEnd, ...]

    def by_report(self) -> Mapping[int, tuple[Signal, ...]]:
        return {report.id: report.signals for report in self.reports}

    @property
    def count(self) -> int:
        """Of reports and of measures whose end was moved; indicators are told on the page of the signals alone."""
        return len(self.reports) + len(self.moved_ends)

    def number_of(self, state: ReportState, division_id: int | None = None) -> int:
        """How many reports in a state have one, of all divisions or of one."""
        return sum(report.state is state and division_id in (None, report.division_id) for report in self.reports)


NOTHING_TO_SEE = MeetingSignals((), ())

_BEFORE = aliased(ProgressReport)
_EARLIER = aliased(ProgressReport)
_LATER_VERSION = aliased(Evidence)


def _month_before(report: Any) -> ScalarSelect[date]:
    """The last month before a report for which one was received."""
    last = aliased(ProgressReport)
    return (
        select(func.max(last.month))
        .where(last.assignment_id == report.assignment_id, last.month < report.month, last.state.in_(RECEIVED_STATES))
        .correlate(report)
        .scalar_subquery()
    )


def _of_evidence(figure: ColumnElement[Any]) -> ScalarSelect[Any]:
    """A figure of what stands under the report now."""
    is_replaced = exists().where(_LATER_VERSION.replaces_id == Evidence.id)
    return (
        select(figure)
        .where(Evidence.report_id == ProgressReport.id, Evidence.removed_at.is_(None), ~is_replaced)
        .correlate(ProgressReport)
        .scalar_subquery()
    )


def _said(report: Any) -> tuple[Any, ...]:
    return (
        report.month,
        report.submitted_at,
        report.percent,
        report.done_text,
        report.waiting_for,
        report.cannot_text,
    )


_WIDTH = len(_said(ProgressReport))

# Made once: what SQLAlchemy works out about a statement it keeps there.
_REPORTS: Select[*tuple[Any, ...]] = (
    select(
        ProgressReport.id,
        ProgressReport.state,
        ProgressReport.answer,
        Measure.id.label("measure_id"),
        Measure.number,
        Measure.titles,
        Measure.starts_on,
        Measure.ends_on,
        Measure.adopted_ends_on,
        Measure.period_kind,
        Measure.period_needs_confirmation,
        Measure.cadences,
        or_(Measure.cancelled_on.is_not(None), Assignment.cancelled_on.is_not(None)).label("is_cancelled"),
        Plan.fiscal_year,
        Division.id.label("division_id"),
        Division.name.label("division"),
        Division.superior_id,
        Division.is_active,
        Meeting.held_on,
        _of_evidence(func.count(Evidence.id)).label("pieces"),
        _of_evidence(func.min(Evidence.dated_on)).label("first_piece"),
        _of_evidence(func.max(Evidence.dated_on)).label("last_piece"),
        *_said(ProgressReport),
        *_said(_BEFORE),
        *_said(_EARLIER),
    )
    .join(Meeting, Meeting.id == ProgressReport.meeting_id)
    .join(Assignment, Assignment.id == ProgressReport.assignment_id)
    .join(Measure, Measure.id == Assignment.measure_id)
    .join(Plan, Plan.id == Measure.plan_id)
    .join(Division, Division.id == Assignment.division_id)
    .outerjoin(
        _BEFORE,
        and_(_BEFORE.assignment_id == ProgressReport.assignment_id, _BEFORE.month == _month_before(ProgressReport)),
    )
    .outerjoin(
        _EARLIER, and_(_EARLIER.assignment_id == _BEFORE.assignment_id, _EARLIER.month == _month_before(_BEFORE))
    )
    .where(ProgressReport.meeting_id == bindparam("meeting_id"))
    .order_by(Division.position, Division.id, Plan.fiscal_year.desc(), Measure.position)
)


def signals_of_meeting(meeting_id: int) -> MeetingSignals:
    return signals_in(rows_of_meeting(meeting_id))


def rows_of_meeting(meeting_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every report of the meeting with its measure and its division, by division and measure."""
    return db.session.execute(_REPORTS, {"meeting_id": meeting_id}).all()


def signals_in(rows: Sequence[Row[*tuple[Any, ...]]]) -> MeetingSignals:
    received = (_report(row) for row in rows if row.state in RECEIVED_STATES)
    return MeetingSignals(tuple(one for one in received if one.signals), tuple(_moved_ends(rows)))


def _report(row: Row[*tuple[Any, ...]]) -> SignalledReport:
    answer: Answer = row.answer
    facts = ReportInQuestion(
        answer=answer,
        said=_newest_first(row),
        evidence=EvidenceDays(row.pieces, row.first_piece, row.last_piece),
        begins_on=schedule_of(row.starts_on, row.ends_on, (), row.fiscal_year, Cadence.MONTHLY).start,
        heard_on=row.held_on,
    )
    return SignalledReport(
        id=row.id,
        state=row.state,
        measure_id=row.measure_id,
        number=row.number,
        title=" / ".join(row.titles),
        division_id=row.division_id,
        division=row.division,
        facts=facts,
        signals=signals_of(facts),
    )


def _newest_first(row: Row[*tuple[Any, ...]]) -> tuple[Said, ...]:
    first = len(row) - 3 * _WIDTH
    each = (row[first + place * _WIDTH : first + (place + 1) * _WIDTH] for place in range(3))
    return tuple(_as_said(*columns) for columns in each if columns[0] is not None)


def _as_said(month: date, sent_at: datetime, percent: int, *texts: str) -> Said:
    return Said(month, sent_at.astimezone(BANGKOK).date(), percent, "\n".join(text for text in texts if text))


def _moved_ends(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[MovedEnd]:
    divisions: dict[int, list[str]] = {}
    moved = {row.measure_id: row for row in rows if days_moved(row.ends_on, row.adopted_ends_on)}
    for row in rows:
        divisions.setdefault(row.measure_id, []).append(row.division)
    return [
        MovedEnd(
            row.measure_id,
            row.number,
            " / ".join(row.titles),
            tuple(divisions[row.measure_id]),
            row.adopted_ends_on,
            row.ends_on,
            days_moved(row.ends_on, row.adopted_ends_on),
        )
        for row in moved.values()
    ]
