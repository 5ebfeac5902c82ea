"""Several agencies side by side, for who has posts in them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories import add_post, create_agency, create_person, create_report, sign_in
from tests.support.office import MONTH, TODAY, Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.cadence import Cadence
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import Assignment, User
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import overview, status


@pytest.fixture
def overseer(office: Office, foreign_office: Office) -> User:
    user = create_person(office.agency, Role.OVERSEER, title="ท้องถิ่นอำเภอ")
    add_post(foreign_office.agency, user, Role.OVERSEER)
    return user


@pytest.fixture
def visitor(client: FlaskClient, overseer: User) -> Visitor:
    sign_in(client, overseer)
    return Visitor(client)


def report(office: Office, percent: int) -> None:
    with agency_scope(office.agency.id):
        assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    create_report(assignment, MONTH, percent=percent)


def test_the_figures_are_each_agencys_own(office: Office, foreign_office: Office) -> None:
    """The same rules by another way: both must tell the same."""
    report(office, 40)
    with all_agencies():
        foreign_office.agency.default_cadence = Cadence.QUARTERLY
        foreign_office.own.cadences = []
        foreign_office.meeting.month = foreign_office.meeting.month.replace(month=2)
        db.session.commit()
    without_plan = create_agency("เทศบาลตำบลเริ่มใหม่")
    ids = [without_plan.id, foreign_office.agency.id, office.agency.id]
    with all_agencies():
        rows = overview.overviews(ids, TODAY)
    assert [row.frame.agency_id for row in rows] == ids
    for row in rows:
        with agency_scope(row.frame.agency_id):
            alone = status.status_on(row.frame.agency_id, TODAY)
        assert (row.frame, row.plan, row.rollup) == (alone.frame, alone.plan, alone.rollup)


def test_each_agency_has_a_row(visitor: Visitor, office: Office, foreign_office: Office) -> None:
    report(office, 40)
    page = visitor.get("/agencies")
    rows = {row.one("th").text: row for row in page.one("tbody").all("tr")}
    here = next(row for name, row in rows.items() if office.agency.name in name)
    there = next(row for name, row in rows.items() if foreign_office.agency.name in name)
    assert "1 of 3" in here.text
    assert "0 of 3" in there.text


def test_choosing_one_leads_into_it(visitor: Visitor, office: Office, foreign_office: Office) -> None:
    page = visitor.get("/agencies")
    [form] = [form for form in page.all("form") if form["action"].endswith("/choose")]
    page = visitor.send(form)
    chosen = foreign_office if form["action"] == f"/agencies/{foreign_office.agency.id}/choose" else office
    assert f"You are now in {chosen.agency.name}." in page.text
    assert chosen.agency.name in page.one("footer").text


def test_an_agency_without_a_post_cannot_be_chosen(client: FlaskClient, office: Office, foreign_office: Office) -> None:
    sign_in(client, office.administrator)
    visitor = Visitor(client)
    visitor.get("/people")
    visitor.post(f"/agencies/{foreign_office.agency.id}/choose", 404)


def test_many_agencies_cost_no_more_statements(visitor: Visitor, overseer: User) -> None:
    with count_queries() as few:
        visitor.get("/agencies")
    for number in range(25):
        add_post(create_agency(f"เทศบาลที่ {number}"), overseer, Role.OVERSEER)
    with count_queries() as many:
        page = visitor.get("/agencies")
    assert len(page.one("tbody").all("tr")) == 20
    assert len(few) == len(many) <= MOST_PER_PAGE
    assert len(visitor.get("/agencies?page=2").one("tbody").all("tr")) == 7


def test_the_menu_leads_there_only_who_has_several(client: FlaskClient, visitor: Visitor, office: Office) -> None:
    assert visitor.get("/overdue").all("a", href="/agencies")
    sign_in(client, office.executive)
    assert not Visitor(client).get("/overdue").all("a", href="/agencies")
