from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from tests import factories
from tests.support.office import TODAY, Office
from tests.support.queries import count_queries
from tracker.domain.answers import Entry, entry_from_json
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor, Role
from tracker.domain.progress import (
    Answer,
    CannotReason,
    EntryChannel,
    Progress,
    ReportState,
    RevisionAction,
)
from tracker.extensions import db
from tracker.models import (
    Assignment,
    AuditEvent,
    Decision,
    DecisionDivision,
    Division,
    Measure,
    Meeting,
    ProgressReport,
    ProgressRevision,
    User,
)
from tracker.models.isolation import agency_scope
from tracker.queries import reports
from tracker.services import meetings, reporting, reviewing
from tracker.services.report_desk import Filled, Way

NOW = factories.moment(TODAY)
PROGRESS = Entry(Answer.PROGRESS, 40, "ประชุมแล้ว")
DONE = Entry(Answer.DONE, done_text="เผยแพร่แล้ว")


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        meetings.open_windows(office.agency.id, NOW)
        yield


def report_on(measure: Measure, division: Division) -> ProgressReport:
    found = db.session.query(ProgressReport).join(Assignment).order_by(ProgressReport.id)
    return found.filter(Assignment.measure_id == measure.id, Assignment.division_id == division.id).one()


@pytest.fixture
def own(office: Office) -> ProgressReport:
    return report_on(office.own, office.finance)


def actor(office: Office, user: User) -> Actor:
    return factories.actor_of(office.agency, user)


def send(office: Office, report: ProgressReport, entry: Entry = PROGRESS, user: User | None = None) -> ProgressReport:
    return reporting.submit_report(actor(office, user or office.head), NOW, report.id, report.version, entry)


def review(office: Office, report: ProgressReport, accept: bool, comment: str = "") -> ProgressReport:
    return reviewing.review_report(actor(office, office.secretary), NOW, report.id, report.version, accept, comment)


def revisions(report: ProgressReport) -> list[ProgressRevision]:
    return db.session.query(ProgressRevision).filter_by(report_id=report.id).order_by(ProgressRevision.number).all()


def events(name: str) -> list[AuditEvent]:
    return db.session.query(AuditEvent).filter_by(event=name).order_by(AuditEvent.id).all()


def done_on(report: ProgressReport) -> date | None:
    return db.session.get_one(Assignment, report.assignment_id).done_on


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


def order_to(office: Office, measure: Measure, division: Division) -> DecisionDivision:
    order = Decision(
        meeting_id=office.meeting.id,
        measure_id=measure.id,
        text="เร่งรัด",
        recorded_at=NOW,
        recorded_by_id=office.head.id,
    )
    db.session.add(order)
    db.session.flush()
    asked_of = DecisionDivision(decision_id=order.id, division_id=division.id)
    db.session.add(asked_of)
    db.session.commit()
    return asked_of


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


def test_done_that_is_returned_is_not_done(office: Office, own: ProgressReport) -> None:
    review(office, send(office, own, DONE), accept=False, comment="ขอหลักฐาน")
    assert done_on(own) is None


def test_another_division_cannot_write_it(office: Office, own: ProgressReport) -> None:
    for user in (office.other_head, office.executive, office.auditor):
        with pytest.raises(NotAllowed):
            send(office, own, PROGRESS, user)
        with pytest.raises(NotAllowed):
            reporting.save_draft(actor(office, user), NOW, own.id, own.version, PROGRESS)
    assert own.state is ReportState.OPEN


def test_another_agencys_report_does_not_exist(own: ProgressReport, foreign_office: Office) -> None:
    with agency_scope(foreign_office.agency.id), pytest.raises(NotFound):
        send(foreign_office, own)


