"""A year of an agency as plain facts, as an office would write them on a sheet of paper, and what is owed by them.

Nothing of the program is asked: the rules are read afresh from their words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

A_DAY = timedelta(days=1)

EVERY_MONTH = range(1, 13)
ASKED_IN: Mapping[str, Sequence[int]] = {
    "weekly": EVERY_MONTH,
    "monthly": EVERY_MONTH,
    "every_two_months": (11, 1, 3, 5, 7, 9),
    "quarterly": (12, 3, 6, 9),
    "half_yearly": (3, 9),
    "yearly": (9,),
    "once": (),
}
#: These ask for the last month of the period too, whatever month it is.
AND_AT_THE_END = {"every_two_months", "quarterly", "half_yearly", "once"}


@dataclass(frozen=True)
class Post:
    who: str
    role: str
    division: str | None = None
    first: date = date.min
    last: date = date.max
    is_acting: bool = False


@dataclass(frozen=True)
class Task:
    """What one division has to do for one measure; the days are those of the plan, where it states them."""

    id: int
    number: str
    division: str
    starts_on: date | None
    ends_on: date | None
    cadences: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    month: date
    sent_on: date
    is_done: bool = False
    #: Sent back to be mended, and not sent again.
    returned_on: date = date.max


@dataclass(frozen=True)
class Meeting:
    held_on: date
    month: date


@dataclass(frozen=True)
class Order:
    id: int
    given_in: date
    recorded_on: date
    number: str
    division: str
    answered_on: date = date.max


@dataclass(frozen=True)
class Settings:
    opens: int = 10
    reminders: tuple[int, ...] = (5, 3)
    due: int = 2
    eve: int = 1
    orders_after: int = 1
    gap: int = 1
    tells_executives: bool = True
    sends_papers: bool = True
    papers: int = 2


@dataclass
class Sheet:
    """Everything that is to be known about an agency's year."""

    fiscal_year: int
    settings: Settings
    days_off: frozenset[date]
    meetings: list[Meeting]
    tasks: list[Task]
    posts: list[Post]
    #: Who is told when a division is late.
    superiors: dict[str, str]
    #: By task.
    reports: defaultdict[int, list[Report]] = field(default_factory=lambda: defaultdict(list))
    orders: list[Order] = field(default_factory=list)

    def works_on(self, day: date) -> bool:
        return day.isoweekday() <= 5 and day not in self.days_off

    def first_working_day(self, day: date) -> date:
        while not self.works_on(day):
            day += A_DAY
        return day

    def last_working_day(self, day: date) -> date:
        while not self.works_on(day):
            day -= A_DAY
        return day


def months(first: date, last: date) -> list[date]:
    found = [first.replace(day=1)]
    while found[-1] < last.replace(day=1):
        found.append((found[-1] + 31 * A_DAY).replace(day=1))
    return [month for month in found if month <= last]


def asks_for(sheet: Sheet, task: Task, month: date) -> bool:
    """Monthly where the plan says nothing; after the end of the period every month."""
    year = sheet.fiscal_year - 543
    ends_on = task.ends_on or date(year, 9, 30)
    its_year = min(year, ends_on.year + (ends_on.month >= 10))
    starts_on = task.starts_on or date(its_year - 1, 10, 1)
    cadences = [one for one in task.cadences if one in ASKED_IN] or ["monthly"]
    last = ends_on.replace(day=1)
    if month > last:
        return True
    if month < starts_on.replace(day=1):
        return False
    at_the_end = month == last and any(one in AND_AT_THE_END for one in cadences)
    return at_the_end or any(month.month in ASKED_IN[one] for one in cadences)


def is_asked(sheet: Sheet, meeting: Meeting, task: Task, day: date) -> bool:
    """For the months since the meeting before, in one report, unless it was done by then."""
    before = max((other.month for other in sheet.meetings if other.month < meeting.month), default=None)
    heard = months((before + 31 * A_DAY).replace(day=1), meeting.month) if before else [meeting.month]
    latest = latest_report(sheet, task, meeting.month, day)
    was_done = latest is not None and latest.is_done and latest.month < meeting.month
    return not was_done and any(asks_for(sheet, task, month) for month in heard)


def is_missing(sheet: Sheet, meeting: Meeting, task: Task, day: date) -> bool:
    latest = latest_report(sheet, task, meeting.month, day)
    is_there = latest is not None and latest.month == meeting.month
    return is_asked(sheet, meeting, task, day) and not is_there


def latest_report(sheet: Sheet, task: Task, month: date, day: date) -> Report | None:
    theirs = sheet.reports[task.id]
    received = [one for one in theirs if one.month <= month and one.sent_on <= day < one.returned_on]
    return max(received, key=lambda one: one.month, default=None)
