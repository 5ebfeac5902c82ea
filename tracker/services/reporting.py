"""A division's reports for a month: kept as drafts, sent and corrected, one or a whole page of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.domain.answers import TEXT_FIELDS, Entry, as_sent, check_draft, entry_as_json, outcome_of
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor, can_report_for, is_on_behalf, reaches_meeting
from tracker.domain.progress import EntryChannel, Progress, ReportState, RevisionAction
from tracker.extensions import db
from tracker.models import DecisionDivision, ProgressReport, ProgressRevision
from tracker.queries import report_changes, reports, revisions
from tracker.queries.report_changes import ReportToChange
from tracker.queries.reports import StepRow
from tracker.services import audit

UNSENT = (ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED)
LONGEST_NAME = 200
FIGURES = ("answer", "progress", "percent", "cannot_reason")


@dataclass(frozen=True, slots=True)
class Filled:
    """One report as a person leaves it; `version` is that of the report on the page it was filled in."""

    report_id: int
    version: int
    entry: Entry
    is_sent: bool = True


@dataclass(frozen=True, slots=True)
class Way:
    """How the words came: by the division itself, or through somebody who was told them and by whom."""

    channel: EntryChannel = EntryChannel.WEB
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before somebody who fills in reports: they themselves, the moment, and everything to be changed."""

    actor: Actor
    now: datetime
    way: Way
    reports: Mapping[int, ReportToChange]
    last_revisions: Mapping[int, int]
    #: By order, measure and division.
    orders: Mapping[tuple[int, int, int], DecisionDivision]
    #: By measure.
    steps: Mapping[int, Sequence[StepRow]]


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
    desk = _desk(actor, now, filled, way)
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
    desk = _desk(actor, now, [filled], way)
    report = _save(desk, filled)
    db.session.commit()
    return report


def _desk(actor: Actor, now: datetime, filled: Sequence[Filled], way: Way | None) -> Desk:
    found = report_changes.reports_to_change([one.report_id for one in filled])
    orders = {order_id for one in filled for order_id in one.entry.order_answers}
    return Desk(
        actor=actor,
        now=now,
        way=way or Way(actor.channel),
        reports=found,
        last_revisions=revisions.last_revision_numbers([one.report_id for one in filled if one.is_sent]),
        orders=report_changes.open_orders(orders) if orders else {},
        steps=reports.steps_of({each.assignment.measure_id for each in found.values()}),
    )


def _save(desk: Desk, filled: Filled) -> ProgressReport:
    at = _report_of(desk, filled)
    if filled.is_sent:
        _send(desk, at, filled.entry)
    else:
        _draft(desk, at, filled.entry)
    return at.report


def _report_of(desk: Desk, filled: Filled) -> ReportToChange:
    """The report, for somebody who may write it and has seen what stands in it."""
    at = desk.reports.get(filled.report_id)
    if at is None:
        raise NotFound(N_("There is no such report."))
    if not can_report_for(desk.actor, at.assignment.division_id):
        raise NotAllowed(N_("This measure is another division's. Only its own people report on it."))
    if not reaches_meeting(desk.actor, at.report.meeting_id):
        raise NotAllowed(N_("The link in your mail opens the reports of its own meeting only. Sign in for others."))
    is_saved_again = not filled.is_sent and _stands_already(desk, at, filled.entry)
    if at.report.version != filled.version and not is_saved_again:
        raise Conflict(N_("Somebody else saved this report in the meantime. Look at it and save again."))
    if at.closed_at is not None:
        raise Refusal(N_("This month is closed. Ask the office secretary to open it again."))
    return at


def _draft(desk: Desk, at: ReportToChange, entry: Entry) -> None:
    check_draft(entry)
    if _stands_already(desk, at, entry):
        return
    report, before = at.report, _content_on_the_page(desk, at)
    if report.state in UNSENT:
        _write(desk, at, entry)
        if report.state is ReportState.OPEN:
            report.state = ReportState.DRAFT
    else:
        report.correction = entry_as_json(_as_kept(desk, at, entry))
    for asked, text in _orders_answered(desk, at, entry):
        asked.answer = text
    audit.record_sitting(
        desk.actor,
        desk.now,
        "report_drafted",
        report.id,
        before={"content": before},
        after={"content": _content_on_the_page(desk, at)},
    )


