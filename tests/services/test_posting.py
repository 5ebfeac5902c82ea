from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.channels.scripted_server import scripted_server
from tests.services.mail_office import NINE, Office, create_office
from tests.support.mailbox import BUSY, REFUSED, Mailbox
from tests.support.ports import free_port
from tracker.channels.email import Mail, MailConnection
from tracker.channels.handover import HandoverMark, Stage
from tracker.config import MailServer
from tracker.domain.reminders import (
    MessageState,
)
from tracker.extensions import db
from tracker.models import Message
from tracker.models.isolation import all_agencies
from tracker.services.ledger import NO_RECEIPT
from tracker.services.posting import (
    MINUTES_UNTIL_NEXT_TRY,
    MOST_ATTEMPTS,
    MOST_LOST_CONNECTIONS,
    ROUTE_RESTS,
    TRIED_AGAIN_WITHOUT_RECEIPT,
    message_in_hand,
)
from tracker.services.sending import IN_DOUBT


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    with app.app_context(), all_agencies():
        yield create_office(app)


def test_a_refusal_is_kept_and_stops_nobody_else(office: Office, mailbox: Mailbox) -> None:
    mailbox.answers["head0@example.go.th"] = REFUSED
    assert office.send() == {MessageState.GIVEN_UP: 1, MessageState.SENT: 2}
    message = office.message()
    assert (message.state, message.error) == (MessageState.GIVEN_UP, REFUSED)
    assert message.finished_at == NINE
    assert office.send() == {}


def test_a_server_that_is_busy_is_tried_again_later(office: Office, mailbox: Mailbox) -> None:
    mailbox.answers["head0@example.go.th"] = BUSY
    assert office.send() == {MessageState.WAITING: 1, MessageState.SENT: 2}
    message = office.message()
    assert (message.state, message.error, message.attempts) == (MessageState.WAITING, BUSY, 1)
    assert message.next_try_at == NINE + timedelta(minutes=1)
    assert office.send() == {}
    mailbox.answers.clear()
    office.now = NINE + timedelta(minutes=1)
    assert office.send() == {MessageState.SENT: 1}
    assert (office.message().attempts, office.message().error) == (2, "")
    [letter] = mailbox.to("head0@example.go.th")
    assert letter.message["Message-ID"] == office.message().message_id


def test_it_gives_up_after_the_last_attempt_with_the_last_answer(office: Office, mailbox: Mailbox) -> None:
    mailbox.answers["head0@example.go.th"] = BUSY
    for minutes in MINUTES_UNTIL_NEXT_TRY:
        office.send()
        assert office.message().next_try_at == NINE + timedelta(minutes=minutes)
        office.change(next_try_at=None)
    assert office.send() == {MessageState.GIVEN_UP: 1}
    message = office.message()
    assert (message.state, message.attempts, message.error) == (MessageState.GIVEN_UP, MOST_ATTEMPTS, BUSY)


def test_a_dropped_connection_is_tried_again_under_the_same_message_id(office: Office, mailbox: Mailbox) -> None:
    with scripted_server({"RCPT": ""}) as (port, _):
        office.server = mail_server(port)
        assert office.send() == {MessageState.WAITING: 3}
    assert office.message().error
    ids = {message.message_id for message in db.session.scalars(select(Message))}
    office.server = mail_server(mailbox.port)
    office.now = NINE + timedelta(minutes=1)
    assert office.send() == {MessageState.SENT: 3}
    assert {letter.message["Message-ID"] for letter in mailbox.letters} == ids
    assert len(mailbox.letters) == 3


def test_a_letter_without_a_receipt_is_tried_again_later_and_holds_the_others_back_from_the_same(
    office: Office, mailbox: Mailbox
) -> None:
    mailbox.drops_connections = True
    assert office.send() == {MessageState.WAITING: 1}
    assert office.message().error.startswith(NO_RECEIPT)
    assert office.message().next_try_at == NINE + TRIED_AGAIN_WITHOUT_RECEIPT
    assert [office.message(number).attempts for number in range(3)] == [1, 0, 0]
    mailbox.drops_connections = False
    office.now = NINE + ROUTE_RESTS
    assert office.send() == {MessageState.SENT: 2}
    office.now = NINE + TRIED_AGAIN_WITHOUT_RECEIPT
    assert office.send() == {MessageState.SENT: 1}


@pytest.fixture
def silent_server() -> Iterator[MailServer]:
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield mail_server(listener.getsockname()[1])


def mail_server(port: int) -> MailServer:
    return MailServer("127.0.0.1", port, "none", None, None, "tidtam@example.go.th", timeout_seconds=1)


