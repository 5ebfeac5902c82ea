"""Opens the owed reports of every meeting whose window has begun."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.queries.opening import agencies_to_open
from tracker.services import meetings

NAME = "open_windows"


def run(work: Work) -> None:
    work.for_each_agency(
        NAME,
        lambda agency_id: meetings.open_windows(agency_id, clock.now()),
        lambda _today: agencies_to_open(clock.now()),
    )
