"""The month of following up: when each step falls before the meeting, and what is owed for a month.

Nothing here is a timer. Every answer follows from the meeting's date, the agency's settings and the day
that is asked about, so a machine that was switched off comes to the same answers when it is on again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.cadence import Cadence
from tracker.domain.fiscal_year import (
    add_months,
    fiscal_year_end,
    fiscal_year_of,
    fiscal_year_start,
    month_of,
    months_between,
)

LAST_DAY_FOR_THE_MONTH_BEFORE = 15
"""A meeting held up to this day hears the month before, a later one its own month."""

LONGEST_OPEN_DAYS = 31
"""A month that nobody closes stays open this long after its meeting, where no later window opens before."""

MOST_MONTHS_HEARD = 12
"""After a longer time without a meeting the months before are no longer asked about."""

SATURDAY = 5

MONTHS_ASKED: dict[Cadence, frozenset[int]] = {
    Cadence.WEEKLY: frozenset(range(1, 13)),
    Cadence.MONTHLY: frozenset(range(1, 13)),
    Cadence.EVERY_TWO_MONTHS: frozenset({11, 1, 3, 5, 7, 9}),
    Cadence.QUARTERLY: frozenset({12, 3, 6, 9}),
    Cadence.HALF_YEARLY: frozenset({3, 9}),
    Cadence.YEARLY: frozenset({9}),
    Cadence.ONCE: frozenset(),
}
"""Calendar months in which each cadence asks for a report."""

ALSO_ASKED_AT_THE_END = frozenset({Cadence.EVERY_TWO_MONTHS, Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.ONCE})
"""Cadences that ask for the period's last month whatever month it is."""


@dataclass(frozen=True, slots=True)
class CycleSettings:
    """Calendar days before the meeting, and after it where the name says so."""

    opens_days_before: int = 10
    reminder_days_before: tuple[int, ...] = (5, 3)
    due_days_before: int = 2
    eve_days_before: int = 1
    orders_days_after: int = 1
    #: Between two letters that ask the same person for the same reports.
    minimum_gap_days: int = 1
    tells_executives: bool = True
    #: The papers of the meeting, to those who attend it.
    sends_pre_read: bool = True
    pre_read_days_before: int = 2


@dataclass(frozen=True, slots=True)
class ReminderDay:
    """`days_before` is the setting it comes from; `on` may have moved off a day off."""

    days_before: int
    on: date


@dataclass(frozen=True, slots=True)
class Cycle:
    """The days of one meeting's month. Reminders are in order of time."""

    held_on: date
    opens_on: date
    #: The first working day of the window: what is sent to people waits for it.
    request_on: date
    reminders: tuple[ReminderDay, ...]
    due_on: date
    #: When those who attend get the papers.
    pre_read_on: date
    #: Pre-flight, and what the executives are told before the meeting.
    eve_on: date

    @property
    def reminders_on(self) -> tuple[date, ...]:
        return tuple(reminder.on for reminder in self.reminders)


def month_heard_on(day: date) -> date:
    """The month that a meeting held on `day` hears reports about, unless the office says otherwise."""
    return add_months(month_of(day), -1 if day.day <= LAST_DAY_FOR_THE_MONTH_BEFORE else 0)


def first_month_heard(month: date, heard_before: date | None) -> date:
    """The first month that the meeting which hears `month` is about: it takes up where the meeting before left off.

    An office that meets every two months, or called a meeting off, forgets no month so: what was asked for in the
    months between is owed with the next meeting, in one report. `heard_before` is the last month that an earlier
    meeting heard; the first meeting of all hears its own month only.
    """
    if heard_before is None:
        return month
    return max(add_months(heard_before, 1), add_months(month, 1 - MOST_MONTHS_HEARD))


