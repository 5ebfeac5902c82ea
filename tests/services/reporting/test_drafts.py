from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests import factories
from tests.services.reporting.desk import (
    DONE,
    NOW,
    PROGRESS,
    actor,
    asked,
    events,
    order_to,
    report_on,
    review,
    revisions,
    send,
)
from tests.support.office import Office
from tests.support.queries import count_queries
from tracker.domain.answers import Entry, entry_from_json
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.progress import Answer, ReportState
from tracker.extensions import db
from tracker.models import Assignment, ProgressReport
from tracker.queries import reports
from tracker.services import reporting
from tracker.services.report_desk import Filled


def test_it_keeps_a_draft(office: Office, own: ProgressReport) -> None:
    reporting.save_draft(actor(office, office.officer), NOW, own.id, own.version, Entry(None, done_text=" ครึ่งทาง "))
    assert (own.state, own.done_text, own.version) == (ReportState.DRAFT, "ครึ่งทาง", 2)
    assert not revisions(own)
    assert events("report_drafted")[0].after["content"]["done_text"] == "ครึ่งทาง"


def test_a_returned_report_stays_returned_while_it_is_drafted(office: Office, own: ProgressReport) -> None:
    review(office, send(office, own), accept=False, comment="ขอภาพ")
    reporting.save_draft(actor(office, office.head), NOW, own.id, own.version, PROGRESS)
    assert own.state is ReportState.RETURNED


def test_a_correction_is_kept_beside_what_was_sent_until_it_is_sent_itself(office: Office, own: ProgressReport) -> None:
    send(office, own)
    reporting.save_draft(actor(office, office.head), NOW, own.id, own.version, DONE)
    assert (own.state, own.done_text, own.percent) == (ReportState.SUBMITTED, "ประชุมแล้ว", 40)
    assert own.correction is not None
    assert entry_from_json(own.correction) == DONE
    send(office, own, entry_from_json(own.correction))
    assert (own.answer, own.correction) == (Answer.DONE, None)


def test_saving_again_and_again_in_one_sitting_is_one_event(office: Office, own: ProgressReport) -> None:
    for minutes, words in ((0, "ก"), (9, "กข"), (20, "กขค"), (21, "กขคง")):
        at = NOW + timedelta(minutes=minutes)
        reporting.save_draft(actor(office, office.head), at, own.id, own.version, Entry(None, done_text=words))
    reporting.save_draft(actor(office, office.officer), at, own.id, own.version, Entry(None, done_text="จ"))
    drafted = events("report_drafted")
    assert [event.before["content"]["done_text"] for event in drafted] == ["", "กข", "กขคง"]


def test_only_steps_of_the_measure_are_kept_and_the_record_names_them(office: Office, own: ProgressReport) -> None:
    [step] = reports.steps_of([office.own.id])[office.own.id]
    [foreign] = reports.steps_of([office.shared.id])[office.shared.id]
    send(office, own, replace(PROGRESS, steps_done=(step.id, foreign.id)))
    assert own.steps_done == [step.id]
    assert revisions(own)[0].content["steps_done"] == ["ขั้นตอนแรก"]


def test_finished_steps_stay_finished_under_an_answer_that_does_not_ask_about_them(
    office: Office, own: ProgressReport
) -> None:
    [step] = reports.steps_of([office.own.id])[office.own.id]
    assignment = db.session.get_one(Assignment, own.assignment_id)
    factories.create_report(assignment, date(2025, 12, 1), steps_done=[step.id])
    send(office, own, Entry(Answer.NO_CHANGE))
    assert own.steps_done == [step.id]


def test_of_a_page_each_report_is_sent_or_kept_and_the_refused_one_says_why(
    office: Office, own: ProgressReport
) -> None:
    shared = report_on(office.shared, office.finance)
    theirs = report_on(office.shared, office.works)
    refused = reporting.save_reports(
        actor(office, office.head),
        NOW,
        [
            Filled(own.id, own.version, Entry(Answer.NO_CHANGE)),
            Filled(shared.id, shared.version, Entry(Answer.WAITING, problems="รอหนังสือ")),
            Filled(theirs.id, theirs.version, Entry(Answer.NO_CHANGE)),
        ],
    )
    assert {id_: type(refusal) for id_, refusal in refused.items()} == {shared.id: Refusal, theirs.id: NotAllowed}
    assert (own.state, theirs.state) == (ReportState.SUBMITTED, ReportState.OPEN)
    assert (shared.state, shared.problems) == (ReportState.DRAFT, "รอหนังสือ")


def test_a_page_of_reports_costs_no_more_questions_than_one(office: Office, own: ProgressReport) -> None:
    shared = report_on(office.shared, office.finance)
    head, entry = actor(office, office.head), Entry(Answer.NO_CHANGE)
    with count_queries() as one:
        reporting.save_reports(head, NOW, [Filled(own.id, own.version, entry)])
    with count_queries() as two:
        reporting.save_reports(
            head, NOW, [Filled(own.id, own.version, entry), Filled(shared.id, shared.version, entry)]
        )
    assert asked(one) == asked(two)


def test_an_empty_draft_leaves_a_report_open(office: Office, own: ProgressReport) -> None:
    reporting.save_draft(actor(office, office.head), NOW, own.id, own.version, Entry(None, done_text="  "))
    assert (own.state, own.version) == (ReportState.OPEN, 1)
    assert not events("report_drafted")


def test_a_line_ends_in_one_way_whatever_sent_it(office: Office, own: ProgressReport) -> None:
    order = order_to(office, office.own, office.finance)
    entry = replace(PROGRESS, done_text="ข้อแรก\r\nข้อสอง", order_answers={order.decision_id: "ก\r\nข"})
    send(office, own, entry)
    assert (own.done_text, order.answer) == ("ข้อแรก\nข้อสอง", "ก\nข")
