"""What happened to reports: who sent them and how, and the whole story of one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from tracker.domain.progress import EntryChannel, RevisionAction
from tracker.extensions import db
from tracker.models import AuditEvent, ProgressRevision

SENDINGS = (RevisionAction.SUBMITTED, RevisionAction.CORRECTED)


@dataclass(frozen=True, slots=True)
class Revision:
    report_id: int
    number: int
    action: RevisionAction
    at: datetime
    by_name: str
    by_title: str
    is_on_behalf: bool
    told_by: str
    channel: EntryChannel
    comment: str
    #: The report's words and figures at that moment, by column.
    content: dict[str, Any]


_COLUMNS = tuple(getattr(ProgressRevision, name) for name in Revision.__dataclass_fields__)


def revisions_of(report_id: int) -> list[Revision]:
    """The newest first."""
    rows = db.session.execute(
        select(*_COLUMNS).where(ProgressRevision.report_id == report_id).order_by(ProgressRevision.number.desc())
    )
    return [Revision(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Beginning:
    at: datetime
    by_name: str


def beginning_of(report_id: int) -> Beginning | None:
    """Who first kept a draft of a report; none that was sent without one."""
    row = db.session.execute(
        select(AuditEvent.at, AuditEvent.actor_name)
        .where(
            AuditEvent.subject == "report",
            AuditEvent.subject_id == report_id,
            AuditEvent.event == "report_drafted",
        )
        .order_by(AuditEvent.id)
        .limit(1)
    ).first()
    return Beginning(*row) if row else None


# Made once: what SQLAlchemy works out about a statement it keeps there.
_SENDINGS = (
    select(*_COLUMNS)
    .where(
        ProgressRevision.report_id.in_(bindparam("report_ids", expanding=True)),
        ProgressRevision.action.in_(SENDINGS),
    )
    .order_by(ProgressRevision.number)
)
_LAST_NUMBERS = (
    select(ProgressRevision.report_id, func.max(ProgressRevision.number))
    .where(ProgressRevision.report_id.in_(bindparam("report_ids", expanding=True)))
    .group_by(ProgressRevision.report_id)
)


def last_sendings(report_ids: Collection[int]) -> dict[int, Revision]:
    """The latest time that each report was sent or corrected; a report that never was is not in it."""
    rows = db.session.execute(_SENDINGS, {"report_ids": list(report_ids)})
    return {row.report_id: Revision(*row) for row in rows}


def last_revision_numbers(report_ids: Collection[int]) -> dict[int, int]:
    """The number of each report's latest revision; 0 where there is none."""
    numbers = dict.fromkeys(report_ids, 0)
    rows = db.session.execute(_LAST_NUMBERS, {"report_ids": list(report_ids)})
    for report_id, number in rows:
        numbers[report_id] = number
    return numbers
