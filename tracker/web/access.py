"""Every door is closed unless it says for whom it opens.

A view names the action it needs (`@requires`), or stands in the short list of public endpoints. Before it runs,
the person, their posts and their agency are known, and the session sees this agency's rows only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_login import UserMixin, current_user
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotAllowed
from tracker.domain.permissions import Action, Actor, can
from tracker.extensions import login, reads_only
from tracker.models.isolation import all_agencies, enter_agency, enter_all_agencies
from tracker.queries import people
from tracker.queries.people import AgencyPosts, Person

P = ParamSpec("P")
R = TypeVar("R")

PUBLIC_ENDPOINTS = frozenset(
    {
        "static",
        "bootstrap.static",
        "web.font",
        "auth.sign_in",
        "auth.sign_in_to_demo",
        "preferences.set_language",
    }
)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CHOSEN_AGENCY = "agency"

_ACTION = "_required_action"
ANYBODY_SIGNED_IN = "anybody signed in"


class SignedIn(UserMixin):
    """What Flask-Login keeps of a person: the id with the session number that a new password ends."""

    def __init__(self, person: Person, session_id: str) -> None:
        self.person = person
        self.session_id = session_id

    def get_id(self) -> str:
        return self.session_id


def requires(action: Action) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only people whose posts allow the action reach the view."""
    return _needing(action)


def requires_sign_in(view: Callable[P, R]) -> Callable[P, R]:
    """For the few pages that concern the person rather than an agency."""
    return _needing(ANYBODY_SIGNED_IN)(view)


def _needing(need: Action | str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _ACTION, need)
        return view

    return mark


def need_of(view: Callable[..., Any] | None) -> Action | str | None:
    """The action a view names, ANYBODY_SIGNED_IN, or None for a view that forgot."""
    return getattr(view, _ACTION, None)


def current_actor() -> Actor:
    """The person at work in this request; only views behind `requires` have one."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        raise NotAllowed(N_("You have no post in an agency at present. Ask the administrator of your agency."))
    return actor


def current_agency() -> AgencyPosts:
    current_actor()
    agency: AgencyPosts = g.agency
    return agency


def register(app: Flask) -> None:
    login.user_loader(_load_person)
    app.before_request(_open_the_door)
    app.teardown_request(_forget_reading)


def _load_person(session_id: str) -> SignedIn | None:
    user_id, _, number = session_id.partition(":")
    if not (user_id.isdigit() and number.isdigit()):
        return None
    with all_agencies():
        person = people.person_signed_in(int(user_id), int(number), clock.today())
    return SignedIn(person, session_id) if person else None


def _open_the_door() -> Response | None:
    g.reads_only = reads_only.set(request.method in SAFE_METHODS)
    if request.endpoint in PUBLIC_ENDPOINTS or request.endpoint is None:
        enter_all_agencies()
        return None
    if not current_user.is_authenticated:
        return _to_sign_in()
    _enter_agency_of(current_user.person)
    need = need_of(current_app.view_functions.get(request.endpoint))
    if need is None:
        raise NotAllowed(N_("This page is closed."))
    if isinstance(need, Action) and not can(current_actor(), need):
        raise NotAllowed(N_("Your post does not open this page. Ask the office secretary if you need it."))
    return None


def _enter_agency_of(person: Person) -> None:
    """The agency chosen before, if the person still has a post there; else the first."""
    chosen = session.get(CHOSEN_AGENCY)
    agency = next((one for one in person.agencies if one.agency_id == chosen), next(iter(person.agencies), None))
    if agency is not None:
        enter_agency(agency.agency_id)
        g.agency = agency
        g.actor = Actor(person.user_id, person.name, agency.agency_id, agency.posts)


def _to_sign_in() -> Response:
    target = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return redirect(url_for("auth.sign_in", next=target))


def _forget_reading(_error: BaseException | None) -> None:
    token = g.pop("reads_only", None)
    if token is not None:
        reads_only.reset(token)
