"""Meetings of the bodies that meet beside the heads of the divisions: by rule, by hand, called off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.fiscal_year import month_of
from tracker.domain.meeting_numbers import Numbered, clean_number, proposed_number
from tracker.domain.meeting_planning import AgencyRule, Planning, StandingMeeting, plan_by_rule
from tracker.domain.meeting_rules import RuleDay, rule_from
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.reporting_cycle import CycleSettings, month_heard_on
from tracker.extensions import db
from tracker.models import Body, BodyMeeting
from tracker.queries import agency_cycle
from tracker.queries import bodies as queries
from tracker.services import audit
from tracker.services.meeting_changes import meeting_facts, take_off_calendar, write_details

FURTHEST = timedelta(days=400)

NOTHING_BEFORE = CycleSettings(opens_days_before=0, reminder_days_before=(), due_days_before=0)
"""Nobody owes such a meeting a report, so that nothing has to happen before it."""


def set_body_meeting(
    actor: Actor,
    now: datetime,
    body_id: int,
    held_on: date,
    *,
    month: date | None = None,
    starts_at: time | None = None,
    place: str = "",
    number: str | None = None,
    meeting_id: int | None = None,
) -> BodyMeeting:
    """Set a meeting of a body, or move one. What the office has changed by hand no longer follows the rule.

    `month` is the last one that it looks at; without it the date says. Without `number` a new one gets the next.
    """
    body = _body_to_change(actor, body_id)
    meeting = _meeting_of(body, meeting_id)
    heard = month_of(month) if month else month_heard_on(held_on)
    _check_dates(body, meeting, held_on, heard, now.date())
    before = meeting_facts(meeting) if meeting.id else None
    if number is None:
        number = meeting.number or proposed_number(held_on, _numbered(queries.meetings_to_plan(body.id, held_on)))
    write_details(meeting, held_on, starts_at, place)
    meeting.month, meeting.number, meeting.is_by_rule = heard, clean_number(number), False
    db.session.add(meeting)
    db.session.flush()  # The audit event names the new meeting's id.
    name, after = "meeting_changed" if before else "meeting_set", meeting_facts(meeting)
    if before != after:
        audit.record(actor, now, name, meeting.id, before=before, after=after)
    follow_rule(actor, now, body)
    db.session.commit()
    return meeting


def call_off_body_meeting(actor: Actor, now: datetime, meeting_id: int, reason: str) -> None:
    """Its rule does not set it anew; whoever was invited is told."""
    meeting = queries.meeting_by_id(meeting_id)
    if meeting is None or meeting.body_id is None:
        raise NotFound(N_("There is no such meeting."))
    body = _body_to_change(actor, meeting.body_id)
    if meeting.held_on < now.date():
        raise Refusal(N_("The day of this meeting has passed, so it cannot be called off."))
    if not reason.strip():
        raise Refusal(N_("Write why the meeting is called off."), "reason")
    take_off_calendar(actor, now, meeting, reason.strip())
    follow_rule(actor, now, body)
    db.session.commit()


def plan_body_meetings(agency_id: int, now: datetime) -> int:
    """Set the coming meetings of every body that has a rule; safe to run again, and by several at once."""
    agency_cycle.agency_to_change(agency_id)
    bodies = [queries.body_by_id(body_id) for body_id in queries.bodies_with_a_rule()]
    changed = sum(follow_rule(None, now, body) for body in bodies if body is not None)
    db.session.commit()
    return changed


def follow_rule(actor: Actor | None, now: datetime, body: Body) -> int:
    """Without a commit: part of every change of the body. Returns how many meetings were set, moved or taken away."""
    today = now.date()
    there = queries.meetings_to_plan(body.id, today)
    rule = rule_from(body.rule) if body.is_active else None
    if rule is None:
        return 0
    days_off = agency_cycle.days_off_around(today)
    standing = [StandingMeeting(one.id, one.month, one.held_on, _follows(one, today)) for one in there]
    whole = AgencyRule(rule, body.moves_to, NOTHING_BEFORE, days_off)
    planning = plan_by_rule(whole, today, standing, queries.months_called_off(body.id, today))
    return _carry_out(actor, now, body, planning, there)


def _follows(meeting: BodyMeeting, today: date) -> bool:
    return meeting.is_by_rule and meeting.held_on > today


def _carry_out(actor: Actor | None, now: datetime, body: Body, planning: Planning, there: list[BodyMeeting]) -> int:
    by_id = {one.id: one for one in there}
    for id_ in planning.dropped:
        take_off_calendar(actor, now, by_id.pop(id_))
    before = {id_: meeting_facts(one) for id_, one in by_id.items()}
    new_days = {id_: day.held_on for id_, day in planning.moved}
    for one in by_id.values():
        if _follows(one, now.date()):
            write_details(one, new_days.get(one.id, one.held_on), body.starts_at, body.place)
    changed = [one for one in by_id.values() if meeting_facts(one) != before[one.id]]
    for one in changed:
        audit.record(actor, now, "meeting_changed", one.id, before=before[one.id], after=meeting_facts(one))
    new = _new_meetings(body, planning.new, list(by_id.values()))
    db.session.add_all(new)
    db.session.flush()  # The audit events name their ids.
    for one in new:
        audit.record(actor, now, "meeting_set", one.id, after=meeting_facts(one))
    return len(planning.dropped) + len(changed) + len(new)


def _new_meetings(body: Body, days: Sequence[RuleDay], there: list[BodyMeeting]) -> list[BodyMeeting]:
    numbered = _numbered(there)
    new = []
    for day in days:
        number = proposed_number(day.held_on, numbered)
        numbered.append(Numbered(day.held_on, number))
        new.append(_meeting_on(day, body, number))
    return new


def _meeting_on(day: RuleDay, body: Body, number: str) -> BodyMeeting:
    return BodyMeeting(
        body_id=body.id,
        held_on=day.held_on,
        month=day.month,
        starts_at=body.starts_at,
        place=body.place,
        number=number,
        is_by_rule=True,
    )


def _numbered(meetings: list[BodyMeeting]) -> list[Numbered]:
    return [Numbered(one.held_on, one.number) for one in meetings]


def _body_to_change(actor: Actor, body_id: int) -> Body:
    """Locked before any of its meetings, so that its rule and its people change them one after the other."""
    if not can(actor, Action.ARRANGE_MEETINGS):
        raise NotAllowed(N_("Only the secretary or the administrator sets meetings."))
    body = queries.body_by_id(body_id, to_change=True)
    if body is None:
        raise NotFound(N_("There is no such body."))
    return body


def _meeting_of(body: Body, meeting_id: int | None) -> BodyMeeting:
    if meeting_id is None:
        return BodyMeeting(body_id=body.id)
    meeting = queries.meeting_by_id(meeting_id)
    if meeting is None or meeting.body_id != body.id:
        raise NotFound(N_("There is no such meeting."))
    return meeting


def _check_dates(body: Body, meeting: BodyMeeting, held_on: date, month: date, today: date) -> None:
    if abs(held_on - today) > FURTHEST:
        raise Refusal(N_("This date is more than a year away. Check the year."), "held_on")
    if month > held_on:
        raise Refusal(N_("The meeting cannot hear a month that begins after it."), "month")
    other = queries.meeting_on(body.id, held_on)
    if other is not None and other.id != meeting.id:
        raise Refusal(N_("This body has a meeting on that day already."), "held_on")
