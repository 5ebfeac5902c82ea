"""The links in letters, with everything that decides today whether they open their reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, select

from tracker.domain.permissions import DIVISION_ROLES, Actor, Post, holds_on
from tracker.domain.report_links import LinkFacts, LinkIdentity, LinkRefusal, refused_because
from tracker.extensions import db
from tracker.models import Agency, Meeting, Membership, ReportLink, User
from tracker.queries.people import AgencyPosts


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link as it stands on a day."""

    identity: LinkIdentity
    name: str
    #: The agency, with the posts of a division that the person holds in it on that day.
    agency: AgencyPosts
    month: date
    facts: LinkFacts
    #: Why it opens nothing on that day.
    refusal: LinkRefusal | None
    made_at: datetime
    last_used_at: datetime | None
    uses: int

    @property
    def actor(self) -> Actor:
        """Whoever comes by it: the person as far as the link reaches."""
        agency = self.agency
        return Actor(self.identity.user_id, self.name, agency.agency_id, agency.posts, self.identity.meeting_id)


_OF_LINK = (
    ReportLink.id,
    ReportLink.agency_id,
    ReportLink.user_id,
    ReportLink.meeting_id,
    ReportLink.made_at,
    ReportLink.withdrawn_at,
    ReportLink.last_used_at,
    ReportLink.uses,
    User.name,
    User.is_active,
    Agency.slug,
    Agency.name.label("agency"),
    Agency.allows_report_links,
    Meeting.held_on,
    Meeting.month,
    Meeting.closed_at,
    Membership.role,
    Membership.title,
    Membership.division_id,
    Membership.is_acting,
    Membership.starts_on,
    Membership.ends_on,
)

#: A row for each post that the person ever had in a division; run by every request of somebody who came by a link.
_LINKS: Select[*tuple[Any, ...]] = (
    select(*_OF_LINK)
    .join(User, User.id == ReportLink.user_id)
    .join(Agency, Agency.id == ReportLink.agency_id)
    .join(Meeting, Meeting.id == ReportLink.meeting_id)
    .outerjoin(
        Membership,
        and_(
            Membership.user_id == ReportLink.user_id,
            Membership.agency_id == ReportLink.agency_id,
            Membership.role.in_(sorted(DIVISION_ROLES)),
        ),
    )
    .order_by(User.name, ReportLink.id, Membership.id)
)
_BY_ID = _LINKS.where(ReportLink.id == bindparam("link_id"))
_OF_MEETING = _LINKS.where(ReportLink.meeting_id == bindparam("meeting_id"))
_OF_PERSON = _OF_MEETING.where(ReportLink.user_id == bindparam("user_id"))


def link_by_id(link_id: int, today: date) -> FoundLink | None:
    """Runs across agencies: it is how the agency of a request by link is found."""
    return next(iter(_found(db.session.execute(_BY_ID, {"link_id": link_id}), today)), None)


def link_of(user_id: int, meeting_id: int, today: date) -> FoundLink | None:
    which = {"user_id": user_id, "meeting_id": meeting_id}
    return next(iter(_found(db.session.execute(_OF_PERSON, which), today)), None)


def links_of_meeting(meeting_id: int, today: date) -> list[FoundLink]:
    """By the names of the people."""
    return _found(db.session.execute(_OF_MEETING, {"meeting_id": meeting_id}), today)


def _found(rows: Iterable[Row[Any]], today: date) -> list[FoundLink]:
    posts: dict[int, list[Post]] = {}
    links: dict[int, Row[Any]] = {}
    for row in rows:
        held = posts.setdefault(row.id, [])
        links[row.id] = row
        if row.role is not None and holds_on(row.starts_on, row.ends_on, today):
            held.append(Post(row.role, row.title, row.division_id, row.is_acting))
    return [_link(row, tuple(posts[link_id]), today) for link_id, row in links.items()]


def _link(row: Row[Any], posts: tuple[Post, ...], today: date) -> FoundLink:
    facts = LinkFacts(
        is_allowed=row.allows_report_links,
        is_withdrawn=row.withdrawn_at is not None,
        is_account_open=row.is_active,
        holds_post=any(post.division_id is not None for post in posts),
        is_month_closed=row.closed_at is not None,
        held_on=row.held_on,
    )
    return FoundLink(
        identity=LinkIdentity(row.id, row.agency_id, row.user_id, row.meeting_id),
        name=row.name,
        agency=AgencyPosts(row.agency_id, row.slug, row.agency, posts),
        month=row.month,
        facts=facts,
        refusal=refused_because(facts, today),
        made_at=row.made_at,
        last_used_at=row.last_used_at,
        uses=row.uses,
    )


def link_to_change(link_id: int) -> ReportLink | None:
    """Locked until the commit."""
    return db.session.scalar(
        select(ReportLink).where(ReportLink.id == link_id).with_for_update().execution_options(populate_existing=True)
    )


def people_with_link(meeting_ids: Collection[int]) -> set[tuple[int, int]]:
    """Person and meeting of each link made for these meetings."""
    rows = db.session.execute(
        select(ReportLink.user_id, ReportLink.meeting_id).where(ReportLink.meeting_id.in_(meeting_ids))
    )
    return {(user_id, meeting_id) for user_id, meeting_id in rows}
