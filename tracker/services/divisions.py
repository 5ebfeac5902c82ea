"""The agency's divisions: added, renamed, closed, and the other ways in which documents write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.thai_text import clean
from tracker.extensions import db
from tracker.models import Assignment, Division, DivisionAlias
from tracker.queries import divisions as queries
from tracker.queries import people, posts
from tracker.services import audit


@dataclass(frozen=True, slots=True)
class DivisionEntry:
    """A division as it was filled in; `superior_id` is who is told when it is late."""

    name: str
    superior_id: int | None = None
    is_active: bool = True


def add_division(actor: Actor, now: datetime, entry: DivisionEntry) -> Division:
    """Placed after the others; it answers for the measures of all divisions that are under way."""
    _may_manage(actor)
    name = _free_name(actor, entry.name)
    _check_superior(entry.superior_id, now)
    division = Division(name=name, position=queries.last_position() + 1)
    division.superior_id, division.is_active = entry.superior_id, entry.is_active
    db.session.add(division)
    db.session.flush()  # Its assignments and the audit event name the division's id.
    _give_common_measures(division, now)
    audit.record(actor, now, "division_added", division.id, after=_facts(division))
    db.session.commit()
    return division


def change_division(actor: Actor, now: datetime, division_id: int, entry: DivisionEntry) -> Division:
    """Rename it, name another superior, close it or open it again.

    The name it had stays known as an alias, so that older documents still find it. A closed division keeps its
    history and is asked for nothing more.
    """
    _may_manage(actor)
    division = _division(division_id)
    before, former = _facts(division), division.name
    name = _free_name(actor, entry.name, division_id)
    if entry.superior_id != division.superior_id:
        _check_superior(entry.superior_id, now)
    division.name, division.superior_id, division.is_active = name, entry.superior_id, entry.is_active
    if name != former:
        keep_as_alias(actor, now, division, former)
    if division.is_active and not before["is_active"]:
        _give_common_measures(division, now)
    if _facts(division) != before:
        audit.record(actor, now, "division_changed", division.id, before=before, after=_facts(division))
    db.session.commit()
    return division


def add_alias(actor: Actor, now: datetime, division_id: int, alias: str) -> None:
    """Another way in which documents write the division's name."""
    _may_manage(actor)
    division = _division(division_id)
    name = _written(alias, "alias")
    spellings = queries.spellings(actor.agency_id)
    if (holder := spellings.find(name)) is not None:
        raise _taken(name, holder, "alias")
    _add_alias(actor, now, division, name, spellings.key(name))
    db.session.commit()


def _may_manage(actor: Actor) -> None:
    if not can(actor, Action.MANAGE_PEOPLE):
        raise NotAllowed(N_("Only the administrator and the secretary manage people and divisions."))


def _division(division_id: int) -> Division:
    division = queries.division_by_id(division_id)
    if division is None:
        raise NotFound(N_("There is no such division."))
    return division


def _written(text: str, field: str) -> str:
    name = clean(text)
    if not name:
        raise Refusal(N_("Write the name of the division."), field)
    if len(name) > 200:
        raise Refusal(N_("This name is too long. Keep it within %(length)s characters."), field, length=200)
    return name


def _free_name(actor: Actor, text: str, own_id: int | None = None) -> str:
    """Refuses the name, in any spelling, of another division."""
    name = _written(text, "name")
    holder = queries.spellings(actor.agency_id).find(name)
    if holder is not None and holder != own_id:
        raise _taken(name, holder, "name")
    return name


def _taken(name: str, holder_id: int, field: str) -> Refusal:
    holder = _division(holder_id).name
    return Refusal(N_("“%(name)s” is known already, as “%(holder)s”."), field, name=name, holder=holder)


def _check_superior(superior_id: int | None, now: datetime) -> None:
    if superior_id is not None and superior_id not in {holder.user_id for holder in people.holders_on(now.date())}:
        raise Refusal(N_("Choose somebody who holds a post in this agency."), "superior")


def _give_common_measures(division: Division, now: datetime) -> None:
    db.session.add_all(
        Assignment(measure_id=measure_id, division_id=division.id)
        for measure_id in queries.common_measures_without(division.id, now.date())
    )


def keep_as_alias(actor: Actor, now: datetime, division: Division, former: str) -> None:
    """Without a commit: part of a use case that does more. A name that is known already is left as it is."""
    db.session.flush()  # The new name is the one that counts from here on.
    spellings = queries.spellings(actor.agency_id)
    if spellings.find(former) is None:
        _add_alias(actor, now, division, former, spellings.key(former))


def _add_alias(actor: Actor, now: datetime, division: Division, name: str, key: str) -> None:
    db.session.add(DivisionAlias(division_id=division.id, name=name, key=key))
    audit.record(actor, now, "division_alias_added", division.id, after={"name": division.name, "alias": name})


def _facts(division: Division) -> dict[str, object]:
    superior = posts.user_by_id(division.superior_id) if division.superior_id is not None else None
    return {
        "name": division.name,
        "superior": superior.name if superior else None,
        "is_active": division.is_active,
    }
