from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.month import NOW, open_reports
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.extensions import db
from tracker.models import Message
from tracker.models.isolation import agency_scope, all_agencies
from tracker.web.messages import ENDS


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def create_message(office: Office, number: int = 1, **columns: Any) -> Message:
    values: dict[str, Any] = {
        "key": f"{office.meeting.id}:reminder-{number}",
        "kind": MessageKind.REMINDER,
        "channel": Channel.EMAIL,
        "meeting_id": office.meeting.id,
        "user_id": office.head.id,
        "to_address": office.head.email,
        "to_name": office.head.name,
        "to_title": "ผู้อำนวยการกองคลัง",
        "division_names": "กองคลัง",
        "measure_numbers": ["1", "2"],
        "why": "ยังไม่ส่งรายงานเดือนมกราคม 2569 2 เรื่อง",
        "subject": f"เตือนส่งรายงานเดือนมกราคม 2569 ครั้งที่ {number}",
        "body_text": "เรียน ผู้อำนวยการกองคลัง\nโปรดส่งรายงาน",
        "body_html": "<p>เรียน</p>",
        "message_id": f"<{office.agency.slug}-{number}@example.go.th>",
        "state": MessageState.SENT,
        "queued_at": NOW,
    }
    message = Message(**values | columns)
    with agency_scope(office.agency.id):
        db.session.add(message)
        db.session.commit()
    return message


def test_it_shows_who_was_told_what_and_what_became_of_it(secretary: Visitor, office: Office) -> None:
    create_message(office, state=MessageState.GIVEN_UP, error="550 ไม่มีผู้รับนี้", finished_at=NOW)
    row = secretary.get("/messages").all("tr")[1].text
    assert "ผู้อำนวยการกองคลัง" in row
    assert "ยังไม่ส่งรายงานเดือนมกราคม 2569 2 เรื่อง" in row
    assert "Measures 1, 2" in row
    assert "Could not be sent" in row
    assert "550 ไม่มีผู้รับนี้" in row


@pytest.mark.parametrize(
    "query, count",
    [
        ("", 2),
        ("?state=sent", 1),
        ("?state=waiting", 1),
        ("?state=given_up", 0),
        ("?kind=escalation", 1),
        ("?kind=nonsense", 2),
        ("?meeting=999", 0),
        ("?channel=email", 1),
        ("?channel=line", 1),
        ("?channel=line&state=sent", 0),
        ("?q=กองช่าง", 1),
        ("?q=ผู้อำนวยการ", 2),
        ("?q=ผู้อำนวยการ+กองช่าง", 1),
        ("?q=DIVISION_HEAD", 2),
        ("?q=%25", 0),
    ],
)
def test_it_filters_the_ledger(secretary: Visitor, office: Office, query: str, count: int) -> None:
    create_message(office, 1)
    create_message(
        office,
        2,
        state=MessageState.WAITING,
        kind=MessageKind.ESCALATION,
        channel=Channel.LINE,
        to_title="ผู้อำนวยการกองช่าง",
        division_names="กองช่าง",
    )
    page = secretary.get(f"/messages{query}")
    assert f"{count} message" in page.text
    assert len(page.all("tr")[1:]) == count


def test_a_row_says_how_often_it_was_tried_and_when_it_is_next(secretary: Visitor, office: Office) -> None:
    later = NOW + timedelta(minutes=5)
    create_message(office, state=MessageState.WAITING, attempts=2, error="451 greylisted", next_try_at=later)
    row = secretary.get("/messages").all("tr")[1].text
    for words in ("E-mail", "2 tries", "451 greylisted", "Next try 29 Jan 2026", "09:05"):
        assert words in row


def test_one_message_tells_its_whole_story(secretary: Visitor, office: Office) -> None:
    open_reports(office)
    given_up: dict[str, Any] = {"state": MessageState.GIVEN_UP, "error": "550 no mailbox", "finished_at": NOW}
    message = create_message(office, kind=MessageKind.REQUEST, step="request", attempts=1, **given_up)
    page = secretary.get(f"/messages/{message.id}")
    assert "550 no mailbox" in page.one(class_="t-alert").text
    secretary.send(page.one("form", action=f"/messages/{message.id}/send-again"))
    with all_agencies():
        stored = db.session.get_one(Message, message.id, populate_existing=True)
        stored.state, stored.finished_at, stored.seen_at = MessageState.SENT, NOW, NOW
        db.session.commit()
    story = [entry.text for entry in secretary.get(f"/messages/{message.id}").all("li", class_="t-entry")]
    assert [words.partition(" 29")[0].strip() for words in story] == [
        "Shown to its reader on the site",
        "Sent",
        "Sending it again was asked for",
        "Put into the ledger",
    ]
    assert office.secretary.name in story[2]


def test_the_proof_of_a_meeting_counts_every_message_and_names_each(secretary: Visitor, office: Office) -> None:
    other = factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    create_message(office, 1, finished_at=NOW, seen_at=NOW)
    create_message(office, 2, state=MessageState.GIVEN_UP, error="550 no mailbox", finished_at=NOW)
    create_message(office, 3, kind=MessageKind.ESCALATION, channel=Channel.LINE, state=MessageState.HANDED_OVER)
    create_message(office, 4, meeting_id=other.id, subject="อีกประชุมหนึ่ง")
    page = secretary.get(f"/messages/proof?meeting={office.meeting.id}")
    assert "เทศบาลตำบลบ้านทดสอบ" in page.text
    assert "4 February 2026" in page.text
    totals, each = page.all("table")
    assert [[cell.text for cell in row.all("td")] for row in totals.all("tr")[1:]] == [
        ["2", "1", "0", "0", "1", "0", "1"],
        ["1", "0", "0", "1", "0", "0", "0"],
    ]
    rows = [row.text for row in each.all("tr")[1:]]
    assert len(rows) == 3
    assert "550 no mailbox" in rows[1]
    assert "LINE" in rows[2]
    assert "Shown on the site" in rows[0]


