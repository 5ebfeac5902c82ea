from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests import factories
from tests.support.office import MONTH, Office
from tracker.domain.progress import Answer, AssignmentRole, CannotReason, ReportState
from tracker.extensions import db
from tracker.models import Assignment, Division, Measure, ProgressReport
from tracker.models.isolation import agency_scope
from tracker.queries import report_changes, reports

OCTOBER, NOVEMBER, DECEMBER = date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)
FEBRUARY = date(2026, 2, 1)


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


def assignment_of(measure: Measure, division: Division) -> Assignment:
    return db.session.query(Assignment).filter_by(measure_id=measure.id, division_id=division.id).one()


def create(office: Office, measure: Measure, division: Division | None = None, **columns: Any) -> ProgressReport:
    return factories.create_report(assignment_of(measure, division or office.finance), **columns)


def test_it_lists_a_months_reports_by_division_and_plan(office: Office) -> None:
    later = factories.create_measure(office.plan, [office.works], number="0", position=9)
    create(office, later, office.works)
    create(office, office.shared, office.works)
    create(office, office.shared)
    create(office, office.own)
    create(office, office.own, month=DECEMBER)
    found = reports.reports_of_month(MONTH)
    assert [(row.division, row.number) for row in found] == [
        ("กองคลัง", "1"), ("กองคลัง", "2"), ("กองช่าง", "2"), ("กองช่าง", "0"),
    ]  # fmt: skip
    assert [(row.division, row.number) for row in reports.reports_of_month(MONTH, [office.works.id])] == [
        ("กองช่าง", "2"), ("กองช่าง", "0"),
    ]  # fmt: skip
    assert reports.reports_of_month(MONTH, []) == []


def test_it_carries_the_measure_and_the_words(office: Office) -> None:
    create(
        office,
        office.shared,
        answer=Answer.CANNOT_DO,
        cannot_reason=CannotReason.OTHER,
        cannot_text="รอศาล",
        problems="ไม่มีรถ",
    )
    (row,) = reports.reports_of_month(MONTH)
    assert (row.title, row.fiscal_year, row.role) == ("ปรับปรุงขั้นตอนการให้บริการ", 2569, AssignmentRole.LEAD)
    assert (row.cannot_reason, row.cannot_text, row.problems) == (CannotReason.OTHER, "รอศาล", "ไม่มีรถ")
    assert row.is_received


def test_the_one_before_is_the_latest_that_was_received(office: Office) -> None:
    create(office, office.own, month=OCTOBER, done_text="ตุลาคม", percent=10)
    create(office, office.own, month=NOVEMBER, state=ReportState.ACCEPTED, done_text="พฤศจิกายน", percent=20)
    create(office, office.own, month=DECEMBER, state=ReportState.RETURNED, done_text="ธันวาคม")
    create(office, office.own, state=ReportState.OPEN)
    create(office, office.own, month=FEBRUARY, done_text="กุมภาพันธ์")
    (row,) = reports.reports_of_month(MONTH)
    assert row.previous is not None
    assert (row.previous.month, row.previous.done_text, row.previous.percent) == (NOVEMBER, "พฤศจิกายน", 20)


def test_there_may_be_none_before(office: Office) -> None:
    create(office, office.own, state=ReportState.OPEN)
    assert reports.reports_of_month(MONTH)[0].previous is None


@pytest.mark.parametrize(
    "cadences, assumed",
    [
        (["monthly"], False),
        (["quarterly", "unspecified"], False),
        (["unspecified"], True),
        (["each_event"], True),
        ([], True),
    ],
)
def test_it_says_when_the_cadence_is_assumed(office: Office, cadences: list[str], assumed: bool) -> None:
    measure = factories.create_measure(office.plan, [office.finance], number="3", cadences=cadences)
    create(office, measure, state=ReportState.OPEN)
    assert reports.reports_of_month(MONTH)[0].is_cadence_assumed is assumed


def test_a_meetings_reports_are_chosen_by_state_and_division(office: Office) -> None:
    meeting: dict[str, Any] = {"meeting_id": office.meeting.id}
    sent = create(office, office.own, **meeting)
    unsent = create(office, office.shared, state=ReportState.OPEN, **meeting)
    theirs = create(office, office.shared, office.works, **meeting)
    create(office, office.own, month=DECEMBER)

    def ids(*states: ReportState, **choice: Any) -> list[int]:
        choice.setdefault("limit", 10)
        return [row.id for row in reports.reports_of_meeting(office.meeting.id, states or tuple(ReportState), **choice)]

    assert ids() == [sent.id, unsent.id, theirs.id]
    assert ids(ReportState.SUBMITTED) == [sent.id, theirs.id]
    assert ids(ReportState.SUBMITTED, division_id=office.works.id) == [theirs.id]
    assert ids(limit=1) == [sent.id]
    assert ids(limit=2, offset=1) == [unsent.id, theirs.id]


def test_one_report_with_its_measure(office: Office, foreign_office: Office) -> None:
    report = create(office, office.own)
    row = reports.report_row(report.id)
    assert row is not None
    assert (row.id, row.number) == (report.id, "1")
    assert reports.report_row(report.id + 1000) is None
    with agency_scope(foreign_office.agency.id):
        assert reports.report_row(report.id) is None
        assert report_changes.reports_to_change([report.id]) == {}
        assert reports.reports_of_month(MONTH) == []


def test_a_report_to_change_comes_with_what_was_received_before(office: Office) -> None:
    first = create(office, office.own, month=NOVEMBER, percent=20, steps_done=[7])
    create(office, office.own, month=DECEMBER, state=ReportState.RETURNED)
    report = create(office, office.own, percent=70)
    with agency_scope(office.agency.id):
        found = report_changes.reports_to_change([report.id, first.id, report.id + 1000])
    assert found.keys() == {first.id, report.id}
    assert found[first.id].before is None
    before = found[report.id].before
    assert before is not None
    assert (before.month, before.percent, found[report.id].steps_before) == (NOVEMBER, 20, (7,))
    assert (found[first.id].is_outdated, found[report.id].is_outdated) == (True, False)


def test_steps_come_in_their_order_also_for_a_measure_without(office: Office) -> None:
    three = factories.create_measure(office.plan, [office.finance], number="3", steps=["ก", "ข", "ค"])
    none = factories.create_measure(office.plan, [office.finance], number="4", steps=[])
    found = reports.steps_of([three.id, none.id])
    assert [step.text for step in found[three.id]] == ["ก", "ข", "ค"]
    assert found[none.id] == []
