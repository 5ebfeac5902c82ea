"""Bodies of an agency other than the heads of its divisions, their members and their meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import and_, func, select

from tracker.domain.meeting_kinds import MovesTo
from tracker.extensions import db
from tracker.models import Agency, Body, BodyMeeting, BodyMember, CalledOffMeeting, Membership, User
from tracker.queries.people import in_force

LOOKED_BACK = timedelta(days=500)
MEETINGS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class BodyRow:
    id: int
    name: str
    rule: str
    moves_to: MovesTo
    months_covered: int
    starts_at: time | None
    place: str
    is_active: bool
    members: int
    next_held_on: date | None


def body_rows(today: date) -> list[BodyRow]:
    """Those in use first, by name."""
    members = select(func.count(BodyMember.id)).where(BodyMember.body_id == Body.id).correlate(Body).scalar_subquery()
    next_held_on = (
        select(func.min(BodyMeeting.held_on))
        .where(BodyMeeting.body_id == Body.id, BodyMeeting.held_on >= today)
        .correlate(Body)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Body.id,
            Body.name,
            Body.rule,
            Body.moves_to,
            Body.months_covered,
            Body.starts_at,
            Body.place,
            Body.is_active,
            members,
            next_held_on,
        ).order_by(Body.is_active.desc(), Body.name)
    )
    return [BodyRow(*row) for row in rows]


def body_by_id(body_id: int, *, to_change: bool = False) -> Body | None:
    """`to_change` locks it until the commit, so that its rule is carried out by one at a time."""
    statement = select(Body).where(Body.id == body_id)
    if to_change:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(statement)


def body_called(name: str) -> Body | None:
    return db.session.scalar(select(Body).where(Body.name == name))


def bodies_with_a_rule() -> list[int]:
    return list(db.session.scalars(select(Body.id).where(Body.is_active, Body.rule != "").order_by(Body.id)))


def agencies_with_a_body_by_rule(_today: date) -> list[int]:
    """Runs across agencies."""
    wanted = select(Body.id).where(Body.agency_id == Agency.id, Body.is_active, Body.rule != "").exists()
    return list(db.session.scalars(select(Agency.id).where(wanted).order_by(Agency.id)))


def members_of(body_id: int) -> list[int]:
    """People who can sign in, in the order in which they joined."""
    return list(
        db.session.scalars(
            select(BodyMember.user_id)
            .join(User, User.id == BodyMember.user_id)
            .where(BodyMember.body_id == body_id, User.is_active)
            .order_by(BodyMember.id)
        )
    )


def memberships_of(body_id: int) -> list[BodyMember]:
    return list(db.session.scalars(select(BodyMember).where(BodyMember.body_id == body_id).order_by(BodyMember.id)))


def names_of_members(body_id: int) -> list[str]:
    return list(
        db.session.scalars(
            select(User.name)
            .join(BodyMember, BodyMember.user_id == User.id)
            .where(BodyMember.body_id == body_id)
            .order_by(BodyMember.id)
        )
    )


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    #: Of the posts held today; empty for somebody without one, who is not invited.
    titles: str


def member_posts(body_id: int, today: date) -> list[Member]:
    """Everybody on the list, in the order in which they joined."""
    rows = db.session.execute(
        select(User.id, User.name, Membership.title)
        .join(BodyMember, BodyMember.user_id == User.id)
        .outerjoin(Membership, and_(Membership.user_id == User.id, User.is_active, in_force(today)))
        .where(BodyMember.body_id == body_id)
        .order_by(BodyMember.id, Membership.id)
    )
    titles: dict[tuple[int, str], list[str]] = {}
    for id_, name, title in rows:
        titles.setdefault((id_, name), []).extend([title] if title else [])
    return [Member(name, " / ".join(dict.fromkeys(theirs))) for (_, name), theirs in titles.items()]


def meetings_of(body_id: int) -> list[BodyMeeting]:
    """The newest first; as many as anybody looks through."""
    return list(
        db.session.scalars(
            select(BodyMeeting)
            .where(BodyMeeting.body_id == body_id)
            .order_by(BodyMeeting.held_on.desc())
            .limit(MEETINGS_SHOWN)
        )
    )


def meetings_to_plan(body_id: int, today: date) -> list[BodyMeeting]:
    return list(
        db.session.scalars(
            select(BodyMeeting)
            .where(BodyMeeting.body_id == body_id, BodyMeeting.held_on >= today - LOOKED_BACK)
            .order_by(BodyMeeting.held_on)
        )
    )


def months_called_off(body_id: int, today: date) -> set[date]:
    """Whose meeting the office itself called off."""
    return set(
        db.session.scalars(
            select(CalledOffMeeting.month).where(
                CalledOffMeeting.body_id == body_id,
                CalledOffMeeting.is_by_rule.is_(False),
                CalledOffMeeting.held_on >= today - LOOKED_BACK,
            )
        )
    )


def meeting_by_id(meeting_id: int) -> BodyMeeting | None:
    return db.session.scalar(select(BodyMeeting).where(BodyMeeting.id == meeting_id))


def meeting_on(body_id: int, held_on: date) -> BodyMeeting | None:
    return db.session.scalar(select(BodyMeeting).where(BodyMeeting.body_id == body_id, BodyMeeting.held_on == held_on))
