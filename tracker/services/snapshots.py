"""Freezing a month when it is closed, and what is printed of a month: what was frozen, or what stands today."""

from __future__ import annotations

from datetime import date, datetime

from tracker.domain.errors import N_, Refusal
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Meeting, Snapshot
from tracker.queries import frames, snapshots
from tracker.queries.frames import Frame
from tracker.queries.snapshots import StoredSnapshot
from tracker.queries.status import status_in
from tracker.reports.editions import MeetingPaper
from tracker.reports.snapshot_codec import check_code_of, content_of, report_in
from tracker.services import audit, papers
from tracker.services.signatures import signature_of


def freeze(actor: Actor | None, now: datetime, meeting: Meeting) -> None:
    """Add the next edition of a meeting's papers to the transaction that closes its month.

    It is worked out inside that transaction, after the reports were locked: nobody can change what it tells before
    it is stored with the close. When it cannot be made, the month is not closed.
    """
    frame = frames.frame_of_meeting(meeting.agency_id, now.date(), meeting.id)
    assert frame is not None, "the meeting is locked by whoever freezes its month"
    content = content_of(papers.meeting_report_in(status_in(frame)))
    number = max((edition.number for edition in snapshots.editions_of(meeting.id)), default=0) + 1
    code = check_code_of(content)
    db.session.add(
        Snapshot(
            meeting_id=meeting.id,
            number=number,
            made_at=now,
            made_by=signature_of(actor),
            reason=snapshots.why_reopened(meeting.id),
            check_code=code,
            content=content,
        )
    )
    audit.record(actor, now, "snapshot_made", meeting.id, after={"number": number, "check_code": code})


def paper_for_month(agency_id: int, today: date, month: date | None = None) -> MeetingPaper:
    """Of the month in question, or of a given one."""
    frame = frames.frame_for_month(agency_id, today, month) if month else frames.frame_on(agency_id, today)
    return _paper_in(frame)


def paper_of_meeting(agency_id: int, today: date, meeting_id: int) -> MeetingPaper | None:
    """None when there is no such meeting."""
    frame = frames.frame_of_meeting(agency_id, today, meeting_id)
    return _paper_in(frame) if frame else None


def _paper_in(frame: Frame) -> MeetingPaper:
    """Of a closed month what was frozen, whatever has been changed since; of an open one what stands today."""
    is_closed = frame.meeting is not None and frame.meeting.is_closed
    frozen = snapshots.newest_snapshot(frame.meeting.id) if frame.meeting is not None and is_closed else None
    if frozen is not None:
        return read(frozen)
    return MeetingPaper(papers.meeting_report_in(status_in(frame)), is_closed=is_closed)


def paper_of_edition(meeting_id: int, number: int) -> MeetingPaper | None:
    stored = snapshots.snapshots_numbered(meeting_id, [number]).get(number)
    return read(stored) if stored else None


def read(stored: StoredSnapshot) -> MeetingPaper:
    """What was frozen, after its check code was worked out again."""
    if not is_unaltered(stored):
        raise Refusal(
            N_(
                "What was frozen of this month no longer agrees with its check code: it was changed in the database. "
                "Restore it from a backup."
            )
        )
    return MeetingPaper(report_in(stored.content), stored.edition, is_closed=True)


def is_unaltered(stored: StoredSnapshot) -> bool:
    return check_code_of(stored.content) == stored.edition.check_code
