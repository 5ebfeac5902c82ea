"""The link in a letter that opens one person's own reports of one meeting without a password, and when it stops to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LASTS_AFTER_MEETING = timedelta(days=31)
"""The end of every link, also of a month that nobody ever closes; the last day still counts."""


class LinkRefusal(StrEnum):
    """Why a link opens nothing."""

    ALTERED = "altered"
    NOT_ALLOWED = "not_allowed"
    WITHDRAWN = "withdrawn"
    ACCOUNT_CLOSED = "account_closed"
    NO_POST = "no_post"
    MONTH_CLOSED = "month_closed"
    RUN_OUT = "run_out"
    #: It opens its own reports, but another one was asked for.
    OTHER_REPORT = "other_report"


FOR_GOOD = frozenset({LinkRefusal.MONTH_CLOSED, LinkRefusal.RUN_OUT})
"""The link had its time; no mistake of anybody's."""


@dataclass(frozen=True, slots=True)
class LinkIdentity:
    """What a link is for. All of it is signed, so that a link cannot be turned to anything else."""

    id: int
    agency_id: int
    user_id: int
    meeting_id: int

    @property
    def signed_text(self) -> str:
        return f"{self.id}:{self.agency_id}:{self.user_id}:{self.meeting_id}"


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What decides today whether a link opens its reports."""

    is_allowed: bool
    is_withdrawn: bool
    is_account_open: bool
    holds_post: bool
    is_month_closed: bool
    held_on: date


def refused_because(facts: LinkFacts, today: date) -> LinkRefusal | None:
    """None while the link opens the reports; of several reasons the one that its reader can do least about."""
    reasons = (
        (not facts.is_account_open, LinkRefusal.ACCOUNT_CLOSED),
        (not facts.holds_post, LinkRefusal.NO_POST),
        (facts.is_withdrawn, LinkRefusal.WITHDRAWN),
        (facts.is_month_closed, LinkRefusal.MONTH_CLOSED),
        (today > facts.held_on + LASTS_AFTER_MEETING, LinkRefusal.RUN_OUT),
        (not facts.is_allowed, LinkRefusal.NOT_ALLOWED),
    )
    return next((reason for applies, reason in reasons if applies), None)
