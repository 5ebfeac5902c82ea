"""The log of everything that was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tracker.domain.audit_events import AuditEventKind
from tracker.extensions import db
from tracker.models import AuditEvent


@dataclass(frozen=True, slots=True)
class AuditRow:
    id: int
    at: datetime
    actor_name: str
    event: str
    subject: str
    subject_id: int | None
    before: dict[str, Any]
    after: dict[str, Any]


_COLUMNS = tuple(getattr(AuditEvent, name) for name in AuditRow.__dataclass_fields__)


def audit_rows(limit: int, offset: int = 0, event: str | None = None) -> list[AuditRow]:
    """The newest first; of one kind of event only those."""
    statement = select(*_COLUMNS).order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(limit).offset(offset)
    if event is not None:
        statement = statement.where(AuditEvent.event == event)
    return [AuditRow(*row) for row in db.session.execute(statement)]


def was_recorded_since(kind: AuditEventKind, subject_id: int, actor_id: int, since: datetime) -> bool:
    """Whether the newest event about the subject is of this kind, by the same person and no older than that."""
    newest = (
        select(AuditEvent.event, AuditEvent.actor_id, AuditEvent.at)
        .where(AuditEvent.subject == kind.subject, AuditEvent.subject_id == subject_id)
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
    row = db.session.execute(newest).first()
    return row is not None and (row.event, row.actor_id) == (kind.name, actor_id) and row.at >= since


def newest_of(kind: AuditEventKind, subject_id: int) -> datetime | None:
    """When the last event of this kind about the subject was recorded."""
    return db.session.scalar(
        select(func.max(AuditEvent.at)).where(
            AuditEvent.subject == kind.subject, AuditEvent.subject_id == subject_id, AuditEvent.event == kind.name
        )
    )


def audit_count(event: str | None = None) -> int:
    statement = select(func.count(AuditEvent.id))
    if event is not None:
        statement = statement.where(AuditEvent.event == event)
    return db.session.scalar(statement) or 0
