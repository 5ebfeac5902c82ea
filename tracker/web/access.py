"""Every door is closed unless it says for whom it opens.

A view names the action it needs (`@requires`), or stands in the short list of public endpoints. Before it runs,
the person, their posts and their agency are known, and the session sees this agency's rows only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import UserMixin, current_user

from tracker import clock
from tracker.domain.errors import N_, NotAllowed
from tracker.domain.permissions import Action, Actor, can
from tracker.extensions import login, reads_only
from tracker.models.isolation import all_agencies, enter_agency, enter_all_agencies
from tracker.queries import people
from tracker.queries.people import AgencyPosts, Person
from tracker.web import link_session
from tracker.web.sign_in_page import turned_away

P = ParamSpec("P")
R = TypeVar("R")

PUBLIC_ENDPOINTS = frozenset(
    {
        "static",
        "bootstrap.static",
        "web.font",
        "auth.sign_in",
        "auth.sign_in_to_demo",
        "links.open_reports",
        "preferences.set_language",
        "public.agency",
        "public.year",
        "public.paper",
        "public.evidence",
        "public.check",
        "public_roots.robots",
        "public_roots.sitemap",
    }
)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CHOSEN_AGENCY = "agency"

_ACTION, _BY_LINK = "_required_action", "_opens_by_link"
ANYBODY_SIGNED_IN = "anybody signed in"


class SignedIn(UserMixin):
    """What Flask-Login keeps of a person: the id with the session number that a new password ends."""

    def __init__(self, person: Person, session_id: str) -> None:
        self.person = person
        self.session_id = session_id

    def get_id(self) -> str:
        return self.session_id


def requires(action: Action, *, by_link: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only people whose posts allow the action reach the view.

    With `by_link` also somebody who came by the link of a letter, which opens no other view.
    """
    return _needing(action, by_link)


def requires_sign_in(view: Callable[P, R]) -> Callable[P, R]:
    """For the few pages that concern the person rather than an agency."""
    return _needing(ANYBODY_SIGNED_IN, by_link=False)(view)


def requires_somebody(view: Callable[P, R]) -> Callable[P, R]:
    """For going to the first page and for leaving, which also somebody does who came by a link."""
    return _needing(ANYBODY_SIGNED_IN, by_link=True)(view)


def _needing(need: Action | str, by_link: bool) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _ACTION, need)
        setattr(view, _BY_LINK, by_link)
        return view

    return mark


def need_of(view: Callable[..., Any] | None) -> Action | str | None:
    """The action a view names, ANYBODY_SIGNED_IN, or None for a view that forgot."""
    return getattr(view, _ACTION, None)


def opens_by_link(view: Callable[..., Any] | None) -> bool:
    return getattr(view, _BY_LINK, False)


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


def _open_the_door() -> ResponseReturnValue | None:
    g.reads_only = reads_only.set(request.method in SAFE_METHODS)
    if request.endpoint in PUBLIC_ENDPOINTS or request.endpoint is None:
        enter_all_agencies()
        return None
    view = current_app.view_functions.get(request.endpoint)
    if current_user.is_authenticated:
        _enter_agency_of(current_user.person)
    elif (instead := _enter_by_link(view)) is not None:
        return instead
    need = need_of(view)
    if need is None:
        raise NotAllowed(N_("This page is closed."))
    if isinstance(need, Action) and not can(current_actor(), need):
        raise NotAllowed(N_("Your post does not open this page. Ask the office secretary if you need it."))
    return None


def _enter_by_link(view: Callable[..., Any] | None) -> ResponseReturnValue | None:
    """What somebody gets instead of the page who neither signed in nor came by a link that opens it."""
    if not link_session.is_begun():
        return _to_sign_in()
    if not opens_by_link(view):
        flash(_("The link in your mail opens your reports of one month only. This page needs your password."), "info")
        return _to_sign_in()
    found = link_session.link_of_session()
    if found is None:
        return _to_sign_in()
    if found.refusal is not None:
        return link_session.refuse(found.refusal, found)
    enter_agency(found.agency.agency_id)
    g.agency, g.actor, g.link = found.agency, found.actor, found
    return None


def _enter_agency_of(person: Person) -> None:
    """The agency chosen before, if the person still has a post there; else the first."""
    chosen = session.get(CHOSEN_AGENCY)
    agency = next((one for one in person.agencies if one.agency_id == chosen), next(iter(person.agencies), None))
    if agency is not None:
        enter_agency(agency.agency_id)
        g.agency = agency
        g.actor = Actor(person.user_id, person.name, agency.agency_id, agency.posts)


def _to_sign_in() -> ResponseReturnValue:
    if request.method not in SAFE_METHODS:
        return turned_away()
    return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))


def _forget_reading(_error: BaseException | None) -> None:
    token = g.pop("reads_only", None)
    if token is not None:
        reads_only.reset(token)
