"""The main menu of a person: the pages that their posts open, in the order of the month's work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import LazyString
from flask_login import current_user

from tracker.domain.permissions import Action, Actor, can
from tracker.web.access import ANYBODY_SIGNED_IN, need_of, opens_by_link
from tracker.web.labels import label_if_any
from tracker.web.preferences import locale
from tracker.web.texts import lazy


@dataclass(frozen=True, slots=True)
class MenuEntry:
    endpoint: str
    label: LazyString
    icon: str


@dataclass(frozen=True, slots=True)
class NavigationItem:
    label: LazyString
    url: str
    is_current: bool
    icon: str


@dataclass(frozen=True, slots=True)
class Viewer:
    name: str
    post: str
    agency_name: str
    #: Came by the link of a letter, which opens this person's reports of one month.
    is_by_link: bool
    may_change_settings: bool
    may_see_jobs: bool
    #: Of what they were told, how much they have not seen.
    unread: int


MENU = (
    MenuEntry("meetings.current", lazy("This month"), "clipboard"),
    MenuEntry("my_reports.index", lazy("My reports"), "edit"),
    MenuEntry("overdue.index", lazy("Overdue"), "clock"),
    MenuEntry("indicators.index", lazy("Indicators"), "chart"),
    MenuEntry("plans.index", lazy("Plan"), "list"),
    MenuEntry("assessments.index", lazy("Assessment"), "target"),
    MenuEntry("meetings.index", lazy("Meetings"), "calendar"),
    MenuEntry("papers.index", lazy("Papers"), "print"),
    MenuEntry("messages.index", lazy("Reminders"), "bell"),
    MenuEntry("people.index", lazy("People"), "people"),
    MenuEntry("divisions.index", lazy("Divisions"), "building"),
    MenuEntry("audit.index", lazy("Log"), "history"),
    MenuEntry("agencies.index", lazy("Agencies"), "globe"),
)


def register(app: Flask) -> None:
    app.context_processor(_page_frame)
    app.jinja_env.filters["label"] = label_if_any


def _page_frame() -> dict[str, Any]:
    """What every layout needs; `viewer` is None on pages of people who have not signed in."""
    actor: Actor | None = g.get("actor")
    return {
        "language": locale(),
        "navigation": _navigation(actor) if actor else [],
        "viewer": _viewer(actor) if actor else None,
    }


def _viewer(actor: Actor) -> Viewer:
    return Viewer(
        name=actor.name,
        post=actor.title,
        agency_name=g.agency.name,
        is_by_link=actor.link_meeting_id is not None,
        may_change_settings=can(actor, Action.MANAGE_SETTINGS),
        may_see_jobs=can(actor, Action.SEE_JOBS),
        unread=g.agency.unread_messages,
    )


def _navigation(actor: Actor) -> list[NavigationItem]:
    blueprint = request.blueprint
    return [
        NavigationItem(entry.label, url_for(entry.endpoint), _is_current(entry, blueprint), entry.icon)
        for entry in MENU
        if _may_open(actor, entry.endpoint)
    ]


def _is_current(entry: MenuEntry, blueprint: str | None) -> bool:
    if request.endpoint == entry.endpoint:
        return True
    others = {other.endpoint for other in MENU}
    return request.endpoint not in others and blueprint == entry.endpoint.partition(".")[0] and not _is_doubled(entry)


def _is_doubled(entry: MenuEntry) -> bool:
    """Two entries of one blueprint: its other pages belong to the second."""
    return entry.endpoint == "meetings.current"


def _may_open(actor: Actor, endpoint: str) -> bool:
    view = current_app.view_functions.get(endpoint)
    need = need_of(view)
    if actor.link_meeting_id is not None and not opens_by_link(view):
        return False
    if endpoint == "agencies.index":
        return len(current_user.person.agencies) > 1
    return need == ANYBODY_SIGNED_IN or (isinstance(need, Action) and can(actor, need))
