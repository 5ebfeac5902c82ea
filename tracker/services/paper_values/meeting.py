"""The paper of a meeting: as it was frozen when its month was closed, else as it stands."""

from __future__ import annotations

from datetime import date

from tracker.domain.errors import N_, NotFound
from tracker.domain.papers import Asked
from tracker.reports.editions import MeetingPaper
from tracker.services import snapshots
from tracker.services.paper_values.plan_asked_for import moment_asked_for


def value_of(agency_id: int, today: date, asked: Asked) -> MeetingPaper:
    if asked.meeting_id is None:
        moment = moment_asked_for(agency_id, today, asked)
        return snapshots.paper_for_month(agency_id, moment.day, moment.month)
    if asked.edition is not None:
        edition = snapshots.paper_of_edition(asked.meeting_id, asked.edition)
        if edition is None:
            raise NotFound(N_("There is no such edition of this month."))
        return edition
    found = snapshots.paper_of_meeting(agency_id, today, asked.meeting_id)
    if found is None:
        raise NotFound(N_("There is no such meeting."))
    return found
