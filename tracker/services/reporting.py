"""A division's reports for a month: kept as drafts, sent and corrected, one or a whole page of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tracker.domain.answers import TEXT_FIELDS, Entry, as_sent, check_draft, entry_as_json, outcome_of
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor, is_on_behalf
from tracker.domain.progress import UNSENT_STATES, Progress, ReportState, RevisionAction
from tracker.extensions import db
from tracker.models import ProgressReport, ProgressRevision
from tracker.queries.report_changes import ReportToChange
from tracker.services import audit
from tracker.services.order_answers import check_open, write_answer
from tracker.services.report_desk import Desk, Filled, Way, desk_with


def save_draft(actor: Actor, now: datetime, report_id: int, version: int, entry: Entry) -> ProgressReport:
    """Keep what was written so far.

    A returned report stays returned until it is sent again; beside one that was sent, a correction is kept.
    """
    return _save_one(actor, now, Filled(report_id, version, entry, is_sent=False))


def submit_report(
    actor: Actor, now: datetime, report_id: int, version: int, entry: Entry, way: Way | None = None
) -> ProgressReport:
    """Send the month's report, or a correction of one that was sent before.

    Without `way` the division itself says it, by the way on which the actor came.
    """
    return _save_one(actor, now, Filled(report_id, version, entry), way)


def save_reports(actor: Actor, now: datetime, filled: Sequence[Filled], way: Way | None = None) -> dict[int, Refusal]:
    """A page of reports in one go: each is sent or kept as a draft.

    One that cannot be sent as it is filled in is kept as a draft instead; why, stands in the answer by its id.
    """
    refused = write_down(actor, now, filled, way)
    db.session.commit()
    return refused


def write_down(actor: Actor, now: datetime, filled: Sequence[Filled], way: Way | None = None) -> dict[int, Refusal]:
    """The same for a use case that does more in the same go, and commits itself."""
    desk = desk_with(actor, now, filled, way)
    refused: dict[int, Refusal] = {}
    for one in filled:
        try:
            _save(desk, one)
        except Refusal as refusal:
            refused[one.report_id] = refusal
            if one.is_sent and not isinstance(refusal, (Conflict, NotAllowed, NotFound)):
                _keep_what_can_be_kept(desk, one)
    return refused


def _keep_what_can_be_kept(desk: Desk, one: Filled) -> None:
    try:
        _save(desk, replace(one, is_sent=False))
    except Refusal:
        # Too long, or closed: the page shows the words again, with the reason.
        return


def _save_one(actor: Actor, now: datetime, filled: Filled, way: Way | None = None) -> ProgressReport:
    desk = desk_with(actor, now, [filled], way)
    report = _save(desk, filled)
    db.session.commit()
    return report


def _save(desk: Desk, filled: Filled) -> ProgressReport:
    at = desk.report_of(filled)
    if filled.is_sent:
        _send(desk, at, filled.entry)
    else:
        _draft(desk, at, filled.entry)
    return at.report


def _draft(desk: Desk, at: ReportToChange, entry: Entry) -> None:
    check_draft(entry)
    if desk.stands_already(at, entry):
        return
    report, before = at.report, desk.content_on_the_page(at)
    if report.state in UNSENT_STATES:
        _write(desk, at, entry)
        if report.state is ReportState.OPEN:
            report.state = ReportState.DRAFT
    else:
        report.correction = entry_as_json(desk.as_kept(at, entry))
    for order, text in desk.orders_answered(at, entry):
        order.asked.answer = text
    audit.record_sitting(
        desk.actor,
        desk.now,
        "report_drafted",
        report.id,
        before={"content": before},
        after={"content": desk.content_on_the_page(at)},
    )


def _send(desk: Desk, at: ReportToChange, entry: Entry) -> None:
    report, way = at.report, desk.way
    outcome = outcome_of(entry, at.before)
    for order, text in desk.orders_gone(at, entry):
        check_open(order, text)
    on_behalf = is_on_behalf(desk.actor, at.assignment.division_id)
    if on_behalf:
        way.check()
    before = {"state": report.state, "content": desk.content(at)}
    action = RevisionAction.SUBMITTED if report.state in UNSENT_STATES else RevisionAction.CORRECTED
    _write(desk, at, as_sent(entry, at.steps_before))
    report.progress, report.percent, report.correction = outcome.progress, outcome.percent, None
    report.state, report.submitted_at, report.review_comment = ReportState.SUBMITTED, desk.now, ""
    if not at.is_outdated:
        at.assignment.done_on = desk.now.date() if outcome.progress is Progress.DONE else None
    _answer_orders(desk, at, entry)
    content = desk.content(at)
    _add_revision(desk, at, action, content, on_behalf)
    after = {"state": report.state, "content": content, "channel": way.channel, "on_behalf": on_behalf}
    audit.record(desk.actor, desk.now, "report_submitted", report.id, before=before, after=after)


def _answer_orders(desk: Desk, at: ReportToChange, entry: Entry) -> None:
    for order, text in desk.orders_answered(at, entry):
        if text:
            write_answer(desk.actor, desk.now, order, text, desk.way)


def _write(desk: Desk, at: ReportToChange, entry: Entry) -> None:
    report, kept = at.report, desk.as_kept(at, entry)
    report.answer, report.percent, report.cannot_reason = kept.answer, kept.percent, kept.cannot_reason
    report.steps_done = list(kept.steps_done)
    for name in TEXT_FIELDS:
        setattr(report, name, getattr(kept, name))


def _add_revision(
    desk: Desk, at: ReportToChange, action: RevisionAction, content: dict[str, object], on_behalf: bool
) -> None:
    db.session.add(
        ProgressRevision(
            report_id=at.report.id,
            number=desk.last_revisions[at.report.id] + 1,
            action=action,
            at=desk.now,
            by_id=desk.actor.user_id,
            by_name=desk.actor.name,
            by_title=desk.actor.title_in(at.assignment.division_id),
            is_on_behalf=on_behalf,
            told_by=desk.way.told_by.strip() if on_behalf else "",
            channel=desk.way.channel,
            content=content,
        )
    )
