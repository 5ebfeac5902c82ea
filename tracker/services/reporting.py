"""A division's report for a month: drafted, sent, accepted or returned; every step is a revision."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.answers import TEXT_FIELDS, Entry, as_sent, check_draft, outcome_of
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can, can_report_for, is_on_behalf
from tracker.domain.progress import EntryChannel, Progress, ReportState, RevisionAction
from tracker.extensions import db
from tracker.models import Assignment, ProgressReport, ProgressRevision
from tracker.queries import reports, revisions
from tracker.services import audit

UNSENT = (ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED)
FIGURES = ("answer", "progress", "percent", "cannot_reason")
MAY_BE_REVIEWED = (ReportState.SUBMITTED, ReportState.ACCEPTED)


def save_draft(actor: Actor, now: datetime, report_id: int, version: int, entry: Entry) -> ProgressReport:
    """Keep what was written so far; a returned report stays returned until it is sent again."""
    report, _ = _report_of(actor, report_id, version)
    if report.state not in UNSENT:
        raise Refusal(N_("This report has been sent already. Send a correction instead of a draft."))
    check_draft(entry)
    before = _content(report)
    _write(report, entry)
    if report.state is ReportState.OPEN:
        report.state = ReportState.DRAFT
    audit.record(
        actor, now, "report_drafted", report.id, before={"content": before}, after={"content": _content(report)}
    )
    db.session.commit()
    return report


def submit_report(
    actor: Actor, now: datetime, report_id: int, version: int, entry: Entry, channel: EntryChannel = EntryChannel.WEB
) -> ProgressReport:
    """Send the month's report, or a correction of one that was sent before."""
    report, assignment = _report_of(actor, report_id, version)
    outcome = outcome_of(entry, reports.latest_received_before(report.assignment_id, report.month))
    on_behalf = is_on_behalf(actor, assignment.division_id)
    if on_behalf and channel is EntryChannel.WEB:
        raise Refusal(N_("Say how the division answered: by telephone, on paper or by LINE."), "channel")
    before = {"state": report.state, "content": _content(report)}
    action = RevisionAction.SUBMITTED if report.state in UNSENT else RevisionAction.CORRECTED
    _write(report, as_sent(entry))
    report.progress, report.percent = outcome.progress, outcome.percent
    report.state, report.submitted_at, report.review_comment = ReportState.SUBMITTED, now, ""
    if not reports.is_received_after(report.assignment_id, report.month):
        assignment.done_on = now.date() if outcome.progress is Progress.DONE else None
    number = revisions.last_revision_numbers([report.id])[report.id] + 1
    _add_revision(actor, now, report, number, action, channel=channel, on_behalf=on_behalf)
    after = {"state": report.state, "content": _content(report), "channel": channel, "on_behalf": on_behalf}
    audit.record(actor, now, "report_submitted", report.id, before=before, after=after)
    db.session.commit()
    return report


def review_report(
    actor: Actor, now: datetime, report_id: int, version: int, accept: bool, comment: str = ""
) -> ProgressReport:
    """Accept a report, or return it with a comment that says what is missing; then it is owed again."""
    if not can(actor, Action.REVIEW_REPORTS):
        raise NotAllowed(N_("Only the secretary or the administrator accepts and returns reports."))
    report, _ = _report(report_id, version)
    number = revisions.last_revision_numbers([report.id])[report.id]
    _decide(actor, now, report, number, accept=accept, comment=comment.strip())
    db.session.commit()
    return report


def accept_all(actor: Actor, now: datetime, meeting_id: int) -> int:
    """Accept every report of a meeting that waits for it; returns how many."""
    if not can(actor, Action.REVIEW_REPORTS):
        raise NotAllowed(N_("Only the secretary or the administrator accepts and returns reports."))
    waiting = reports.submitted_of_meeting(meeting_id)
    numbers = revisions.last_revision_numbers([report.id for report in waiting])
    for report in waiting:
        _decide(actor, now, report, numbers[report.id], accept=True, comment="")
    db.session.commit()
    return len(waiting)


def _decide(
    actor: Actor, now: datetime, report: ProgressReport, last_revision: int, *, accept: bool, comment: str
) -> None:
    if report.state not in MAY_BE_REVIEWED:
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
    _add_revision(actor, now, report, last_revision + 1, action, comment=comment)
    audit.record(actor, now, event, report.id, before=before, after={"state": report.state, "comment": comment})


def _report_of(actor: Actor, report_id: int, version: int) -> tuple[ProgressReport, Assignment]:
    """The report with its assignment, for somebody who may write it."""
    report, assignment = _report(report_id, version)
    if not can_report_for(actor, assignment.division_id):
        raise NotAllowed(N_("This measure is another division's. Only its own people report on it."))
    return report, assignment


def _report(report_id: int, version: int) -> tuple[ProgressReport, Assignment]:
    found = reports.report_to_change(report_id)
    if found is None:
        raise NotFound(N_("There is no such report."))
    report, assignment = found
    if report.version != version:
        raise Conflict(N_("Somebody else saved this report in the meantime. Look at it and save again."))
    return report, assignment


def _write(report: ProgressReport, entry: Entry) -> None:
    report.answer, report.percent, report.cannot_reason = entry.answer, entry.percent, entry.cannot_reason
    for name in TEXT_FIELDS:
        setattr(report, name, getattr(entry, name).strip())


def _content(report: ProgressReport) -> dict[str, object]:
    return {name: getattr(report, name) for name in (*FIGURES, *TEXT_FIELDS)}


def _add_revision(
    actor: Actor,
    now: datetime,
    report: ProgressReport,
    number: int,
    action: RevisionAction,
    *,
    comment: str = "",
    channel: EntryChannel = EntryChannel.WEB,
    on_behalf: bool = False,
) -> None:
    db.session.add(
        ProgressRevision(
            report_id=report.id,
            number=number,
            action=action,
            at=now,
            by_id=actor.user_id,
            by_name=actor.name,
            by_title=actor.title,
            is_on_behalf=on_behalf,
            channel=channel,
            comment=comment,
            content=_content(report),
        )
    )
