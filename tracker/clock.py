"""The only reader of the clock: everything else is given now or today."""

from __future__ import annotations

from datetime import date, datetime

from tracker.domain.fiscal_year import BANGKOK

_pinned: list[date] = []


def pin_today(day: date | None) -> None:
    """Let `day` be today in this process (TRACKER_TODAY), or the real day again with None."""
    _pinned[:] = [] if day is None else [day]


def machine_now() -> datetime:
    """Whatever day is pinned: for who waits by the machine's clock."""
    return datetime.now(BANGKOK)


def now() -> datetime:
    """The moment in Asia/Bangkok; on a pinned day the time of day stays the real one."""
    moment = machine_now()
    if _pinned:
        return datetime.combine(_pinned[0], moment.timetz())
    return moment


def today() -> date:
    return now().date()
