"""The list of days off: changed by the office, and filled in ahead of time so that it never simply ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.domain.errors import N_, NotAllowed, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.thai_text import clean
from tracker.extensions import db
from tracker.models import DayOff
from tracker.queries import agency_cycle
from tracker.queries import days_off as queries
from tracker.services import audit
from tracker.services.meeting_rules import follow_rule
from tracker.services.setup import known_days_off

NOT_OF_GOVERNMENT = ("วันเด็กแห่งชาติ", "วันแรงงานแห่งชาติ")
"""In the public calendar, but days on which government offices are open, or a Saturday anyway."""

FURTHEST = timedelta(days=3 * 366)
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day of the public calendar, and whether it is proposed to an office."""

    day: date
    name: str
    is_of_government: bool
    is_proposed: bool


def known_days(year: int, listed_before: Mapping[date, str]) -> list[KnownDay]:
    """The public holidays of a year.

    One that is no day off of government offices is proposed where the list kept one of its name the year before.
    """
    kept = {name for name in NOT_OF_GOVERNMENT if any(name in listed for listed in listed_before.values())}
    found = []
    for day, name in known_days_off([year]).items():
        strange = {one for one in NOT_OF_GOVERNMENT if all(one in part for part in name.split(";"))}
        found.append(KnownDay(day, name, not strange, is_proposed=strange <= kept))
    return found


def change_days_off(actor: Actor, now: datetime, added: Mapping[date, str], removed: Collection[date]) -> int:
    """Add days, or give those that are there another name, and remove others; meetings by rule move with them.

    Returns how many days of the list are other than before.
    """
    if not can(actor, Action.MANAGE_SETTINGS):
        raise NotAllowed(N_("Only the administrator and the secretary change the settings."))
    for day in added:
        _check_day(day, now.date())
    agency = agency_cycle.agency_to_change(actor.agency_id)
    changed = _write(actor, now, agency.id, added, removed)
    if changed:
        follow_rule(actor, now, agency)
    db.session.commit()
    return changed


def _check_day(day: date, today: date) -> None:
    if abs(day - today) > FURTHEST:
        raise Refusal(N_("%(day)s is more than three years away. Check the year."), "first", day=day)


def _write(
    actor: Actor | None, now: datetime, agency_id: int, added: Mapping[date, str], removed: Collection[date]
) -> int:
    there = {row.day: row for row in queries.rows_of(added.keys() | set(removed))}
    names = {day: clean(name)[:LONGEST_NAME] for day, name in added.items()}
    written = [day for day, name in names.items() if day not in there or there[day].name != name]
    gone = [day for day in removed if day in there and day not in added]
    for day in written:
        row = there.get(day) or DayOff(day=day)
        row.name = names[day]
        db.session.add(row)
    for day in gone:
        db.session.delete(there[day])
    if written or gone:
        db.session.flush()  # Meetings by rule are worked out from what stands there now.
        after = {"days_added": _as_facts(written), "days_removed": _as_facts(gone)}
        audit.record(actor, now, "days_off_changed", agency_id, after=after)
    return len(written) + len(gone)


def _as_facts(days: list[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


def fill_in_year(agency_id: int, now: datetime, year: int) -> int:
    """Add the public holidays of a year that has not been filled in; the office changes them as it likes.

    Returns how many days were added; safe to run again.
    """
    agency = agency_cycle.agency_to_change(agency_id)
    listed = queries.days_off_named(date(year - 1, 1, 1), date(year, 12, 31))
    of_year = [day for day in listed if day.year == year]
    if len(of_year) >= queries.FEWEST_A_YEAR:
        db.session.rollback()
        return 0
    before = {day: name for day, name in listed.items() if day.year < year}
    proposed = {one.day: one.name for one in known_days(year, before) if one.is_proposed and one.day not in listed}
    added = _write(None, now, agency_id, proposed, ())
    follow_rule(None, now, agency)
    db.session.commit()
    return added
