"""Sets the coming meetings of every agency whose rule has some to set."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.queries import meeting_calendar
from tracker.services import meeting_rules

NAME = "plan_meetings"


def run(work: Work) -> None:
    work.for_each_agency(
        NAME,
        lambda agency_id: meeting_rules.plan_meetings(agency_id, clock.now()),
        meeting_calendar.agencies_short_of_meetings,
    )
