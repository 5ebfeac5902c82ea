"""What was frozen with a month stays, whatever becomes of the rows that it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from tests import factories
from tests.support.month import open_reports, report_on, submit
from tests.support.office import HELD_ON, MONTH, Office
from tests.support.quickness import quick
from tracker.domain.errors import Refusal
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer, Progress, ReportState
from tracker.extensions import db
from tracker.models import (
    Agency,
    Assessment,
    AssessmentScore,
    Assignment,
    Division,
    Measure,
    MeasureIndicator,
    Meeting,
    Plan,
    ProgressReport,
    Snapshot,
    User,
)
from tracker.models.isolation import agency_scope
from tracker.queries import snapshots as queries
from tracker.queries.status import AgencyStatus, status_for_month
from tracker.reports.editions import MeetingPaper, paper_as_json
from tracker.reports.kinds.meeting import paper_of
from tracker.reports.paper import PLAIN
from tracker.reports.xlsx.drawing import workbook
from tracker.services import closing, papers, snapshots

AFTER_THE_MEETING = factories.moment(HELD_ON, 14)
NEXT_WEEK = factories.moment(date(2026, 2, 11), 10)
YEARS_LATER = date(2031, 5, 20)


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    open_reports(office)
    with agency_scope(office.agency.id):
        submit(office, report_on(office.own, office.finance), office.head, "อบรมแล้ว 1 รุ่น")
        yield


@pytest.fixture
def secretary(office: Office) -> Actor:
    return factories.actor_of(office.agency, office.secretary)


def paper(office: Office, today: date = HELD_ON) -> MeetingPaper:
    found = snapshots.paper_of_meeting(office.agency.id, today, office.meeting.id)
    assert found is not None
    return found


def as_json(printed: MeetingPaper) -> bytes:
    return json.dumps(paper_as_json(printed), ensure_ascii=False, default=str).encode()


def cells(data: bytes) -> list[tuple[Any, ...]]:
    return [row for sheet in load_workbook(BytesIO(data)) for row in sheet.iter_rows(values_only=True)]


def change_every_row(office: Office) -> None:
    """As no page would let anybody: by statements, and of the closed month too."""
    everywhere: dict[Any, dict[str, Any]] = {
        Agency: {"name": "เทศบาลชื่อใหม่", "default_cadence": "yearly", "opens_days_before": 3},
        Division: {"name": "ส่วนราชการใหม่ " + Division.name, "is_active": False},
        Plan: {"fiscal_year": 2575},
        Measure: {
            "titles": ["มาตรการใหม่"],
            "number": "99",
            "responsible_text": "ใครก็ได้",
            "period_text": "เมื่อไรก็ได้",
            "monitoring_text": "ไม่ต้อง",
            "starts_on": date(2030, 10, 1),
            "ends_on": date(2031, 1, 31),
            "cadences": ["once"],
            "cancelled_on": MONTH,
        },
        MeasureIndicator: {"code": MeasureIndicator.code + ".1"},
        Assignment: {"role": "lead", "done_on": MONTH, "cancelled_on": MONTH},
        ProgressReport: {
            "state": ReportState.RETURNED,
            "answer": Answer.DONE,
            "progress": Progress.DONE,
            "percent": 100,
            "done_text": "เขียนใหม่",
            "problems": "เขียนใหม่",
            "next_steps": "เขียนใหม่",
        },
        Meeting: {"place": "ที่อื่น", "held_on": date(2026, 2, 25)},
        User: {"name": "ผู้อื่น"},
        AssessmentScore: {"score": 1.0},
    }
    for model, values in everywhere.items():
        assert db.session.query(model).update(values, synchronize_session=False), f"nothing of {model} was changed"
    db.session.commit()


def test_what_was_frozen_is_printed_the_same_after_everything_else_was_changed(
    office: Office, secretary: Actor
) -> None:
    assessment = Assessment(fiscal_year=2568, overall_score=80.0, scores=[AssessmentScore(code="2", score=70.5)])
    db.session.add(assessment)
    db.session.flush()
    db.session.get_one(Plan, office.plan.id).assessment_id = assessment.id
    closing.close_month(secretary, AFTER_THE_MEETING, office.meeting.id)
    before = paper(office)
    printed = workbook(paper_of(before), PLAIN)
    live_before = papers.meeting_report_in(status_of(office, HELD_ON))
    change_every_row(office)
    after = paper(office, YEARS_LATER)
    assert papers.meeting_report_in(status_of(office, HELD_ON)) != live_before
    assert as_json(after) == as_json(before)
    assert cells(workbook(paper_of(after), PLAIN)) == cells(printed)
    assert workbook(paper_of(after), PLAIN) == printed


def status_of(office: Office, today: date) -> AgencyStatus:
    return status_for_month(office.agency.id, today, MONTH)


def test_it_holds_what_stood_there_in_the_moment_of_the_close(office: Office, secretary: Actor) -> None:
    expected = papers.meeting_report_in(status_of(office, HELD_ON))
    assert paper(office).edition is None
    closing.close_month(secretary, AFTER_THE_MEETING, office.meeting.id)
    frozen = paper(office, YEARS_LATER)
    assert frozen.report == expected
    assert frozen.report.status.as_of == HELD_ON
    assert [line.done_text for line in frozen.report.measures[0].reports] == ["อบรมแล้ว 1 รุ่น"]
    assert frozen.edition is not None
    assert (frozen.edition.number, frozen.edition.made_at) == (1, AFTER_THE_MEETING)
    assert frozen.edition.made_by == "หัวหน้าสำนักปลัดเทศบาล"


def test_a_month_opened_again_is_printed_as_it_stands_and_then_has_two_editions(
    office: Office, secretary: Actor
) -> None:
    closing.close_month(secretary, AFTER_THE_MEETING, office.meeting.id)
    first = as_json(paper(office))
    closing.reopen_month(secretary, AFTER_THE_MEETING, office.meeting.id, "กองคลังส่งตัวเลขผิด")
    assert paper(office).edition is None
    submit(office, report_on(office.own, office.finance), office.head, "อบรมแล้ว 2 รุ่น")
    assert [line.done_text for line in paper(office).report.measures[0].reports] == ["อบรมแล้ว 2 รุ่น"]
    closing.close_month(secretary, NEXT_WEEK, office.meeting.id)
    newest, oldest = queries.editions_of(office.meeting.id)
    assert [(one.number, one.reason) for one in (oldest, newest)] == [(1, ""), (2, "กองคลังส่งตัวเลขผิด")]
    assert oldest.check_code != newest.check_code
    printed = paper(office, YEARS_LATER)
    assert printed.edition == newest
    assert [line.done_text for line in printed.report.measures[0].reports] == ["อบรมแล้ว 2 รุ่น"]
    kept = snapshots.paper_of_edition(office.meeting.id, 1)
    assert kept is not None
    assert as_json(kept) == first


def test_a_month_that_the_program_closes_is_frozen_by_it(office: Office) -> None:
    assert closing.close_months_left_open(factories.moment(date(2026, 3, 25))) == 1
    [edition] = queries.editions_of(office.meeting.id)
    assert edition.made_by == "Tidtam"


def test_a_month_whose_figures_cannot_be_frozen_stays_open(
    office: Office, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("no figures")

    monkeypatch.setattr(papers, "meeting_report_in", breaks)
    with pytest.raises(RuntimeError):
        closing.close_month(secretary, AFTER_THE_MEETING, office.meeting.id)
    db.session.rollback()
    assert db.session.get_one(Meeting, office.meeting.id, populate_existing=True).closed_at is None
    assert report_on(office.own, office.finance).state is ReportState.SUBMITTED
    assert db.session.query(Snapshot).count() == 0


def test_what_was_altered_in_the_database_is_not_printed(office: Office, secretary: Actor) -> None:
    closing.close_month(secretary, AFTER_THE_MEETING, office.meeting.id)
    snapshot = db.session.query(Snapshot).one()
    report = snapshot.content["report"]
    measures = [report["measures"][0] | {"percent": 99.0}, *report["measures"][1:]]
    snapshot.content = snapshot.content | {"report": report | {"measures": measures}}
    db.session.commit()
    with pytest.raises(Refusal, match="no longer agrees with its check code"):
        paper(office)


def test_a_month_that_was_closed_before_figures_were_frozen_is_printed_as_it_stands(office: Office) -> None:
    db.session.get_one(Meeting, office.meeting.id).closed_at = AFTER_THE_MEETING
    db.session.commit()
    assert (paper(office).edition, paper(office).is_closed) == (None, True)


def test_another_agencys_snapshot_is_not_there(office: Office, secretary: Actor, foreign_office: Office) -> None:
    closing.close_month(secretary, AFTER_THE_MEETING, office.meeting.id)
    [edition] = queries.editions_of(office.meeting.id)
    assert [found.month for found in queries.snapshots_with_code(edition.check_code)] == [MONTH]
    with agency_scope(foreign_office.agency.id):
        assert queries.snapshots_with_code(edition.check_code) == []
        assert snapshots.paper_of_edition(office.meeting.id, 1) is None


def test_a_large_month_is_closed_in_an_instant(office: Office, secretary: Actor) -> None:
    """The rows stay locked meanwhile, and on SQLite nobody else writes."""
    divisions = [factories.create_division(office.agency, f"กองที่ {number}") for number in range(8)]
    for number in range(60):
        factories.create_measure(office.plan, divisions, number=f"2.{number}", indicators=[str(number % 10 + 1)])
    open_reports(office)
    everything = {"state": ReportState.SUBMITTED, "answer": Answer.PROGRESS, "progress": Progress.IN_PROGRESS}
    words = {"done_text": "ดำเนินการแล้วบางส่วน " * 20, "percent": 40, "submitted_at": AFTER_THE_MEETING}
    db.session.execute(update(ProgressReport).values(everything | words))
    db.session.commit()
    with quick(1.0):
        assert closing.close_month(secretary, AFTER_THE_MEETING, office.meeting.id) > 480
    assert len(paper(office).report.measures) == 62
