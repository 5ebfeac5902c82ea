"""Closes every month that the office has left open for too long."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.queries import closing as queries
from tracker.services import closing

NAME = "close_months"


def run(work: Work) -> None:
    work.for_each_agency(
        NAME, lambda _agency_id: closing.close_months_left_open(clock.now()), queries.agencies_with_an_open_month
    )
