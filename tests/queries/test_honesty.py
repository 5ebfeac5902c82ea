from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests import factories
from tests.support.month import assignment_of
from tests.support.office import MONTH, Office
from tests.support.queries import count_queries
from tracker.domain.fiscal_year import add_months
from tracker.domain.honesty import Signal
from tracker.domain.progress import Answer, Progress, ReportState
from tracker.extensions import db
from tracker.models import Assignment, Evidence, Measure, ProgressReport
from tracker.models.isolation import agency_scope
from tracker.queries import honesty

AT = factories.moment(date(2026, 1, 28))


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


@pytest.fixture
def own(office: Office) -> Assignment:
    return assignment_of(office.own, office.finance)


def report(office: Office, assignment: Assignment, months_ago: int = 0, **columns: Any) -> ProgressReport:
    meeting_id = None if months_ago else office.meeting.id
    return factories.create_report(assignment, add_months(MONTH, -months_ago), meeting_id=meeting_id, **columns)


def attach(office: Office, report: ProgressReport, dated_on: date | None = None, **columns: Any) -> Evidence:
    piece = Evidence(
        report_id=report.id,
        caption="ภาพถ่าย",
        dated_on=dated_on,
        url="https://example.go.th/1",
        added_at=AT,
        added_by_id=office.head.id,
        **columns,
    )
    db.session.add(piece)
    db.session.commit()
    return piece


def signals(office: Office) -> list[tuple[Signal, ...]]:
    return [one.signals for one in honesty.signals_of_meeting(office.meeting.id).reports]


DONE: dict[str, Any] = {"answer": Answer.DONE, "progress": Progress.DONE, "percent": 100}


def test_it_reads_the_three_reports_that_were_received_last(office: Office, own: Assignment) -> None:
    for months_ago, words in enumerate(["ใหม่", "กลาง", "เก่า", "เก่ากว่า"]):
        report(office, own, months_ago, percent=[40, 50, 30, 20][months_ago], done_text=words)
    report(office, own, 4, done_text="ข้อความที่ไม่ต้องอ่าน")
    [found] = honesty.signals_of_meeting(office.meeting.id).reports
    assert [said.text for said in found.facts.said] == ["ใหม่", "กลาง", "เก่า"]
    assert found.signals == (Signal.PERCENT_BACK,)
    assert (found.division, found.number, found.title) == ("กองคลัง", "1", "เปิดเผยแผนและผลการใช้จ่ายงบประมาณ")


def test_only_received_reports_count(office: Office, own: Assignment) -> None:
    report(office, own, 0, done_text="ตามแผน", percent=30)
    report(office, own, 1, done_text="ตามแผน", percent=90, state=ReportState.RETURNED)
    report(office, own, 2, done_text="ตามแผน", percent=30)
    assert signals(office) == []
    report(office, own, 3, done_text=" ตามแผน", percent=30, state=ReportState.ACCEPTED)
    assert signals(office) == [(Signal.SAME_TEXT,)]


def test_a_report_that_was_not_sent_has_no_signal(office: Office, own: Assignment) -> None:
    report(office, own, 0, state=ReportState.RETURNED, **DONE)
    report(office, assignment_of(office.shared, office.finance), 0, state=ReportState.OPEN)
    assert signals(office) == []


def test_waiting_for_the_same_three_months_is_the_same_text(office: Office, own: Assignment) -> None:
    for months_ago in range(3):
        report(office, own, months_ago, answer=Answer.WAITING, done_text="", waiting_for="หนังสือจากจังหวัด")
    assert signals(office) == [(Signal.SAME_TEXT,)]


def test_no_change_without_words_is_not_the_same_text(office: Office, own: Assignment) -> None:
    for months_ago in range(3):
        report(office, own, months_ago, answer=Answer.NO_CHANGE, done_text="")
    assert signals(office) == []


def test_done_needs_evidence_that_still_stands(office: Office, own: Assignment) -> None:
    done = report(office, own, **DONE)
    assert signals(office) == [(Signal.DONE_WITHOUT_EVIDENCE,)]
    first = attach(office, done)
    assert signals(office) == []
    second = attach(office, done, replaces_id=first.id)
    assert signals(office) == []
    second.removed_at = AT
    db.session.commit()
    assert signals(office) == [(Signal.DONE_WITHOUT_EVIDENCE,)]


def test_the_days_of_evidence_that_stands_are_compared(office: Office, own: Assignment) -> None:
    report(office, own, 1, submitted_at=factories.moment(date(2025, 12, 29)))
    said = report(office, own)
    attach(office, said, date(2026, 1, 5))
    old = attach(office, said, date(2025, 11, 3))
    [found] = honesty.signals_of_meeting(office.meeting.id).reports
    assert found.signals == (Signal.EVIDENCE_OUTSIDE,)
    assert found.facts.evidence == (2, date(2025, 11, 3), date(2026, 1, 5))
    attach(office, said, date(2026, 1, 6), replaces_id=old.id)
    assert signals(office) == []


def test_the_first_report_tells_about_the_time_since_the_measure_began(office: Office, own: Assignment) -> None:
    piece = attach(office, report(office, own), date(2025, 10, 1))
    assert signals(office) == []
    piece.dated_on = date(2025, 9, 30)
    db.session.commit()
    assert signals(office) == [(Signal.EVIDENCE_OUTSIDE,)]


def test_an_end_that_was_moved_is_told_once_with_all_divisions(office: Office) -> None:
    for division in (office.finance, office.works):
        report(office, assignment_of(office.shared, division), state=ReportState.OPEN)
    assert honesty.signals_of_meeting(office.meeting.id).moved_ends == ()
    measure = db.session.get_one(Measure, office.shared.id)
    measure.adopted_ends_on, measure.ends_on = date(2026, 3, 31), date(2026, 4, 30)
    db.session.commit()
    [moved] = honesty.signals_of_meeting(office.meeting.id).moved_ends
    assert (moved.number, moved.divisions, moved.days) == ("2", ("กองคลัง", "กองช่าง"), 30)


def test_it_counts_those_that_wait_of_all_or_of_one_division(office: Office, own: Assignment) -> None:
    report(office, own, **DONE)
    report(office, assignment_of(office.shared, office.finance), state=ReportState.ACCEPTED, **DONE)
    report(office, assignment_of(office.shared, office.works), **DONE)
    found = honesty.signals_of_meeting(office.meeting.id)
    assert found.number_of(ReportState.SUBMITTED) == 2
    assert found.number_of(ReportState.SUBMITTED, office.works.id) == 1
    assert found.number_of(ReportState.ACCEPTED, office.works.id) == 0


def test_it_is_one_question_whatever_the_number_of_reports(office: Office, foreign_office: Office) -> None:
    with agency_scope(foreign_office.agency.id):
        report(foreign_office, assignment_of(foreign_office.own, foreign_office.finance), **DONE)
        assert len(signals(foreign_office)) == 1
    for measure in (office.own, office.shared):
        for months_ago in range(4):
            report(office, assignment_of(measure, office.finance), months_ago, **DONE)
    with count_queries() as statements:
        assert len(signals(office)) == 2
    assert len(statements) == 1
    assert honesty.signals_of_meeting(foreign_office.meeting.id).reports == ()
