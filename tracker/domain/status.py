"""Progress and health: one rule in one place, with today given.

An assignment is judged by what its schedule expects and by its latest report, a measure by its assignments. Health is
told only while it means something: from the start of the period until the work is done or cancelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from tracker.domain.progress import Answer, Health, Progress
from tracker.domain.reporting_cycle import Schedule, months_asked_until

LAG_TOLERATED = 25.0
"""Points by which the elapsed share of the period may exceed the reported percent."""

WORST_FIRST = (Health.OVERDUE, Health.BLOCKED, Health.AT_RISK, Health.ON_TRACK)


class LatestReport(NamedTuple):
    """What an assignment said last, as far as it was received by the day in question.

    This and the other values of one assignment are tuples: a page makes hundreds of each, and a frozen dataclass
    takes three times as long to make.
    """

    month: date
    answer: Answer
    progress: Progress
    percent: int


def latest_report(
    month: date | None, answer: Answer | None, progress: Progress | None, percent: int | None
) -> LatestReport | None:
    """From a row of the database, where there may be no report; a received one has all four."""
    if month is None or answer is None or progress is None or percent is None:
        return None
    return LatestReport(month, answer, progress, percent)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a schedule expects on a day: worked out once, used for every measure and division that it binds."""

    month: date
    #: Whether a report is asked for the month in question, or for one since the last meeting.
    is_asked: bool
    #: The second latest month asked for: whoever was last heard before it has missed two in a row.
    second_latest: date | None
    has_begun: bool
    has_ended: bool
    #: The share of the period's days that have gone by, from 0 to 100.
    elapsed_percent: float


class Standing(NamedTuple):
    """Where an assignment or a measure stands on a day."""

    progress: Progress
    health: Health | None
    percent: float
    owed: int
    received: int


def expected_on(schedule: Schedule, month: date, today: date, first_month: date | None = None) -> Expected:
    """For the month in question, with those from `first_month` on of which there was no meeting: they are one round."""
    asked = months_asked_until(schedule, month)
    is_asked = bool(asked) and asked[-1] >= (first_month or month)
    before = [each for each in asked if each < (first_month or month)] if is_asked else asked[:-1]
    return Expected(
        month=month,
        is_asked=is_asked,
        second_latest=before[-1] if before else None,
        has_begun=today >= schedule.start,
        has_ended=today > schedule.end,
        elapsed_percent=elapsed_percent(schedule, today),
    )


def assignment_standing(expected: Expected, latest: LatestReport | None, is_cancelled: bool) -> Standing:
    if is_cancelled:
        return Standing(Progress.CANCELLED, None, latest.percent if latest else 0, owed=0, received=0)
    progress = latest.progress if latest else Progress.NOT_STARTED
    percent = latest.percent if latest else 0
    was_done_before = progress is Progress.DONE and latest is not None and latest.month < expected.month
    owed = int(expected.is_asked and not was_done_before)
    received = int(owed and latest is not None and latest.month >= expected.month)
    return Standing(progress, _health(expected, latest), percent, owed, received)


def _health(expected: Expected, latest: LatestReport | None) -> Health | None:
    if not expected.has_begun or (latest is not None and latest.progress is Progress.DONE):
        return None
    if expected.has_ended:
        return Health.OVERDUE
    if latest is not None and latest.answer is Answer.CANNOT_DO:
        return Health.BLOCKED
    if _missed_two(expected, latest) or _lags_behind(expected, latest.percent if latest else 0):
        return Health.AT_RISK
    return Health.ON_TRACK


def _missed_two(expected: Expected, latest: LatestReport | None) -> bool:
    if expected.second_latest is None:
        return False
    return latest is None or latest.month < expected.second_latest


def _lags_behind(expected: Expected, percent: int) -> bool:
    return expected.elapsed_percent - percent > LAG_TOLERATED


def elapsed_percent(schedule: Schedule, today: date) -> float:
    """The share of the period's days that have gone by before today, from 0 to 100."""
    days = (schedule.end - schedule.start).days + 1
    return min(max((today - schedule.start).days / days * 100, 0.0), 100.0)


def measure_standing(expected: Expected, assignments: Sequence[Standing], is_cancelled: bool) -> Standing:
    """A measure is done when all its assignments are; its percent is their mean, its health the worst of them.

    A measure for which nobody answers yet has not started and is judged by its dates alone.
    """
    active = [standing for standing in assignments if standing.progress is not Progress.CANCELLED]
    if is_cancelled or (assignments and not active):
        return Standing(Progress.CANCELLED, None, 0, owed=0, received=0)
    if not active:
        by_dates = replace(expected, is_asked=False, second_latest=None)
        return assignment_standing(by_dates, None, is_cancelled=False)
    progress, health, percent, owed, received = zip(*active, strict=True)
    return Standing(
        progress=progress[0] if len(set(progress)) == 1 else Progress.IN_PROGRESS,
        health=worst_health(health),
        percent=sum(percent) / len(active),
        owed=sum(owed),
        received=sum(received),
    )


def worst_health(each: Iterable[Health | None]) -> Health | None:
    found = set(each)
    return next((health for health in WORST_FIRST if health in found), None)
