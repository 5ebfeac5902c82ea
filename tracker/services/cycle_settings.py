"""What the office decides about its month: the days around the meeting, its rule, and when nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from tracker.domain.cadence import Cadence
from tracker.domain.cycle_checks import check_cycle, check_quiet_hours, shortest_between
from tracker.domain.errors import N_, NotAllowed
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_planning import FURTHEST_AHEAD
from tracker.domain.meeting_rules import MeetingRule, rule_days
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.reporting_cycle import CycleSettings
from tracker.extensions import db
from tracker.models import Agency
from tracker.queries import agency_cycle
from tracker.services import audit
from tracker.services.meeting_rules import follow_rule


@dataclass(frozen=True, slots=True)
class CycleEntry:
    """Everything of the page at once."""

    settings: CycleSettings
    default_cadence: Cadence
    quiet_from: time | None = None
    quiet_until: time | None = None
    rule: MeetingRule | None = None
    moves_to: MovesTo = MovesTo.LATER
    starts_at: time | None = None
    place: str = ""


def check_entry(entry: CycleEntry, today: date) -> None:
    check_quiet_hours(entry.quiet_from, entry.quiet_until)
    days = [] if entry.rule is None else rule_days(entry.rule, entry.moves_to, today, today + FURTHEST_AHEAD, ())
    check_cycle(entry.settings, shortest_between([day.held_on for day in days]))


def save_cycle(actor: Actor, now: datetime, entry: CycleEntry) -> bool:
    """Whether anything is other than before; meetings by the rule follow at once."""
    if not can(actor, Action.MANAGE_SETTINGS):
        raise NotAllowed(N_("Only the administrator and the secretary change the settings."))
    check_entry(entry, now.date())
    agency = agency_cycle.agency_to_change(actor.agency_id)
    columns = _columns(entry)
    old = {name: getattr(agency, name) for name in columns}
    changed = [name for name, value in columns.items() if old[name] != value]
    for name in changed:
        setattr(agency, name, columns[name])
    if changed:
        audit.record(
            actor,
            now,
            "cycle_changed",
            agency.id,
            before={"settings": {name: _fact(old[name]) for name in changed}},
            after={"settings": {name: _fact(columns[name]) for name in changed}},
        )
        follow_rule(actor, now, agency)
    db.session.commit()
    return bool(changed)


def _columns(entry: CycleEntry) -> dict[str, Any]:
    """As the agency keeps them."""
    settings = entry.settings
    return {
        "opens_days_before": settings.opens_days_before,
        "reminder_days_before": list(settings.reminder_days_before),
        "due_days_before": settings.due_days_before,
        "eve_days_before": settings.eve_days_before,
        "orders_days_after": settings.orders_days_after,
        "minimum_gap_days": settings.minimum_gap_days,
        "tells_executives": settings.tells_executives,
        "sends_pre_read": settings.sends_pre_read,
        "pre_read_days_before": settings.pre_read_days_before,
        "default_cadence": entry.default_cadence,
        "quiet_from": entry.quiet_from,
        "quiet_until": entry.quiet_until,
        "meeting_rule": str(entry.rule or ""),
        "meeting_moves_to": entry.moves_to,
        "meeting_starts_at": entry.starts_at,
        "meeting_place": entry.place.strip(),
    }


def _fact(value: object) -> object:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.value if isinstance(value, StrEnum) else value


def entry_of(agency: Agency) -> CycleEntry:
    """As it stands."""
    rule = agency_cycle.rule_of(agency, frozenset())
    return CycleEntry(
        settings=agency_cycle.settings_of(agency),
        default_cadence=agency.default_cadence,
        quiet_from=agency.quiet_from,
        quiet_until=agency.quiet_until,
        rule=rule.rule if rule else None,
        moves_to=agency.meeting_moves_to,
        starts_at=agency.meeting_starts_at,
        place=agency.meeting_place,
    )
