"""A quarter looked back on: the figures worked out by hand from nine reports that were asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import factories
from tests.support.month import assignment_of
from tests.support.office import Office
from tracker.domain.errors import NotFound
from tracker.domain.papers import Asked, PaperKind, Span
from tracker.domain.progress import Answer, CannotReason, Health, Progress, ReportState
from tracker.extensions import db
from tracker.models import Evidence, ProgressReport
from tracker.models.isolation import agency_scope
from tracker.reports.kinds.follow_up import DivisionFollowed, FollowUp, MeasureFollowed
from tracker.services.paper_values import follow_up

OCTOBER, NOVEMBER, DECEMBER = date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)
JANUARY_20, JANUARY_28 = date(2026, 1, 20), date(2026, 1, 28)
QUARTER = Asked(PaperKind.FOLLOW_UP, fiscal_year=2569, span=Span.QUARTER_1)


@pytest.fixture(autouse=True)
def _a_quarter(office: Office) -> Iterator[None]:
    """Of three meetings, each of which asked three divisions' parts."""
    own = assignment_of(office.own, office.finance)
    lead, joint = (assignment_of(office.shared, division) for division in (office.finance, office.works))
    for month, held_on in ((OCTOBER, date(2025, 11, 5)), (NOVEMBER, date(2025, 12, 3)), (DECEMBER, date(2026, 1, 7))):
        factories.create_meeting(office.agency, held_on, month, opened_at=factories.moment(month))
        factories.create_report(joint, month, ReportState.OPEN)
    factories.create_report(own, OCTOBER, percent=10)
    factories.create_report(own, NOVEMBER, ReportState.RETURNED, percent=50)
    done: dict[str, Any] = {"answer": Answer.DONE, "progress": Progress.DONE, "percent": 100, "done_text": "เผยแพร่แล้ว"}
    finished = factories.create_report(own, DECEMBER, **done)
    factories.create_report(lead, OCTOBER, percent=20)
    factories.create_report(lead, NOVEMBER, percent=30)
    stuck: dict[str, Any] = {
        "answer": Answer.CANNOT_DO,
        "cannot_reason": CannotReason.NO_BUDGET,
        "problems": "งบประมาณไม่พอ",
    }
    factories.create_report(lead, DECEMBER, percent=30, done_text="", **stuck)
    with agency_scope(office.agency.id):
        for caption in ("ภาพหน้าเว็บไซต์", "แผนที่เผยแพร่"):
            db.session.add(
                Evidence(
                    report_id=finished.id,
                    caption=caption,
                    url="https://example.go.th/plan",
                    added_at=factories.moment(DECEMBER),
                    added_by_id=office.head.id,
                )
            )
        db.session.commit()
        yield


def looked_back(office: Office, asked: Asked = QUARTER, today: date = JANUARY_20) -> FollowUp:
    return follow_up.value_of(office.agency.id, today, asked)


def of(value: FollowUp, number: str, division: str) -> tuple[MeasureFollowed, DivisionFollowed]:
    measure = next(line for line in value.measures if line.number == number)
    return measure, next(one for one in measure.divisions if one.division == division)


def test_a_measure_stands_as_it_did_at_the_end(office: Office) -> None:
    value = looked_back(office)
    assert value.as_of == date(2025, 12, 31)
    own, finance = of(value, "1", "กองคลัง")
    assert (own.progress, own.health, own.percent) == (Progress.DONE, None, 100.0)
    assert (finance.percent_before, finance.percent, finance.evidence) == (0, 100, 2)
    shared, lead = of(value, "2", "กองคลัง")
    # Of the two divisions the one has done 30 per cent and is stuck, the other nothing.
    assert (shared.progress, shared.health, shared.percent) == (Progress.IN_PROGRESS, Health.BLOCKED, 15.0)
    assert (lead.progress, lead.health, lead.percent) == (Progress.IN_PROGRESS, Health.BLOCKED, 30)
    _, silent = of(value, "2", "กองช่าง")
    assert (silent.progress, silent.health, silent.percent) == (Progress.NOT_STARTED, Health.AT_RISK, 0)


