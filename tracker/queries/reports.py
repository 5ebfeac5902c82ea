"""Progress reports: what is owed on a page, what was said before, what happened to a report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from tracker.domain.answers import Entry, entry_from_json, entry_of
from tracker.domain.progress import (
    RECEIVED_STATES,
    Answer,
    AssignmentRole,
    CannotReason,
    Progress,
    ReportState,
)
from tracker.domain.reporting_cycle import MONTHS_ASKED
from tracker.extensions import db
from tracker.models import Assignment, Division, Measure, Meeting, Plan, ProgressReport, Step


@dataclass(frozen=True, slots=True)
class PreviousReport:
    """What the division said the last time before, as far as it was received."""

    month: date
    answer: Answer
    percent: int
    done_text: str
    problems: str
    next_steps: str
    waiting_for: str
    cannot_reason: CannotReason | None
    cannot_text: str
    steps_done: list[int]

    def again(self) -> Entry:
        """The same once more: for work that goes on in the same way every month."""
        percent = self.percent if self.answer is Answer.PROGRESS else None
        return replace(entry_of(self), percent=percent)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report with the measure it is about and what the division said the time before."""

    id: int
    version: int
    meeting_id: int | None
    month: date
    state: ReportState
    answer: Answer | None
    progress: Progress | None
    percent: int | None
    done_text: str
    problems: str
    next_steps: str
    waiting_for: str
    cannot_reason: CannotReason | None
    cannot_text: str
    steps_done: list[int]
    #: What is kept of a correction that was not sent yet (`entry_from_json`).
    correction: dict[str, Any] | None
    submitted_at: datetime | None
    review_comment: str
    measure_id: int
    number: str
    titles: list[str]
    responsible_text: str
    period_text: str
    monitoring_text: str
    cadences: list[str]
    ends_on: date | None
    fiscal_year: int
    role: AssignmentRole
    division_id: int
    division: str
    closed_at: datetime | None
    previous: PreviousReport | None

    @property
    def title(self) -> str:
        return " / ".join(self.titles)

    @property
    def entry(self) -> Entry:
        """As it stands before its own people: what they kept of a correction, else what is stored."""
        return entry_of(self) if self.correction is None else entry_from_json(self.correction)

    @property
    def is_closed(self) -> bool:
        """Its month is final."""
        return self.closed_at is not None

    @property
    def is_received(self) -> bool:
        return self.state in RECEIVED_STATES

    @property
    def is_cadence_assumed(self) -> bool:
        """The plan does not say, or not readably, how often it is followed up: the agency's default asks."""
        return not any(cadence in MONTHS_ASKED for cadence in self.cadences)


_OF_REPORT = (
    "id", "version", "meeting_id", "month", "state", "answer", "progress", "percent", "done_text", "problems",
    "next_steps", "waiting_for", "cannot_reason", "cannot_text", "steps_done", "correction", "submitted_at",
    "review_comment",
)  # fmt: skip
_OF_PREVIOUS = (
    "month", "answer", "percent", "done_text", "problems", "next_steps", "waiting_for", "cannot_reason", "cannot_text",
    "steps_done",
)  # fmt: skip


def _report_rows() -> Select[*tuple[Any, ...]]:
    last = aliased(ProgressReport)
    before = (
        select(func.max(last.month))
        .where(
            last.assignment_id == ProgressReport.assignment_id,
            last.month < ProgressReport.month,
            last.state.in_(RECEIVED_STATES),
        )
        .correlate(ProgressReport)
        .scalar_subquery()
    )
    previous = aliased(ProgressReport)
    return (
        select(
            *(getattr(ProgressReport, name) for name in _OF_REPORT),
            Measure.id,
            Measure.number,
            Measure.titles,
            Measure.responsible_text,
            Measure.period_text,
            Measure.monitoring_text,
            Measure.cadences,
            Measure.ends_on,
            Plan.fiscal_year,
            Assignment.role,
            Division.id,
            Division.name,
            Meeting.closed_at,
            *(getattr(previous, name) for name in _OF_PREVIOUS),
        )
        .join(Assignment, Assignment.id == ProgressReport.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .join(Plan, Plan.id == Measure.plan_id)
        .join(Division, Division.id == Assignment.division_id)
        .outerjoin(Meeting, Meeting.id == ProgressReport.meeting_id)
        .outerjoin(previous, (previous.assignment_id == ProgressReport.assignment_id) & (previous.month == before))
        .order_by(Division.position, Division.id, Plan.fiscal_year.desc(), Measure.position)
    )


# The statements of this module are made once: what SQLAlchemy works out about a statement it keeps there.
_REPORT_ROWS = _report_rows()
_OF_MONTH = _REPORT_ROWS.where(ProgressReport.month == bindparam("month"))
_OF_DIVISIONS = _OF_MONTH.where(Assignment.division_id.in_(bindparam("division_ids", expanding=True)))
_STEPS = (
    select(Step.measure_id, Step.id, Step.text)
    .where(Step.measure_id.in_(bindparam("measure_ids", expanding=True)))
    .order_by(Step.position)
)


def reports_of_month(month: date, division_ids: Collection[int] | None = None) -> list[ReportRow]:
    """The reports opened for a month, by division and measure; for some divisions only those."""
    if division_ids is None:
        return _rows(_OF_MONTH, {"month": month})
    return _rows(_OF_DIVISIONS, {"month": month, "division_ids": list(division_ids)})


def reports_of_meeting(
    meeting_id: int,
    states: Collection[ReportState],
    division_id: int | None = None,
    *,
    limit: int,
    offset: int = 0,
) -> list[ReportRow]:
    """Some of a meeting's reports, by division and measure."""
    statement = _REPORT_ROWS.where(ProgressReport.meeting_id == meeting_id, ProgressReport.state.in_(states))
    if division_id is not None:
        statement = statement.where(Assignment.division_id == division_id)
    return _rows(statement.limit(limit).offset(offset))


def report_rows(report_ids: Collection[int]) -> list[ReportRow]:
    return _rows(_REPORT_ROWS.where(ProgressReport.id.in_(report_ids))) if report_ids else []


def report_row(report_id: int) -> ReportRow | None:
    return next(iter(report_rows([report_id])), None)


def _rows(statement: Select[*tuple[Any, ...]], values: Mapping[str, Any] | None = None) -> list[ReportRow]:
    width = len(_OF_PREVIOUS)
    found: list[ReportRow] = []
    for row in db.session.execute(statement, values):
        columns: list[Any] = [*row[:-width], _previous(row[-width:])]
        found.append(ReportRow(*columns))
    return found


def _previous(columns: tuple[Any, ...]) -> PreviousReport | None:
    return PreviousReport(*columns) if columns[0] is not None else None


@dataclass(frozen=True, slots=True)
class StepRow:
    id: int
    text: str


def steps_of(measure_ids: Collection[int]) -> dict[int, list[StepRow]]:
    """The steps of each measure, in order."""
    found: dict[int, list[StepRow]] = {measure_id: [] for measure_id in measure_ids}
    for measure_id, step_id, text in db.session.execute(_STEPS, {"measure_ids": list(measure_ids)}):
        found[measure_id].append(StepRow(step_id, text))
    return found
