"""What was frozen of the months that were closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Row, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.models import AuditEvent, Meeting, Snapshot
from tracker.reports.editions import Edition

_EDITION = (Snapshot.number, Snapshot.made_at, Snapshot.made_by, Snapshot.reason, Snapshot.check_code)


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """An edition with what it holds, as `reports.snapshot_codec` writes it."""

    edition: Edition
    content: dict[str, Any]
    meeting_id: int
    month: date
    held_on: date
    #: The number of the newest edition of the month.
    newest: int


def editions_of(meeting_id: int) -> list[Edition]:
    """The newest first, without what they hold."""
    rows = db.session.execute(
        select(*_EDITION).where(Snapshot.meeting_id == meeting_id).order_by(Snapshot.number.desc())
    )
    return [Edition(*row) for row in rows]


_OTHER = aliased(Snapshot)
_NEWEST = (
    select(func.max(_OTHER.number))
    .where(_OTHER.meeting_id == Snapshot.meeting_id)
    .correlate(Snapshot)
    .scalar_subquery()
)
_STORED: Select[*tuple[Any, ...]] = select(
    *_EDITION, Snapshot.content, Meeting.id, Meeting.month, Meeting.held_on, _NEWEST
).join(Meeting, Meeting.id == Snapshot.meeting_id)


def newest_snapshot(meeting_id: int) -> StoredSnapshot | None:
    newest = _STORED.where(Snapshot.meeting_id == meeting_id).order_by(Snapshot.number.desc()).limit(1)
    return next(map(_stored, db.session.execute(newest)), None)


@dataclass(frozen=True, slots=True)
class MonthBefore:
    """The last month that a meeting heard before another one."""

    month: date
    held_on: date
    #: The newest edition; none where it was never closed, or closed before figures were frozen.
    frozen: StoredSnapshot | None


_BEFORE: Select[*tuple[Any, ...]] = (
    select(Meeting.month, Meeting.held_on, *_EDITION, Snapshot.content, Meeting.id)
    .outerjoin(Snapshot, Snapshot.meeting_id == Meeting.id)
    .where(Meeting.month < bindparam("month", type_=Date))
    .order_by(Meeting.month.desc(), Snapshot.number.desc())
    .limit(1)
)


def month_before(month: date) -> MonthBefore | None:
    row = db.session.execute(_BEFORE, {"month": month}).one_or_none()
    if row is None:
        return None
    heard, held_on, *edition, content, meeting_id = row
    if content is None:
        return MonthBefore(heard, held_on, None)
    number = edition[0]
    return MonthBefore(
        heard, held_on, StoredSnapshot(Edition(*edition), content, meeting_id, heard, held_on, newest=number)
    )


def snapshots_numbered(meeting_id: int, numbers: Collection[int]) -> dict[int, StoredSnapshot]:
    rows = db.session.execute(_STORED.where(Snapshot.meeting_id == meeting_id, Snapshot.number.in_(numbers)))
    return {stored.edition.number: stored for stored in map(_stored, rows)}


def snapshots_with_code(beginning: str) -> list[StoredSnapshot]:
    """Whose check code begins so; several where nothing had changed between two closes of a month."""
    found = _STORED.where(Snapshot.check_code.startswith(beginning, autoescape=True))
    return [_stored(row) for row in db.session.execute(found.order_by(Meeting.month, Snapshot.number))]


def _stored(row: Row[*tuple[Any, ...]]) -> StoredSnapshot:
    *edition, content, meeting_id, month, held_on, newest = row
    return StoredSnapshot(Edition(*edition), content, meeting_id, month, held_on, newest)


def why_reopened(meeting_id: int) -> str:
    """The reason given when the month was last opened again; empty while it never was."""
    newest = (
        select(AuditEvent.after)
        .where(AuditEvent.event == "month_reopened", AuditEvent.subject_id == meeting_id)
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
    after = db.session.scalar(newest)
    return str(after["reason"]) if after else ""
