"""What the demonstration shows and no use case does yet: measures cancelled on a day of the past, more time."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.extensions import db
from tracker.models import Measure


def cancel_measure(measure_id: int, day: date) -> None:
    db.session.get_one(Measure, measure_id).cancelled_on = day
    db.session.commit()


def grant_time(measure_id: int, days: int) -> None:
    measure = db.session.get_one(Measure, measure_id)
    if measure.ends_on is not None:
        measure.ends_on += timedelta(days=days)
    db.session.commit()
