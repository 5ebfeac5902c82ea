"""Tells whoever is invited to a meeting of what has changed about it."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.queries import invitations as queries
from tracker.services import invitations

NAME = "queue_invitations"


def run(work: Work) -> None:
    base_url = work.config.base_url
    work.for_each_agency(
        NAME,
        lambda agency_id: invitations.queue_invitations(agency_id, clock.now(), base_url),
        queries.agencies_with_invitations,
    )
