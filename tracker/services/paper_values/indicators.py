"""The roll-up of the indicators on a day, or as a fiscal year stood at its end."""

from __future__ import annotations

from datetime import date

from tracker.domain.papers import Asked
from tracker.reports.values import StatusReport
from tracker.services.paper_values.plan_asked_for import moment_asked_for
from tracker.services.papers import status_report


def value_of(agency_id: int, today: date, asked: Asked) -> StatusReport:
    moment = moment_asked_for(agency_id, today, asked)
    return status_report(agency_id, moment.day, moment.month)
