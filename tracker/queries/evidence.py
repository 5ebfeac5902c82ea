"""Evidence under reports: what stands there now, its earlier versions, and what was removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.models import Assignment, Evidence, Meeting, ProgressReport, User


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    id: int
    report_id: int
    caption: str
    dated_on: date | None
    url: str | None
    filename: str | None
    content_type: str | None
    size_bytes: int | None
    sha256: str | None
    added_at: datetime
    added_by: str
    replaces_id: int | None
    removed_at: datetime | None
    removed_by: str | None
    #: This one and those before it.
    versions: int = 1

    @property
    def is_picture(self) -> bool:
        return (self.content_type or "").startswith("image/")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: what stands for it now or stood last, and the versions before, the newest first."""

    row: EvidenceRow
    earlier: tuple[EvidenceRow, ...]


_REMOVER = aliased(User)
_LATER = aliased(Evidence)
_IS_REPLACED = exists().where(_LATER.replaces_id == Evidence.id)
IS_CURRENT = Evidence.removed_at.is_(None) & ~_IS_REPLACED
"""What stands there now: neither removed nor replaced by a later version."""

# The statements of this module are made once: what SQLAlchemy works out about a statement it keeps there.
_ROWS: Select[*tuple[Any, ...]] = (
    select(
        Evidence.id,
        Evidence.report_id,
        Evidence.caption,
        Evidence.dated_on,
        Evidence.url,
        Evidence.filename,
        Evidence.content_type,
        Evidence.size_bytes,
        Evidence.sha256,
        Evidence.added_at,
        User.name,
        Evidence.replaces_id,
        Evidence.removed_at,
        _REMOVER.name,
    )
    .join(User, User.id == Evidence.added_by_id)
    .outerjoin(_REMOVER, _REMOVER.id == Evidence.removed_by_id)
    .where(Evidence.report_id.in_(bindparam("report_ids", expanding=True)))
    .order_by(Evidence.id)
)


def pieces_of_reports(report_ids: Collection[int]) -> dict[int, list[Piece]]:
    """By report, in the order it was first added; those that were removed are among them."""
    rows: defaultdict[int, list[EvidenceRow]] = defaultdict(list)
    for row in db.session.execute(_ROWS, {"report_ids": list(report_ids)}):
        rows[row.report_id].append(EvidenceRow(*row))
    return {report_id: _pieces(theirs) for report_id, theirs in rows.items()}


def evidence_of_reports(report_ids: Collection[int]) -> dict[int, list[EvidenceRow]]:
    """What stands there now, by report; one that has none is not in it."""
    found = {
        report_id: [piece.row for piece in pieces if piece.row.removed_at is None]
        for report_id, pieces in pieces_of_reports(report_ids).items()
    }
    return {report_id: rows for report_id, rows in found.items() if rows}


def _pieces(rows: Sequence[EvidenceRow]) -> list[Piece]:
    by_id = {row.id: row for row in rows}
    replaced = {row.replaces_id for row in rows}
    found = []
    for row in rows:
        if row.id not in replaced:
            earlier = tuple(_before(row, by_id))
            found.append(Piece(replace(row, versions=1 + len(earlier)), earlier))
    return sorted(found, key=lambda piece: (piece.earlier[-1] if piece.earlier else piece.row).id)


def _before(row: EvidenceRow, by_id: Mapping[int, EvidenceRow]) -> Iterator[EvidenceRow]:
    while row.replaces_id is not None:
        row = by_id[row.replaces_id]
        yield row


_COUNTS = (
    select(Evidence.report_id, func.count(Evidence.id))
    .where(Evidence.report_id.in_(bindparam("report_ids", expanding=True)), IS_CURRENT)
    .group_by(Evidence.report_id)
)


def evidence_counts(report_ids: Collection[int]) -> dict[int, int]:
    """How many pieces stand under each of the reports now."""
    found = dict.fromkeys(report_ids, 0)
    for report_id, count in db.session.execute(_COUNTS, {"report_ids": list(report_ids)}):
        found[report_id] = count
    return found


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """What decides whether somebody may attach to a report."""

    report_id: int
    division_id: int
    meeting_id: int | None
    closed_at: datetime | None


_PLACE = (
    select(ProgressReport.id, Assignment.division_id, ProgressReport.meeting_id, Meeting.closed_at)
    .join(Assignment, Assignment.id == ProgressReport.assignment_id)
    .outerjoin(Meeting, Meeting.id == ProgressReport.meeting_id)
    .where(ProgressReport.id == bindparam("report_id"))
)
_LOCK = select(ProgressReport.id).where(ProgressReport.id == bindparam("report_id")).with_for_update()


def place_of_report(report_id: int, *, lock: bool = False) -> ReportPlace | None:
    """Locked until the commit (SQLite locks every write anyway), two people attaching at once wait for each other.

    It is read after it is locked, so that whoever had to wait for the close of the month sees it closed.
    """
    if lock:
        db.session.execute(_LOCK, {"report_id": report_id})
    row = db.session.execute(_PLACE, {"report_id": report_id}).one_or_none()
    return ReportPlace(*row) if row else None


def evidence_by_id(evidence_id: int) -> Evidence | None:
    """With what is stored at this moment, whatever the session knew of it before."""
    statement = select(Evidence).where(Evidence.id == evidence_id).execution_options(populate_existing=True)
    return db.session.scalar(statement)


def current_of_report(report_id: int) -> list[Evidence]:
    """What stands there now, to be changed or held against what comes."""
    statement = select(Evidence).where(Evidence.report_id == report_id, IS_CURRENT).order_by(Evidence.id)
    return list(db.session.scalars(statement.execution_options(populate_existing=True)))


def ids_of_files(stored_names: Collection[str]) -> dict[str, int]:
    """Of those that were not removed, by the names under which their files are kept."""
    found = select(Evidence.stored_name, Evidence.id).where(
        Evidence.stored_name.in_(stored_names), Evidence.removed_at.is_(None)
    )
    return {str(name): id_ for name, id_ in db.session.execute(found)}
