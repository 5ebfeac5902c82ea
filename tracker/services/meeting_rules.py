"""Meetings by the agency's rule: there ahead of time, and where the rule and the days off put them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tracker.domain.meeting_numbers import Numbered, proposed_number
from tracker.domain.meeting_planning import Planning, plan_by_rule
from tracker.domain.meeting_rules import RuleDay
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Agency, Meeting
from tracker.queries import agency_cycle
from tracker.queries import meeting_calendar as calendar
from tracker.services import audit
from tracker.services.meeting_changes import meeting_facts, take_off_calendar, write_details


def plan_meetings(agency_id: int, now: datetime) -> int:
    """Set the coming meetings by the rule; safe to run again at any time, and by several at once.

    Returns how many meetings were set, moved or taken away.
    """
    changed = follow_rule(None, now, agency_cycle.agency_to_change(agency_id))
    db.session.commit()
    return changed


def follow_rule(actor: Actor | None, now: datetime, agency: Agency) -> int:
    """Without a commit: part of every change of the rule, of the days before the meeting and of the days off."""
    today = now.date()
    rule = agency_cycle.rule_of(agency, agency_cycle.days_off_around(today))
    if rule is None:
        return 0
    there = calendar.meetings_to_plan(today)
    standing = calendar.standing(there, agency.opens_days_before, today)
    planning = plan_by_rule(rule, today, standing, calendar.months_called_off(today))
    before = {one.id: meeting_facts(one) for one in there}
    following = [one for one, stands in zip(there, standing, strict=True) if stands.follows]
    following = _carried_out(actor, now, planning, following)
    for meeting in following:
        write_details(meeting, meeting.held_on, agency.meeting_starts_at, agency.meeting_place)
    _number(following, [one for one in there if one.id not in planning.dropped])
    db.session.add_all(following)
    db.session.flush()  # The audit events name the ids of new meetings.
    return len(planning.dropped) + _record(actor, now, following, before)


def _carried_out(actor: Actor | None, now: datetime, planning: Planning, following: list[Meeting]) -> list[Meeting]:
    """The meetings that follow the rule from now on."""
    by_id = {one.id: one for one in following}
    for id_ in planning.dropped:
        take_off_calendar(actor, now, by_id.pop(id_))
    for id_, day in planning.moved:
        write_details(by_id[id_], day.held_on, by_id[id_].starts_at, by_id[id_].place)
    return [*by_id.values(), *(_meeting_on(day) for day in planning.new)]


def _meeting_on(day: RuleDay) -> Meeting:
    return Meeting(held_on=day.held_on, month=day.month, is_by_rule=True, number="", place="", starts_at=None)


def _number(following: list[Meeting], there: list[Meeting]) -> None:
    """Anew each time, because one that was called off or put between shifts the numbers after it."""
    numbered = [Numbered(one.held_on, one.number) for one in there if one not in following]
    for meeting in sorted(following, key=lambda one: one.held_on):
        meeting.number = proposed_number(meeting.held_on, numbered)
        numbered.append(Numbered(meeting.held_on, meeting.number))


def _record(
    actor: Actor | None, now: datetime, following: list[Meeting], before: Mapping[int, dict[str, object]]
) -> int:
    changed = [one for one in following if meeting_facts(one) != before.get(one.id)]
    for meeting in changed:
        old = before.get(meeting.id)
        name = "meeting_changed" if old else "meeting_set"
        audit.record(actor, now, name, meeting.id, before=old, after=meeting_facts(meeting))
    return len(changed)
