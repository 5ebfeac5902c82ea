"""What was made public, and the closed months that it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.fiscal_year import fiscal_year_end, fiscal_year_start
from tracker.extensions import db
from tracker.models import (
    Agency,
    Evidence,
    IssuedPaper,
    Meeting,
    Publication,
    ReleasedEvidence,
    Snapshot,
)


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """Without what it holds."""

    id: int
    fiscal_year: int
    number: int
    made_at: datetime
    made_by: str
    through_month: date | None
    check_code: str
    withdrawn_at: datetime | None
    withdrawn_because: str
    #: How many files and links were released with it.
    evidence: int


_EVIDENCE = (
    select(func.count(ReleasedEvidence.id))
    .where(ReleasedEvidence.publication_id == Publication.id)
    .correlate(Publication)
    .scalar_subquery()
)
_ROW = (
    Publication.id,
    Publication.fiscal_year,
    Publication.number,
    Publication.made_at,
    Publication.made_by,
    Publication.through_month,
    Publication.check_code,
    Publication.withdrawn_at,
    Publication.withdrawn_because,
    _EVIDENCE,
)


def publication_rows() -> list[PublicationRow]:
    """The newest year first, and in it the newest."""
    newest_first = select(*_ROW).order_by(Publication.fiscal_year.desc(), Publication.number.desc())
    return [PublicationRow(*row) for row in db.session.execute(newest_first)]


def in_force(rows: Sequence[PublicationRow]) -> dict[int, PublicationRow]:
    """Those that everybody sees, by fiscal year; `rows` as publication_rows gives them."""
    return {row.fiscal_year: row for row in reversed(rows) if row.withdrawn_at is None}


def publication_by_id(publication_id: int) -> Publication | None:
    return db.session.scalar(select(Publication).where(Publication.id == publication_id))


def last_number(fiscal_year: int) -> int:
    """0 while nothing of the year was made public."""
    found = select(func.max(Publication.number)).where(Publication.fiscal_year == fiscal_year)
    return db.session.scalar(found) or 0


@dataclass(frozen=True, slots=True)
class PublicAgency:
    id: int
    slug: str
    name: str


def public_agency(slug: str) -> PublicAgency | None:
    """Asked across agencies."""
    row = db.session.execute(select(Agency.id, Agency.slug, Agency.name).where(Agency.slug == slug)).one_or_none()
    return PublicAgency(*row) if row else None


_LATER = aliased(Publication)
_IN_FORCE = and_(
    Publication.withdrawn_at.is_(None),
    ~exists().where(
        _LATER.agency_id == Publication.agency_id,
        _LATER.fiscal_year == Publication.fiscal_year,
        _LATER.number > Publication.number,
        _LATER.withdrawn_at.is_(None),
    ),
)
"""The newest of its year that was not withdrawn."""


def shown_publication(fiscal_year: int) -> Publication | None:
    return db.session.scalar(select(Publication).where(Publication.fiscal_year == fiscal_year, _IN_FORCE))


def shown_years() -> list[int]:
    """The newest first."""
    return list(
        db.session.scalars(select(Publication.fiscal_year).where(_IN_FORCE).order_by(Publication.fiscal_year.desc()))
    )


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """A page that search engines may find."""

    slug: str
    fiscal_year: int
    made_at: datetime


def public_places() -> list[PublicPlace]:
    """Of all agencies."""
    rows = db.session.execute(
        select(Agency.slug, Publication.fiscal_year, Publication.made_at)
        .join(Agency, Agency.id == Publication.agency_id)
        .where(_IN_FORCE)
        .order_by(Agency.slug, Publication.fiscal_year)
    )
    return [PublicPlace(*row) for row in rows]


def publications_with_code(beginning: str) -> list[Publication]:
    """Of all agencies: those with this code, and those of agencies that printed a paper with it.

    Those that were withdrawn are among them.
    """
    printed = select(IssuedPaper.agency_id).where(IssuedPaper.check_code.startswith(beginning, autoescape=True))
    own = Publication.check_code.startswith(beginning, autoescape=True)
    found = select(Publication).where(or_(own, Publication.agency_id.in_(printed)))
    return list(db.session.scalars(found.order_by(Publication.id)))


def released_last(fiscal_year: int) -> frozenset[int]:
    """The evidence of the newest publication of the year, withdrawn or not."""
    newest = (
        select(Publication.id)
        .where(Publication.fiscal_year == fiscal_year)
        .order_by(Publication.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return frozenset(
        db.session.scalars(select(ReleasedEvidence.evidence_id).where(ReleasedEvidence.publication_id == newest))
    )


def released_evidence(publication_id: int, evidence_id: int) -> Evidence | None:
    """A piece that the publication shows, unless it was removed since."""
    return db.session.scalar(
        select(Evidence)
        .join(ReleasedEvidence, ReleasedEvidence.evidence_id == Evidence.id)
        .where(
            ReleasedEvidence.publication_id == publication_id,
            Evidence.id == evidence_id,
            Evidence.removed_at.is_(None),
        )
    )


def removed_since(publication_id: int) -> frozenset[int]:
    """Ids of the evidence that the publication released and that was taken off its report since."""
    found = db.session.scalars(
        select(Evidence.id)
        .join(ReleasedEvidence, ReleasedEvidence.evidence_id == Evidence.id)
        .where(ReleasedEvidence.publication_id == publication_id, Evidence.removed_at.is_not(None))
    )
    return frozenset(found)


def frozen_months(fiscal_year: int) -> list[tuple[date, dict[str, Any]]]:
    """The newest edition of every closed month of the year, in order, as it was frozen."""
    newer = aliased(Snapshot)
    rows = db.session.execute(
        select(Meeting.month, Snapshot.content)
        .join(Meeting, Meeting.id == Snapshot.meeting_id)
        .where(
            Meeting.month.between(fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)),
            Meeting.closed_at.is_not(None),
            ~exists().where(newer.meeting_id == Snapshot.meeting_id, newer.number > Snapshot.number),
        )
        .order_by(Meeting.month)
    )
    return [(month, content) for month, content in rows]
