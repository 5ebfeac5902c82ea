"""The meetings of the demonstration's year, so that today always lies in an open window."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from tracker.domain.fiscal_year import add_months, fiscal_year_of, fiscal_year_start, months_between
from tracker.domain.meeting_rules import MeetingRule, RuleKind
from tracker.domain.reporting_cycle import month_heard_on, working_day_from, working_day_until

WEDNESDAY = 2
MONTHS_BACK = 12
AHEAD = range(4, 9)
"""Days until the coming meeting at which the first Wednesday is left alone: reports are coming in, none is late."""
MOVED_AHEAD = timedelta(days=5)
PLACE = "ห้องประชุมสาธิตธานี ชั้น ๓"
MEETING_STARTS_AT = time(9, 30)
MEETING_RULE = MeetingRule(RuleKind.WEEKDAY, 1, WEDNESDAY)
"""What the past meetings were set by, too; one now and then was moved by hand."""


@dataclass(frozen=True, slots=True)
class MeetingDate:
    """`planned_on` differs from `held_on` where the meeting was moved."""

    month: date
    planned_on: date
    held_on: date


def meetings_of_the_year(today: date, days_off: Collection[date]) -> list[MeetingDate]:
    """About twelve past meetings and the one to come, on the first Wednesday or the working day after it.

    The first month belongs to last fiscal year's plan, which is the oldest that the demonstration has.
    """
    coming = coming_meeting(today, days_off)
    oldest = fiscal_year_start(fiscal_year_of(today) - 1)
    first = max(add_months(coming.month, -MONTHS_BACK), oldest)
    past = [_as_planned(month, days_off) for month in months_between(first, add_months(coming.month, -1))]
    return [*past, coming]


def coming_meeting(today: date, days_off: Collection[date]) -> MeetingDate:
    for month in (add_months(today, -1), add_months(today, 0)):
        planned = _as_planned(month, days_off)
        if (planned.held_on - today).days in AHEAD:
            return planned
    held_on = working_day_from(today + MOVED_AHEAD, days_off)
    if (held_on - today).days not in AHEAD:
        held_on = working_day_until(today + MOVED_AHEAD, days_off)  # Before the long holiday, then.
    month = month_heard_on(held_on)
    return MeetingDate(month, _as_planned(month, days_off).held_on, held_on)


def _as_planned(month: date, days_off: Collection[date]) -> MeetingDate:
    """The meeting of the month after hears this month."""
    day = add_months(month, 1)
    day += timedelta(days=(WEDNESDAY - day.weekday()) % 7)
    held_on = working_day_from(day, days_off)
    return MeetingDate(month, held_on, held_on)
