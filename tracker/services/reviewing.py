"""What the office says to a report that was sent: accepted, or returned with what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.progress import RECEIVED_STATES, Progress, ReportState, RevisionAction
from tracker.extensions import db
from tracker.models import Assignment, ProgressReport
from tracker.queries import report_changes, revisions
from tracker.services import audit
from tracker.services.office_word import word_of_office


def review_report(
    actor: Actor, now: datetime, report_id: int, version: int, accept: bool, comment: str = ""
) -> ProgressReport:
    """Accept a report, or return it with a comment that says what is missing; then it is owed again."""
    _check(actor)
    at = report_changes.reports_to_change([report_id]).get(report_id)
    if at is None:
        raise NotFound(N_("There is no such report."))
    if at.report.version != version:
        raise Conflict(N_("Somebody else saved this report in the meantime. Look at it and save again."))
    if at.closed_at is not None:
        raise Refusal(N_("This month is closed. Open it again first, with a reason."))
    _decide(actor, now, [at.report], accept=accept, comment=comment.strip())
    db.session.commit()
    return at.report


def accept_all(actor: Actor, now: datetime, meeting_id: int, division_id: int | None = None) -> int:
    """Accept every report of a meeting, or of one division in it, that waits for it; returns how many.

    In a month that is closed none waits any more.
    """
    _check(actor)
    waiting = report_changes.submitted_of_meeting(meeting_id, division_id)
    _decide(actor, now, waiting, accept=True, comment="")
    db.session.commit()
    return len(waiting)


def _check(actor: Actor) -> None:
    if not can(actor, Action.REVIEW_REPORTS):
        raise NotAllowed(N_("Only the secretary or the administrator accepts and returns reports."))


def _decide(actor: Actor, now: datetime, reports: Sequence[ProgressReport], *, accept: bool, comment: str) -> None:
    numbers = revisions.last_revision_numbers([report.id for report in reports])
    for report in reports:
        if report.state not in RECEIVED_STATES:
            raise Refusal(N_("This report has not been sent, so it cannot be accepted or returned."))
        if not accept and not comment:
            raise Refusal(N_("Write what is missing, so that the division knows what to mend."), "comment")
        before = {"state": report.state}
        report.state = ReportState.ACCEPTED if accept else ReportState.RETURNED
        report.review_comment = comment
        if not accept and report.progress is Progress.DONE:
            db.session.get_one(Assignment, report.assignment_id).done_on = None
        action, event = (
            (RevisionAction.ACCEPTED, "report_accepted") if accept else (RevisionAction.RETURNED, "report_returned")
        )
        db.session.add(word_of_office(actor, now, report.id, numbers[report.id] + 1, action, comment))
        after = {"state": report.state, "comment": comment}
        audit.record(actor, now, event, report.id, before=before, after=after)
