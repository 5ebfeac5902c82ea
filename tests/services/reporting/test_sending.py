from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import factories
from tests.services.reporting.desk import DONE, NOW, PROGRESS, actor, done_on, events, order_to, review, revisions, send
from tests.support.office import TODAY, Office
from tracker.domain.answers import Entry
from tracker.domain.errors import Refusal
from tracker.domain.progress import Answer, CannotReason, EntryChannel, Progress, ReportState, RevisionAction
from tracker.extensions import db
from tracker.models import Assignment, Meeting, ProgressReport
from tracker.services import reporting


def test_an_order_is_answered_when_the_answer_is_sent_with_the_report(office: Office, own: ProgressReport) -> None:
    order = order_to(office, office.own, office.finance)
    foreign = order_to(office, office.shared, office.works)
    answers = {order.decision_id: "เร่งแล้ว", foreign.decision_id: "ไม่ใช่ของเรา"}
    entry = replace(PROGRESS, order_answers=answers)
    reporting.save_draft(actor(office, office.officer), NOW, own.id, own.version, entry)
    assert (order.answer, order.answered_at) == ("เร่งแล้ว", None)
    send(office, own, entry)
    assert (order.answered_at, order.answered_by) == (NOW, "ผู้อำนวยการกองคลัง")
    assert (foreign.answer, foreign.answered_at) == ("", None)
    assert [event.after["answer"] for event in events("order_answered")] == ["เร่งแล้ว"]


def test_a_closed_month_takes_neither_reports_nor_decisions(office: Office, own: ProgressReport) -> None:
    send(office, own)
    db.session.get_one(Meeting, office.meeting.id).closed_at = NOW
    db.session.commit()
    with pytest.raises(Refusal, match="closed"):
        send(office, own)
    with pytest.raises(Refusal, match="closed"):
        reporting.save_draft(actor(office, office.head), NOW, own.id, own.version, PROGRESS)
    with pytest.raises(Refusal, match="closed"):
        review(office, own, accept=True)


def test_it_sends_with_a_revision_and_an_event(office: Office, own: ProgressReport) -> None:
    send(office, own)
    assert (own.state, own.progress, own.percent) == (ReportState.SUBMITTED, Progress.IN_PROGRESS, 40)
    assert own.submitted_at == NOW
    (revision,) = revisions(own)
    assert (revision.number, revision.action, revision.channel) == (1, RevisionAction.SUBMITTED, EntryChannel.WEB)
    assert (revision.by_name, revision.is_on_behalf) == ("ผู้อำนวยการกองคลัง", False)
    assert revision.content["done_text"] == "ประชุมแล้ว"
    assert events("report_submitted")[0].before["state"] == "open"


def test_a_correction_keeps_what_stood_before(office: Office, own: ProgressReport) -> None:
    send(office, own)
    send(office, own, replace(PROGRESS, done_text="แก้ไข"), office.officer)
    assert [revision.action for revision in revisions(own)] == [RevisionAction.SUBMITTED, RevisionAction.CORRECTED]
    assert [revision.content["done_text"] for revision in revisions(own)] == ["ประชุมแล้ว", "แก้ไข"]


def test_a_corrected_report_waits_to_be_accepted_again(office: Office, own: ProgressReport) -> None:
    review(office, send(office, own), accept=True)
    assert send(office, own, DONE).state is ReportState.SUBMITTED


def test_no_change_carries_the_last_figures_forward(office: Office, own: ProgressReport) -> None:
    assignment = db.session.get_one(Assignment, own.assignment_id)
    factories.create_report(assignment, date(2025, 12, 1), ReportState.ACCEPTED, percent=35)
    send(office, own, Entry(Answer.NO_CHANGE, percent=90))
    assert (own.progress, own.percent) == (Progress.IN_PROGRESS, 35)


def test_an_incomplete_report_changes_nothing(office: Office, own: ProgressReport) -> None:
    with pytest.raises(Refusal):
        send(office, own, Entry(Answer.CANNOT_DO, problems="ไม่มีงบ"))
    db.session.rollback()
    assert (own.state, own.problems, revisions(own)) == (ReportState.OPEN, "", [])


def test_what_was_typed_under_another_answer_is_not_kept(office: Office, own: ProgressReport) -> None:
    send(office, own, Entry(Answer.WAITING, waiting_for="กรม", cannot_reason=CannotReason.OTHER, done_text="ลืมลบ"))
    assert (own.waiting_for, own.cannot_reason, own.done_text) == ("กรม", None, "")


def test_done_is_remembered_on_the_assignment(office: Office, own: ProgressReport) -> None:
    send(office, own, DONE)
    assert done_on(own) == TODAY
    send(office, own, PROGRESS)
    assert done_on(own) is None


def test_an_earlier_months_correction_does_not_reopen_what_was_done_since(office: Office, own: ProgressReport) -> None:
    assignment = db.session.get_one(Assignment, own.assignment_id)
    old = factories.create_report(assignment, date(2025, 12, 1), ReportState.ACCEPTED)
    send(office, own, DONE)
    send(office, old, PROGRESS)
    assert done_on(own) == TODAY
