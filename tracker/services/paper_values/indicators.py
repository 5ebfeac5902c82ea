"""The roll-up of the indicators on a day, or as a fiscal year stood at its end."""

from __future__ import annotations

from datetime import date

from tracker.domain.fiscal_year import day_in
from tracker.domain.papers import Asked
from tracker.reports.values import StatusReport
from tracker.services.papers import status_report


def value_of(agency_id: int, today: date, asked: Asked) -> StatusReport:
    return status_report(agency_id, asked.day or day_in(asked.fiscal_year, today), asked.month)
