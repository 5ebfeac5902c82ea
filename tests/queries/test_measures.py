"""One measure with its story."""

from __future__ import annotations

import pytest

from tests.factories import create_measure, create_report, moment
from tests.support.office import MONTH, TODAY, Office
from tests.support.queries import count_queries
from tracker.domain.progress import RevisionAction
from tracker.extensions import db
from tracker.models import Assignment, Decision, DecisionDivision, ProgressRevision
from tracker.models.isolation import enter_agency
from tracker.queries import frames, measures, status


@pytest.fixture(autouse=True)
def _at_work(office: Office) -> None:
    enter_agency(office.agency.id)


def revise(office: Office, report_id: int, count: int) -> None:
    db.session.add_all(
        ProgressRevision(
            report_id=report_id,
            number=number,
            action=RevisionAction.SUBMITTED,
            at=moment(TODAY),
            by_id=office.head.id,
            by_name="สมหญิง",
            content={"percent": number},
        )
        for number in range(1, count + 1)
    )
    db.session.commit()


def test_steps_and_indicators_come_along_once_each(office: Office) -> None:
    made_id = create_measure(office.plan, [], steps=["หนึ่ง", "สอง", "สาม"], indicators=["7", "1"]).id
    db.session.expire_all()
    with count_queries() as statements:
        found = measures.measure_by_id(made_id)
        assert found is not None
        assert [step.text for step in found.measure.steps] == ["หนึ่ง", "สอง", "สาม"]
        assert sorted(one.code for one in found.measure.indicators) == ["1", "7"]
    assert found.fiscal_year == 2569
    assert len(statements) == 1


def test_its_status_is_the_one_of_the_whole_plan(office: Office) -> None:
    for assignment in db.session.query(Assignment).all():
        create_report(assignment, MONTH, percent=45)
    frame = frames.frame_on(office.agency.id, TODAY)
    of_plan = {one.facts.id: one for one in status.status_in(frame).measures}
    for measure in (office.own, office.shared):
        found = measures.measure_by_id(measure.id)
        assert found is not None
        assert measures.status_of_measure(found, frame) == of_plan[measure.id]


def test_the_newest_revision_comes_first_also_within_a_moment(office: Office) -> None:
    assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    revise(office, create_report(assignment, MONTH).id, 5)
    rows, count = measures.revisions_of_measure(office.own.id, 2)
    assert ([row.number for row in rows], count) == ([5, 4], 5)
    rows, count = measures.revisions_of_measure(office.own.id, 2, offset=4)
    assert ([row.number for row in rows], count) == ([1], 5)
    assert measures.revisions_of_measure(office.own.id, 2, offset=9) == ([], 0)
    assert measures.revisions_of_measure(office.shared.id, 2) == ([], 0)


def test_an_order_is_open_until_every_division_has_answered(office: Office) -> None:
    order = Decision(
        meeting_id=office.meeting.id,
        measure_id=office.shared.id,
        text="ให้เร่งดำเนินการ",
        recorded_at=moment(TODAY),
        recorded_by_id=office.secretary.id,
    )
    db.session.add(order)
    db.session.flush()
    answers = [DecisionDivision(decision_id=order.id, division_id=one.id) for one in (office.finance, office.works)]
    db.session.add_all(answers)
    answers[0].answered_at = moment(TODAY)
    db.session.commit()
    [found] = measures.decisions_of_measure(office.shared.id)
    assert [answer.division for answer in found.answers] == ["กองคลัง", "กองช่าง"]
    assert found.is_open
    answers[1].answered_at = moment(TODAY)
    db.session.commit()
    assert not measures.decisions_of_measure(office.shared.id)[0].is_open


def test_what_belongs_to_another_agency_is_not_found(office: Office, foreign_office: Office) -> None:
    enter_agency(office.agency.id)
    assert measures.measure_by_id(foreign_office.own.id) is None
    assert measures.revisions_of_measure(foreign_office.own.id, 10) == ([], 0)
