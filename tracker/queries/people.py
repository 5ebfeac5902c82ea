"""Who somebody is, and who holds which post on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Select, String, bindparam, cast, func, or_, select

from tracker.domain.permissions import Post, Role
from tracker.domain.recipients import Holder
from tracker.domain.reminders import MessageState
from tracker.extensions import db
from tracker.models import Agency, Division, FailedSignIn, Membership, Message, User


@dataclass(frozen=True, slots=True)
class AgencyPosts:
    """One agency in which a person has something to do today."""

    agency_id: int
    slug: str
    name: str
    posts: tuple[Post, ...]
    #: Of what they were told there, how much they have not seen on the site.
    unread_messages: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    user_id: int
    name: str
    language: str | None
    agencies: tuple[AgencyPosts, ...]


def in_force(today: date | BindParameter[date]) -> ColumnElement[bool]:
    return (Membership.starts_on <= today) & or_(Membership.ends_on.is_(None), Membership.ends_on >= today)


_UNREAD = (
    select(func.count(Message.id))
    .where(
        Message.user_id == User.id,
        Message.agency_id == Agency.id,
        Message.seen_at.is_(None),
        Message.state != MessageState.SKIPPED,
    )
    .correlate(User, Agency)
    .scalar_subquery()
)

#: Run by every request, so it is made once.
_PERSON: Select[*tuple[Any, ...]] = (
    select(
        User.name,
        User.language,
        Agency.id,
        Agency.slug,
        Agency.name,
        Membership.role,
        Membership.title,
        Membership.division_id,
        Membership.is_acting,
        _UNREAD,
    )
    .outerjoin(Membership, (Membership.user_id == User.id) & in_force(bindparam("today", type_=Date)))
    .outerjoin(Agency, Agency.id == Membership.agency_id)
    .where(User.id == bindparam("user_id"), User.session_number == bindparam("session_number"), User.is_active)
    .order_by(Agency.name, Membership.id)
)


def person_signed_in(user_id: int, session_number: int, today: date) -> Person | None:
    """The person behind a session with the posts held today; None once the session has ended.

    Runs across agencies: it is how the agency of a request is found.
    """
    which = {"user_id": user_id, "session_number": session_number, "today": today}
    rows = db.session.execute(_PERSON, which).all()
    if not rows:
        return None
    agencies: dict[int, AgencyPosts] = {}
    for _, _, agency_id, slug, agency_name, role, title, division_id, is_acting, unread in rows:
        if agency_id is not None:
            known = agencies.get(agency_id)
            posts = (*(known.posts if known else ()), Post(role, title, division_id, is_acting))
            agencies[agency_id] = AgencyPosts(agency_id, slug, agency_name, posts, unread)
    return Person(user_id, rows[0][0], rows[0][1], tuple(agencies.values()))


def user_by_email(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email))


def failed_sign_ins_since(email: str, since: datetime) -> int:
    count = select(func.count()).select_from(FailedSignIn).where(FailedSignIn.email == email, FailedSignIn.at >= since)
    return db.session.scalar(count) or 0


@dataclass(frozen=True, slots=True)
class PostsHeld:
    """Everybody in a post today who can be written to; `superiors` by division, where it names one of them."""

    holders: list[Holder]
    superiors: dict[int, Holder]


_SUPERIOR_OF = (
    select(func.aggregate_strings(cast(Division.id, String), ","))
    .where(Division.superior_id == User.id)
    .correlate(User)
    .scalar_subquery()
)
#: The jobs run it for every agency of the country.
_POSTS: Select[*tuple[Any, ...]] = (
    select(
        User.id,
        User.name,
        User.email,
        Membership.title,
        Membership.role,
        Membership.division_id,
        Membership.is_acting,
        _SUPERIOR_OF,
    )
    .join(Membership, Membership.user_id == User.id)
    .where(User.is_active, in_force(bindparam("today", type_=Date)))
    .order_by(Membership.id)
)


def posts_on(today: date) -> PostsHeld:
    rows = db.session.execute(_POSTS, {"today": today})
    held = PostsHeld([], {})
    for *post, divisions in rows:
        holder = Holder(*post)
        held.holders.append(holder)
        for division_id in divisions.split(",") if divisions else ():
            # With several posts the first one is what they are written to as.
            held.superiors.setdefault(int(division_id), holder)
    return held


def holders_on(today: date) -> list[Holder]:
    return posts_on(today).holders


@dataclass(frozen=True, slots=True)
class MembershipRow:
    id: int
    user_id: int
    name: str
    email: str
    is_active: bool
    role: Role
    title: str
    division: str | None
    is_acting: bool
    starts_on: date
    ends_on: date | None


def memberships() -> list[MembershipRow]:
    """Every post of the agency, present and past, by division and then by role."""
    rows = db.session.execute(
        select(
            Membership.id,
            User.id,
            User.name,
            User.email,
            User.is_active,
            Membership.role,
            Membership.title,
            Division.name,
            Membership.is_acting,
            Membership.starts_on,
            Membership.ends_on,
        )
        .join(User, User.id == Membership.user_id)
        .outerjoin(Division, Division.id == Membership.division_id)
        .order_by(Division.position.nulls_first(), Membership.id)
    )
    return [MembershipRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Somebody:
    id: int
    name: str
    #: Of their posts, those to come among them; several as one text.
    titles: str


def people_here(today: date) -> list[Somebody]:
    """Everybody who can sign in and has a post in the agency, today or later, by name."""
    rows = db.session.execute(
        select(User.id, User.name, Membership.title)
        .join(Membership, Membership.user_id == User.id)
        .where(User.is_active, or_(Membership.ends_on.is_(None), Membership.ends_on >= today))
        .order_by(User.name, User.id, Membership.id)
    )
    titles: dict[tuple[int, str], list[str]] = {}
    for id_, name, title in rows:
        titles.setdefault((id_, name), []).append(title)
    return [Somebody(id_, name, " / ".join(dict.fromkeys(theirs))) for (id_, name), theirs in titles.items()]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    user_id: int
    name: str
    title: str
    role: Role


def demo_people(today: date) -> list[DemoPerson]:
    """The people of the first demonstration agency, one for each role, for the buttons on the sign-in page."""
    first = select(func.min(Agency.id)).where(Agency.is_demo).scalar_subquery()
    rows = db.session.execute(
        select(User.id, User.name, Membership.title, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.agency_id == first, in_force(today))
        .order_by(Membership.id)
    )
    one_each: dict[Role, DemoPerson] = {}
    for row in rows:
        one_each.setdefault(row.role, DemoPerson(*row))
    return [one_each[role] for role in Role if role in one_each]
