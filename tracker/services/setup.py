"""From nothing to an office that can work: the agency, its usual divisions, its days off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

import holidays

from tracker.domain.agency import AgencyKind
from tracker.domain.divisions import usual_divisions
from tracker.domain.errors import N_, Refusal
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import Agency, DayOff, Division
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import agencies, following
from tracker.services import audit
from tracker.services.people import add_person
from tracker.services.post_giving import NewPost

SLUG_BEGINNINGS = {
    AgencyKind.CITY_MUNICIPALITY: "city",
    AgencyKind.TOWN_MUNICIPALITY: "town",
    AgencyKind.SUBDISTRICT_MUNICIPALITY: "subdistrict",
    AgencyKind.SUBDISTRICT_ORGANISATION: "sao",
    AgencyKind.PROVINCIAL_ORGANISATION: "pao",
    AgencyKind.OTHER: "agency",
}
"""A Thai name has no short Latin form of its own, so the kind and a number stand for it."""

FIRST_TITLE = "ผู้ดูแลระบบ"
"""Post and name of the first administrator, who may change them on the people page."""

YEARS_OF_DAYS_OFF = 3
"""Last year, this year and the next: later years are decreed year by year."""


def create_agency(
    now: datetime, name: str, kind: AgencyKind, *, slug: str | None = None, is_demo: bool = False
) -> Agency:
    """An agency ready for its first plan; its divisions and days off are a proposal that the office changes."""
    agency = _new_agency(now, name, kind, slug, is_demo)
    db.session.commit()
    return agency


def set_up_office(
    now: datetime, name: str, kind: AgencyKind, slug: str | None, email: str, password: str | None
) -> tuple[Agency, str | None]:
    """An agency with its first administrator, both or neither.

    Returns the generated password of somebody new who gave none.
    """
    agency = _new_agency(now, name, kind, slug, is_demo=False)
    with agency_scope(agency.id):
        post = NewPost(Role.ADMINISTRATOR, FIRST_TITLE, now.date())
        _, generated = add_person(None, now, email, FIRST_TITLE, post, password)
    return agency, generated


def _new_agency(now: datetime, name: str, kind: AgencyKind, slug: str | None, is_demo: bool) -> Agency:
    if not name.strip():
        raise Refusal(N_("Write the name of the agency."), "agency")
    with all_agencies():
        if agencies.agency_called(name.strip()):
            raise Refusal(N_("There is an agency called “%(name)s” already."), "agency", name=name)
        agency = Agency(slug=_free_slug(slug, kind), name=name.strip(), kind=kind, is_demo=is_demo)
        db.session.add(agency)
        db.session.flush()  # What belongs to the agency needs its id.
    with agency_scope(agency.id):
        add_divisions(usual_divisions(kind))
        add_days_off(range(now.year - 1, now.year - 1 + YEARS_OF_DAYS_OFF))
        after = {"slug": agency.slug, "name": agency.name, "kind": agency.kind}
        audit.record(None, now, "agency_created", agency.id, after=after)
        db.session.flush()  # The scope ends here, and with it what the rows are written for.
    return agency


def add_divisions(names: Iterable[str], first_position: int = 1) -> list[Division]:
    """Without a commit: part of a use case that does more."""
    divisions = [Division(name=name, position=position) for position, name in enumerate(names, start=first_position)]
    db.session.add_all(divisions)
    return divisions


def _free_slug(wanted: str | None, kind: AgencyKind) -> str:
    taken = agencies.slugs()
    if wanted is not None:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", wanted):
            raise Refusal(N_("A short name has small Latin letters, figures and hyphens only."), "slug")
        if wanted in taken:
            raise Refusal(N_("The short name “%(slug)s” is taken."), "slug", slug=wanted)
        return wanted
    beginning = SLUG_BEGINNINGS[kind]
    return next(slug for number in range(1, len(taken) + 2) if (slug := f"{beginning}-{number}") not in taken)


def known_days_off(years: Iterable[int]) -> dict[date, str]:
    """Public and government holidays as far as they are known; a decreed day is added by the office."""
    known = holidays.country_holidays(
        "TH", years=years, categories=(holidays.PUBLIC, holidays.GOVERNMENT), language="th"
    )
    return dict(sorted(known.items()))


def add_days_off(years: Iterable[int]) -> None:
    """Without a commit: part of a use case that does more. A day that is there already stays as it is."""
    known = known_days_off(years)
    there = following.days_off_between(min(known), max(known))
    db.session.add_all(DayOff(day=day, name=name) for day, name in known.items() if day not in there)