def _send(desk: Desk, at: ReportToChange, entry: Entry) -> None:
    report, way = at.report, desk.way
    outcome = outcome_of(entry, at.before)
    on_behalf = is_on_behalf(desk.actor, at.assignment.division_id)
    if on_behalf:
        _check_way(way)
    before = {"state": report.state, "content": _content(desk, at)}
    action = RevisionAction.SUBMITTED if report.state in UNSENT else RevisionAction.CORRECTED
    _write(desk, at, as_sent(entry, at.steps_before))
    report.progress, report.percent, report.correction = outcome.progress, outcome.percent, None
    report.state, report.submitted_at, report.review_comment = ReportState.SUBMITTED, desk.now, ""
    if not at.is_outdated:
        at.assignment.done_on = desk.now.date() if outcome.progress is Progress.DONE else None
    _answer_orders(desk, at, entry)
    content = _content(desk, at)
    _add_revision(desk, at, action, content, on_behalf)
    after = {"state": report.state, "content": content, "channel": way.channel, "on_behalf": on_behalf}
    audit.record(desk.actor, desk.now, "report_submitted", report.id, before=before, after=after)


def _check_way(way: Way) -> None:
    """Whoever enters for a division says who told them, and how; a workbook tells itself where it came from."""
    if way.channel is EntryChannel.WEB:
        raise Refusal(N_("Say how the division answered: by telephone, on paper or by LINE."), "channel")
    if not way.told_by.strip() and way.channel is not EntryChannel.IMPORT:
        raise Refusal(N_("Write who of the division told you, by name or by post."), "told_by")
    if len(way.told_by.strip()) > LONGEST_NAME:
        raise Refusal(N_("Keep this within %(length)s characters."), "told_by", length=LONGEST_NAME)


def _answer_orders(desk: Desk, at: ReportToChange, entry: Entry) -> None:
    for asked, text in _orders_answered(desk, at, entry):
        if text:
            asked.answer, asked.answered_at = text, desk.now
            asked.answered_by = desk.actor.title_in(at.assignment.division_id) or desk.actor.name
            after = {"division": at.assignment.division_id, "answer": text}
            audit.record(desk.actor, desk.now, "order_answered", asked.decision_id, after=after)


def _orders_answered(desk: Desk, at: ReportToChange, entry: Entry) -> list[tuple[DecisionDivision, str]]:
    """The orders of this measure to this division that are still open, with what is answered to them."""
    held = at.assignment
    found = {
        order_id: desk.orders.get((order_id, held.measure_id, held.division_id)) for order_id in entry.order_answers
    }
    return [(asked, entry.order_answers[order_id].strip()) for order_id, asked in found.items() if asked is not None]


def _write(desk: Desk, at: ReportToChange, entry: Entry) -> None:
    report, kept = at.report, _as_kept(desk, at, entry)
    report.answer, report.percent, report.cannot_reason = kept.answer, kept.percent, kept.cannot_reason
    report.steps_done = list(kept.steps_done)
    for name in TEXT_FIELDS:
        setattr(report, name, getattr(kept, name))


def _as_kept(desk: Desk, at: ReportToChange, entry: Entry) -> Entry:
    """Without blanks around the texts and with steps of this measure only, in their order."""
    texts = {name: getattr(entry, name).strip() for name in TEXT_FIELDS}
    steps = tuple(step.id for step in desk.steps[at.assignment.measure_id] if step.id in entry.steps_done)
    return replace(entry, **texts, steps_done=steps, order_answers={})


def _stands_already(desk: Desk, at: ReportToChange, entry: Entry) -> bool:
    """Nothing would change: it was saved before, and perhaps the answer to that was lost on its way."""
    orders = _orders_answered(desk, at, entry)
    return _as_kept(desk, at, entry) == at.standing and all(asked.answer == text for asked, text in orders)


def _content(desk: Desk, at: ReportToChange) -> dict[str, object]:
    """The words and figures at this moment; steps by their text, which may be written anew later."""
    report = at.report
    content: dict[str, object] = {name: getattr(report, name) for name in (*FIGURES, *TEXT_FIELDS)}
    content["steps_done"] = [step.text for step in desk.steps[at.assignment.measure_id] if step.id in report.steps_done]
    return content


def _content_on_the_page(desk: Desk, at: ReportToChange) -> dict[str, object]:
    """The same as its own people see it: with what is kept of a correction."""
    kept = at.report.correction or {}
    return _content(desk, at) | {name: kept[name] for name in (*FIGURES, *TEXT_FIELDS) if name in kept}


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
