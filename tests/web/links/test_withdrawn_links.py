"""The office over the links of letters: a list of a meeting, withdrawing and giving back."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories
from tests.support.links import allow_links, events, link_of, withdraw
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.extensions import db
from tracker.models import Message
from tracker.models.isolation import all_agencies


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def test_the_office_sees_and_withdraws_links(
    app: Flask, secretary: Visitor, office: Office, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    reader = app.test_client()
    reader.get(address)
    page = secretary.get(f"/meetings/{office.meeting.id}")
    assert page.all("a", href=f"/meetings/{office.meeting.id}/links")
    link = link_of(office, office.head)
    page = secretary.get(f"/meetings/{office.meeting.id}/links")
    rows = [row.text for row in page.all("tr")[1:]]
    assert len(rows) == 2
    [mine] = [row for row in rows if "ผู้อำนวยการกองคลัง" in row]
    assert "Works" in mine
    page = secretary.send(page.one("form", action=f"/links/{link.id}/withdraw"))
    assert "Withdrawn" in page.text
    assert reader.get("/my-reports").status_code == 403
    page = secretary.send(page.one("form", action=f"/links/{link.id}/give-back"))
    assert reader.get("/my-reports").status_code == 200
    assert [len(events(name)) for name in ("report_link_withdrawn", "report_link_given_back")] == [1, 1]


def test_the_ledger_leads_to_the_links_of_its_meeting(secretary: Visitor, office: Office) -> None:
    links = f"/meetings/{office.meeting.id}/links"
    assert secretary.get(f"/messages?meeting={office.meeting.id}").all("a", href=links)
    assert not secretary.get("/messages").all("a", href=links)
    with all_agencies():
        message = db.session.scalars(select(Message)).first()
    assert message is not None
    assert secretary.get(f"/messages/{message.id}").all("a", href=links)


def test_the_list_says_where_links_are_not_allowed(secretary: Visitor, office: Office) -> None:
    allow_links(office, allowed=False)
    page = secretary.get(f"/meetings/{office.meeting.id}/links")
    assert "does not allow links at present" in page.text
    assert page.text.count("Not allowed by the agency") == 2


def test_the_log_tells_of_links_in_words(client: FlaskClient, app: Flask, office: Office, address: str) -> None:
    guest = app.test_client()
    guest.get(address)
    withdraw(office, office.head)
    guest.get(address)
    factories.sign_in(client, office.administrator)
    page = Visitor(client).get("/audit").text
    assert "Reports opened by the link of a letter" in page
    assert "Link of a letter refused" in page
    assert "4 February 2026" in page
