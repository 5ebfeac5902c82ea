"""Giving somebody a post: who may, what is checked and what is written; the use case around it commits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.errors import N_, NotAllowed, Refusal
from tracker.domain.permissions import DIVISION_ROLES, Action, Actor, Role, can
from tracker.extensions import db
from tracker.models import Division, Membership, User
from tracker.queries import divisions, posts
from tracker.services import audit

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class NewPost:
    """`division_id` is for heads and officers of a division; other posts are the whole agency's."""

    role: Role
    title: str
    starts_on: date
    division_id: int | None = None
    is_acting: bool = False
    ends_on: date | None = None


def may_manage(actor: Actor | None) -> None:
    if actor is not None and not can(actor, Action.MANAGE_PEOPLE):
        raise NotAllowed(N_("Only the administrator and the secretary manage people and divisions."))


def may_change_administrators(actor: Actor | None) -> None:
    """Otherwise whoever manages people could make an administrator of themselves."""
    if actor is not None and Role.ADMINISTRATOR not in actor.roles:
        raise NotAllowed(N_("Only an administrator changes the post or the account of an administrator."))


def checked_address(email: str) -> str:
    address = email.strip().lower()
    if len(address) > 254 or not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise Refusal(N_("“%(value)s” is no e-mail address. Write it like name@example.go.th."), "email", value=email)
    return address


def written(text: str, field: str) -> str:
    if not text.strip():
        raise Refusal(N_("Write the name of the person or of the post."), field)
    return text.strip()


def check_post(actor: Actor | None, user: User | None, post: NewPost, field: str = "email") -> Division | None:
    """Refuses a post that cannot be given; else the division it belongs to. `field` is where the person was chosen."""
    if post.role is Role.ADMINISTRATOR:
        may_change_administrators(actor)
    if len(written(post.title, "title")) > LONGEST_TITLE:
        raise Refusal(N_("Keep this within %(length)s characters."), "title", length=LONGEST_TITLE)
    division = _division_of(post)
    if post.ends_on is not None and post.ends_on < post.starts_on:
        raise Refusal(N_("The last day is before the first."), "ends_on")
    wanted = (post.role, division.id if division else None)
    for held in posts.posts_of(user.id) if user else ():
        if (held.role, held.division_id) == wanted and held.overlaps(post.starts_on, post.ends_on):
            raise Refusal(N_("This person holds this post already."), field)
    return division


def _division_of(post: NewPost) -> Division | None:
    if post.role not in DIVISION_ROLES:
        return None
    division = divisions.division_by_id(post.division_id) if post.division_id is not None else None
    if division is None or not division.is_active:
        raise Refusal(N_("Choose the division of this post."), "division")
    return division


def add_post(
    actor: Actor | None,
    now: datetime,
    user: User,
    post: NewPost,
    division: Division | None,
    *,
    is_recorded: bool = True,
) -> Membership:
    """Not recorded by a use case that has an event of its own for it."""
    membership = Membership(
        user_id=user.id,
        role=post.role,
        division_id=division.id if division else None,
        title=post.title.strip(),
        is_acting=post.is_acting,
        starts_on=post.starts_on,
        ends_on=post.ends_on,
    )
    db.session.add(membership)
    db.session.flush()  # The audit event names the post's id.
    after = {
        "user": user.name,
        "role": post.role,
        "division": division.name if division else None,
        "title": membership.title,
        "is_acting": post.is_acting,
        "starts_on": iso(post.starts_on),
        "ends_on": iso(post.ends_on),
    }
    if is_recorded:
        audit.record(actor, now, "membership_added", membership.id, after=after)
    return membership


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
