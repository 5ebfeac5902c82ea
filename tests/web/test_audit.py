"""The log as people read it."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import create_report, moment, sign_in
from tests.support.office import MONTH, TODAY, Office
from tests.support.pages import Visitor
from tracker.domain.answers import TEXT_FIELDS
from tracker.domain.audit_events import EVENTS
from tracker.extensions import db
from tracker.models import Assignment, AuditEvent, ProgressReport
from tracker.models.isolation import agency_scope
from tracker.services.report_desk import FIGURES
from tracker.web.audit_words import EVENT_WORDS, FACT_WORDS


@pytest.fixture
def auditor(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.auditor)
    return Visitor(client)


def log(office: Office, event: str, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None) -> None:
    with agency_scope(office.agency.id):
        db.session.add(
            AuditEvent(
                at=moment(TODAY),
                actor_name="หัวหน้าสำนักปลัด",
                event=event,
                subject=EVENTS[event].subject,
                subject_id=7,
                before=before or {},
                after=after or {},
            )
        )
        db.session.commit()


def test_every_event_and_every_fact_has_words() -> None:
    assert set(EVENT_WORDS) == set(EVENTS)
    facts = {fact for event in EVENTS.values() for fact in event.before | event.after}
    assert (facts | {*FIGURES, *TEXT_FIELDS}) - set(FACT_WORDS) == set()


def test_it_tells_what_was_before_and_after_in_words(auditor: Visitor, office: Office) -> None:
    log(
        office,
        "meeting_changed",
        {"held_on": "2026-02-04", "month": "2026-01-01", "place": "ห้องประชุม"},
        {"held_on": "2026-02-05", "month": "2026-01-01", "place": "ห้องประชุม"},
    )
    row = auditor.get("/audit").one("tbody").one("tr")
    assert "Meeting changed #7" in row.text
    assert "หัวหน้าสำนักปลัด" in row.text
    assert "Held on: 4 February 2026 → 5 February 2026" in row.text
    assert "ห้องประชุม" not in row.text, "what stayed the same says nothing"


def test_it_says_whose_it_was_and_leads_to_it(auditor: Visitor, office: Office) -> None:
    log(
        office,
        "division_changed",
        {"name": "กองช่าง", "superior": None, "is_active": True},
        {"name": "กองช่าง", "superior": None, "is_active": False},
    )
    log(office, "report_accepted", {"state": "submitted"}, {"state": "accepted", "comment": ""})
    accepted, changed = auditor.get("/audit").one("tbody").all("tr")
    assert "Name: กองช่าง In use: yes → no" in changed.text
    assert not changed.all("a"), "an auditor does not manage divisions"
    assert accepted.one("a")["href"] == "/meetings/reports/7"


def test_the_words_of_a_report_are_facts_of_their_own(auditor: Visitor, office: Office) -> None:
    empty = {"answer": None, "percent": None, "done_text": "", "cannot_reason": None}
    sent = {"answer": "cannot_do", "percent": 30, "done_text": "ประชุมแล้ว", "cannot_reason": "no_budget"}
    log(
        office,
        "report_submitted",
        {"state": "open", "content": empty},
        {"state": "submitted", "content": sent, "channel": "phone", "on_behalf": True},
    )
    text = auditor.get("/audit").one("tbody").one("tr").text
    for words in (
        "State: Not reported → Sent",
        "Answer: Cannot do",
        "Reason: No budget",
        "What was done: ประชุมแล้ว",
        "How it came: By telephone",
        "In place of the division: yes",
    ):
        assert words in text


def test_it_shows_one_kind_of_event(auditor: Visitor, office: Office) -> None:
    log(office, "signed_in")
    log(office, "signed_out")
    page = auditor.get("/audit")
    assert len(page.one("tbody").all("tr")) == 2
    page = auditor.send(page.one("form", class_="t-filters"), event="signed_out")
    assert [row.one("th").text for row in page.one("tbody").all("tr")] == ["Signed out #7"]
    assert len(auditor.get("/audit?event=nonsense").one("tbody").all("tr")) == 2


def test_it_has_pages(auditor: Visitor, office: Office) -> None:
    for _ in range(51):
        log(office, "signed_in")
    assert len(auditor.get("/audit").one("tbody").all("tr")) == 50
    page = auditor.get("/audit?page=2&event=signed_in")
    assert len(page.one("tbody").all("tr")) == 1
    assert "Page 2 of 2" in page.text


def test_an_empty_log_says_so(auditor: Visitor, office: Office) -> None:
    assert "Nothing to show here yet." in auditor.get("/audit").text


def test_what_the_site_writes_can_be_read(client: FlaskClient, office: Office) -> None:
    """A real change, from the page that makes it to the page that tells of it."""
    with agency_scope(office.agency.id):
        assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    report: ProgressReport = create_report(assignment, MONTH, meeting_id=office.meeting.id)
    sign_in(client, office.administrator)
    visitor = Visitor(client)
    page = visitor.get(f"/meetings/reports/{report.id}")
    visitor.send(next(form for form in page.all("form") if form["action"].endswith("/accept")))
    assert "State: Sent → Accepted" in visitor.get("/audit?event=report_accepted").text
