"""Which meetings an agency's rule sets ahead of time, moves and takes away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_rules import MeetingRule, RuleDay, rule_days
from tracker.domain.reporting_cycle import CycleSettings, cycle_of

MEETINGS_AHEAD = 3
"""So many meetings are there ahead of time: their windows open by themselves, and people see them coming."""

FURTHEST_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class StandingMeeting:
    """A meeting that is there already."""

    id: int
    month: date
    held_on: date
    #: Set by the rule and untouched since, and its window has not begun: it goes where the rule goes.
    follows: bool


@dataclass(frozen=True, slots=True)
class Planning:
    new: tuple[RuleDay, ...] = ()
    #: By the meeting's id.
    moved: tuple[tuple[int, RuleDay], ...] = ()
    dropped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyRule:
    """The rule with what it needs to be carried out."""

    rule: MeetingRule
    moves_to: MovesTo
    settings: CycleSettings
    days_off: Collection[date]

    def days_after(self, today: date) -> Iterable[RuleDay]:
        """Meetings to come for which there is still time: whose reports are not due before today."""
        return (
            day
            for day in rule_days(self.rule, self.moves_to, today, today + FURTHEST_AHEAD, self.days_off)
            if day.held_on > today and cycle_of(day.held_on, self.settings, self.days_off).due_on >= today
        )


def plan_by_rule(
    rule: AgencyRule, today: date, meetings: Sequence[StandingMeeting], called_off: Collection[date]
) -> Planning:
    """What the rule makes of the meetings that are there; asked again afterwards it changes nothing.

    `called_off` are months whose meeting the office called off: it is not made anew. A meeting that would be held
    before one of an earlier month, or after one of a later month, is left out.
    """
    fixed = [one for one in meetings if not one.follows]
    following = {one.month: one for one in meetings if one.follows}
    new: list[RuleDay] = []
    moved: list[tuple[int, RuleDay]] = []
    kept = 0
    for day in rule.days_after(today):
        if any(one.month == day.month for one in fixed) or day.month in called_off or not _in_order(day, fixed):
            continue
        if (there := following.pop(day.month, None)) is not None:
            kept += 1
            moved += [(there.id, day)] if there.held_on != day.held_on else []
        elif kept + len(new) + sum(today < one.held_on < day.held_on for one in fixed) < MEETINGS_AHEAD:
            new.append(day)
    return Planning(tuple(new), tuple(moved), tuple(sorted(one.id for one in following.values())))


def _in_order(day: RuleDay, fixed: Iterable[StandingMeeting]) -> bool:
    return all((one.month < day.month) == (one.held_on < day.held_on) for one in fixed)
