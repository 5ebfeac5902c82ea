"""Agencies by the names people call them; asked across agencies."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, or_, select

from tracker.extensions import db
from tracker.models import Agency


def agency_called(name: str) -> Agency | None:
    """By its short name or its full name."""
    return db.session.scalar(select(Agency).where(or_(Agency.slug == name, Agency.name == name)))


def slugs() -> set[str]:
    return set(db.session.scalars(select(Agency.slug)))


def all_agencies_in_order() -> list[Agency]:
    return list(db.session.scalars(select(Agency).order_by(Agency.id)))


_ALLOWS_LINKS = select(Agency.allows_report_links).where(Agency.id == bindparam("agency_id", type_=Integer))


def allows_report_links(agency_id: int) -> bool:
    return bool(db.session.scalar(_ALLOWS_LINKS, {"agency_id": agency_id}))


@dataclass(frozen=True, slots=True)
class ToldBeforeMeetings:
    """What the agency wants to be told of beside reports: what is overdue to the executives, the papers to all."""

    executives: bool
    papers: bool


def told_before_meetings(agency_id: int) -> ToldBeforeMeetings:
    columns = select(Agency.tells_executives, Agency.sends_pre_read)
    return ToldBeforeMeetings(*db.session.execute(columns.where(Agency.id == agency_id)).one())


def slug_of(agency_id: int) -> str:
    return db.session.scalars(select(Agency.slug).where(Agency.id == agency_id)).one()
