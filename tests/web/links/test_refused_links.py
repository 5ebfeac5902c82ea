"""The link of a letter that opens nothing any more, or never did: a page that says why, and a line in the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories
from tests.support.links import allow_links, events, link_of, refusals, withdraw
from tests.support.month import NOW, report_on, stored
from tests.support.office import TODAY, Office
from tests.support.pages import Visitor
from tracker import clock
from tracker.domain.progress import ReportState
from tracker.extensions import db
from tracker.models import Meeting, Membership, User
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services import report_links


def close_month(office: Office) -> None:
    with agency_scope(office.agency.id):
        db.session.get_one(Meeting, office.meeting.id, populate_existing=True).closed_at = NOW
        db.session.commit()


def withdraw_from_head(office: Office) -> None:
    withdraw(office, office.head)


def end_post(office: Office) -> None:
    with agency_scope(office.agency.id):
        post = db.session.scalars(select(Membership).where(Membership.user_id == office.head.id)).one()
        post.ends_on = TODAY - timedelta(days=1)
        db.session.commit()


def close_account(office: Office) -> None:
    with all_agencies():
        db.session.get_one(User, office.head.id, populate_existing=True).is_active = False
        db.session.commit()


def forbid_links(office: Office) -> None:
    allow_links(office, allowed=False)


def let_it_run_out(_office: Office) -> None:
    clock.pin_today(date(2026, 3, 8))


ENDS: tuple[tuple[Callable[[Office], None], int, str, str], ...] = (
    (close_month, 410, "month_closed", "The month of this link is closed"),
    (withdraw_from_head, 403, "withdrawn", "The office has withdrawn this link."),
    (end_post, 403, "no_post", "holds no post in a division"),
    (close_account, 403, "account_closed", "is closed"),
    (forbid_links, 403, "not_allowed", "no longer opens reports without a password"),
    (let_it_run_out, 410, "run_out", "more than a month ago"),
)


@pytest.mark.parametrize(("end", "status", "reason", "sentence"), ENDS)
def test_what_ends_a_link_ends_it_for_who_is_in_by_it(
    guest: Visitor,
    office: Office,
    address: str,
    caplog: pytest.LogCaptureFixture,
    end: Callable[[Office], None],
    status: int,
    reason: str,
    sentence: str,
) -> None:
    report = report_on(office.own, office.finance)
    form = guest.get(f"/my-reports/{report.id}").one("form", action=f"/my-reports/{report.id}")
    end(office)
    guest.send(form, status, press="send", answer="progress", percent="40", done_text="ประชุมคณะทำงานแล้ว")
    assert sentence in guest.page.text
    assert "ประชุมคณะทำงานแล้ว" in guest.page.text, "what was written can be copied"
    for path in ("/my-reports", address):
        page = guest.get(path, status)
        assert sentence in page.text
        assert [link["href"] for link in page.one("main").all("a")] == ["/sign-in?next=/my-reports"]
    assert stored(report).state is ReportState.OPEN
    assert refusals() == [reason]
    link_id = link_of(office, office.head).id
    assert [line for line in caplog.messages if line.endswith(reason)] == [
        f"report link {link_id} refused from 127.0.0.1: {reason}"
    ] * 3


def test_a_link_that_is_given_back_works_again(guest: Visitor, office: Office, address: str) -> None:
    withdraw(office, office.head)
    guest.get(address, 403)
    with agency_scope(office.agency.id):
        secretary = factories.actor_of(office.agency, office.secretary)
        report_links.give_back(secretary, NOW, link_of(office, office.head).id)
    guest.get("/my-reports")


def test_the_script_of_the_page_is_told_in_a_sentence(guest: Visitor, office: Office) -> None:
    report = report_on(office.own, office.finance)
    withdraw(office, office.head)
    token = guest.page.all("input", name="csrf_token")[0]["value"]
    answer = guest.client.post(
        f"/my-reports/{report.id}/draft",
        data={"csrf_token": token, "version": "1", "done_text": "คำ"},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 403
    assert answer.json is not None
    assert answer.json["error"].startswith("The office has withdrawn this link.")


def test_an_address_altered_anywhere_opens_nothing(
    app: Flask, client: FlaskClient, office: Office, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    start = len("/r/")
    for position in range(start, len(address)):
        for letter in {"A", "w", "-", "1"} - {address[position]}:
            answer = client.get(address[:position] + letter + address[position + 1 :])
            assert answer.status_code == 403, (position, letter)
    with client.session_transaction() as session:
        assert "report_link" not in session
    assert link_of(office, office.head).uses == 0
    assert set(refusals()) == {"altered"}
    assert len(refusals()) <= 3, "one for each link that was named, and minute"
    signature = address[start : address.index(".")]
    assert not any(signature[8:] in line for line in caplog.messages)


@pytest.mark.parametrize(
    "token", ["x", "x.1", "A" * 43 + ".1", "A" * 43 + ".99999", "A" * 43 + ".999999999999", "%F0.1"]
)
def test_an_address_made_up_opens_nothing(client: FlaskClient, office: Office, token: str) -> None:
    visitor = Visitor(client)
    visitor.get(f"/r/{token}", 403)
    assert "not an address from one of our letters" in visitor.page.text


def test_a_signature_opens_no_other_link(app: Flask, client: FlaskClient, office: Office, address: str) -> None:
    signature = address[: address.index(".")]
    other = link_of(office, office.other_head)
    assert client.get(f"{signature}.{other.id}").status_code == 403
    assert [event.subject_id for event in events("report_link_refused")] == [other.id]
