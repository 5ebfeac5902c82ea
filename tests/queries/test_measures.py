"""One measure and where it stands."""

from __future__ import annotations

import pytest

from tests.factories import create_measure, create_report
from tests.support.office import MONTH, TODAY, Office
from tests.support.queries import count_queries
from tracker.extensions import db
from tracker.models import Assignment
from tracker.models.isolation import enter_agency
from tracker.queries import frames, measures, status


@pytest.fixture(autouse=True)
def _at_work(office: Office) -> None:
    enter_agency(office.agency.id)


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


def test_what_belongs_to_another_agency_is_not_found(office: Office, foreign_office: Office) -> None:
    enter_agency(office.agency.id)
    assert measures.measure_by_id(foreign_office.own.id) is None
