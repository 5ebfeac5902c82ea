"""A post goes on to somebody else, for good or while its holder is away.

What was written under it stays with its division, and keeps the name and the post of its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Actor, Role
from tracker.domain.words import acting_title
from tracker.extensions import db
from tracker.models import Membership, User
from tracker.queries import people, posts
from tracker.services import audit
from tracker.services.people import add_user, own_user
from tracker.services.post_giving import NewPost, add_post, check_post, checked_address, iso, may_manage

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who has no post here yet; an address that is known is the person who has it."""

    email: str
    name: str


def hand_over(
    actor: Actor,
    now: datetime,
    membership_id: int,
    to: int | NewPerson,
    starts_on: date,
    acting_until: date | None = None,
) -> tuple[User, str | None]:
    """From that day on the post is somebody else's; its old holder has it until the day before.

    `to` is somebody of the agency by id, or new. Returns them and, for somebody new, the generated password. A post
    that was held acting stays so, until its last day unless another is given.
    """
    may_manage(actor)
    membership = _post_to_give(membership_id)
    _check_days(membership, starts_on, now.date())
    user, address, field = _taker(membership, to)
    post = _same_post(membership, starts_on, acting_until)
    division = check_post(actor, user, post, field)
    _check_administrators(membership, post)
    password = None
    if user is None:
        user, password = add_user(actor, now, address, to.name if isinstance(to, NewPerson) else "")
    membership.ends_on = starts_on - ONE_DAY
    add_post(actor, now, user, post, division, is_recorded=False)
    _record(actor, now, membership, user, post)
    db.session.commit()
    return user, password


def stand_in(
    actor: Actor, now: datetime, membership_id: int, user_id: int, starts_on: date, ends_on: date
) -> Membership:
    """Somebody acts for the holder on these days; the holder keeps the post."""
    may_manage(actor)
    membership = _post_to_give(membership_id)
    if starts_on < now.date():
        raise Refusal(N_("The first day cannot lie in the past."), "starts_on")
    user, _, field = _taker(membership, user_id)
    holds_until = membership.ends_on or date.max
    if starts_on < membership.starts_on or ends_on > holds_until:
        raise Refusal(N_("The holder does not have the post on all of these days."), "ends_on")
    title = acting_title(membership.title)
    post = NewPost(membership.role, title, starts_on, membership.division_id, is_acting=True, ends_on=ends_on)
    division = check_post(actor, user, post, field)
    other = posts.acting_for(membership, starts_on, ends_on)
    if other is not None:
        raise Refusal(N_("%(name)s acts for the holder on some of these days already."), "starts_on", name=other)
    given = add_post(actor, now, own_user(user_id), post, division)
    db.session.commit()
    return given


def _post_to_give(membership_id: int) -> Membership:
    membership = posts.membership_by_id(membership_id)
    if membership is None:
        raise NotFound(N_("There is no such post."))
    return membership


def _check_days(membership: Membership, starts_on: date, today: date) -> None:
    """No day without a holder, none with two, and nothing that is past."""
    if starts_on < today:
        raise Refusal(N_("The first day cannot lie in the past."), "starts_on")
    if starts_on <= membership.starts_on:
        raise Refusal(N_("The holder has to have the post for a day at least. Choose a later first day."), "starts_on")
    if membership.ends_on is None:
        return
    taken_by = posts.successor_of(membership)
    if taken_by is not None:
        raise Refusal(N_("This post is handed over already, to %(name)s."), "starts_on", name=taken_by)
    if membership.ends_on < today - ONE_DAY:
        raise Refusal(N_("This post has ended. Give it anew by adding a person."), "starts_on")
    if membership.ends_on < starts_on - ONE_DAY:
        raise Refusal(N_("Nobody would hold the post after its last day. Choose an earlier first day."), "starts_on")


def _taker(membership: Membership, to: int | NewPerson) -> tuple[User | None, str, str]:
    """Who takes the post over, the address of somebody new, and the field in which either was given."""
    if isinstance(to, NewPerson):
        address, field = checked_address(to.email), "email"
        user = people.user_by_email(address)
    else:
        user, field = own_user(to), "to"
        address = user.email
    if user is not None and user.id == membership.user_id:
        raise Refusal(N_("This person holds the post. Choose somebody else."), field)
    if user is not None and not user.is_active:
        raise Refusal(N_("The account of this person is closed. Open it first."), field)
    return user, address, field


def _same_post(membership: Membership, starts_on: date, acting_until: date | None) -> NewPost:
    return NewPost(
        role=membership.role,
        title=membership.title,
        starts_on=starts_on,
        division_id=membership.division_id,
        is_acting=membership.is_acting or acting_until is not None,
        ends_on=acting_until or (membership.ends_on if membership.is_acting else None),
    )


def _check_administrators(membership: Membership, post: NewPost) -> None:
    """Whoever acts for a while leaves nobody behind."""
    if post.role is not Role.ADMINISTRATOR or post.ends_on is None:
        return
    if not posts.lasting_administrators(post.ends_on, membership.id):
        raise Refusal(N_("The agency needs an administrator after that day too. Leave the last day empty."), "ends_on")


def _record(actor: Actor, now: datetime, membership: Membership, user: User, post: NewPost) -> None:
    holder = posts.user_by_id(membership.user_id)
    before = {"user": holder.name if holder else None, "title": membership.title}
    after = {
        "user": user.name,
        "title": post.title,
        "is_acting": post.is_acting,
        "starts_on": iso(post.starts_on),
        "ends_on": iso(post.ends_on),
    }
    audit.record(actor, now, "post_handed_over", membership.id, before=before, after=after)
