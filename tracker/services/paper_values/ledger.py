"""The ledger of reminders of one meeting, or of a month."""

from __future__ import annotations

from datetime import date

from tracker.domain.errors import N_, NotFound
from tracker.domain.fiscal_year import month_of
from tracker.domain.papers import Asked
from tracker.queries import frames, ledger
from tracker.queries.ledger import LedgerRow
from tracker.reports.kinds.ledger import LedgerLine, LedgerPaper


def value_of(agency_id: int, today: date, asked: Asked) -> LedgerPaper:
    frame = frames.frame_on(agency_id, today)
    if asked.meeting_id is None:
        month = asked.month or month_of(today)
        rows = ledger.rows_of_month(month)
        return LedgerPaper(frame.slug, frame.name, today, month, None, "", "", _lines(rows))
    meeting = ledger.meeting_told_about(asked.meeting_id)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    return LedgerPaper(
        agency=frame.slug,
        agency_name=frame.name,
        as_of=today,
        month=meeting.month,
        held_on=meeting.held_on,
        number=meeting.number,
        body=meeting.body or "",
        lines=_lines(ledger.rows_of_meeting(meeting.id)),
    )


def _lines(rows: list[LedgerRow]) -> tuple[LedgerLine, ...]:
    return tuple(
        LedgerLine(
            queued_at=row.queued_at,
            kind=row.kind,
            channel=row.channel,
            state=row.state,
            name=row.to_name,
            title=row.to_title,
            address=row.to_address,
            divisions=row.division_names,
            measures=tuple(row.measure_numbers),
            why=row.why,
            attempts=row.attempts,
            error=row.error,
            finished_at=row.finished_at,
            seen_at=row.seen_at,
        )
        for row in rows
    )
