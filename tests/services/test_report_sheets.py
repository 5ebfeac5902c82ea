"""A division's sheet through its month: downloaded, filled in, looked at, taken in by the rules of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import factories
from tests.services.report_sheet_office import (
    NAME,
    PROGRESS,
    downloaded,
    filled,
    frame_of,
    looked_at,
    only_row,
    written_on_the_site,
)
from tests.support.month import NOW, give_order, report_on, stored
from tests.support.office import TODAY, Office
from tests.support.office_programs import saved_by_libreoffice
from tests.support.queries import count_queries
from tests.support.report_sheets import edited, filling_in, typing
from tests.support.requirements import LIBREOFFICE, need
from tracker.domain.answers import Entry
from tracker.domain.errors import Refusal
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer, CannotReason, EntryChannel, Progress, ReportState
from tracker.domain.report_sheet import RowState, SheetColumn
from tracker.extensions import db
from tracker.models import AuditEvent, DecisionDivision, ProgressRevision, Step
from tracker.services.report_sheet_contents import book_of
from tracker.services.report_sheets import take_in


def test_a_sheet_that_nobody_filled_in_changes_nothing(office: Office, head: Actor) -> None:
    looked = looked_at(office, downloaded(office, head.division_ids), head.division_ids)
    assert (looked.rows, looked.problems, looked.same) == ([], [], 2)


def test_the_sheet_begins_where_the_time_before_ended(office: Office, head: Actor) -> None:
    [sheet] = book_of(frame_of(office), head.division_ids).sheets
    cells = sheet.rows[0]
    assert cells[SheetColumn.PERCENT] == 35
    assert cells[SheetColumn.LAST_TIME] == "ธ.ค. 2568: มีความก้าวหน้า ร้อยละ 35\nส่งร่างแรก"
    assert cells[SheetColumn.STEPS] == "1. ขั้นตอนแรก"
    assert cells[SheetColumn.ANSWER] == ""


def test_what_was_filled_in_is_sent_and_marked_as_imported(office: Office, head: Actor) -> None:
    data = edited(downloaded(office, head.division_ids), filling_in(1, **PROGRESS, steps_done=1))
    row = only_row(office, data, head)
    assert (row.state, row.reasons, row.unsent) == (RowState.READY, (), [])
    assert take_in(head, NOW, frame_of(office), head.division_ids, [filled(row)]) == {}
    report = stored(report_on(office.own, office.finance))
    assert (report.state, report.percent, report.done_text) == (ReportState.SUBMITTED, 60, "เผยแพร่แล้ว")
    assert report.steps_done == [db.session.query(Step.id).filter_by(measure_id=office.own.id).scalar()]
    revision = db.session.query(ProgressRevision).filter_by(report_id=report.id).one()
    assert (revision.channel, revision.is_on_behalf, revision.told_by) == (EntryChannel.IMPORT, False, "")
    event = db.session.query(AuditEvent).filter_by(event="report_sheet_taken_in").one()
    assert (event.subject_id, event.after) == (office.meeting.id, {"division": "กองคลัง", "reports": 1})


def test_the_office_takes_in_on_behalf_of_several_divisions(office: Office, head: Actor) -> None:
    secretary = factories.actor_of(office.agency, office.secretary, TODAY)
    data = downloaded(office, None)
    data = edited(data, filling_in(1, answer="คงเดิม"), sheet=0)
    data = edited(data, filling_in(1, answer="ยังไม่ถึงกำหนด"), sheet=1)
    rows = looked_at(office, data, None).rows
    assert [row.row.division for row in rows] == ["กองคลัง", "กองช่าง"]
    assert take_in(secretary, NOW, frame_of(office), None, [filled(row) for row in rows], "ผอ.กองช่าง") == {}
    revisions = db.session.query(ProgressRevision).all()
    assert {(one.channel, one.is_on_behalf, one.told_by) for one in revisions} == {
        (EntryChannel.IMPORT, True, "ผอ.กองช่าง")
    }
    events = db.session.query(AuditEvent).filter_by(event="report_sheet_taken_in").all()
    assert {event.after["division"] for event in events} == {"กองคลัง", "กองช่าง"}


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"answer": "มีความก้าวหน้า"}, "Write what was done"),
        ({"answer": "มีความก้าวหน้า", "done_text": "ทำแล้ว", "percent": None}, "how many per cent"),
        ({"answer": "มีความก้าวหน้า", "done_text": "ทำแล้ว", "percent": "100%"}, "choose “done”"),
        ({"answer": "รอดำเนินการ"}, "what you are waiting for"),
        ({"answer": "ไม่สามารถดำเนินการได้", "cannot_text": "ฝน"}, "Choose why it cannot be done"),
        ({"problems": "ขาดคน"}, "Choose what you report"),
    ],
)
def test_an_incomplete_row_can_only_be_kept(office: Office, head: Actor, cells: dict[str, object], why: str) -> None:
    row = only_row(office, edited(downloaded(office, head.division_ids), filling_in(1, **cells)), head)
    assert row.state is RowState.INCOMPLETE
    with pytest.raises(Refusal, match=why):
        raise row.reasons[0]
    assert take_in(head, NOW, frame_of(office), head.division_ids, [filled(row, is_sent=False)]) == {}
    report = stored(report_on(office.own, office.finance))
    assert report.state is ReportState.DRAFT
    assert report.problems == cells.get("problems", "")
    assert looked_at(office, downloaded(office, head.division_ids), head.division_ids).rows == []


def test_the_same_rules_hold_when_somebody_insists(office: Office, head: Actor) -> None:
    row = only_row(office, edited(downloaded(office, head.division_ids), filling_in(1, answer="รอ")), head)
    refused = take_in(head, NOW, frame_of(office), head.division_ids, [filled(row)])
    assert list(refused) == [row.row.id]
    assert stored(report_on(office.own, office.finance)).state is ReportState.DRAFT
    assert db.session.query(AuditEvent).filter_by(event="report_sheet_taken_in").count() == 0


def test_words_under_another_answer_are_told(office: Office, head: Actor) -> None:
    data = edited(
        downloaded(office, head.division_ids), filling_in(1, answer="คงเดิม", done_text="ทำแล้ว", problems="ฝน")
    )
    row = only_row(office, data, head)
    assert (row.state, row.unsent) == (RowState.READY, [SheetColumn.DONE_TEXT])


def test_a_cell_without_a_meaning_keeps_the_row_from_being_taken(office: Office, head: Actor) -> None:
    row = only_row(office, edited(downloaded(office, head.division_ids), typing(1, SheetColumn.ANSWER, "เดี๋ยว")), head)
    assert row.state is RowState.REFUSED
    too_long = edited(downloaded(office, head.division_ids), filling_in(1, done_text="ก" * 10_001))
    row = only_row(office, too_long, head)
    assert row.state is RowState.REFUSED
    with pytest.raises(Refusal, match="too long"):
        raise row.reasons[0]


def test_the_order_that_waits_longest_is_answered_on_the_sheet(office: Office, head: Actor) -> None:
    first, second = (give_order(office, office.own, office.finance, text) for text in ("เร่งดำเนินการ", "รายงานผล"))
    [sheet] = book_of(frame_of(office), head.division_ids).sheets
    assert str(sheet.rows[0][SheetColumn.ORDER]).startswith("เร่งดำเนินการ\n(และอีก 1 ข้อ")
    data = edited(downloaded(office, head.division_ids), filling_in(1, **PROGRESS, order_answer="กำลังเร่งรัด"))
    take_in(head, NOW, frame_of(office), head.division_ids, [filled(only_row(office, data, head))])
    answered = {one.decision_id: one.answer for one in db.session.query(DecisionDivision) if one.answered_at}
    assert answered == {first.id: "กำลังเร่งรัด"}
    assert second.id not in answered


def test_libreoffice_changes_nothing_and_what_is_filled_in_there_is_taken(
    office: Office, head: Actor, tmp_path: Path
) -> None:
    need(LIBREOFFICE)
    written_on_the_site(office, head, Entry(Answer.PROGRESS, 45, "=ประชุม\r\n- สอง  ช่อง", problems="+ขาดคน\n๑) น้ํา"))
    once = saved_by_libreoffice(downloaded(office, head.division_ids), NAME, "xlsx", tmp_path)
    looked = looked_at(office, once, head.division_ids)
    assert (looked.rows, looked.problems) == ([], [])
    cells = {"answer": "ไม่สามารถดำเนินการได้", "percent": "๕๐%", "cannot_reason": "ไม่มีงบประมาณ"}
    again = saved_by_libreoffice(edited(once, filling_in(2, **cells)), NAME, "xlsx", tmp_path)
    row = only_row(office, again, head)
    assert (row.row.measure_id, row.entry.answer) == (office.shared.id, Answer.CANNOT_DO)
    assert (row.entry.percent, row.entry.cannot_reason) == (50, CannotReason.NO_BUDGET)
    take_in(head, NOW, frame_of(office), head.division_ids, [filled(row)])
    assert stored(report_on(office.shared, office.finance)).progress is Progress.NOT_STARTED


def test_as_many_statements_for_many_reports_as_for_few(office: Office, head: Actor) -> None:
    def statements() -> int:
        with count_queries() as counted:
            book_of(frame_of(office), head.division_ids)
        return len(counted)

    few = statements()
    for number in range(3, 15):
        factories.create_measure(office.plan, [office.finance], number=str(number))
    assert statements() == few <= 6
