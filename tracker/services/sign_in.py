"""Signing in and out, and a person's own password."""

from __future__ import annotations

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from tracker.domain.errors import N_, NotAllowed, Refusal
from tracker.extensions import db
from tracker.models import FailedSignIn, User
from tracker.models.isolation import all_agencies
from tracker.queries import people
from tracker.queries.people import Person
from tracker.services import audit

TRIES = 5
TRIES_WITHIN = timedelta(minutes=15)
SHORTEST_PASSWORD = 10

_hasher = PasswordHasher()
#: Verified when nobody has the address, so that the answer takes as long as for somebody who exists.
_NOBODY = _hasher.hash("nobody has this password")


def sign_in(email: str, password: str, now: datetime) -> User:
    """The person whose address and password these are.

    Raises Refusal with the same sentence whatever was wrong, and NotAllowed after too many tries.
    """
    address = email.strip().lower()
    if people.failed_sign_ins_since(address, now - TRIES_WITHIN) >= TRIES:
        raise NotAllowed(
            N_("Too many tries. Wait %(minutes)s minutes and try again."),
            "email",
            minutes=TRIES_WITHIN.seconds // 60,
        )
    user = people.user_by_email(address)
    if not _is_right(user.password_hash if user else _NOBODY, password) or user is None or not user.is_active:
        db.session.add(FailedSignIn(email=address, at=now))
        db.session.commit()
        raise Refusal(N_("The e-mail address or the password is not right."), "password")
    _note_sign_in(user, now)
    return user


def sign_in_to_demo(user_id: int, now: datetime) -> User:
    """Without a password, for people of a demonstration agency only."""
    user = db.session.get(User, user_id)
    if user is None or user_id not in {person.user_id for person in people.demo_people(now.date())}:
        raise NotAllowed(N_("Signing in without a password is for the demonstration only."))
    _note_sign_in(user, now)
    return user


def sign_out(person: Person, now: datetime) -> None:
    with all_agencies():
        audit.record_of_person(person, now, "signed_out")
        db.session.commit()


def change_password(person: Person, now: datetime, current: str, new: str) -> User:
    """A person's own new password; every other session of theirs ends. Returns them with the new session number."""
    with all_agencies():
        user = db.session.get_one(User, person.user_id)
        if not _is_right(user.password_hash, current):
            raise Refusal(N_("This is not your present password."), "current")
        user.password_hash = hash_password(new, field="new")
        user.session_number += 1
        audit.record_of_person(person, now, "password_changed")
        db.session.commit()
    return user


def _note_sign_in(user: User, now: datetime) -> None:
    user.last_sign_in_at = now
    person = people.person_signed_in(user.id, user.session_number, now.date())
    if person is not None:
        audit.record_of_person(person, now, "signed_in")
    db.session.commit()


def hash_password(password: str, field: str = "password") -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise Refusal(N_("The password needs at least %(length)s characters."), field, length=SHORTEST_PASSWORD)
    return _hasher.hash(password)


def _is_right(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
