"""Papers of a meeting that were made together, or are being made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from tracker.domain.papers import PackPurpose
from tracker.extensions import db
from tracker.models import Message, PaperPack


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack as it stands in the table."""

    id: int
    agency_id: int
    meeting_id: int
    purpose: PackPurpose
    asked_at: datetime
    asked_by: str
    begun_at: datetime | None
    finished_at: datetime | None
    papers_done: int
    papers_in_all: int
    #: Why it could not be made, or what of it could not.
    error: str
    filename: str
    #: Empty while there is no file, or no longer.
    stored_name: str
    size_bytes: int | None


_PACK: Select[*tuple[Any, ...]] = select(*(getattr(PaperPack, field.name) for field in fields(PackRow)))


def pack_by_id(pack_id: int) -> PackRow | None:
    return _first(_PACK.where(PaperPack.id == pack_id))


def packs_of_meeting(meeting_id: int, limit: int) -> list[PackRow]:
    """Those that somebody asked for, the newest first."""
    asked_for = _PACK.where(PaperPack.meeting_id == meeting_id, PaperPack.purpose == PackPurpose.DOWNLOAD)
    return [PackRow(*row) for row in db.session.execute(asked_for.order_by(PaperPack.id.desc()).limit(limit))]


def pack_in_the_making(meeting_id: int) -> PackRow | None:
    return _first(
        _PACK.where(
            PaperPack.meeting_id == meeting_id,
            PaperPack.purpose == PackPurpose.DOWNLOAD,
            PaperPack.finished_at.is_(None),
        )
    )


def unfinished(agency_id: int) -> list[PackRow]:
    """In the order in which they were asked for."""
    waiting = _PACK.where(PaperPack.agency_id == agency_id, PaperPack.finished_at.is_(None))
    return [PackRow(*row) for row in db.session.execute(waiting.order_by(PaperPack.id))]


def agencies_with_unfinished() -> list[int]:
    """Across agencies."""
    found = select(PaperPack.agency_id).where(PaperPack.finished_at.is_(None)).distinct()
    return list(db.session.scalars(found.order_by(PaperPack.agency_id)))


def pack_of_letters(meeting_id: int, planned_for: date | None, since: datetime) -> PackRow | None:
    """The newest paper that a letter about the meeting on this very day has got since then, or could not get."""
    return _first(
        _PACK.join(Message, Message.pack_id == PaperPack.id)
        .where(
            Message.meeting_id == meeting_id,
            Message.planned_for == planned_for,
            PaperPack.purpose == PackPurpose.PRE_READ,
            PaperPack.finished_at >= since,
        )
        .order_by(PaperPack.id.desc())
        .limit(1)
    )


def kept_and_finished_before(day: datetime) -> list[PackRow]:
    """Across agencies."""
    return [
        PackRow(*row)
        for row in db.session.execute(_PACK.where(PaperPack.finished_at < day, PaperPack.stored_name != ""))
    ]


def names_in_use(names: Collection[str]) -> set[str]:
    """Across agencies."""
    return set(db.session.scalars(select(PaperPack.stored_name).where(PaperPack.stored_name.in_(names))))


def _first(statement: Select[*tuple[Any, ...]]) -> PackRow | None:
    row = db.session.execute(statement).first()
    return PackRow(*row) if row else None
