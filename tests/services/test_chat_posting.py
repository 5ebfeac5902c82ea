"""Messages of the ledger by LINE, Teams and webhooks: the same states and attempts as letters."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import actor_of, moment
from tests.support import chat_services
from tests.support.chat_services import LINE_PERSON, TOKEN, ChatService, as_line
from tests.support.office import TODAY, Office
from tracker.channels.link_signing import LinkSigner
from tracker.channels.sealing import Sealer
from tracker.config import Config
from tracker.domain.permissions import Actor
from tracker.domain.reminders import Channel, MessageState
from tracker.domain.ways import INSTEAD_OF_LINE
from tracker.extensions import db
from tracker.models import Agency, AuditEvent, Message
from tracker.models.isolation import enter_agency
from tracker.services import channel_accounts, contacts
from tracker.services.channel_accounts import AccountEntry
from tracker.services.chat_posting import ACCOUNT_IS_OFF, ANOTHER_KEY, NO_ADDRESS, ChatCarrier
from tracker.services.reminding import queue_reminders
from tracker.services.sending import send_waiting

NOW = moment(TODAY)
BASE_URL = "http://127.0.0.1:5000"
LINE_ACCOUNT = AccountEntry(Channel.LINE, "LINE ของเทศบาล", TOKEN)


@dataclass
class LineOffice:
    """Its finance head reads LINE; everybody else mail."""

    office: Office
    config: Config
    actor: Actor
    line: ChatService
    account_id: int
    now: datetime = NOW
    secret_key: str = ""

    def queue(self) -> int:
        return queue_reminders(self.office.agency.id, self.now, BASE_URL)

    def send(self) -> None:
        db.session.rollback()
        services = dataclasses.replace(self.config.chat, line_url=self.line.url)
        links = LinkSigner(self.config.secret_key, BASE_URL)
        carrier = ChatCarrier(self.secret_key or self.config.secret_key, services, lambda: self.now, links)
        send_waiting(carrier, lambda: self.now, self.config.instance, BASE_URL)
        enter_agency(self.office.agency.id)

    @property
    def messages(self) -> list[Message]:
        """To the finance head, in order."""
        db.session.expire_all()
        mine = select(Message).where(Message.user_id == self.office.head.id).order_by(Message.id)
        return list(db.session.scalars(mine))

    @property
    def states(self) -> list[MessageState]:
        return [message.state for message in self.messages]

    @property
    def message(self) -> Message:
        return self.messages[0]


@pytest.fixture
def line_office(app: Flask, office: Office) -> Iterator[LineOffice]:
    config: Config = app.config["TRACKER"]
    enter_agency(office.agency.id)
    db.session.get_one(Agency, office.agency.id).allows_report_links = True
    actor = actor_of(office.agency, office.secretary, TODAY)
    sealer = Sealer(config.secret_key, office.agency.id)
    account_id = channel_accounts.add_account(actor, NOW, sealer, config.chat, LINE_ACCOUNT)
    contacts.set_line_address(actor, NOW, office.head.id, LINE_PERSON)
    with chat_services.running(as_line) as line:
        here = LineOffice(office, config, actor, line, account_id)
        here.queue()
        yield here


def test_whoever_reads_line_is_told_there_and_not_by_mail(line_office: LineOffice) -> None:
    [message] = line_office.messages
    assert (message.channel, message.account_id, message.state) == (
        Channel.LINE,
        line_office.account_id,
        MessageState.WAITING,
    )
    assert message.to_address == "U012…cdef"
    line_office.send()
    [push] = line_office.line.accepted
    assert push.json["to"] == LINE_PERSON
    assert line_office.line.texts[0].startswith(f"{line_office.message.subject}\n\nเรียน ")
    assert (line_office.message.state, line_office.message.attempts) == (MessageState.SENT, 1)


def test_letters_are_left_to_the_other_carrier(line_office: LineOffice) -> None:
    line_office.send()
    letters = db.session.scalars(select(Message.state).where(Message.channel == Channel.EMAIL)).all()
    assert letters
    assert set(letters) == {MessageState.WAITING}


def test_it_is_tried_again_and_arrives_once(line_office: LineOffice) -> None:
    line_office.line.loses_answers = True
    line_office.send()
    assert (line_office.message.state, line_office.message.attempts) == (MessageState.WAITING, 1)
    assert line_office.message.error == "RemoteDisconnected"
    line_office.line.loses_answers = False
    line_office.now += timedelta(minutes=10)
    line_office.send()
    assert (line_office.message.state, line_office.message.attempts) == (MessageState.SENT, 2)
    assert len(line_office.line.accepted) == 1


def test_what_line_refuses_is_sent_by_mail_and_says_why(line_office: LineOffice) -> None:
    line_office.line.next_answers = [(400, {"message": f"The user {LINE_PERSON} is not a friend"})]
    line_office.send()
    assert line_office.message.state is MessageState.GIVEN_UP
    assert line_office.message.error == "400 The user … is not a friend"
    assert line_office.queue() == 1
    _, letter = line_office.messages
    assert (letter.channel, letter.to_address) == (Channel.EMAIL, line_office.office.head.email)
    assert INSTEAD_OF_LINE in letter.why
    assert line_office.queue() == 0


def switch_off(here: LineOffice) -> None:
    channel_accounts.switch_account(here.actor, NOW, here.account_id, is_on=False)


def remove(here: LineOffice) -> None:
    channel_accounts.remove_account(here.actor, NOW, here.account_id)


def take_address_away(here: LineOffice) -> None:
    contacts.set_line_address(here.actor, NOW, here.office.head.id, "")


def change_key(here: LineOffice) -> None:
    here.secret_key = "another key"


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (switch_off, ACCOUNT_IS_OFF),
        (remove, ACCOUNT_IS_OFF),
        (take_address_away, NO_ADDRESS),
        (change_key, ANOTHER_KEY),
    ],
)
def test_what_has_no_way_any_more_is_given_up_and_sent_by_mail(
    line_office: LineOffice, happens: Callable[[LineOffice], None], reason: str
) -> None:
    happens(line_office)
    line_office.send()
    assert (line_office.message.state, line_office.message.error) == (MessageState.GIVEN_UP, reason)
    assert line_office.line.requests == []
    line_office.queue()
    assert [message.channel for message in line_office.messages] == [Channel.LINE, Channel.EMAIL]


def test_a_service_that_is_gone_costs_nobody_an_attempt_twice(line_office: LineOffice) -> None:
    line_office.line.port = 1
    line_office.send()
    assert line_office.message.state is MessageState.WAITING
    attempts = line_office.message.attempts
    line_office.send()
    assert line_office.message.attempts == attempts
    assert "refused" in line_office.message.error


def test_a_killed_sender_leaves_a_message_in_doubt_and_not_twice(
    line_office: LineOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*given: Any) -> None:
        *_, hand_over = given
        hand_over()
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("tracker.services.chat_posting.deliver", die)
        with pytest.raises(Killed):
            line_office.send()
    assert line_office.states == [MessageState.HANDED_OVER]
    line_office.send()
    assert line_office.states == [MessageState.UNCONFIRMED]
    assert line_office.line.requests == []


def test_a_personal_address_reaches_the_reader_and_no_table(line_office: LineOffice) -> None:
    line_office.send()
    [text] = line_office.line.texts
    assert f"{BASE_URL}/r/" in text
    assert "/r/" not in line_office.message.body_text


def test_no_secret_reaches_the_ledger_the_log_or_the_records(
    line_office: LineOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for answer in ((401, {"message": f"bad token {TOKEN}"}), (500, {"message": f"{TOKEN} for {LINE_PERSON}"}), None):
        line_office.line.next_answers = [answer]
        line_office.now += timedelta(days=0, hours=1)
        line_office.send()
    columns = [str(vars(message)) for message in db.session.scalars(select(Message))]
    facts = [f"{event.before} {event.after}" for event in db.session.scalars(select(AuditEvent))]
    said = "\n".join([*columns, *facts, caplog.text])
    assert TOKEN not in said
    assert LINE_PERSON not in said
