"""A day with a mail server that has every fault in turn: each letter arrives once, or the ledger says why not."""

from __future__ import annotations

import dataclasses
import statistics
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from jobs.schedule import jobs_named, run_in_turn
from tests.factories import create_report, sign_in
from tests.services.mail_office import NINE, Office, create_office
from tests.support.faulty_mail_server import CERTIFICATE, Fault, FaultyMailServer, faulty_mail_server
from tests.support.pages import Visitor
from tracker import clock
from tracker.channels import email
from tracker.config import Config, MailServer
from tracker.domain.progress import ReportState
from tracker.domain.reminders import MessageState
from tracker.extensions import db
from tracker.models import Message, User
from tracker.models.isolation import all_agencies
from tracker.services.ledger import NO_RECEIPT
from tracker.services.posting import MINUTES_UNTIL_NEXT_TRY, ROUTE_RESTS, TRIED_AGAIN_WITHOUT_RECEIPT

A_MINUTE = timedelta(minutes=1)
DIVISIONS = 4
MINUTES_OF_A_FAULT = 10
#: Tries that fail come after 0, 1 and 6 minutes, the next one 15 later.
MINUTES_OF_EACH = 23
SEND = jobs_named("send_messages")

SILENT = (Fault.SAYS_NOTHING, Fault.FALLS_SILENT, Fault.FALLS_SILENT_AFTER_THE_DOT)

WORDS = {
    Fault.REFUSES_CONNECTIONS: "refused",
    Fault.SAYS_NOTHING: "timed out",
    Fault.FALLS_SILENT: "timed out",
    Fault.FALLS_SILENT_AFTER_THE_DOT: "timed out",
    Fault.DROPS_IN_THE_LETTER: "",
    Fault.DROPS_AFTER_THE_DOT: "closed",
    Fault.KEEPS_AND_DROPS: "closed",
    Fault.IS_BUSY: "451 4.3.0 try again later",
    Fault.KNOWS_NOT_EVERYBODY: "550 5.1.1 no such mailbox",
    Fault.HAS_NO_TLS: "454 4.7.0 TLS is not available",
    Fault.BREAKS_IN_TLS: "",
}
"""What the ledger says while the fault lasts; the others put nothing off. A system says in its own words that a
connection broke."""


@dataclass
class Day:
    """Minute by minute, as the scheduler goes through it."""

    app: Flask
    now: datetime = NINE
    server: FaultyMailServer = field(init=False)
    #: When the ledger said that a message would be tried, by its Message-ID; the next minute where it said nothing.
    promised: dict[str, datetime] = field(default_factory=dict)

    def have(self, fault: Fault, minutes: int) -> None:
        self.server.have(fault)
        for _ in range(minutes):
            self._read_promises()
            assert run_in_turn(self.app, SEND)
            self.now += A_MINUTE

    def _read_promises(self) -> None:
        for message in self.ledger():
            if message.state is MessageState.WAITING:
                self.promised[message.message_id] = message.next_try_at or self.now

    def ledger(self) -> Sequence[Message]:
        with self.app.app_context(), all_agencies():
            return db.session.scalars(select(Message).order_by(Message.id)).all()

    def offices_ledger(self, domain: str) -> list[Message]:
        return [message for message in self.ledger() if message.to_address.endswith(f"@{domain}")]