def is_working_day(day: date, days_off: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in days_off


def working_day_from(day: date, days_off: Collection[date]) -> date:
    """The day itself, or the next working day."""
    while not is_working_day(day, days_off):
        day += timedelta(days=1)
    return day


def working_day_until(day: date, days_off: Collection[date]) -> date:
    """The day itself, or the working day before."""
    while not is_working_day(day, days_off):
        day -= timedelta(days=1)
    return day


def cycle_of(held_on: date, settings: CycleSettings, days_off: Collection[date]) -> Cycle:
    """Every step of a meeting's month; moving the meeting moves them all.

    A deadline cannot stand on a day off, so it comes forward to the working day before, and so do the papers and the
    eve, of which nothing is left by the next one. What asks people for something waits for the next working day
    instead; a reminder that would wait until after the deadline is left out, and so is one set before the window opens.
    """

    def before(days: int) -> date:
        return held_on - timedelta(days=days)

    due_on = working_day_until(before(settings.due_days_before), days_off)
    reminders = (
        ReminderDay(days, working_day_from(before(days), days_off))
        for days in sorted(set(settings.reminder_days_before), reverse=True)
        if days < settings.opens_days_before
    )
    return Cycle(
        held_on=held_on,
        opens_on=before(settings.opens_days_before),
        request_on=working_day_from(before(settings.opens_days_before), days_off),
        reminders=tuple(reminder for reminder in reminders if reminder.on <= due_on),
        due_on=due_on,
        pre_read_on=working_day_until(before(settings.pre_read_days_before), days_off),
        eve_on=working_day_until(before(settings.eve_days_before), days_off),
    )


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a measure is to be carried out, and which months it is asked about.

    `is_assumed` says that the plan states no dates and the whole fiscal year is taken instead.
    """

    start: date
    end: date
    cadences: Set[Cadence]
    is_assumed: bool = False


def schedule_of(
    start: date | None, end: date | None, cadences: Collection[Cadence], plan_fiscal_year: int, default: Cadence
) -> Schedule:
    """The dates and cadences that count, where the plan may leave some unsaid.

    A deadline alone runs from the start of the fiscal year; no dates at all mean the plan's whole year; a cadence
    that is not stated or has no months of its own is the agency's default.
    """
    known = {cadence for cadence in cadences if cadence in MONTHS_ASKED}
    last = end or fiscal_year_end(plan_fiscal_year)
    first = start or fiscal_year_start(min(plan_fiscal_year, fiscal_year_of(last)))
    return Schedule(first, last, frozenset(known or {default}), is_assumed=start is None and end is None)


def asks_for(schedule: Schedule, month: date) -> bool:
    """Whether an unfinished assignment owes a report for the month.

    Inside the period the cadences decide; after its end every month is owed until the work is done or cancelled.
    """
    last_month = month_of(schedule.end)
    if month < month_of(schedule.start):
        return False
    if month > last_month:
        return True
    if month == last_month and schedule.cadences & ALSO_ASKED_AT_THE_END:
        return True
    return any(month.month in MONTHS_ASKED[cadence] for cadence in schedule.cadences)


def months_asked_until(schedule: Schedule, month: date) -> list[date]:
    """Every month asked for up to `month`, in order."""
    if month < month_of(schedule.start):
        return []
    return [each for each in months_between(schedule.start, month) if asks_for(schedule, each)]


def owes(schedule: Schedule, month: date, done_in: date | None) -> bool:
    """Whether an assignment owes a report for the month, unless it was done in a month before."""
    return (done_in is None or done_in >= month) and asks_for(schedule, month)


def month_in_question(today: date, opened: Collection[tuple[date, date]]) -> date:
    """The month whose reports are being collected on a day.

    `opened` holds (day its window opens, month it hears) of the agency's meetings. Before the first window opens,
    or without any meeting, it is the month that a meeting held today would hear.
    """
    begun = [(opens_on, month) for opens_on, month in opened if opens_on <= today]
    return max(begun)[1] if begun else month_heard_on(today)


def closes_by_itself_on(held_on: date, opened_on: date, later_windows: Iterable[date]) -> date:
    """The first day on which a month closes by itself, if the office has not closed it.

    `opened_on` is when its reports were opened, or opened again; `later_windows` are the days on which the windows of
    later meetings open.

    It stays open until the next window opens, at the longest for so many days after the meeting, and in any case on
    the day of the meeting. A month that was opened later than it should, or opened again, is counted anew from that
    day: only windows that open after it end it.
    """
    since = max(held_on, opened_on)
    ends = [since + timedelta(days=LONGEST_OPEN_DAYS), *(day for day in later_windows if day > opened_on)]
    return max(min(ends), since + timedelta(days=1))
