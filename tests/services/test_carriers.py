"""The sender with carriers that do what they are told: what one channel meets is no matter of another's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask

from tests.services.mail_office import BASE_URL, NINE, Office, create_office
from tests.support.mailbox import Mailbox
from tracker.channels.outcomes import NoConnection, OutOfReach
from tracker.domain.reminders import Channel, MessageState
from tracker.extensions import db
from tracker.models import ChannelAccount
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries.messages import WaitingMessage
from tracker.services.carriers import NoRoute, Route
from tracker.services.posting import ROUTE_RESTS
from tracker.services.sending import Counts, send_waiting


@dataclass
class ScriptedCarrier:
    """Of the chats. `troubles` says by channel what happens on its way; the rest is delivered."""

    troubles: dict[Channel, Exception] = field(default_factory=dict)
    unreachable: set[Channel] = field(default_factory=set)
    without_route: dict[Channel, Exception] = field(default_factory=dict)
    delivered: list[int] = field(default_factory=list)
    tried: list[Channel] = field(default_factory=list)
    is_closed: bool = False

    name = "chat"
    channels = frozenset({Channel.LINE, Channel.WEBHOOK})

    def route_of(self, message: WaitingMessage) -> Route:
        if message.channel in self.without_route:
            raise self.without_route[message.channel]
        return Route(message.channel, message.account_id)

    def reach(self, route: Route) -> None:
        if route.channel in self.unreachable:
            self.tried.append(route.channel)
            raise OutOfReach("no such host")

    def deliver(self, message: WaitingMessage, hand_over: Callable[[], None]) -> None:
        self.tried.append(message.channel)
        if message.channel in self.troubles:
            raise self.troubles[message.channel]
        hand_over()
        self.delivered.append(message.id)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    """Of its three messages the first goes by LINE, the second to a group's chat, the third by mail."""
    with app.app_context(), all_agencies():
        office = create_office(app)
        office.change(0, channel=Channel.LINE)
        office.change(1, channel=Channel.WEBHOOK)
        yield office


def send(office: Office, carrier: ScriptedCarrier) -> Counts:
    return send_waiting(carrier, lambda: office.now, office.config.instance, BASE_URL)


def test_each_carrier_takes_the_messages_of_its_channels(office: Office, mailbox: Mailbox) -> None:
    carrier = ScriptedCarrier()
    assert send(office, carrier) == {MessageState.SENT: 2}
    assert carrier.delivered == [office.message(0).id, office.message(1).id]
    assert carrier.is_closed
    assert mailbox.letters == []
    assert office.send() == {MessageState.SENT: 1}
    assert [letter.recipient for letter in mailbox.letters] == [office.addresses[2]]


def test_a_carrier_leaves_alone_what_another_has_in_hand(office: Office) -> None:
    office.change(2, state=MessageState.HANDED_OVER)
    send(office, ScriptedCarrier())
    assert office.message(2).state is MessageState.HANDED_OVER


def test_a_route_that_is_lost_holds_up_no_other(office: Office) -> None:
    carrier = ScriptedCarrier(unreachable={Channel.LINE})
    assert send(office, carrier) == {MessageState.WAITING: 1, MessageState.SENT: 1}
    assert carrier.delivered == [office.message(1).id]
    line = office.message(0)
    assert (line.error, line.attempts, line.next_try_at) == ("no such host", 0, NINE + ROUTE_RESTS)
    assert office.message(2).next_try_at is None


def create_account(office: Office, name: str) -> int:
    with agency_scope(office.agency_id):
        account = ChannelAccount(channel=Channel.WEBHOOK, name=name, credential=b"", added_at=NINE)
        db.session.add(account)
        db.session.commit()
        return account.id


@pytest.mark.parametrize(("is_of_the_same", "tries"), [(True, 1), (False, 2)])
def test_an_account_that_is_lost_is_tried_once_and_the_next_one_all_the_same(
    office: Office, is_of_the_same: bool, tries: int
) -> None:
    account_id = create_account(office, "กลุ่มหัวหน้าส่วน")
    office.change(0, channel=Channel.WEBHOOK, account_id=account_id)
    office.change(1, account_id=account_id if is_of_the_same else create_account(office, "กลุ่มผู้บริหาร"))
    carrier = ScriptedCarrier(troubles={Channel.WEBHOOK: OutOfReach("no such host")})
    assert send(office, carrier) == {MessageState.WAITING: tries}
    assert len(carrier.tried) == tries
    assert office.message(1).next_try_at is not None


def test_what_has_no_way_waits_and_says_why(office: Office) -> None:
    carrier = ScriptedCarrier(without_route={Channel.LINE: NoRoute("the account is off")})
    assert send(office, carrier) == {MessageState.SENT: 1}
    line = office.message(0)
    assert (line.state, line.error, line.attempts) == (MessageState.WAITING, "the account is off", 0)
    assert send(office, ScriptedCarrier()) == {MessageState.SENT: 1}
    assert office.message(0).error == ""


def test_a_mistake_in_finding_the_way_stops_nobody_else(office: Office) -> None:
    carrier = ScriptedCarrier(without_route={Channel.LINE: ValueError("not a key")})
    assert send(office, carrier) == {MessageState.SENT: 1}
    assert office.message(0).error == "ValueError: not a key"


def test_a_message_that_breaks_a_connection_is_tried_again_by_itself(office: Office) -> None:
    carrier = ScriptedCarrier(troubles={Channel.LINE: NoConnection("reset")})
    assert send(office, carrier) == {MessageState.WAITING: 1, MessageState.SENT: 1}
    assert (office.message(0).attempts, office.message(0).error) == (1, "reset")
