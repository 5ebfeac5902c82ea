"""How divisions answer: punctually, late, by telephone or not at all. What is random is so by a fixed seed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from tracker.demo.people import AUDIT, CLERK_OFFICE, EDUCATION, FINANCE, HEALTH, STRATEGY, WELFARE, WORKS
from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.reporting_cycle import Cycle, is_working_day

SEED = "Tidtam"
OFFICE_OPENS = time(8, 40)
OFFICE_MINUTES = 450


@dataclass(frozen=True, slots=True)
class Habit:
    """Shares of the months; what is left over is sent in time."""

    late: float
    silent: float
    by_telephone: float = 0.0
    #: Of the reports, those that are left out when the others are sent.
    forgotten: float = 0.0


HABITS = {
    CLERK_OFFICE: Habit(late=0.05, silent=0.0),
    FINANCE: Habit(late=0.1, silent=0.0, forgotten=0.03),
    WORKS: Habit(late=0.45, silent=0.1, forgotten=0.1),
    HEALTH: Habit(late=0.15, silent=0.05, forgotten=0.05),
    EDUCATION: Habit(late=0.3, silent=0.3),
    WELFARE: Habit(late=0.15, silent=0.05, by_telephone=0.6),
    STRATEGY: Habit(late=0.05, silent=0.0),
    AUDIT: Habit(late=0.05, silent=0.05),
}
ANYBODY = Habit(late=0.1, silent=0.1)


@dataclass(frozen=True, slots=True)
class Sitting:
    """When a division sits down to report, and whether it rings up instead."""

    at: datetime
    by_telephone: bool


def luck_of(*about: object) -> Random:
    """The same for the same things on every run and in any order."""
    return Random("/".join(map(str, (SEED, *about))))


def sitting_of(division: str, month: date, cycle: Cycle, days_off: Collection[date]) -> Sitting | None:
    """None in a month in which the division sends nothing."""
    luck, habit = luck_of(division, month), HABITS.get(division, ANYBODY)
    fate = luck.random()
    if fate < habit.silent:
        return None
    if fate < habit.silent + habit.late:
        days = _working_days(cycle.due_on + timedelta(days=1), cycle.held_on + timedelta(days=2), days_off)
    else:
        days = _working_days(cycle.opens_on, cycle.due_on, days_off)
    day = luck.choice(days or [cycle.due_on])
    return Sitting(in_office_hours(day, luck), luck.random() < habit.by_telephone)


def forgets(division: str, luck: Random) -> bool:
    return luck.random() < HABITS.get(division, ANYBODY).forgotten


def _working_days(first: date, last: date, days_off: Collection[date]) -> list[date]:
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return [day for day in days if is_working_day(day, days_off)]


def in_office_hours(day: date, luck: Random) -> datetime:
    return datetime.combine(day, OFFICE_OPENS, BANGKOK) + timedelta(minutes=luck.randrange(OFFICE_MINUTES))


def moments_since(opened_on: date, now: datetime, days_off: Collection[date], count: int) -> list[datetime]:
    """`count` moments in order of time between the opening of the window and now, in office hours if there were any."""
    hours = (time(9, 5), time(10, 40), time(13, 25), time(15, 10))
    in_office = [
        datetime.combine(day, hour, BANGKOK) for day in _working_days(opened_on, now.date(), days_off) for hour in hours
    ]
    past = [moment for moment in in_office if moment < now - timedelta(minutes=30)]
    if not past:
        return [now - timedelta(minutes=25 - 20 * place / count) for place in range(count)]
    return [past[place * len(past) // count] + timedelta(minutes=2 * place) for place in range(count)]