@pytest.fixture
def day(app: Flask, mailbox: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """Asks for the mailbox only because that opens the way to loopback."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setattr(email, "FINAL_REPLY_PATIENCE", 1)
    day = Day(app)
    monkeypatch.setattr(clock, "now", lambda: day.now)
    with faulty_mail_server(lambda: day.now) as day.server:
        give_mail_server(app, day.server)
        yield day


def give_mail_server(app: Flask, server: FaultyMailServer, patience: int = 1) -> None:
    config: Config = app.config["TRACKER"]
    mail = MailServer("127.0.0.1", server.port, "starttls", None, None, "tidtam@example.go.th", patience)
    app.config["TRACKER"] = dataclasses.replace(config, mail=mail)


def test_a_day_of_faults_ends_with_each_letter_there_once_or_with_the_reason(app: Flask, day: Day) -> None:
    ends: dict[Fault, Counter[MessageState]] = {}
    for fault in Fault:
        domain = f"{fault.name.lower().replace('_', '-')}.go.th"
        with app.app_context(), all_agencies():
            create_office(app, DIVISIONS, domain)
        day.have(fault, MINUTES_OF_A_FAULT)
        check_words(fault, day.offices_ledger(domain))
        day.have(Fault.NONE, MINUTES_OF_EACH - MINUTES_OF_A_FAULT)
        ends[fault] = Counter(message.state for message in day.offices_ledger(domain))
    print_day(ends, day.server)
    everything_came = Counter({MessageState.SENT: DIVISIONS})
    one_is_unknown = Counter({MessageState.SENT: DIVISIONS - 1, MessageState.GIVEN_UP: 1})
    assert ends == {fault: one_is_unknown if fault is Fault.KNOWS_NOT_EVERYBODY else everything_came for fault in Fault}
    check_arrivals(day)


def check_words(fault: Fault, messages: Sequence[Message]) -> None:
    """Whatever has not arrived says why, and when it is tried again."""
    left = [message for message in messages if message.state is not MessageState.SENT]
    assert bool(left) == (fault in WORDS), fault
    for message in left:
        assert message.error, fault
        assert WORDS[fault] in message.error
        assert (message.next_try_at is None) == (message.state is MessageState.GIVEN_UP), fault


def check_arrivals(day: Day) -> None:
    """Once each and when the ledger said; only a letter whose receipt was lost came again, as the same letter."""
    arrivals: defaultdict[str, list[datetime]] = defaultdict(list)
    domain_of: dict[str, str] = {}
    for arrival in day.server.arrivals:
        arrivals[arrival.message_id].append(arrival.at)
        domain_of[arrival.message_id] = arrival.recipient.partition("@")[2]
    sent = {message.message_id: message for message in day.ledger() if message.state is MessageState.SENT}
    assert arrivals.keys() == sent.keys()
    copies = Counter(domain_of[message_id] for message_id, times in arrivals.items() for _ in times[1:])
    # The fault lasts ten minutes, and after each lost receipt the server is left alone for five.
    assert copies == {"keeps-and-drops.go.th": 2}
    assert max(len(times) for times in arrivals.values()) == 2
    for message_id, times in arrivals.items():
        assert times[-1] == day.promised[message_id] == sent[message_id].finished_at
        assert sent[message_id].error == ""


def print_day(ends: dict[Fault, Counter[MessageState]], server: FaultyMailServer) -> None:
    """Shown when the test fails, or with -s."""
    times = Counter(arrival.recipient for arrival in server.arrivals)
    for fault, states in ends.items():
        domain = f"{fault.name.lower().replace('_', '-')}.go.th"
        copies = Counter(count for recipient, count in times.items() if recipient.endswith(f"@{domain}"))
        said = ", ".join(f"{state} {count}" for state, count in states.items())
        sys.stderr.write(f"{fault:45} {said}; letters that came once, twice ...: {dict(copies)}\n")
    sys.stderr.write(f"connections in all: {server.connections}\n")


def test_a_server_that_is_down_all_morning_is_asked_once_in_five_minutes(app: Flask, day: Day) -> None:
    with app.app_context(), all_agencies():
        create_office(app, 40)
    day.have(Fault.HAS_NO_TLS, 60)
    assert day.server.connections == timedelta(hours=1) // ROUTE_RESTS
    assert {(message.attempts, message.state) for message in day.ledger()} == {(0, MessageState.WAITING)}
    day.have(Fault.NONE, 1)
    assert Counter(message.state for message in day.ledger()) == {MessageState.SENT: 40}


@pytest.mark.parametrize("fault", [Fault.DROPS_AFTER_THE_DOT, Fault.KEEPS_AND_DROPS])
def test_a_letter_whose_receipt_is_lost_twice_is_left_to_the_office(app: Flask, day: Day, fault: Fault) -> None:
    with app.app_context(), all_agencies():
        create_office(app, 1)
    day.have(fault, 1)
    [message] = day.ledger()
    assert (message.state, message.next_try_at) == (MessageState.WAITING, NINE + TRIED_AGAIN_WITHOUT_RECEIPT)
    day.have(Fault.REFUSES_CONNECTIONS, 29)
    [message] = day.ledger()
    assert (message.state, message.attempts) == (MessageState.WAITING, 1)
    day.have(fault, 60)
    [message] = day.ledger()
    assert (message.state, message.attempts) == (MessageState.UNCONFIRMED, 2)
    assert message.error.startswith(NO_RECEIPT)
    assert len(day.server.arrivals) == (2 if fault is Fault.KEEPS_AND_DROPS else 0)


def test_a_letter_that_the_server_puts_off_is_tried_at_the_hours_the_ledger_shows(app: Flask, day: Day) -> None:
    with app.app_context(), all_agencies():
        create_office(app, 1)
    shown = []
    for minutes in (0, *MINUTES_UNTIL_NEXT_TRY[:3]):
        day.now += minutes * A_MINUTE
        day.have(Fault.IS_BUSY, 1)
        day.now -= A_MINUTE
        [message] = day.ledger()
        shown.append((message.attempts, message.next_try_at, message.error))
    answer = WORDS[Fault.IS_BUSY]
    after = [NINE + minutes * A_MINUTE for minutes in (1, 1 + 5, 1 + 5 + 15, 1 + 5 + 15 + 60)]
    assert shown == [(number, moment, answer) for number, moment in enumerate(after, start=1)]


ASKED_FOR = 15


@pytest.mark.parametrize("fault", SILENT)
def test_pages_are_read_and_written_while_the_sender_waits_for_a_silent_server(
    app: Flask, client: FlaskClient, day: Day, fault: Fault
) -> None:
    """Printed with -s: how long a page takes meanwhile. That it comes at all while the sender waits is what counts."""
    give_mail_server(app, day.server, patience=60)
    day.server.have(fault)
    with app.app_context(), all_agencies():
        office = create_office(app, DIVISIONS)
        report = create_report(office.assignments[0], state=ReportState.OPEN, meeting_id=meeting_of(office))
        report_id, head, secretary = report.id, office.heads[0], office.secretary
    before = seconds_for_pages(client, head, secretary, report_id)
    sender = threading.Thread(target=run_in_turn, args=(app, SEND))
    sender.start()
    try:
        assert day.server.is_waited_for.wait(30)
        meanwhile = seconds_for_pages(client, head, secretary, report_id)
        assert sender.is_alive()
    finally:
        day.server.stop()
        sender.join()
    said = ", ".join(f"{what} {1000 * statistics.median(times):.0f} ms" for what, times in before.items())
    sys.stderr.write(f"\n{fault}: before: {said}; ")
    said = ", ".join(f"{what} {1000 * statistics.median(times):.0f} ms" for what, times in meanwhile.items())
    sys.stderr.write(f"meanwhile: {said}\n")


def meeting_of(office: Office) -> int:
    [meeting_id] = db.session.scalars(select(Message.meeting_id).distinct())
    assert meeting_id is not None
    return meeting_id


def seconds_for_pages(client: FlaskClient, head: User, secretary: User, report_id: int) -> dict[str, list[float]]:
    """Of the ledger, and of a draft that is saved."""
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for person, what in ((secretary, "ledger"), (head, "draft")):
        sign_in(client, person)
        visitor = Visitor(client)
        visitor.get("/my-messages")
        for number in range(ASKED_FOR):
            started = time.perf_counter()
            if what == "ledger":
                visitor.get("/messages")
            else:
                save_draft(visitor, report_id, f"ดำเนินการครั้งที่ {number}")
            taken[what].append(time.perf_counter() - started)
    return taken


def save_draft(visitor: Visitor, report_id: int, text: str) -> None:
    page = visitor.get(f"/my-reports/{report_id}")
    visitor.send(page.one("form", action=f"/my-reports/{report_id}"), done_text=text)
