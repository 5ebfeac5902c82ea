"""What is asked of the database to see how the installation is; across agencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import extract, func, select

from tracker.domain.fiscal_year import BANGKOK
from tracker.extensions import db
from tracker.models import AuditEvent, Evidence, JobRun


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """An attached file as the database knows it."""

    agency_id: int
    id: int
    stored_name: str
    sha256: str


def number_of_files() -> int:
    return db.session.scalar(select(func.count(Evidence.stored_name))) or 0


def files_among(step: int, start: int) -> list[KeptPiece]:
    """Every so many-th of the attached files, also of those that were removed or replaced: they are kept too."""
    rows = db.session.execute(
        select(Evidence.agency_id, Evidence.id, Evidence.stored_name, Evidence.sha256)
        .where(Evidence.stored_name.is_not(None), Evidence.sha256.is_not(None), Evidence.id % step == start % step)
        .order_by(Evidence.id)
    )
    return [KeptPiece(agency_id, id_, name or "", sha256 or "") for agency_id, id_, name, sha256 in rows]


def newest_record_at() -> datetime | None:
    """When something was last written down, by the clock of whoever wrote it."""
    row = db.session.execute(
        select(select(func.max(AuditEvent.at)).scalar_subquery(), select(func.max(JobRun.started_at)).scalar_subquery())
    ).one()
    return max((at for at in row if at is not None), default=None)


def time_of_the_database() -> datetime:
    """By the clock of its machine, to the second."""
    seconds = db.session.scalar(select(extract("epoch", func.now())))
    return datetime.fromtimestamp(float(seconds or 0), UTC).astimezone(BANGKOK)
