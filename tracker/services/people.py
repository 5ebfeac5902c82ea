"""Adding people and their posts, closing accounts, and what people choose for themselves.

The command line calls these with `actor=None`: whoever runs it holds the machine. It says for which agency by the
scope it opens before.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime

from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Actor, Role
from tracker.extensions import db
from tracker.models import Membership, User
from tracker.models.isolation import all_agencies
from tracker.queries import people, posts
from tracker.queries.people import Person
from tracker.services import audit
from tracker.services.post_giving import (
    NewPost,
    add_post,
    check_post,
    checked_address,
    iso,
    may_change_administrators,
    may_manage,
    written,
)
from tracker.services.sign_in import hash_password

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper: i, l, o, 0, 1."""

GROUPS, LETTERS_IN_A_GROUP = 4, 4


def add_person(
    actor: Actor | None, now: datetime, email: str, name: str, post: NewPost, password: str | None = None
) -> tuple[User, str | None]:
    """Give a post to somebody new, or to whoever has this address already.

    Returns the person and, for a new one without a given password, the generated one: it is shown once and never
    stored. The name of somebody who is known already stays as it is.
    """
    may_manage(actor)
    address = checked_address(email)
    user, generated = people.user_by_email(address), None
    division = check_post(actor, user, post)
    if user is None:
        user, generated = add_user(actor, now, address, name, password)
    add_post(actor, now, user, post, division)
    db.session.commit()
    return user, generated


def add_user(
    actor: Actor | None, now: datetime, address: str, name: str, password: str | None = None
) -> tuple[User, str | None]:
    """Somebody new and the password that was generated, if any; part of a use case that commits."""
    generated = None if password else generate_password()
    password_hash = hash_password(password or generated or "")
    user = User(email=address, name=written(name, "name"), password_hash=password_hash)
    db.session.add(user)
    db.session.flush()  # The post and the audit event name the person's id.
    audit.record(actor, now, "user_added", user.id, after={"email": address, "name": user.name})
    return user, generated


def add_membership(actor: Actor | None, now: datetime, user_id: int, post: NewPost) -> Membership:
    """Another post for somebody who has, or had, one in this agency."""
    may_manage(actor)
    user = own_user(user_id)
    membership = add_post(actor, now, user, post, check_post(actor, user, post))
    db.session.commit()
    return membership


def end_membership(actor: Actor | None, now: datetime, membership_id: int, ends_on: date) -> None:
    """The post's last day; its history stays."""
    may_manage(actor)
    membership = posts.membership_by_id(membership_id)
    if membership is None:
        raise NotFound(N_("There is no such post."))
    if ends_on < membership.starts_on:
        raise Refusal(N_("The last day is before the first."), "ends_on")
    if membership.role is Role.ADMINISTRATOR:
        may_change_administrators(actor)
        if not posts.lasting_administrators(ends_on, membership.id):
            raise Refusal(N_("The agency needs an administrator. Give the post to somebody else first."), "ends_on")
    holder = posts.user_by_id(membership.user_id)
    post = {"user": holder.name if holder else None, "title": membership.title}
    before, after = {**post, "ends_on": iso(membership.ends_on)}, {**post, "ends_on": iso(ends_on)}
    membership.ends_on = ends_on
    audit.record(actor, now, "membership_ended", membership.id, before=before, after=after)
    db.session.commit()


def disable_user(actor: Actor | None, now: datetime, user_id: int) -> None:
    """Close the account: every session ends and nobody signs in with it."""
    user = _user_to_change(actor, now, user_id)
    if actor is not None and actor.user_id == user_id:
        # So that an administrator is always left: only administrators close the accounts of administrators.
        raise Refusal(N_("You cannot close your own account."))
    _set_active(actor, now, user, is_active=False)


def enable_user(actor: Actor | None, now: datetime, user_id: int) -> None:
    _set_active(actor, now, _user_to_change(actor, now, user_id), is_active=True)


def reset_password(actor: Actor | None, now: datetime, user_id: int, password: str | None = None) -> str:
    """A new password, generated when none is given; every older session ends. Returns it, to be shown once."""
    user = _user_to_change(actor, now, user_id)
    chosen = password or generate_password()
    user.password_hash = hash_password(chosen)
    user.session_number += 1
    _record(actor, now, "password_reset", user, after={"name": user.name})
    db.session.commit()
    return chosen


def choose_language(person: Person, language: str, now: datetime) -> None:
    """A person's own choice of how pages look."""
    with all_agencies():
        user = db.session.get_one(User, person.user_id)
        if user.language != language:
            before, user.language = {"language": user.language}, language
            audit.record_of_person(person, now, "language_chosen", before=before, after={"language": language})
            db.session.commit()


def generate_password() -> str:
    """Short groups that can be read out and copied from paper."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_A_GROUP)) for _ in range(GROUPS))


def own_user(user_id: int) -> User:
    """Somebody with a post, past or present, in the agency in scope."""
    user = posts.user_by_id(user_id)
    if user is None or not posts.posts_of(user_id):
        raise NotFound(N_("There is no such person."))
    return user


def _user_to_change(actor: Actor | None, now: datetime, user_id: int) -> User:
    """Somebody whose account is this agency's own to change: nobody of another agency depends on it."""
    may_manage(actor)
    user = own_user(user_id)
    if actor is None:
        return user
    with all_agencies():
        held = [post for post in posts.posts_of(user_id) if not post.is_over(now.date())]
    if any(post.agency_id != actor.agency_id for post in held):
        raise Refusal(N_("This person has a post in another agency too, so only the operator changes the account."))
    if any(post.role is Role.ADMINISTRATOR for post in held):
        may_change_administrators(actor)
    return user


def _set_active(actor: Actor | None, now: datetime, user: User, *, is_active: bool) -> None:
    if user.is_active == is_active:
        return
    user.is_active = is_active
    user.session_number += 1
    event = "user_enabled" if is_active else "user_disabled"
    before, after = ({"name": user.name, "is_active": value} for value in (not is_active, is_active))
    _record(actor, now, event, user, before=before, after=after)
    db.session.commit()


def _record(
    actor: Actor | None,
    now: datetime,
    event: str,
    user: User,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    """In the log of the actor's agency, or of every agency in scope that knows the person."""
    agency_ids = {actor.agency_id} if actor else {post.agency_id for post in posts.posts_of(user.id)}
    for agency_id in sorted(agency_ids):
        audit.record(actor, now, event, user.id, before=before, after=after, agency_id=agency_id)
