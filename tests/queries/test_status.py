"""Where an agency stands: figures of the plan, lists that also name what earlier plans left open."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import create_agency, create_measure, create_plan, create_report
from tests.support.office import MONTH, TODAY, Office
from tests.support.queries import count_queries
from tracker.domain.progress import Answer, Health, Progress
from tracker.extensions import db
from tracker.models import Assessment, AssessmentScore, Assignment
from tracker.models.isolation import agency_scope, enter_agency
from tracker.queries import following, status


@pytest.fixture(autouse=True)
def _at_work(office: Office) -> None:
    enter_agency(office.agency.id)


def assignments(office: Office) -> list[Assignment]:
    return db.session.query(Assignment).order_by(Assignment.id).all()


def test_a_year_begins_with_everything_owed(office: Office) -> None:
    found = status.status_on(office.agency.id, TODAY)
    assert (found.rollup.measures, found.rollup.reports_owed, found.rollup.reports_received) == (2, 3, 0)
    assert len(found.missing) == 3
    assert found.overdue == ()
    assert len(found.indicators) == 10


def test_reports_change_the_figures(office: Office) -> None:
    own, shared, other = assignments(office)
    create_report(own, MONTH, answer=Answer.DONE, progress=Progress.DONE, percent=100)
    create_report(shared, MONTH, percent=60)
    create_report(other, MONTH, answer=Answer.CANNOT_DO, progress=Progress.NOT_STARTED, percent=0)
    found = status.status_on(office.agency.id, TODAY)
    assert found.rollup.progress[Progress.DONE] == 1
    assert found.rollup.health[Health.BLOCKED] == 1, "a measure is as well as the worst of its divisions"
    assert found.rollup.percent == 65.0
    assert (found.rollup.reports_owed, found.rollup.reports_received, found.missing) == (3, 3, ())
    by_code = {one.code: one.rollup for one in found.indicators}
    assert (by_code["2"].percent, by_code["6"].percent, by_code["8"].percent) == (100, 30, 30)


def test_figures_are_the_plans_and_lists_also_of_earlier_ones(office: Office) -> None:
    earlier = create_plan(office.agency, 2568)
    left_open = create_measure(
        earlier, [office.works], starts_on=date(2024, 10, 1), ends_on=date(2025, 9, 30), indicators=["6"]
    )
    found = status.status_on(office.agency.id, TODAY)
    assert found.rollup.measures == 2
    assert [one.facts.id for one in found.carried_over] == [left_open.id]
    assert [one.measure.id for one in found.overdue] == [left_open.id]
    assert left_open.id in {one.measure.id for one in found.missing}


def test_what_an_earlier_plan_left_stays_in_the_month_for_which_it_was_done(office: Office) -> None:
    earlier = create_plan(office.agency, 2568)
    late = create_measure(earlier, [office.works], starts_on=date(2024, 10, 1), ends_on=date(2025, 9, 30))
    assignment = db.session.query(Assignment).filter_by(measure_id=late.id).one()
    create_report(assignment, MONTH, answer=Answer.DONE, progress=Progress.DONE, percent=100)
    assignment.done_on = date(2026, 1, 25)
    db.session.commit()
    [found] = status.status_on(office.agency.id, TODAY).carried_over
    assert (found.facts.id, found.standing.progress, found.standing.received) == (late.id, Progress.DONE, 1)
    assert status.status_for_month(office.agency.id, date(2026, 2, 27), date(2026, 2, 1)).carried_over == ()


def test_another_day_is_answered_as_it_was_then(office: Office) -> None:
    own = assignments(office)[0]
    create_report(own, MONTH, percent=40)
    assert status.status_on(office.agency.id, TODAY).rollup.reports_received == 1
    assert status.status_on(office.agency.id, date(2026, 1, 24)).rollup.reports_received == 0


def test_another_month_is_judged_by_its_own_reports(office: Office) -> None:
    own = assignments(office)[0]
    create_report(own, date(2025, 12, 1), percent=40)
    found = status.status_for_month(office.agency.id, TODAY, date(2025, 12, 1))
    assert (found.frame.month, found.rollup.reports_received) == (date(2025, 12, 1), 1)


def test_scores_are_those_the_plan_was_made_from(office: Office) -> None:
    scores = [AssessmentScore(code="2", score=98.71), AssessmentScore(code="e1", part="public", score=50)]
    assessment = Assessment(fiscal_year=2568, scores=scores)
    db.session.add(assessment)
    db.session.flush()
    office.plan.assessment_id = assessment.id
    db.session.commit()
    assert following.indicator_scores(following.plan_on(TODAY)) == {"2": 98.71}


def test_an_agency_without_a_plan_has_ten_empty_indicators(office: Office) -> None:
    agency = create_agency("เทศบาลตำบลเริ่มใหม่")
    with agency_scope(agency.id):
        found = status.status_on(agency.id, TODAY)
    assert found.plan is None
    assert (found.rollup.measures, len(found.indicators), found.missing) == (0, 10, ())


def test_it_asks_the_same_few_times_whatever_there_is(office: Office) -> None:
    with count_queries() as few:
        status.status_on(office.agency.id, TODAY)
    for number in range(20):
        create_measure(office.plan, [office.finance, office.works], number=str(number + 10))
    for assignment in assignments(office):
        create_report(assignment, MONTH)
    with count_queries() as many:
        status.status_on(office.agency.id, TODAY)
    assert len(few) == len(many) <= 6
