"""Sets the coming meetings of every body that has a rule of its own."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.queries import bodies
from tracker.services import body_meetings

NAME = "plan_body_meetings"


def run(work: Work) -> None:
    work.for_each_agency(
        NAME,
        lambda agency_id: body_meetings.plan_body_meetings(agency_id, clock.now()),
        bodies.agencies_with_a_body_by_rule,
    )