def test_the_proof_is_of_the_newest_meeting_told_about_unless_one_is_named(secretary: Visitor, office: Office) -> None:
    secretary.get("/messages/proof", 404)
    create_message(office)
    factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    assert "4 February 2026" in secretary.get("/messages/proof").text


def test_every_state_has_a_column_in_the_totals() -> None:
    assert sorted(state for states in ENDS.values() for state in states) == sorted(MessageState)


def test_another_agencys_meeting_has_no_proof(secretary: Visitor, office: Office, foreign_office: Office) -> None:
    create_message(foreign_office)
    secretary.get(f"/messages/proof?meeting={foreign_office.meeting.id}", 404)


def test_it_says_that_without_a_mail_server_the_texts_wait(secretary: Visitor, office: Office) -> None:
    assert "No mail server is set up" in secretary.get("/messages").text


def test_it_gives_the_text_to_copy(secretary: Visitor, office: Office) -> None:
    message = create_message(office)
    page = secretary.get(f"/messages/{message.id}")
    assert page.one(id="message-text").verbatim == "เรียน ผู้อำนวยการกองคลัง\nโปรดส่งรายงาน"
    assert page.one("button", data_copy="message-text")


def test_it_sends_again_what_did_not_arrive(secretary: Visitor, office: Office) -> None:
    open_reports(office)
    given_up: dict[str, Any] = {"state": MessageState.GIVEN_UP, "error": "451", "finished_at": NOW}
    message = create_message(office, kind=MessageKind.REQUEST, step="request", **given_up)
    page = secretary.get(f"/messages/{message.id}")
    page = secretary.send(page.one("form", action=f"/messages/{message.id}/send-again"))
    assert "waits to be sent again" in page.text
    with all_agencies():
        db.session.refresh(message)
    assert message.state is MessageState.WAITING


def test_a_message_that_arrived_is_not_sent_again(secretary: Visitor, office: Office) -> None:
    open_reports(office)
    message = create_message(office)
    page = secretary.get(f"/messages/{message.id}")
    assert not page.all("form", action=f"/messages/{message.id}/send-again")
    secretary.post(f"/messages/{message.id}/send-again", 409)


def test_it_previews_who_is_told_and_why(secretary: Visitor, office: Office) -> None:
    open_reports(office)
    page = secretary.get("/messages/preview")
    told = [card.text for card in page.all("article")]
    assert len(told) == 2
    assert any("ผู้อำนวยการกองคลัง" in card and "1, 2" in card for card in told)
    with all_agencies():
        assert db.session.query(Message).count() == 0


def test_the_auditor_reads_and_cannot_send(client: FlaskClient, office: Office) -> None:
    message = create_message(office, state=MessageState.GIVEN_UP)
    factories.sign_in(client, office.auditor)
    auditor = Visitor(client)
    auditor.get("/messages")
    assert not auditor.get(f"/messages/{message.id}").all("form", action=f"/messages/{message.id}/send-again")
    auditor.post(f"/messages/{message.id}/send-again", 403)


@pytest.mark.parametrize("name", ["head", "officer", "executive"])
def test_the_ledger_is_closed_to_others(client: FlaskClient, office: Office, name: str) -> None:
    message = create_message(office)
    factories.sign_in(client, getattr(office, name))
    visitor = Visitor(client)
    for path in ("/messages", f"/messages/{message.id}", "/messages/preview"):
        visitor.get(path, 403)


def test_another_agencys_message_does_not_exist(secretary: Visitor, foreign_office: Office) -> None:
    message = create_message(foreign_office, state=MessageState.GIVEN_UP, subject="ลับ")
    secretary.get(f"/messages/{message.id}", 404)
    secretary.get("/messages")
    secretary.post(f"/messages/{message.id}/send-again", 404)
    assert len(secretary.get("/messages").all("tr")[1:]) == 0


@pytest.mark.parametrize("path", ["/messages", "/messages/{message}", "/messages/proof"])
def test_it_asks_the_same_number_of_questions_whatever_the_data(secretary: Visitor, office: Office, path: str) -> None:
    message = create_message(office)
    url = path.format(message=message.id)
    with count_queries() as few:
        secretary.get(url)
    for number in range(2, 70):
        create_message(office, number)
    with count_queries() as many:
        secretary.get(url)
    assert len(few) == len(many) <= MOST_PER_PAGE


def test_the_preview_asks_the_same_number_of_questions_whatever_the_data(secretary: Visitor, office: Office) -> None:
    open_reports(office)
    with count_queries() as few:
        secretary.get("/messages/preview")
    for number in range(3, 20):
        factories.create_measure(office.plan, [office.finance, office.works], number=str(number))
    open_reports(office)
    with count_queries() as many:
        secretary.get("/messages/preview")
    assert len(few) == len(many)
