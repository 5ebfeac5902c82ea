"""Whose meeting it is, and where a meeting goes that its rule puts on a day off."""

from __future__ import annotations

from enum import StrEnum


class MeetingKind(StrEnum):
    """The heads of the divisions, on whose meeting the month of reporting hangs, or another body of the agency.

    A meeting that was called off is of neither any more: it is kept for what was sent about it, and so that its rule
    does not set it anew.
    """

    DEPARTMENT_HEADS = "department_heads"
    BODY = "body"
    CALLED_OFF = "called_off"


class MovesTo(StrEnum):
    """The working day after the day off, or the one before it."""

    LATER = "later"
    EARLIER = "earlier"
