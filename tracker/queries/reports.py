"""Progress reports: what is owed on a page, what was said before, what happened to a report."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from tracker.domain.progress import (
    RECEIVED_STATES,
    Answer,
    AssignmentRole,
    CannotReason,
    Progress,
    ReportState,
)
from tracker.domain.status import LatestReport, latest_report
from tracker.extensions import db
from tracker.models import Assignment, Division, Measure, Plan, ProgressReport, ProgressRevision, Step


def report_by_id(report_id: int) -> ProgressReport | None:
    return db.session.scalar(select(ProgressReport).where(ProgressReport.id == report_id))


def latest_received_before(assignment_id: int, month: date) -> LatestReport | None:
    row = db.session.execute(
        select(ProgressReport.month, ProgressReport.answer, ProgressReport.progress, ProgressReport.percent)
        .where(
            ProgressReport.assignment_id == assignment_id,
            ProgressReport.month < month,
            ProgressReport.state.in_(RECEIVED_STATES),
        )
        .order_by(ProgressReport.month.desc())
        .limit(1)
    ).first()
    return latest_report(*row) if row else None


def is_received_after(assignment_id: int, month: date) -> bool:
    """Whether a later month has been reported already, so that this one no longer says where the work stands."""
    later = select(ProgressReport.id).where(
        ProgressReport.assignment_id == assignment_id,
        ProgressReport.month > month,
        ProgressReport.state.in_(RECEIVED_STATES),
    )
    return db.session.scalar(later.limit(1)) is not None


def submitted_of_meeting(meeting_id: int) -> list[ProgressReport]:
    return list(
        db.session.scalars(
            select(ProgressReport)
            .where(ProgressReport.meeting_id == meeting_id, ProgressReport.state == ReportState.SUBMITTED)
            .order_by(ProgressReport.id)
        )
    )


def last_revision_number(report_id: int) -> int:
    return (
        db.session.scalar(select(func.max(ProgressRevision.number)).where(ProgressRevision.report_id == report_id)) or 0
    )


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report with the measure it is about and what the division said the time before."""

    id: int
    version: int
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
    submitted_at: datetime | None
    review_comment: str
    measure_id: int
    number: str
    titles: list[str]
    responsible_text: str
    period_text: str
    ends_on: date | None
    fiscal_year: int
    role: AssignmentRole
    division_id: int
    division: str
    last_month: date | None
    last_answer: Answer | None
    last_percent: int | None
    last_done_text: str | None
    last_problems: str | None
    last_next_steps: str | None

    @property
    def title(self) -> str:
        return " / ".join(self.titles)

    @property
    def is_received(self) -> bool:
        return self.state in RECEIVED_STATES


def reports_of_month(
    month: date, division_ids: Collection[int] | None = None, report_id: int | None = None
) -> list[ReportRow]:
    """The reports opened for a month, by division and measure; for some divisions, or for one report, only those."""
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
    statement: Select[*tuple[Any, ...]] = (
        select(
            *(getattr(ProgressReport, name) for name in _REPORT_COLUMNS),
            Measure.id,
            Measure.number,
            Measure.titles,
            Measure.responsible_text,
            Measure.period_text,
            Measure.ends_on,
            Plan.fiscal_year,
            Assignment.role,
            Division.id,
            Division.name,
            previous.month,
            previous.answer,
            previous.percent,
            previous.done_text,
            previous.problems,
            previous.next_steps,
        )
        .join(Assignment, Assignment.id == ProgressReport.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .join(Plan, Plan.id == Measure.plan_id)
        .join(Division, Division.id == Assignment.division_id)
        .outerjoin(previous, (previous.assignment_id == ProgressReport.assignment_id) & (previous.month == before))
        .where(ProgressReport.month == month)
        .order_by(Division.position, Division.id, Plan.fiscal_year.desc(), Measure.position)
    )
    if division_ids is not None:
        statement = statement.where(Assignment.division_id.in_(division_ids))
    if report_id is not None:
        statement = statement.where(ProgressReport.id == report_id)
    return [ReportRow(*row) for row in db.session.execute(statement)]


_REPORT_COLUMNS = (
    "id", "version", "month", "state", "answer", "progress", "percent", "done_text", "problems", "next_steps",
    "waiting_for", "cannot_reason", "cannot_text", "submitted_at", "review_comment",
)  # fmt: skip


def steps_of(measure_ids: Collection[int]) -> dict[int, list[str]]:
    """The steps of each measure, in order."""
    found: dict[int, list[str]] = {measure_id: [] for measure_id in measure_ids}
    rows = db.session.execute(
        select(Step.measure_id, Step.text).where(Step.measure_id.in_(measure_ids)).order_by(Step.position)
    )
    for measure_id, text in rows:
        found[measure_id].append(text)
    return found
