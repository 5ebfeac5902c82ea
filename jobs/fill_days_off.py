"""Fills in the public holidays of the year to come, wherever the list of days off does not reach so far."""

from __future__ import annotations

from datetime import date

from jobs.work import Work
from tracker import clock
from tracker.queries import days_off as queries
from tracker.services import days_off

NAME = "fill_days_off"


def run(work: Work) -> None:
    """This year as well, for a machine that was off over New Year."""
    this_year = clock.today().year
    for year in (this_year, this_year + 1):
        _fill_in(work, year)


def _fill_in(work: Work, year: int) -> None:
    def without(_today: date) -> list[int]:
        return queries.agencies_without_days_off(year)

    work.for_each_agency(NAME, lambda agency_id: days_off.fill_in_year(agency_id, clock.now(), year), without)
