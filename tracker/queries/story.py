"""Everything that happened to one measure: its reports, the chair's orders about it, changes of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.progress import EntryChannel, RevisionAction
from tracker.extensions import db
from tracker.models import (
    Assignment,
    AuditEvent,
    Decision,
    Division,
    ProgressReport,
    ProgressRevision,
)
from tracker.queries.audit import AuditRow
from tracker.queries.revisions import SENDINGS


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """Something that happened to a report; `content` holds its words and figures at that moment."""

    report_id: int
    month: date
    division_id: int
    division: str
    number: int
    action: RevisionAction
    at: datetime
    by_name: str
    by_title: str
    is_on_behalf: bool
    told_by: str
    channel: EntryChannel
    comment: str
    content: dict[str, Any]
    #: What was sent of the same report the time before; None for its first sending and for what is no sending.
    sent_before: dict[str, Any] | None


_BEFORE = aliased(ProgressRevision)
_EARLIER = aliased(ProgressRevision)
_NUMBER_BEFORE = (
    select(func.max(_EARLIER.number))
    .where(
        _EARLIER.report_id == ProgressRevision.report_id,
        _EARLIER.number < ProgressRevision.number,
        _EARLIER.action.in_(SENDINGS),
    )
    .correlate(ProgressRevision)
    .scalar_subquery()
)

# The statements of this module are made once: what SQLAlchemy works out about a statement it keeps there.
_REVISIONS: Select[*tuple[Any, ...]] = (
    select(
        ProgressReport.id,
        ProgressReport.month,
        Division.id,
        Division.name,
        ProgressRevision.number,
        ProgressRevision.action,
        ProgressRevision.at,
        ProgressRevision.by_name,
        ProgressRevision.by_title,
        ProgressRevision.is_on_behalf,
        ProgressRevision.told_by,
        ProgressRevision.channel,
        ProgressRevision.comment,
        ProgressRevision.content,
        _BEFORE.content,
        func.count().over(),
    )
    .join(ProgressReport, ProgressReport.id == ProgressRevision.report_id)
    .join(Assignment, Assignment.id == ProgressReport.assignment_id)
    .join(Division, Division.id == Assignment.division_id)
    .outerjoin(
        _BEFORE,
        (ProgressRevision.number > 1)
        & ProgressRevision.action.in_(SENDINGS)
        & (_BEFORE.report_id == ProgressRevision.report_id)
        & (_BEFORE.number == _NUMBER_BEFORE),
    )
    .where(Assignment.measure_id == bindparam("measure_id"))
    .order_by(ProgressRevision.at.desc(), ProgressRevision.id.desc())
    .limit(bindparam("limit", type_=Integer))
    .offset(bindparam("offset", type_=Integer))
)
_REVISIONS_OF_DIVISION = _REVISIONS.where(Assignment.division_id == bindparam("division_id"))


def revisions_of_measure(
    measure_id: int, limit: int, offset: int = 0, division_id: int | None = None
) -> tuple[list[RevisionRow], int]:
    """The newest first, and how many there are; none when the offset lies past the last."""
    which = {"measure_id": measure_id, "limit": limit, "offset": offset}
    if division_id is None:
        rows = db.session.execute(_REVISIONS, which).all()
    else:
        rows = db.session.execute(_REVISIONS_OF_DIVISION, which | {"division_id": division_id}).all()
    return [RevisionRow(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


PLAN_CHANGES = ("measure_added", "measure_changed", "measure_cancelled", "measure_revived")
ORDER_CHANGES = ("decision_recorded", "decision_changed", "decision_withdrawn")
MOST_CHANGES = 200
"""Of one measure; a plan is put right a few times a year, and the chair orders something every other month."""

_CHANGES = (
    select(*(getattr(AuditEvent, name) for name in AuditRow.__dataclass_fields__))
    .where(
        or_(
            and_(
                AuditEvent.subject == "measure",
                AuditEvent.subject_id == bindparam("measure_id"),
                AuditEvent.event.in_(PLAN_CHANGES),
            ),
            and_(
                AuditEvent.subject == "decision",
                AuditEvent.subject_id.in_(select(Decision.id).where(Decision.measure_id == bindparam("measure_id"))),
                AuditEvent.event.in_(ORDER_CHANGES),
            ),
        )
    )
    .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    .limit(MOST_CHANGES)
)


def changes_of_measure(measure_id: int) -> list[AuditRow]:
    """What was changed about the measure itself since its plan was adopted, and about its orders, the newest first."""
    return [AuditRow(*row) for row in db.session.execute(_CHANGES, {"measure_id": measure_id})]
