"""What somebody was told, in their own list on the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.month import NOW
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.permissions import Role
from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.extensions import db
from tracker.models import Message, User
from tracker.models.isolation import agency_scope, all_agencies
from tracker.web.my_messages import MESSAGES_ON_A_PAGE, WAYS_ON


@pytest.fixture
def sign_in(client: FlaskClient) -> Callable[[User], Visitor]:
    def enter(user: User) -> Visitor:
        factories.sign_in(client, user)
        return Visitor(client)

    return enter


def tell(office: Office, user: User, number: int = 1, **columns: Any) -> Message:
    values: dict[str, Any] = {
        "key": f"{office.meeting.id}:{user.id}:{number}",
        "kind": MessageKind.REQUEST,
        "channel": Channel.EMAIL,
        "meeting_id": office.meeting.id,
        "user_id": user.id,
        "to_address": user.email,
        "to_name": user.name,
        "why": "ยังไม่ส่งรายงาน",
        "subject": f"ขอรายงาน ฉบับที่ {number}",
        "body_text": "เรียน ผู้อำนวยการ\nโปรดส่งรายงาน",
        "body_html": "<p>เรียน</p>",
        "message_id": f"<{office.agency.slug}-{user.id}-{number}@example.go.th>",
        "state": MessageState.SENT,
        "queued_at": NOW,
    }
    message = Message(**values | columns)
    with agency_scope(office.agency.id):
        db.session.add(message)
        db.session.commit()
    return message


def seen_at(message: Message) -> object:
    with all_agencies():
        return db.session.get_one(Message, message.id, populate_existing=True).seen_at


def unread_in_menu(visitor: Visitor) -> str:
    entry = visitor.page.all("a", href="/my-messages")[0]
    return entry.text


def test_a_person_reads_what_they_were_told_and_where_to_answer(
    sign_in: Callable[[User], Visitor], office: Office
) -> None:
    first, second = tell(office, office.head), tell(office, office.head, 2, kind=MessageKind.ESCALATION)
    page = sign_in(office.head).get("/my-messages")
    cards = page.all("article")
    assert [card.one("h2").text for card in cards] == [second.subject, first.subject]
    assert "โปรดส่งรายงาน" in cards[0].text
    assert [card.one("a", class_="btn")["href"] for card in cards] == ["/overdue", "/my-reports"]


def test_what_was_shown_is_no_longer_new(sign_in: Callable[[User], Visitor], office: Office) -> None:
    message = tell(office, office.head)
    head = sign_in(office.head)
    head.get("/my-reports")
    assert unread_in_menu(head) == "My messages 1 1 unread"
    assert "New" in head.get("/my-messages").one("article").text
    assert seen_at(message) is not None
    shown = seen_at(message)
    assert "New" not in head.get("/my-messages").one("article").text
    assert unread_in_menu(head) == "My messages"
    assert seen_at(message) == shown


def test_nobody_reads_what_was_told_to_somebody_else(
    sign_in: Callable[[User], Visitor], office: Office, foreign_office: Office
) -> None:
    others = [tell(office, office.other_head), tell(foreign_office, office.head)]
    page = sign_in(office.head).get("/my-messages")
    assert "Nothing has been written to you yet." in page.text
    assert "unread" not in page.text
    assert [seen_at(message) for message in others] == [None, None]


@pytest.mark.parametrize("state", MessageState)
def test_what_waits_is_read_here_and_what_was_withdrawn_is_not(
    sign_in: Callable[[User], Visitor], office: Office, state: MessageState
) -> None:
    tell(office, office.head, state=state)
    page = sign_in(office.head).get("/my-messages")
    assert len(page.all("article")) == (0 if state is MessageState.SKIPPED else 1)
    assert ("unread" in page.text) == (state is not MessageState.SKIPPED)


@pytest.mark.parametrize("role", Role)
def test_everybody_with_a_post_has_the_list(sign_in: Callable[[User], Visitor], office: Office, role: Role) -> None:
    person = factories.create_person(office.agency, role, office.works)
    for number, kind in enumerate(MessageKind):
        tell(office, person, number, kind=kind)
    page = sign_in(person).get("/my-messages")
    for link in page.all("a", class_="btn"):
        assert sign_in(person).get(link["href"])


def test_every_kind_leads_somewhere() -> None:
    assert set(WAYS_ON) == set(MessageKind)


def test_a_long_list_is_paged_and_only_what_was_shown_counts_as_seen(
    sign_in: Callable[[User], Visitor], office: Office
) -> None:
    messages = [tell(office, office.head, number) for number in range(MESSAGES_ON_A_PAGE + 3)]
    head = sign_in(office.head)
    with count_queries() as many:
        page = head.get("/my-messages")
    assert len(many) <= MOST_PER_PAGE
    assert len(page.all("article")) == MESSAGES_ON_A_PAGE
    assert [seen_at(message) is None for message in messages[:4]] == [True, True, True, False]
    assert len(head.get("/my-messages?page=2").all("article")) == 3
    assert seen_at(messages[0]) is not None
