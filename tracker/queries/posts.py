"""Posts as they are managed: whose they are, and who is left when one ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import Membership, User
from tracker.queries.people import in_force


def user_by_id(user_id: int) -> User | None:
    return db.session.scalar(select(User).where(User.id == user_id))


def membership_by_id(membership_id: int) -> Membership | None:
    return db.session.scalar(select(Membership).where(Membership.id == membership_id))


@dataclass(frozen=True, slots=True)
class PostHeld:
    agency_id: int
    role: Role
    division_id: int | None
    is_acting: bool
    starts_on: date
    ends_on: date | None

    def is_over(self, today: date) -> bool:
        return self.ends_on is not None and self.ends_on < today

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        return (self.ends_on is None or self.ends_on >= starts_on) and (ends_on is None or ends_on >= self.starts_on)


def posts_of(user_id: int) -> list[PostHeld]:
    """Every post, past and to come, in the agencies in scope."""
    rows = db.session.execute(
        select(
            Membership.agency_id,
            Membership.role,
            Membership.division_id,
            Membership.is_acting,
            Membership.starts_on,
            Membership.ends_on,
        )
        .where(Membership.user_id == user_id)
        .order_by(Membership.id)
    )
    return [PostHeld(*row) for row in rows]


def successor_of(membership: Membership) -> str | None:
    """Who has the same post from the day after its last."""
    if membership.ends_on is None:
        return None
    return db.session.scalar(
        _same_post(membership).where(Membership.starts_on == membership.ends_on + timedelta(days=1)).limit(1)
    )


def acting_for(membership: Membership, starts_on: date, ends_on: date) -> str | None:
    """Who is acting in the holder's place on any of these days."""
    return db.session.scalar(
        select(User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            *_of_the_office(membership),
            Membership.is_acting,
            Membership.starts_on <= ends_on,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= starts_on),
        )
        .limit(1)
    )


def _same_post(membership: Membership) -> Select[str]:
    return (
        select(User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(*_of_the_office(membership), Membership.title == membership.title)
    )


def _of_the_office(membership: Membership) -> tuple[ColumnElement[bool], ...]:
    return (
        Membership.role == membership.role,
        Membership.division_id.is_not_distinct_from(membership.division_id),
        Membership.id != membership.id,
    )


def lasting_administrators(last_day: date, without_membership: int) -> int:
    """How many other posts of administrator are held after the day by somebody who can sign in."""
    count = (
        select(func.count(Membership.id))
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.role == Role.ADMINISTRATOR,
            Membership.starts_on <= last_day,
            or_(Membership.ends_on.is_(None), Membership.ends_on > last_day),
            User.is_active,
            Membership.id != without_membership,
        )
    )
    return db.session.scalar(count) or 0


@dataclass(frozen=True, slots=True)
class Colleague:
    name: str
    title: str


def people_of_division(division_id: int, today: date) -> list[Colleague]:
    """Who may speak for a division: its head, or before the head whoever is acting for them, then the others."""
    is_head = case((Membership.role == Role.DIVISION_HEAD, 0), else_=1)
    rows = db.session.execute(
        select(User.name, Membership.title)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.division_id == division_id, in_force(today))
        .order_by(is_head, Membership.is_acting.desc(), Membership.id)
    )
    return [Colleague(*row) for row in rows]
