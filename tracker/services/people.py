"""Adding people and their posts, closing accounts, and what people choose for themselves.

The command line calls these with `actor=None`: whoever runs it holds the machine. It says for which agency by the
scope it opens before.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import DIVISION_ROLES, Action, Actor, Role, can
from tracker.extensions import db
from tracker.models import Division, Membership, User
from tracker.models.isolation import all_agencies
from tracker.queries import divisions, people, posts
from tracker.queries.people import Person
from tracker.services import audit
from tracker.services.sign_in import hash_password

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper: i, l, o, 0, 1."""

GROUPS, LETTERS_IN_A_GROUP = 4, 4


@dataclass(frozen=True, slots=True)
class NewPost:
    """`division_id` is for heads and officers of a division; other posts are the whole agency's."""

    role: Role
    title: str
    starts_on: date
    division_id: int | None = None
    is_acting: bool = False
    ends_on: date | None = None


def add_person(
    actor: Actor | None, now: datetime, email: str, name: str, post: NewPost, password: str | None = None
) -> tuple[User, str | None]:
    """Give a post to somebody new, or to whoever has this address already.

    Returns the person and, for a new one without a given password, the generated one: it is shown once and never
    stored. The name of somebody who is known already stays as it is.
    """
    _may_manage(actor)
    address = _checked_address(email)
    user, generated = people.user_by_email(address), None
    division = _check_post(actor, user, post)
    if user is None:
        generated = None if password else generate_password()
        password_hash = hash_password(password or generated or "")
        user = User(email=address, name=_written(name, "name"), password_hash=password_hash)
        db.session.add(user)
        db.session.flush()  # The post and the audit event name the person's id.
        audit.record(actor, now, "user_added", user.id, after={"email": address, "name": user.name})
    _add_post(actor, now, user, post, division)
    db.session.commit()
    return user, generated


def add_membership(actor: Actor | None, now: datetime, user_id: int, post: NewPost) -> Membership:
    """Another post for somebody who has, or had, one in this agency."""
    _may_manage(actor)
    user = _own_user(user_id)
    membership = _add_post(actor, now, user, post, _check_post(actor, user, post))
    db.session.commit()
    return membership


def end_membership(actor: Actor | None, now: datetime, membership_id: int, ends_on: date) -> None:
    """The post's last day; its history stays."""
    _may_manage(actor)
    membership = posts.membership_by_id(membership_id)
    if membership is None:
        raise NotFound(N_("There is no such post."))
    if ends_on < membership.starts_on:
        raise Refusal(N_("The last day is before the first."), "ends_on")
    if membership.role is Role.ADMINISTRATOR:
        _may_change_administrators(actor)
        if not posts.lasting_administrators(ends_on, membership.id):
            raise Refusal(N_("The agency needs an administrator. Give the post to somebody else first."), "ends_on")
    holder = posts.user_by_id(membership.user_id)
    post = {"user": holder.name if holder else None, "title": membership.title}
    before, after = {**post, "ends_on": _iso(membership.ends_on)}, {**post, "ends_on": _iso(ends_on)}
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


def _may_manage(actor: Actor | None) -> None:
    if actor is not None and not can(actor, Action.MANAGE_PEOPLE):
        raise NotAllowed(N_("Only the administrator and the secretary manage people and divisions."))


def _may_change_administrators(actor: Actor | None) -> None:
    """Otherwise whoever manages people could make an administrator of themselves."""
    if actor is not None and Role.ADMINISTRATOR not in actor.roles:
        raise NotAllowed(N_("Only an administrator changes the post or the account of an administrator."))


def _checked_address(email: str) -> str:
    address = email.strip().lower()
    if len(address) > 254 or not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise Refusal(N_("“%(value)s” is no e-mail address. Write it like name@example.go.th."), "email", value=email)
    return address


def _written(text: str, field: str) -> str:
    if not text.strip():
        raise Refusal(N_("Write the name of the person or of the post."), field)
    return text.strip()


def _check_post(actor: Actor | None, user: User | None, post: NewPost) -> Division | None:
    """Refuses a post that cannot be given; else the division it belongs to."""
    if post.role is Role.ADMINISTRATOR:
        _may_change_administrators(actor)
    _written(post.title, "title")
    division = _division_of(post)
    if post.ends_on is not None and post.ends_on < post.starts_on:
        raise Refusal(N_("The last day is before the first."), "ends_on")
    wanted = (post.role, division.id if division else None)
    for held in posts.posts_of(user.id) if user else ():
        if (held.role, held.division_id) == wanted and held.overlaps(post.starts_on, post.ends_on):
            raise Refusal(N_("This person holds this post already."), "email")
    return division


def _division_of(post: NewPost) -> Division | None:
    if post.role not in DIVISION_ROLES:
        return None
    division = divisions.division_by_id(post.division_id) if post.division_id is not None else None
    if division is None or not division.is_active:
        raise Refusal(N_("Choose the division of this post."), "division")
    return division


def _add_post(actor: Actor | None, now: datetime, user: User, post: NewPost, division: Division | None) -> Membership:
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
        "starts_on": _iso(post.starts_on),
        "ends_on": _iso(post.ends_on),
    }
    audit.record(actor, now, "membership_added", membership.id, after=after)
    return membership


def _own_user(user_id: int) -> User:
    """Somebody with a post, past or present, in the agency in scope."""
    user = posts.user_by_id(user_id)
    if user is None or not posts.posts_of(user_id):
        raise NotFound(N_("There is no such person."))
    return user


def _user_to_change(actor: Actor | None, now: datetime, user_id: int) -> User:
    """Somebody whose account is this agency's own to change: nobody of another agency depends on it."""
    _may_manage(actor)
    user = _own_user(user_id)
    if actor is None:
        return user
    with all_agencies():
        held = [post for post in posts.posts_of(user_id) if not post.is_over(now.date())]
    if any(post.agency_id != actor.agency_id for post in held):
        raise Refusal(N_("This person has a post in another agency too, so only the operator changes the account."))
    if any(post.role is Role.ADMINISTRATOR for post in held):
        _may_change_administrators(actor)
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


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
