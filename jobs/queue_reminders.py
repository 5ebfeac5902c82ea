"""Puts into the ledger what is due to be sent today."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.queries.telling import agencies_to_tell
from tracker.services import reminding

NAME = "queue_reminders"


def run(work: Work) -> None:
    base_url = work.config.base_url
    work.for_each_agency(
        NAME,
        lambda agency_id: reminding.queue_reminders(agency_id, clock.now(), base_url),
        lambda _today: agencies_to_tell(clock.now()),
    )
    reminding.note_idle_agencies(clock.now())
