"""How an installation is: what was looked at, what was found and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

MEGABYTE = 1_000_000

TOO_LITTLE_ROOM = 200 * MEGABYTE
"""Below it the next upload or the log of the database may fail."""

ENOUGH_ROOM = 2_000 * MEGABYTE

SILENT = timedelta(hours=1)
"""Without a sign of the timetable; it gives one at least every few minutes."""

FORGOTTEN = timedelta(days=1)
"""By then somebody was not told of something."""

CLOCKS_DIFFER = timedelta(minutes=5)


class Check(StrEnum):
    DATABASE = "database"
    MIGRATIONS = "migrations"
    FOLDERS = "folders"
    DISK = "disk"
    CLOCK = "clock"
    TIMETABLE = "timetable"
    MAIL = "mail"
    EVIDENCE = "evidence"


class Condition(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """`message` and `remedy` are English message ids; the values are for both."""

    check: Check
    condition: Condition
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    #: What to do; empty where all is well.
    remedy: str = ""


def is_sound(findings: Sequence[Finding]) -> bool:
    return all(finding.condition is not Condition.FAULT for finding in findings)


def room(free: int, needed: int) -> Condition:
    """In bytes; `needed` is what a backup would take."""
    if free < TOO_LITTLE_ROOM:
        return Condition.FAULT
    return Condition.OK if free >= max(ENOUGH_ROOM, needed) else Condition.WARNING


def silence(last_sign_at: datetime | None, now: datetime) -> Condition:
    """Of the timetable; one that was never kept is an installation that is still being set up."""
    if last_sign_at is None:
        return Condition.WARNING
    if now - last_sign_at > FORGOTTEN:
        return Condition.FAULT
    return Condition.WARNING if now - last_sign_at > SILENT else Condition.OK
