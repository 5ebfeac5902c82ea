"""What of a sheet is not taken in: what somebody else wrote since, and sheets that are none of these reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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
from tests.support.month import NOW, open_reports, report_on, stored
from tests.support.office import TODAY, Office
from tests.support.report_sheets import edited, filling_in
from tracker.domain.answers import Entry
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer, ReportState
from tracker.domain.report_sheet import RowState
from tracker.extensions import db
from tracker.models import Meeting
from tracker.models.isolation import agency_scope
from tracker.plan_reading.errors import UnreadableDocument
from tracker.queries import frames
from tracker.services import plan_drafts, reporting, reviewing
from tracker.services.report_desk import Filled
from tracker.services.report_sheet_contents import book_of
from tracker.services.report_sheets import look_at, take_in


def test_what_was_written_on_the_site_meanwhile_is_a_conflict(office: Office, head: Actor) -> None:
    data = edited(downloaded(office, head.division_ids), filling_in(1, **PROGRESS))
    written_on_the_site(office, head, Entry(Answer.PROGRESS, 50, "ประชุมแล้ว"))
    row = only_row(office, data, head)
    assert row.state is RowState.CONFLICT
    assert (row.stands.done_text, row.entry.done_text) == ("ประชุมแล้ว", "เผยแพร่แล้ว")
    assert take_in(head, NOW, frame_of(office), head.division_ids, [filled(row)]) == {}, "who has seen both may choose"
    assert stored(report_on(office.own, office.finance)).done_text == "เผยแพร่แล้ว"


def test_what_is_written_between_looking_and_taking_in_is_not_overwritten(office: Office, head: Actor) -> None:
    row = only_row(office, edited(downloaded(office, head.division_ids), filling_in(1, **PROGRESS)), head)
    written_on_the_site(office, head, Entry(Answer.PROGRESS, 50, "ประชุมแล้ว"))
    refused = take_in(head, NOW, frame_of(office), head.division_ids, [filled(row)])
    assert isinstance(refused[row.row.id], Conflict)
    assert stored(report_on(office.own, office.finance)).done_text == "ประชุมแล้ว"


def test_the_same_words_on_the_site_and_in_the_sheet_are_no_conflict(office: Office, head: Actor) -> None:
    data = edited(downloaded(office, head.division_ids), filling_in(1, **PROGRESS))
    written_on_the_site(office, head, Entry(Answer.PROGRESS, 60, "เผยแพร่แล้ว"))
    assert looked_at(office, data, head.division_ids).rows == []


def test_accepting_a_report_is_no_conflict_with_correcting_it(office: Office, head: Actor) -> None:
    report = report_on(office.own, office.finance)
    sent = reporting.submit_report(head, NOW, report.id, report.version, Entry(Answer.PROGRESS, 40, "ประชุมแล้ว"))
    data = edited(downloaded(office, head.division_ids), filling_in(1, percent=50))
    secretary = factories.actor_of(office.agency, office.secretary, TODAY)
    reviewing.review_report(secretary, NOW, report.id, sent.version, accept=True)
    row = only_row(office, data, head)
    assert (row.state, row.row.is_received) == (RowState.READY, True)


def test_another_divisions_sheet_is_refused_and_its_rows_are_left_alone(office: Office, head: Actor) -> None:
    theirs = edited(downloaded(office, [office.works.id]), filling_in(1, answer="คงเดิม"))
    with pytest.raises(Refusal, match="sheet of กองช่าง, which you do not report for"):
        looked_at(office, theirs, head.division_ids)
    everybodys = edited(downloaded(office, None), filling_in(1, answer="คงเดิม"), sheet=1)
    looked = looked_at(office, everybodys, head.division_ids)
    assert looked.rows == []
    with pytest.raises(Refusal, match="measure 2 is not yours to report on"):
        raise looked.problems[0]


def test_nobody_takes_in_what_is_not_theirs(office: Office, head: Actor) -> None:
    theirs = report_on(office.shared, office.works)
    stranger = Filled(theirs.id, theirs.version, Entry(Answer.NO_CHANGE))
    with pytest.raises(NotFound):
        take_in(head, NOW, frame_of(office), head.division_ids, [stranger])
    refused = take_in(head, NOW, frame_of(office), None, [stranger])
    assert isinstance(refused[theirs.id], NotAllowed)


def test_sheets_of_other_agencies_and_months_are_refused(office: Office, foreign_office: Office, head: Actor) -> None:
    with agency_scope(foreign_office.agency.id):
        open_reports(foreign_office)
        foreign = downloaded(foreign_office, None)
    with pytest.raises(Refusal, match="another agency: เทศบาลตำบลบ้านอื่น"):
        looked_at(office, foreign, None)
    old = downloaded(office, head.division_ids)
    meeting = factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    later = frames.frame_of_meeting(office.agency.id, date(2026, 2, 25), meeting.id)
    assert later is not None
    with pytest.raises(Refusal, match="reports of มกราคม 2569.*reports of กุมภาพันธ์ 2569"):
        look_at(later, head.division_ids, old, NAME)
    with pytest.raises(NotFound, match="no report to fill in"):
        book_of(later, head.division_ids)
    with pytest.raises(NotFound, match="No meeting is set"):
        book_of(replace(later, meeting=None), head.division_ids)


def test_a_closed_month_takes_no_sheet(office: Office, head: Actor) -> None:
    data = edited(downloaded(office, head.division_ids), filling_in(1, answer="คงเดิม"))
    row = only_row(office, data, head)
    db.session.get_one(Meeting, office.meeting.id).closed_at = NOW
    db.session.commit()
    with pytest.raises(Refusal, match="This month is closed"):
        looked_at(office, data, head.division_ids)
    refused = take_in(head, NOW, frame_of(office), head.division_ids, [filled(row)])
    assert "closed" in str(refused[row.row.id])
    assert stored(report_on(office.own, office.finance)).state is ReportState.OPEN, "nor is a draft kept of it"


def test_a_sheet_is_no_plan(office: Office, head: Actor) -> None:
    secretary = factories.actor_of(office.agency, office.secretary, TODAY)
    with pytest.raises(UnreadableDocument, match="division's sheet of reports, not a plan"):
        plan_drafts.upload_plan(secretary, NOW, downloaded(office, head.division_ids), NAME)