@pytest.mark.parametrize(
    ("way", "field"),
    [
        (None, "channel"),
        (Way(told_by="ผู้อำนวยการกองคลัง"), "channel"),
        (Way(EntryChannel.PHONE), "told_by"),
        (Way(EntryChannel.PAPER, "  "), "told_by"),
        (Way(EntryChannel.LINE, "ก" * 201), "told_by"),
    ],
)
def test_on_behalf_needs_the_way_it_came_and_who_told_it(
    office: Office, own: ProgressReport, way: Way | None, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        reporting.submit_report(actor(office, office.secretary), NOW, own.id, own.version, PROGRESS, way)
    assert refused.value.field == field
    assert own.state is ReportState.OPEN


def test_on_behalf_both_names_are_kept(office: Office, own: ProgressReport) -> None:
    way = Way(EntryChannel.PAPER, " ผู้อำนวยการกองคลัง ")
    reporting.submit_report(actor(office, office.secretary), NOW, own.id, own.version, PROGRESS, way)
    (revision,) = revisions(own)
    assert (revision.is_on_behalf, revision.channel) == (True, EntryChannel.PAPER)
    assert (revision.by_title, revision.told_by) == ("หัวหน้าสำนักปลัดเทศบาล", "ผู้อำนวยการกองคลัง")


def test_a_colleague_of_the_division_reports_under_their_own_name(office: Office, own: ProgressReport) -> None:
    way = Way(told_by="ผู้อำนวยการกองคลัง")
    reporting.submit_report(actor(office, office.officer), NOW, own.id, own.version, PROGRESS, way)
    (revision,) = revisions(own)
    assert (revision.by_title, revision.is_on_behalf, revision.told_by) == ("นักวิชาการเงินและบัญชี", False, "")


def test_with_posts_in_two_divisions_each_report_carries_its_own(office: Office) -> None:
    factories.add_post(
        office.agency,
        office.head,
        Role.DIVISION_HEAD,
        office.works,
        title="รักษาราชการแทนผู้อำนวยการกองช่าง",
        is_acting=True,
    )
    both = actor(office, office.head)
    for division in (office.finance, office.works):
        theirs = report_on(office.shared, division)
        reporting.submit_report(both, NOW, theirs.id, theirs.version, PROGRESS)
    titles = [revision.by_title for revision in db.session.query(ProgressRevision).order_by(ProgressRevision.id)]
    assert titles == ["ผู้อำนวยการกองคลัง", "รักษาราชการแทนผู้อำนวยการกองช่าง"]


@pytest.mark.parametrize("accept, state", [(True, ReportState.ACCEPTED), (False, ReportState.RETURNED)])
def test_the_office_accepts_and_returns(office: Office, own: ProgressReport, accept: bool, state: ReportState) -> None:
    review(office, send(office, own), accept, "ขอภาพ")
    assert (own.state, own.review_comment) == (state, "ขอภาพ")
    assert revisions(own)[-1].comment == "ขอภาพ"


def test_a_report_returned_and_sent_again_loses_the_comment(office: Office, own: ProgressReport) -> None:
    review(office, send(office, own), accept=False, comment="ขอภาพ")
    assert send(office, own).review_comment == ""


def test_what_was_not_sent_cannot_be_reviewed(office: Office, own: ProgressReport) -> None:
    for accept in (True, False):
        with pytest.raises(Refusal, match="has not been sent"):
            review(office, own, accept, "ขอภาพ")


def test_only_the_office_reviews(office: Office, own: ProgressReport) -> None:
    send(office, own)
    for user in (office.head, office.executive, office.auditor):
        with pytest.raises(NotAllowed):
            reviewing.review_report(actor(office, user), NOW, own.id, own.version, accept=True)
        with pytest.raises(NotAllowed):
            reviewing.accept_all(actor(office, user), NOW, office.meeting.id)


def asked(statements: list[str]) -> int:
    return sum(statement.startswith("SELECT") for statement in statements)


def test_it_accepts_all_with_the_same_number_of_questions(office: Office, own: ProgressReport) -> None:
    secretary = actor(office, office.secretary)
    send(office, own)
    with count_queries() as few:
        assert reviewing.accept_all(secretary, NOW, office.meeting.id) == 1
    send(office, own)
    send(office, report_on(office.shared, office.finance))
    send(office, report_on(office.shared, office.works), user=office.other_head)
    with count_queries() as many:
        assert reviewing.accept_all(secretary, NOW, office.meeting.id) == 3
    assert asked(few) == asked(many)
    assert own.state is ReportState.ACCEPTED


def test_a_save_from_an_older_page_is_told_so(office: Office, own: ProgressReport) -> None:
    seen = own.version
    send(office, own)
    with pytest.raises(Conflict):
        reporting.submit_report(actor(office, office.officer), NOW, own.id, seen, DONE)
    with pytest.raises(Conflict):
        reviewing.review_report(actor(office, office.secretary), NOW, own.id, seen, accept=True)
    assert own.done_text == "ประชุมแล้ว"


def test_of_many_saving_at_once_one_wins_and_the_others_are_told(
    app: Flask, office: Office, own: ProgressReport
) -> None:
    people = [actor(office, office.head), actor(office, office.officer)] * 4
    seen, agency_id, report_id = own.version, office.agency.id, own.id
    db.session.commit()
    told: list[str] = []
    start = threading.Barrier(len(people))

    def save(one: Actor, words: str) -> None:
        with app.app_context(), agency_scope(agency_id):
            start.wait()
            try:
                reporting.submit_report(one, NOW, report_id, seen, replace(PROGRESS, done_text=words))
                told.append(words)
            except Conflict:
                told.append("conflict")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=save, args=(one, f"ข้อความ {n}")) for n, one in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    db.session.refresh(own)
    assert sorted(told) == sorted(["conflict"] * 7 + [own.done_text])
    assert len(revisions(own)) == 1


def test_saving_the_same_again_is_no_conflict_though_its_answer_was_lost(office: Office, own: ProgressReport) -> None:
    seen = own.version
    head, written = actor(office, office.head), Entry(None, done_text="ครึ่งทาง")
    reporting.save_draft(head, NOW, own.id, seen, written)
    reporting.save_draft(head, NOW, own.id, seen, replace(written, done_text="ครึ่งทาง "))
    assert (own.version, len(events("report_drafted"))) == (seen + 1, 1)
    with pytest.raises(Conflict):
        reporting.save_draft(head, NOW, own.id, seen, replace(written, done_text="ไกลกว่านั้น"))


def test_an_empty_draft_leaves_a_report_open(office: Office, own: ProgressReport) -> None:
    reporting.save_draft(actor(office, office.head), NOW, own.id, own.version, Entry(None, done_text="  "))
    assert (own.state, own.version) == (ReportState.OPEN, 1)
    assert not events("report_drafted")


def test_a_line_ends_in_one_way_whatever_sent_it(office: Office, own: ProgressReport) -> None:
    order = order_to(office, office.own, office.finance)
    entry = replace(PROGRESS, done_text="ข้อแรก\r\nข้อสอง", order_answers={order.decision_id: "ก\r\nข"})
    send(office, own, entry)
    assert (own.done_text, order.answer) == ("ข้อแรก\nข้อสอง", "ก\nข")
