"""Days off: the list of an agency, and how far it reaches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from tracker.extensions import db
from tracker.models import Agency, DayOff

FEWEST_A_YEAR = 8
"""A year with fewer days off has not been filled in: the law alone gives an office some sixteen."""


def days_off_named(first: date, last: date) -> dict[date, str]:
    rows = db.session.execute(
        select(DayOff.day, DayOff.name).where(DayOff.day.between(first, last)).order_by(DayOff.day)
    )
    return dict(rows.all())


def rows_of(days: Collection[date]) -> list[DayOff]:
    return list(db.session.scalars(select(DayOff).where(DayOff.day.in_(days))))


def last_year_listed(this_year: int) -> int:
    """Up to which year, from this one on, each year is filled in; the year before where this one is not."""
    days = db.session.scalars(select(DayOff.day).where(DayOff.day >= date(this_year, 1, 1)))
    years = [day.year for day in days]
    year = this_year
    while years.count(year) >= FEWEST_A_YEAR:
        year += 1
    return year - 1


def agencies_without_days_off(year: int) -> list[int]:
    """Agencies whose list has not been filled in for the year; runs across agencies."""
    listed = (
        select(func.count())
        .select_from(DayOff)
        .where(DayOff.agency_id == Agency.id, DayOff.day.between(date(year, 1, 1), date(year, 12, 31)))
        .correlate(Agency)
        .scalar_subquery()
    )
    return list(db.session.scalars(select(Agency.id).where(listed < FEWEST_A_YEAR).order_by(Agency.id)))
