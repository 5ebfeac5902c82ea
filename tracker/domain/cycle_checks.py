"""Whether the days of the month's cycle fit each other, said so that the office can mend them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from itertools import pairwise

from tracker.domain.errors import N_, Refusal
from tracker.domain.reporting_cycle import CycleSettings
from tracker.domain.thai_text import clean, to_arabic_digits

MOST_DAYS = 45
MOST_REMINDERS = 5

SHORTEST_MONTH = 28
"""Meetings that are set by hand are taken to lie so far apart."""

_DAY_COUNTS = re.compile(r"\d{1,3}(?:\s*(?:,|\s|และ|and)\s*\d{1,3})*")


def read_day_counts(text: str, field: str) -> tuple[int, ...]:
    """5, 3 as the days before the meeting, the earliest first; nothing where there is no reminder."""
    plain = to_arabic_digits(clean(text))
    if not plain:
        return ()
    if not _DAY_COUNTS.fullmatch(plain):
        raise Refusal(N_("Write the days before the meeting with commas between them, for example 5, 3."), field)
    found = {int(figures) for figures in re.findall(r"\d+", plain)}
    if len(found) > MOST_REMINDERS:
        raise Refusal(
            N_("More than %(most)s reminders only teach people to overlook them."), field, most=MOST_REMINDERS
        )
    return tuple(sorted(found, reverse=True))


def check_cycle(settings: CycleSettings, shortest_between: int) -> None:
    """Opens, then reminds, then is due, then the eve, then the meeting; and ends before the next one opens.

    `shortest_between` are the days from a meeting to the next.
    """
    opens, due = settings.opens_days_before, settings.due_days_before
    _check_number("opens_days_before", opens, 1)
    _check_number("due_days_before", due)
    _check_number("eve_days_before", settings.eve_days_before)
    _check_number("pre_read_days_before", settings.pre_read_days_before)
    _check_number("orders_days_after", settings.orders_days_after)
    _check_number("minimum_gap_days", settings.minimum_gap_days)
    if opens >= shortest_between:
        message = N_(
            "The reports for the next meeting would open before this one is held. Write at most %(most)s days."
        )
        raise Refusal(message, "opens_days_before", most=min(shortest_between - 1, MOST_DAYS))
    if due >= opens:
        raise Refusal(
            N_("The reports are due after they open: write fewer days than %(opens)s."), "due_days_before", opens=opens
        )
    if settings.eve_days_before > due:
        raise Refusal(
            N_("The eve does not come before the day by which reports are sent: write at most %(due)s."),
            "eve_days_before",
            due=due,
        )
    if settings.sends_pre_read and settings.pre_read_days_before >= opens:
        raise Refusal(
            N_("The papers go out after the reports open: write fewer days than %(opens)s."),
            "pre_read_days_before",
            opens=opens,
        )
    _check_reminders(settings)


def _check_number(field: str, number: int, least: int = 0) -> None:
    if not least <= number <= MOST_DAYS:
        raise Refusal(N_("Write a number of days from %(least)s to %(most)s."), field, least=least, most=MOST_DAYS)


def _check_reminders(settings: CycleSettings) -> None:
    opens, due = settings.opens_days_before, settings.due_days_before
    for days in settings.reminder_days_before:
        if not due <= days < opens:
            message = N_(
                "%(days)s days before the meeting is not between the day the reports open (%(opens)s days before) "
                "and the day they are due (%(due)s days before)."
            )
            raise Refusal(message, "reminder_days_before", days=days, opens=opens, due=due)
    if settings.reminder_days_before and settings.minimum_gap_days >= opens:
        raise Refusal(N_("With so long a gap no reminder would ever go out."), "minimum_gap_days")


def shortest_between(days: Sequence[date]) -> int:
    """Between two meetings in order of time."""
    return min(((later - earlier).days for earlier, later in pairwise(days)), default=SHORTEST_MONTH)


def check_quiet_hours(quiet_from: time | None, quiet_until: time | None) -> None:
    """Over midnight or not; neither is set where it is sent at any hour."""
    if (quiet_from is None) != (quiet_until is None):
        missing = "quiet_from" if quiet_from is None else "quiet_until"
        raise Refusal(N_("Write from when and until when, or leave both empty."), missing)
    if quiet_from is not None and quiet_from == quiet_until:
        raise Refusal(N_("From and until are the same, so nothing would ever be sent."), "quiet_until")
