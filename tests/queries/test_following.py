"""The facts of following up, as the database holds them on a day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import create_measure, create_meeting, create_plan, create_report, moment
from tests.support.office import MONTH, TODAY, Office
from tracker.domain.cadence import Cadence
from tracker.domain.progress import Answer, Progress, ReportState
from tracker.extensions import db
from tracker.models import Assignment
from tracker.models.isolation import agency_scope, enter_agency
from tracker.queries import following, frames
from tracker.queries.following import PlanYear
from tracker.queries.frames import Frame

NOVEMBER, DECEMBER, FEBRUARY = date(2025, 11, 1), date(2025, 12, 1), date(2026, 2, 1)


@pytest.fixture(autouse=True)
def _at_work(office: Office) -> None:
    enter_agency(office.agency.id)


@pytest.fixture
def own(office: Office) -> Assignment:
    return db.session.query(Assignment).filter_by(measure_id=office.own.id).one()


def frame(office: Office, today: date = TODAY) -> Frame:
    return frames.frame_on(office.agency.id, today)


def plan(office: Office, today: date = TODAY) -> PlanYear:
    found = following.plan_on(today)
    assert found is not None
    return found


def percent_heard(office: Office, today: date = TODAY) -> int | None:
    [fact] = [
        one
        for one in following.assignments_followed(plan(office), frame(office, today))
        if one.measure_id == office.own.id
    ]
    return fact.latest.percent if fact.latest else None


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 1, 24), DECEMBER),
        (date(2026, 1, 25), MONTH),
        (date(2026, 2, 4), MONTH),
        (date(2026, 2, 21), MONTH),
        (date(2026, 2, 22), FEBRUARY),
    ],
)
def test_the_month_in_question_changes_when_a_window_opens(office: Office, today: date, month: date) -> None:
    create_meeting(office.agency, date(2026, 1, 7), DECEMBER)
    create_meeting(office.agency, date(2026, 3, 4), FEBRUARY)
    found = frame(office, today)
    assert found.month == month
    assert found.meeting is not None
    assert found.meeting.month == month


def test_without_a_meeting_the_month_is_what_one_held_today_would_hear(office: Office) -> None:
    db.session.delete(office.meeting)
    db.session.commit()
    assert (frame(office).month, frame(office).meeting) == (MONTH, None)
    assert frame(office, date(2026, 2, 15)).month == MONTH


@pytest.mark.parametrize(("earlier", "first"), [(None, MONTH), (DECEMBER, MONTH), (date(2025, 10, 1), NOVEMBER)])
def test_every_frame_of_a_meeting_begins_where_the_meeting_before_ended(
    office: Office, foreign_office: Office, earlier: date | None, first: date
) -> None:
    create_meeting(foreign_office.agency, date(2025, 7, 2), date(2025, 6, 1))
    if earlier is not None:
        create_meeting(office.agency, date(2025, 11, 19), earlier, opened_at=moment(date(2025, 11, 10)))
    of_meeting = frames.frame_of_meeting(office.agency.id, TODAY, office.meeting.id)
    found = [
        frame(office),
        frames.frame_for_month(office.agency.id, TODAY, MONTH),
        of_meeting,
        *frames.frames_at_hand(office.agency.id, TODAY),
    ]
    assert [one.first_month for one in found if one] == [first] * 4
    assert frames.frame_for_month(office.agency.id, TODAY, FEBRUARY).first_month == FEBRUARY


def test_many_old_meetings_do_not_hide_the_open_one(office: Office) -> None:
    for month in range(1, 13):
        create_meeting(office.agency, date(2025, month, 5), date(2024, month, 1))
    assert frame(office).month == MONTH


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 9, 30), 2569), (date(2026, 10, 1), 2570), (date(2028, 1, 1), 2570), (date(2020, 1, 1), 2569)],
)
def test_the_plan_is_the_fiscal_years_else_the_newest_before_else_the_first(
    office: Office, today: date, year: int
) -> None:
    create_plan(office.agency, 2570)
    assert plan(office, today).fiscal_year == year


@pytest.mark.parametrize(
    ("today", "fiscal_year"),
    [(date(2026, 9, 30), 2569), (date(2026, 10, 5), 2569), (date(2026, 10, 16), 2570)],
)
def test_the_year_that_has_ended_is_followed_while_its_last_month_is_heard(
    office: Office, today: date, fiscal_year: int
) -> None:
    create_plan(office.agency, 2570)
    with agency_scope(office.agency.id):
        db.session.delete(office.meeting)
        db.session.commit()
    found = following.plan_on(frame(office, today).plan_day)
    assert found is not None
    assert found.fiscal_year == fiscal_year


def test_the_newest_received_report_counts(office: Office, own: Assignment) -> None:
    assert percent_heard(office) is None
    create_report(own, NOVEMBER, ReportState.ACCEPTED, percent=10)
    create_report(own, DECEMBER, ReportState.SUBMITTED, percent=20)
    assert percent_heard(office) == 20


@pytest.mark.parametrize("state", [ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED])
def test_what_was_not_sent_or_came_back_is_not_heard(office: Office, own: Assignment, state: ReportState) -> None:
    create_report(own, DECEMBER, percent=20)
    create_report(own, MONTH, state, percent=90)
    assert percent_heard(office) == 20


def test_a_later_month_than_the_one_in_question_is_not_heard(office: Office, own: Assignment) -> None:
    create_report(own, FEBRUARY, percent=90, submitted_at=moment(TODAY))
    assert percent_heard(office) is None


def test_a_past_day_is_answered_as_it_was_then(office: Office, own: Assignment) -> None:
    create_report(own, MONTH, percent=40, submitted_at=moment(date(2026, 1, 28), hour=23))
    assert percent_heard(office, date(2026, 1, 27)) is None
    assert percent_heard(office, date(2026, 1, 28)) == 40, "until the end of the day, in Bangkok"


def test_unfinished_work_of_earlier_plans_is_followed_on(office: Office) -> None:
    earlier = create_plan(office.agency, 2568)
    unfinished = create_measure(earlier, [office.finance, office.works], number="7")
    finished = create_measure(earlier, [office.finance], number="8")
    cancelled = create_measure(earlier, [office.finance], number="9")
    one_of_two, _ = db.session.query(Assignment).filter_by(measure_id=unfinished.id).order_by(Assignment.division_id)
    one_of_two.done_on = date(2026, 1, 1)
    db.session.query(Assignment).filter_by(measure_id=finished.id).one().done_on = date(2026, 1, 1)
    db.session.query(Assignment).filter_by(measure_id=cancelled.id).one().cancelled_on = date(2026, 1, 1)
    db.session.commit()
    measures = following.measures_followed(plan(office), frame(office))
    assert [one.id for one in measures] == [office.own.id, office.shared.id, unfinished.id]
    divisions = [
        one.division
        for one in following.assignments_followed(plan(office), frame(office))
        if one.measure_id == unfinished.id
    ]
    assert divisions == ["กองช่าง"]
    before = following.measures_followed(plan(office), frame(office, date(2025, 12, 31)))
    assert {finished.id, cancelled.id} <= {one.id for one in before}, "on that day it was not finished yet"


def test_a_closed_division_keeps_what_it_finished_and_owes_nothing_new(office: Office, own: Assignment) -> None:
    create_report(own, DECEMBER, answer=Answer.DONE, progress=Progress.DONE, percent=100)
    office.finance.is_active = False
    db.session.commit()
    facts = following.assignments_followed(plan(office), frame(office))
    closed = {one.measure_id: one.is_cancelled for one in facts if one.division_id == office.finance.id}
    assert closed == {office.own.id: False, office.shared.id: True}


def test_a_cancellation_counts_from_its_day(office: Office, own: Assignment) -> None:
    own.cancelled_on = office.shared.cancelled_on = TODAY
    db.session.commit()
    before = frame(office, date(2026, 1, 28))
    assert [one.is_cancelled for one in following.measures_followed(plan(office), frame(office))] == [False, True]
    assert [one.is_cancelled for one in following.measures_followed(plan(office), before)] == [False, False]
    facts = {one.id: one.is_cancelled for one in following.assignments_followed(plan(office), frame(office))}
    assert facts[own.id]


def test_some_divisions_only(office: Office) -> None:
    facts = following.assignments_followed(plan(office), frame(office), [office.works.id])
    assert [(one.measure_id, one.division) for one in facts] == [(office.shared.id, "กองช่าง")]


def test_what_the_plan_leaves_unsaid_is_the_agencys_rule(office: Office) -> None:
    office.agency.default_cadence = Cadence.QUARTERLY
    db.session.commit()
    silent = create_measure(office.plan, [], starts_on=None, ends_on=None, cadences=["unspecified"])
    facts = next(one for one in following.measures_followed(plan(office), frame(office)) if one.id == silent.id)
    assert (facts.schedule.start, facts.schedule.end) == (date(2025, 10, 1), date(2026, 9, 30))
    assert facts.schedule.cadences == {Cadence.QUARTERLY}
    assert facts.schedule.is_assumed


def test_nothing_of_another_agency_is_among_the_facts(office: Office, foreign_office: Office) -> None:
    enter_agency(office.agency.id)
    assert {one.id for one in following.measures_followed(plan(office), frame(office))} == {
        office.own.id,
        office.shared.id,
    }
    assert {one.division_id for one in following.assignments_followed(plan(office), frame(office))} == {
        office.finance.id,
        office.works.id,
    }
    assert plan(office).id == office.plan.id