def test_each_month_tells_what_was_said_or_that_nothing_came(office: Office) -> None:
    value = looked_back(office)
    _, finance = of(value, "1", "กองคลัง")
    assert [(said.month, said.answer, said.percent) for said in finance.months] == [
        (OCTOBER, Answer.PROGRESS, 10),
        (NOVEMBER, None, None),
        (DECEMBER, Answer.DONE, 100),
    ]
    assert (finance.reports_owed, finance.reports_received) == (3, 2)
    _, lead = of(value, "2", "กองคลัง")
    december = lead.months[-1]
    assert (december.cannot_reason, december.problems) == (CannotReason.NO_BUDGET, "งบประมาณไม่พอ")
    _, silent = of(value, "2", "กองช่าง")
    assert [said.answer for said in silent.months] == [None, None, None]


def test_the_plan_and_its_indicators_count_the_reports_of_all_months(office: Office) -> None:
    value = looked_back(office)
    # 3 and 2 of the first measure; 3 and 3, 3 and 0 of the second. (100 + 15) / 2 per cent.
    assert (value.plan.reports_owed, value.plan.reports_received, value.plan.percent) == (9, 5, 57.5)
    assert value.plan.progress == dict.fromkeys(Progress, 0) | {Progress.DONE: 1, Progress.IN_PROGRESS: 1}
    figures = {line.code: (line.rollup.reports_owed, line.rollup.reports_received) for line in value.indicators}
    assert figures == dict.fromkeys(map(str, range(1, 11)), (0, 0)) | {"2": (3, 2), "6": (6, 3), "8": (6, 3)}


def test_a_report_that_came_after_the_quarter_belongs_to_its_month(office: Office) -> None:
    joint = assignment_of(office.shared, office.works)
    report = db.session.query(ProgressReport).filter_by(assignment_id=joint.id, month=DECEMBER).one()
    report.state, report.answer, report.progress, report.percent = (
        ReportState.SUBMITTED, Answer.PROGRESS, Progress.IN_PROGRESS, 40,
    )  # fmt: skip
    report.submitted_at = factories.moment(JANUARY_28)
    db.session.commit()
    assert of(looked_back(office), "2", "กองช่าง")[1].percent == 0
    _, heard = of(looked_back(office, today=JANUARY_28), "2", "กองช่าง")
    assert (heard.percent, heard.reports_received) == (40, 1)


def test_the_next_quarter_begins_where_this_one_ended(office: Office) -> None:
    second = replace(QUARTER, span=Span.QUARTER_2)
    value = looked_back(office, second, JANUARY_28)
    assert value.as_of == JANUARY_28
    assert [(one.percent_before, one.percent) for line in value.measures for one in line.divisions] == [
        (100, 100),
        (30, 30),
        (0, 0),
    ]
    assert value.plan.reports_owed == 0


def test_what_was_done_owes_nothing_for_a_month_that_was_opened_all_the_same(office: Office) -> None:
    factories.create_report(assignment_of(office.own, office.finance), date(2026, 1, 1), ReportState.OPEN)
    value = looked_back(office, replace(QUARTER, span=Span.FIRST_HALF), JANUARY_28)
    assert of(value, "1", "กองคลัง")[1].reports_owed == 3


def test_what_is_left_of_an_earlier_plan_is_listed_where_it_was_asked_about_and_not_counted(office: Office) -> None:
    earlier = factories.create_plan(office.agency, 2568)
    ends_on = date(2025, 9, 30)
    old: dict[str, Any] = {"starts_on": date(2024, 10, 1), "ends_on": ends_on}
    asked = factories.create_measure(earlier, [office.works], number="7", **old)
    factories.create_measure(earlier, [office.works], number="8", **old)
    factories.create_report(assignment_of(asked, office.works), NOVEMBER, percent=80)
    value = looked_back(office)
    assert [(line.number, line.fiscal_year) for line in value.measures] == [("1", 2569), ("2", 2569), ("7", 2568)]
    assert (value.plan.measures, value.plan.reports_owed) == (2, 9)
    assert value.measures[-1].health is Health.OVERDUE


def test_without_a_span_it_is_the_quarter_that_lasts_or_the_year_that_is_over(office: Office) -> None:
    unasked = Asked(PaperKind.FOLLOW_UP)
    assert looked_back(office, unasked).span is Span.QUARTER_2
    assert looked_back(office, unasked, date(2027, 2, 1)).span is Span.YEAR


def test_a_year_without_a_plan_has_no_such_paper(office: Office) -> None:
    with pytest.raises(NotFound, match="no plan of fiscal year"):
        looked_back(office, replace(QUARTER, fiscal_year=2571))
