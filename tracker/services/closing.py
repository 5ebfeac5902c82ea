"""The end of a month: what was sent counts as accepted, and nothing changes any more without a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import update

from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.progress import ReportState, RevisionAction
from tracker.extensions import db, only_reading
from tracker.models import Meeting, ProgressReport
from tracker.queries import closing, revisions
from tracker.services import audit, snapshots
from tracker.services.office_word import word_of_office


def close_month(actor: Actor, now: datetime, meeting_id: int) -> int:
    """Make the reports of a meeting final; returns how many of them count as accepted by this.

    Not before the day of the meeting. What was not sent by then stays missing.
    """
    _check(actor)
    meeting = _locked(meeting_id)
    if meeting.closed_at is not None:
        raise Refusal(N_("This month is closed already."))
    if meeting.opened_at is None or now.date() < meeting.held_on:
        raise Refusal(N_("A month is closed on the day of its meeting or later."))
    return _close(actor, now, meeting)


def close_months_left_open(now: datetime) -> int:
    """Close what the office has left open for too long; safe to run again at any time. Returns how many months."""
    with only_reading():
        due = closing.months_to_close(now.date())
    return sum(_close_if_still_due(now, meeting_id) for meeting_id in due)


def reopen_month(actor: Actor, now: datetime, meeting_id: int, reason: str) -> Meeting:
    """Let the reports of a closed month be changed again, for a reason that stays in the log."""
    _check(actor)
    meeting = _locked(meeting_id)
    if meeting.closed_at is None:
        raise Refusal(N_("This month is not closed."))
    if not reason.strip():
        raise Refusal(N_("Write why the month is opened again."), "reason")
    meeting.closed_at, meeting.reopened_at = None, now
    after = {"month": meeting.month.isoformat(), "reason": reason.strip()}
    audit.record(actor, now, "month_reopened", meeting.id, after=after)
    db.session.commit()
    return meeting


def _check(actor: Actor) -> None:
    if not can(actor, Action.REVIEW_REPORTS):
        raise NotAllowed(N_("Only the secretary or the administrator closes a month and opens it again."))


def _locked(meeting_id: int) -> Meeting:
    meeting = closing.meeting_to_close(meeting_id)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    return meeting


def _close_if_still_due(now: datetime, meeting_id: int) -> int:
    """Looks again under the lock: somebody may have closed it, or opened it again, in the meantime."""
    meeting = _locked(meeting_id)
    is_due = meeting.closed_at is None and _closes_by_itself_on(meeting) <= now.date()
    if is_due:
        _close(None, now, meeting)
    else:
        db.session.rollback()
    return int(is_due)


def _closes_by_itself_on(meeting: Meeting) -> date:
    return closing.days_of_closing([meeting])[meeting.id]


def _close(actor: Actor | None, now: datetime, meeting: Meeting) -> int:
    """Nobody can change a report afterwards from a page opened before.

    1. Wait for the saves that are under way, and keep further ones waiting.
    2. Raise the version of every report: whoever waited, or saves later, holds an old one and is told so.
    3. Accept what was sent.
    4. Freeze what the month says now: it is closed with its papers or not at all.
    """
    states = closing.reports_locked(meeting.id)
    waiting = [report_id for report_id, state in states.items() if state is ReportState.SUBMITTED]
    _change(states, {"version": ProgressReport.version + 1})
    _change(waiting, {"state": ReportState.ACCEPTED})
    numbers = revisions.last_revision_numbers(waiting)
    db.session.add_all(
        word_of_office(actor, now, report_id, numbers[report_id] + 1, RevisionAction.COUNTED_ACCEPTED)
        for report_id in waiting
    )
    meeting.closed_at = now
    after = {"month": meeting.month.isoformat(), "accepted": len(waiting)}
    audit.record(actor, now, "month_closed", meeting.id, after=after)
    db.session.flush()  # What is frozen is read from the database.
    snapshots.freeze(actor, now, meeting)
    db.session.commit()
    return len(waiting)


def _change(report_ids: Collection[int], values: dict[str, object]) -> None:
    if report_ids:
        db.session.execute(update(ProgressReport).where(ProgressReport.id.in_(report_ids)).values(values))
