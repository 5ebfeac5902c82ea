"""Whose meeting it is, and where a meeting goes that its rule puts on a day off."""

from __future__ import annotations

from enum import StrEnum


class MeetingKind(StrEnum):
    """The heads of the divisions, on whose meeting the month of reporting hangs, or another body of the agency."""

    DEPARTMENT_HEADS = "department_heads"
    BODY = "body"


class MovesTo(StrEnum):
    """The working day after the day off, or the one before it."""

    LATER = "later"
    EARLIER = "earlier"
