"""Whose reports somebody may write on, by which link, and until when: asked before anything of a report is changed."""

from __future__ import annotations

from datetime import date, datetime

from tracker.domain.errors import N_, NotAllowed, Refusal
from tracker.domain.permissions import Actor, can_report_for, reaches_meeting

MONTH_IS_FINAL = N_("This month is closed. Ask the office secretary to open it again.")


def check_reach(actor: Actor, division_id: int, meeting_id: int | None) -> None:
    if not can_report_for(actor, division_id):
        raise NotAllowed(N_("This measure is another division's. Only its own people report on it."))
    check_link(actor, meeting_id)


def check_link(actor: Actor, meeting_id: int | None) -> None:
    """Whoever came by the link of a letter reaches the reports of its meeting, and no others."""
    if not reaches_meeting(actor, meeting_id):
        raise NotAllowed(N_("The link in your mail opens the reports of its own meeting only. Sign in for others."))


def check_link_of_order(given_in: date, link_held_on: date | None) -> None:
    """The link of a letter reaches what was ordered up to its own meeting, which is what its page shows."""
    if link_held_on is None or given_in > link_held_on:
        raise NotAllowed(N_("The link in your mail opens the reports of its own meeting only. Sign in for others."))


def check_not_final(closed_at: datetime | None) -> None:
    if closed_at is not None:
        raise Refusal(MONTH_IS_FINAL)
