from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.extensions import db
from tracker.models import Agency, AuditEvent
from tracker.models.isolation import agency_scope, all_agencies


def is_allowed(office: Office) -> bool:
    with all_agencies():
        return db.session.get_one(Agency, office.agency.id, populate_existing=True).allows_report_links


@pytest.mark.parametrize("name", ["administrator", "secretary"])
def test_links_without_a_password_are_allowed_with_a_tick(client: FlaskClient, office: Office, name: str) -> None:
    factories.sign_in(client, getattr(office, name))
    visitor = Visitor(client)
    visitor.get("/overdue")
    assert visitor.page.all("a", href="/agency/settings"), "where an administrator looks for it"
    form = visitor.get("/agency/settings").one("form", action="/agency/settings")
    assert not is_allowed(office), "off until the agency decides"
    visitor.send(form, allows_report_links="y")
    assert is_allowed(office)
    form = visitor.page.one("form", action="/agency/settings")
    assert "checked" in form.one("input", type="checkbox").attributes
    visitor.post("/agency/settings")
    assert not is_allowed(office)
    with agency_scope(office.agency.id):
        changes = db.session.query(AuditEvent).filter_by(event="report_links_allowed").order_by(AuditEvent.id).all()
    assert [event.after for event in changes] == [{"allows_report_links": True}, {"allows_report_links": False}]


def test_the_setting_of_another_agency_stays(client: FlaskClient, office: Office, foreign_office: Office) -> None:
    factories.sign_in(client, office.administrator)
    visitor = Visitor(client)
    visitor.send(visitor.get("/agency/settings").one("form", action="/agency/settings"), allows_report_links="y")
    assert (is_allowed(office), is_allowed(foreign_office)) == (True, False)