@pytest.mark.usefixtures("mailbox")
def test_a_hanging_server_costs_its_patience_once(office: Office, silent_server: MailServer) -> None:
    office.server = silent_server
    assert office.send() == {MessageState.WAITING: 1}
    for number in range(3):
        message = office.message(number)
        assert "timed out" in message.error
        assert (message.state, message.attempts) == (MessageState.WAITING, 0)
        assert message.next_try_at == NINE + ROUTE_RESTS
    assert office.send() == {}


def test_a_server_that_is_gone_costs_no_letter_an_attempt_and_gets_all_of_them_later(
    office: Office, mailbox: Mailbox
) -> None:
    office.server = mail_server(free_port())
    for _ in range(2 * MOST_ATTEMPTS):
        assert office.send() == {MessageState.WAITING: 1}
        office.now += ROUTE_RESTS
    assert [office.message(number).attempts for number in range(3)] == [0, 0, 0]
    assert "refused" in office.message().error
    office.server = mail_server(mailbox.port)
    assert office.send() == {MessageState.SENT: 3}
    assert len(mailbox.letters) == 3


@pytest.mark.usefixtures("mailbox")
def test_a_server_that_breaks_off_every_time_is_left_alone_after_a_few_letters(app: Flask, office: Office) -> None:
    create_office(app, domain="other.go.th")
    with scripted_server({"RCPT": ""}) as (port, _):
        office.server = mail_server(port)
        assert office.send() == {MessageState.WAITING: MOST_LOST_CONNECTIONS}
    ledger = db.session.execute(select(Message.attempts, Message.next_try_at).order_by(Message.id)).all()
    tried, rests = (1, NINE + timedelta(minutes=1)), (0, NINE + ROUTE_RESTS)
    assert ledger == [tried] * 3 + [rests] * 3


@pytest.mark.parametrize("address", ["nobody", "ใคร@example.go.th", "a b@example.go.th", ""])
def test_an_address_that_cannot_be_read_is_given_up(office: Office, mailbox: Mailbox, address: str) -> None:
    office.change(to_address=address)
    assert office.send() == {MessageState.GIVEN_UP: 1, MessageState.SENT: 2}
    message = db.session.scalars(select(Message).where(Message.state == MessageState.GIVEN_UP)).one()
    assert message.error.startswith("not an address")


def test_one_bad_message_never_stops_the_rest(office: Office, mailbox: Mailbox) -> None:
    office.change(message_id="<not\na header>")
    assert office.send() == {MessageState.WAITING: 1, MessageState.SENT: 2}
    assert office.message().error.startswith("ValueError")


@pytest.mark.parametrize(
    ("state", "stage", "after", "letters"),
    [
        (MessageState.SENDING, None, MessageState.SENT, 1),
        (MessageState.SENDING, Stage.IN_HAND, MessageState.SENT, 1),
        (MessageState.HANDED_OVER, None, MessageState.UNCONFIRMED, 0),
        (MessageState.HANDED_OVER, Stage.IN_HAND, MessageState.SENT, 1),
        (MessageState.HANDED_OVER, Stage.HANDED_OVER, MessageState.UNCONFIRMED, 0),
        (MessageState.HANDED_OVER, Stage.ACCEPTED, MessageState.SENT, 0),
    ],
)
def test_what_a_killed_sender_left_is_settled(
    office: Office, mailbox: Mailbox, state: MessageState, stage: Stage | None, after: MessageState, letters: int
) -> None:
    office.change(state=state, attempts=1)
    leave_mark(office.config.instance, office.message().id, stage)
    office.send()
    assert office.message().state == after
    assert office.message().error == (IN_DOUBT if after is MessageState.UNCONFIRMED else "")
    assert len(mailbox.to("head0@example.go.th")) == letters


def leave_mark(instance: Path, message_id: int, stage: Stage | None) -> None:
    """None: the mark is of another letter."""
    with HandoverMark(instance / "mail_in_hand") as mark:
        mark.take(message_in_hand(message_id, attempt=1 if stage else 2))
        mark.set(stage or Stage.IN_HAND)


def test_a_sender_that_was_overtaken_lets_the_letter_go(
    office: Office, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lock was lost while it hung on the line, and another took the message up again."""
    deliver = MailConnection.deliver

    def overtaken(self: MailConnection, mail: Mail, before_the_last_dot: Callable[[], None]) -> str:
        if mail.to_address == "head0@example.go.th":
            office.change(state=MessageState.SENDING, attempts=2)
        return deliver(self, mail, before_the_last_dot)

    monkeypatch.setattr(MailConnection, "deliver", overtaken)
    assert office.send() == {MessageState.SENT: 2}
    assert not mailbox.to("head0@example.go.th")
    assert (office.message().state, office.message().attempts) == (MessageState.SENDING, 2)
