"""The sheets of a division and of a person of the fixed cast, with figures worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests import factories
from tests.support.month import assignment_of, give_order, open_reports, report_on, submit
from tests.support.office import HELD_ON, MONTH, TODAY, Office
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.papers import Asked, PaperKind
from tracker.domain.permissions import Role
from tracker.domain.progress import Answer, AssignmentRole, Health, Progress, ReportState
from tracker.extensions import db
from tracker.models.isolation import agency_scope
from tracker.reports.kinds.division import DivisionSheet
from tracker.reports.kinds.person import PersonSheet
from tracker.services.paper_values import division, person

DECEMBER = date(2025, 12, 1)
THE_DAY_BEFORE = date(2026, 1, 28)


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    open_reports(office)
    with agency_scope(office.agency.id):
        submit(office, report_on(office.own, office.finance), office.head, "อบรมแล้ว 1 รุ่น")
        yield


def sheet_of(office: Office, today: date = HELD_ON, day: date | None = None) -> DivisionSheet:
    asked = Asked(PaperKind.DIVISION, day=day, division_id=office.finance.id)
    return division.value_of(office.agency.id, today, asked)


def sheet_for(office: Office, user_id: int, today: date = HELD_ON) -> PersonSheet:
    return person.value_of(office.agency.id, today, Asked(PaperKind.PERSON, user_id=user_id))


def test_a_divisions_sheet_counts_its_own_parts(office: Office) -> None:
    """40 per cent of the one and nothing of the other; the other was never heard of, so it is at risk."""
    figures = sheet_of(office).figures
    rollup = figures.rollup
    assert (figures.division, rollup.measures, rollup.percent, figures.orders) == ("กองคลัง", 2, 20.0, 0)
    assert (rollup.progress[Progress.IN_PROGRESS], rollup.progress[Progress.NOT_STARTED]) == (1, 1)
    assert (rollup.health[Health.ON_TRACK], rollup.health[Health.AT_RISK]) == (1, 1)
    assert (rollup.reports_owed, rollup.reports_received) == (2, 1)


def test_its_lines_say_what_was_said_last_and_which_months_are_owed(office: Office) -> None:
    own, shared = sheet_of(office).lines
    assert (own.measure, own.said_for, own.answer, own.done_text) == ("1", MONTH, Answer.PROGRESS, "อบรมแล้ว 1 รุ่น")
    assert (own.percent, own.months_owed, own.role) == (40, (), AssignmentRole.JOINT)
    assert (shared.measure, shared.said_for, shared.answer, shared.months_owed) == ("2", None, None, (MONTH,))
    assert (shared.role, shared.indicators) == (AssignmentRole.LEAD, ("6", "8"))


def test_a_month_of_which_nothing_was_heard_stays_on_the_sheet(office: Office) -> None:
    factories.create_report(assignment_of(office.shared, office.finance), DECEMBER, ReportState.OPEN)
    assert sheet_of(office).lines[1].months_owed == (DECEMBER, MONTH)


def test_of_an_earlier_month_the_last_words_are_told_while_a_report_is_owed(office: Office) -> None:
    factories.create_report(assignment_of(office.shared, office.finance), DECEMBER, done_text="ส่งร่างแล้ว", percent=10)
    shared = sheet_of(office).lines[1]
    assert (shared.said_for, shared.done_text, shared.percent, shared.months_owed) == (
        DECEMBER,
        "ส่งร่างแล้ว",
        10,
        (MONTH,),
    )


def test_who_is_done_owes_no_month(office: Office) -> None:
    assignment = assignment_of(office.shared, office.finance)
    factories.create_report(
        assignment, DECEMBER, answer=Answer.DONE, progress=Progress.DONE, percent=100, done_text="เสร็จแล้ว"
    )
    shared = sheet_of(office).lines[1]
    assert (shared.progress, shared.months_owed) == (Progress.DONE, ())


def test_what_is_past_its_end_says_for_how_many_days(office: Office) -> None:
    factories.create_measure(office.plan, [office.finance], number="3", ends_on=date(2026, 1, 31), position=3)
    assert [(line.health, line.days_late) for line in sheet_of(office).lines[2:]] == [(Health.OVERDUE, 4)]


def test_a_past_day_is_told_as_it_was(office: Office) -> None:
    own = sheet_of(office, day=THE_DAY_BEFORE).lines[0]
    assert (own.said_for, own.answer, own.percent, own.months_owed) == (None, None, 0, (MONTH,))


def test_an_order_stays_on_the_sheet_until_it_is_answered(office: Office) -> None:
    order = give_order(office, office.own, office.finance, "ให้เร่งรัด")
    order.due_on = date(2026, 2, 10)
    db.session.commit()
    sheet = sheet_of(office, date(2026, 2, 13))
    [waiting] = sheet.orders
    assert (waiting.division, waiting.measure, waiting.text) == ("กองคลัง", "1", "ให้เร่งรัด")
    assert (waiting.given_on, waiting.due_on, waiting.days_late) == (HELD_ON, date(2026, 2, 10), 3)
    assert sheet.figures.orders == 1
    assert not sheet_of(office, date(2026, 2, 13), day=TODAY).orders


def test_a_sheet_names_the_head_or_whoever_acts(office: Office) -> None:
    assert sheet_of(office).answerable == ("ผู้อำนวยการกองคลัง",)
    factories.create_person(
        office.agency, Role.DIVISION_HEAD, office.finance, title="นักวิชาการคลัง", is_acting=True, starts_on=HELD_ON
    )
    assert sheet_of(office).answerable == ("นักวิชาการคลัง รักษาราชการแทนนักวิชาการคลัง",)


def test_an_acting_head_answers_for_both_divisions_while_it_lasts(office: Office) -> None:
    factories.add_post(
        office.agency,
        office.head,
        Role.DIVISION_HEAD,
        office.works,
        title="ผู้อำนวยการกองช่าง",
        is_acting=True,
        ends_on=HELD_ON,
    )
    sheet = sheet_for(office, office.head.id)
    assert sheet.posts == ("ผู้อำนวยการกองคลัง", "รักษาราชการแทนผู้อำนวยการกองช่าง")
    assert [(line.division, line.measure) for line in sheet.lines] == [
        ("กองคลัง", "1"),
        ("กองคลัง", "2"),
        ("กองช่าง", "2"),
    ]
    assert [one.division for one in sheet.figures] == ["กองคลัง", "กองช่าง"]
    # 40, 0 and 0 per cent of three parts.
    assert (sheet.total.rollup.measures, sheet.total.rollup.percent) == (3, 13.3)
    afterwards = sheet_for(office, office.head.id, date(2026, 2, 5))
    assert {line.division for line in afterwards.lines} == {"กองคลัง"}


def test_an_officer_answers_for_the_division(office: Office) -> None:
    assert len(sheet_for(office, office.officer.id).lines) == 2


def test_whoever_has_no_division_has_an_empty_sheet(office: Office) -> None:
    sheet = sheet_for(office, office.secretary.id)
    assert (sheet.lines, sheet.figures, sheet.total.rollup.measures) == ((), (), 0)
    assert sheet.posts == ("หัวหน้าสำนักปลัดเทศบาล",)


def test_nothing_is_told_of_another_agencys_people_and_divisions(office: Office, foreign_office: Office) -> None:
    with pytest.raises(NotFound):
        sheet_for(office, foreign_office.head.id)
    with pytest.raises(NotFound):
        division.value_of(office.agency.id, TODAY, Asked(PaperKind.DIVISION, division_id=foreign_office.works.id))


def test_a_sheet_of_nobody_asks_whose(office: Office) -> None:
    with pytest.raises(Refusal, match="Choose the division"):
        division.value_of(office.agency.id, TODAY, Asked(PaperKind.DIVISION))
    with pytest.raises(Refusal, match="Choose the person"):
        person.value_of(office.agency.id, TODAY, Asked(PaperKind.PERSON))
