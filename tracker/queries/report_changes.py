"""What has to be known to change reports, for any number of them in the same few statements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from tracker.domain.answers import Entry, entry_from_json, entry_of
from tracker.domain.progress import RECEIVED_STATES, ReportState
from tracker.domain.status import LatestReport, latest_report
from tracker.extensions import db
from tracker.models import Assignment, Meeting, ProgressReport


@dataclass(frozen=True, slots=True)
class ReportToChange:
    """A report, locked until the commit, with what was said the time before."""

    report: ProgressReport
    assignment: Assignment
    closed_at: datetime | None
    before: LatestReport | None
    #: The steps that were finished by then.
    steps_before: tuple[int, ...]
    #: A later month has been reported already, so this one no longer says where the work stands.
    is_outdated: bool

    @property
    def standing(self) -> Entry:
        """What its own people see: what they kept of a correction, else what is stored."""
        kept = self.report.correction
        return entry_of(self.report) if kept is None else entry_from_json(kept)


_LAST = aliased(ProgressReport)
_BEFORE = aliased(ProgressReport)
_LATER = aliased(ProgressReport)
_MONTH_BEFORE = (
    select(func.max(_LAST.month))
    .where(
        _LAST.assignment_id == ProgressReport.assignment_id,
        _LAST.month < ProgressReport.month,
        _LAST.state.in_(RECEIVED_STATES),
    )
    .correlate(ProgressReport)
    .scalar_subquery()
)
_IS_OUTDATED = exists().where(
    _LATER.assignment_id == ProgressReport.assignment_id,
    _LATER.month > ProgressReport.month,
    _LATER.state.in_(RECEIVED_STATES),
)

# The statements of this module are made once: what SQLAlchemy works out about a statement it keeps there.
_TO_CHANGE: Select[*tuple[Any, ...]] = (
    select(
        ProgressReport,
        Assignment,
        Meeting.closed_at,
        _BEFORE.month,
        _BEFORE.answer,
        _BEFORE.progress,
        _BEFORE.percent,
        _BEFORE.steps_done,
        _IS_OUTDATED,
    )
    .join(Assignment, Assignment.id == ProgressReport.assignment_id)
    .outerjoin(Meeting, Meeting.id == ProgressReport.meeting_id)
    .outerjoin(_BEFORE, and_(_BEFORE.assignment_id == ProgressReport.assignment_id, _BEFORE.month == _MONTH_BEFORE))
    .where(ProgressReport.id.in_(bindparam("report_ids", expanding=True)))
    .order_by(ProgressReport.id)
    .with_for_update(of=ProgressReport)
    .execution_options(populate_existing=True)
)


def reports_to_change(report_ids: Collection[int]) -> dict[int, ReportToChange]:
    """By id; one that does not exist is not in it.

    The reports are locked until the commit (SQLite locks every write anyway), always in the same order, so that
    their versions are still true when they are saved.
    """
    rows = db.session.execute(_TO_CHANGE, {"report_ids": list(report_ids)})
    return {
        report.id: ReportToChange(
            report, assignment, closed_at, latest_report(*before), tuple(steps or ()), bool(is_outdated)
        )
        for report, assignment, closed_at, *before, steps, is_outdated in rows
    }


def submitted_of_meeting(meeting_id: int, division_id: int | None = None) -> list[ProgressReport]:
    """Of all divisions or of one.

    Locked until the commit, in one order, so that two people accepting at once wait for each other.
    """
    submitted = (
        select(ProgressReport)
        .where(ProgressReport.meeting_id == meeting_id, ProgressReport.state == ReportState.SUBMITTED)
        .order_by(ProgressReport.id)
        .with_for_update(of=ProgressReport)
        .execution_options(populate_existing=True)
    )
    if division_id is not None:
        submitted = submitted.join(Assignment, Assignment.id == ProgressReport.assignment_id).where(
            Assignment.division_id == division_id
        )
    return list(db.session.scalars(submitted))
