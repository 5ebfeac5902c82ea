"""When a body meets, as a rule: the first Wednesday, day 5, the last working day; of each month or of some.

A rule is kept as a short text (`1 wed`, `last fri`, `day 5`, `workday last of 1,4,7,10`). Its own day may be a day
off; the meeting then goes to the working day after it or before it, if need be out of the month. What the meeting
hears follows from the rule and never from where a holiday moved it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.errors import N_, Refusal
from tracker.domain.fiscal_year import add_months, month_end, months_between
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.reporting_cycle import (
    LAST_DAY_FOR_THE_MONTH_BEFORE,
    is_working_day,
    working_day_from,
    working_day_until,
)


class RuleKind(StrEnum):
    WEEKDAY = "weekday"
    DAY = "day"
    WORKING_DAY = "working_day"


LAST = -1
"""Stands for the last one of the month, however many there are."""

EVERY_MONTH = frozenset(range(1, 13))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

#: A fifth Wednesday is not in every month, and the eleventh working day may lie in either half of it.
HIGHEST_PLACE = {RuleKind.WEEKDAY: 4, RuleKind.DAY: 31, RuleKind.WORKING_DAY: 10}

_SECOND_HALF_FROM_WEEK = 3

_TEXT = re.compile(
    r"(?:(?P<place>[1-4]|last) (?P<weekday>mon|tue|wed|thu|fri|sat|sun)"
    r"|day (?P<day>\d{1,2})|workday (?P<workday>\d{1,2}|last))"
    r"(?: of (?P<months>\d{1,2}(?:,\d{1,2})*))?"
)


@dataclass(frozen=True, slots=True)
class MeetingRule:
    kind: RuleKind
    #: Counted from 1, or LAST; for a day of the month its number, of which a shorter month has its last day.
    place: int
    #: Monday is 0; for a weekday rule only.
    weekday: int = 0
    #: The calendar months in which the rule's own day lies.
    months: frozenset[int] = EVERY_MONTH

    def __post_init__(self) -> None:
        highest = HIGHEST_PLACE[self.kind]
        if not (1 <= self.place <= highest or (self.place == LAST and self.kind is not RuleKind.DAY)):
            raise Refusal(N_("Write a number from 1 to %(highest)s."), "place", highest=highest)
        if not 0 <= self.weekday < len(WEEKDAYS):
            raise Refusal(N_("Choose the day of the week."), "weekday")
        if not self.months or not self.months <= EVERY_MONTH:
            raise Refusal(N_("Choose at least one month."), "months")

    def __str__(self) -> str:
        """As it is kept."""
        place = "last" if self.place == LAST else str(self.place)
        words = {
            RuleKind.WEEKDAY: f"{place} {WEEKDAYS[self.weekday]}",
            RuleKind.DAY: f"day {place}",
            RuleKind.WORKING_DAY: f"workday {place}",
        }[self.kind]
        return words if self.months == EVERY_MONTH else f"{words} of {','.join(map(str, sorted(self.months)))}"

    @property
    def may_be_a_day_off(self) -> bool:
        return self.kind is not RuleKind.WORKING_DAY


def rule_from(text: str) -> MeetingRule | None:
    """From the text as it is kept; None where there is no rule."""
    if not text:
        return None
    found = _TEXT.fullmatch(text)
    if found is None:
        raise Refusal(N_("“%(value)s” is no rule for meetings. Choose the rule anew."), value=text)
    months = frozenset(map(int, found["months"].split(","))) if found["months"] else EVERY_MONTH
    if found["weekday"]:
        return MeetingRule(RuleKind.WEEKDAY, _place(found["place"]), WEEKDAYS.index(found["weekday"]), months)
    if found["day"]:
        return MeetingRule(RuleKind.DAY, int(found["day"]), months=months)
    return MeetingRule(RuleKind.WORKING_DAY, _place(found["workday"]), months=months)


def _place(word: str) -> int:
    return LAST if word == "last" else int(word)


def own_day(rule: MeetingRule, month: date, days_off: Collection[date]) -> date | None:
    """The day that the rule names in a month, which may be a day off; None where it names none."""
    if month.month not in rule.months:
        return None
    if rule.kind is RuleKind.DAY:
        return min(month + timedelta(days=rule.place - 1), month_end(month))
    if rule.kind is RuleKind.WEEKDAY:
        return _nth([day for day in _days_of(month) if day.weekday() == rule.weekday], rule.place)
    working = [day for day in _days_of(month) if is_working_day(day, days_off)]
    return _nth(working, rule.place) if working else month_end(month)


def _days_of(month: date) -> list[date]:
    return [month + timedelta(days=days) for days in range(month_end(month).day)]


def _nth(days: list[date], place: int) -> date:
    """The last one where there are fewer: days off may leave a month with three working days."""
    return days[-1] if place == LAST else days[min(place, len(days)) - 1]


def day_in(rule: MeetingRule, month: date, days_off: Collection[date], moves_to: MovesTo) -> date | None:
    """The working day on which the meeting of the month is held; it may lie just outside the month."""
    day = own_day(rule, month, days_off)
    if day is None:
        return None
    return working_day_from(day, days_off) if moves_to is MovesTo.LATER else working_day_until(day, days_off)


def month_heard_by(rule: MeetingRule, month: date) -> date:
    """What the meeting of a month hears: the month before by a rule for the first half, else the month itself.

    It is the same for every month of a rule, so that none is heard twice or never: the third Wednesday is the 15th in
    one month and the 21st in another.
    """
    if rule.place == LAST:
        is_late = True
    elif rule.kind is RuleKind.WEEKDAY:
        is_late = rule.place >= _SECOND_HALF_FROM_WEEK
    else:
        is_late = rule.place > LAST_DAY_FOR_THE_MONTH_BEFORE
    return add_months(month, 0 if is_late else -1)


@dataclass(frozen=True, slots=True)
class RuleDay:
    """A meeting as the rule sets it; `named_on` is the rule's own day, of which `held_on` is the working day."""

    named_on: date
    held_on: date
    month: date


def rule_days(
    rule: MeetingRule, moves_to: MovesTo, first: date, last: date, days_off: Collection[date]
) -> Iterator[RuleDay]:
    """Every meeting held by the rule from `first` to `last`, in order of time."""
    for month in months_between(add_months(first, -1), add_months(last, 1)):
        named_on = own_day(rule, month, days_off)
        held_on = day_in(rule, month, days_off, moves_to)
        if named_on is not None and held_on is not None and first <= held_on <= last:
            yield RuleDay(named_on, held_on, month_heard_by(rule, month))
