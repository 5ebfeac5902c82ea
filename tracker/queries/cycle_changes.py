"""What a change of the settings, the rule or the days off would move, before it is saved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.cycle_moves import StepMove, step_days, step_moves
from tracker.domain.meeting_planning import AgencyRule, Planning, plan_by_rule
from tracker.domain.reporting_cycle import CycleSettings
from tracker.models import Meeting
from tracker.queries import meeting_calendar as calendar


@dataclass(frozen=True, slots=True)
class Cycles:
    """What the days of an agency's meetings follow from."""

    settings: CycleSettings
    days_off: Collection[date]
    #: None where every meeting is set by hand.
    rule: AgencyRule | None


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """A meeting to come whose day or steps would be others; before is empty for a new one, after for one that goes."""

    month: date
    before: date | None
    after: date | None
    #: Only the steps that change.
    moves: Sequence[StepMove] = ()


@dataclass(frozen=True, slots=True)
class MeetingToCome:
    """A meeting as it would stand; `id` is empty for one that would be set."""

    id: int | None
    held_on: date
    month: date


def planning_of(rule: AgencyRule | None, meetings: Sequence[Meeting], today: date) -> Planning:
    """What the rule would set, move and take away."""
    if rule is None:
        return Planning()
    standing = calendar.standing(meetings, rule.settings.opens_days_before, today)
    return plan_by_rule(rule, today, standing, calendar.months_called_off(today))


def meetings_under(planning: Planning, meetings: Sequence[Meeting], today: date) -> list[MeetingToCome]:
    """The meetings to come as they would stand, in order of time."""
    moved = {id_: day.held_on for id_, day in planning.moved}
    there = [
        MeetingToCome(one.id, moved.get(one.id, one.held_on), one.month)
        for one in meetings
        if one.id not in planning.dropped and one.closed_at is None
    ]
    new = [MeetingToCome(None, day.held_on, day.month) for day in planning.new]
    return sorted((one for one in (*there, *new) if one.held_on >= today), key=lambda one: one.held_on)


def changes(before: Cycles, after: Cycles, today: date) -> list[MeetingChange]:
    """Every meeting to come that would not be as it is."""
    meetings = calendar.meetings_since(today - calendar.LOOKED_BACK)
    planning = planning_of(after.rule, meetings, today)
    will_be = {one.id: one.held_on for one in meetings_under(planning, meetings, today)}
    found = [
        _change(one, will_be.get(one.id), before, after, today)
        for one in meetings
        if one.closed_at is None and one.held_on >= today
    ]
    found += [MeetingChange(day.month, None, day.held_on) for day in planning.new]
    return sorted((one for one in found if _is_one(one)), key=lambda one: one.before or one.after or today)


def _change(meeting: Meeting, held_on: date | None, before: Cycles, after: Cycles, today: date) -> MeetingChange:
    if held_on is None:
        return MeetingChange(meeting.month, meeting.held_on, None)
    moves = step_moves(
        step_days(meeting.held_on, before.settings, before.days_off),
        step_days(held_on, after.settings, after.days_off),
        today,
    )
    return MeetingChange(meeting.month, meeting.held_on, held_on, [move for move in moves if move.changes])


def _is_one(change: MeetingChange) -> bool:
    return change.before != change.after or bool(change.moves)
