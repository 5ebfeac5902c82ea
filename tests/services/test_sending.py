from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, time, timedelta
from email.header import decode_header, make_header

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import actor_of, create_agency, create_day_off, create_person, create_report, moment
from tests.services.mail_office import BASE_URL, NINE, Office, create_office
from tests.support.mailbox import BUSY, REFUSED, Mailbox
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Role
from tracker.domain.reminders import (
    DUE_DAY_HAS_PASSED,
    MEETING_IS_OVER,
    NEWER_ONE_IS_DUE,
    NOTHING_IS_OWED,
    MessageState,
)
from tracker.extensions import db
from tracker.models import Agency, AuditEvent
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import ledger
from tracker.queries.ledger import Wanted
from tracker.services.mail_carrier import NO_MAIL_SERVER, MailCarrier
from tracker.services.posting import MOST_ATTEMPTS
from tracker.services.sending import IN_DOUBT, send_again, send_waiting


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    with app.app_context(), all_agencies():
        yield create_office(app)


def test_it_sends_what_waits_once(office: Office, mailbox: Mailbox) -> None:
    assert office.send() == {MessageState.SENT: 3}
    assert office.send() == {}
    assert [letter.recipient for letter in mailbox.letters] == office.addresses
    message = office.message()
    assert (message.attempts, message.error, message.finished_at, message.next_try_at) == (1, "", NINE, None)


def test_the_letter_arrives_as_it_stands_in_the_ledger(office: Office, mailbox: Mailbox) -> None:
    office.send()
    message, [letter] = office.message(), mailbox.to("head0@example.go.th")
    assert letter.subject == message.subject
    assert letter.text.replace("\r\n", "\n").rstrip() == message.body_text
    assert letter.html.replace("\r\n", "\n").rstrip() == message.body_html
    assert letter.message["Message-ID"] == message.message_id
    # Read by the older rules: the parser of Python 3.11 puts a space where a long name was folded.
    headers = {name: str(make_header(decode_header(value))) for name, value in letter.message.raw_items()}
    assert headers["From"] == "องค์การบริหารส่วนตำบลตัวอย่าง <tidtam@127.0.0.1>"
    assert headers["To"] == f"{message.to_name} <head0@example.go.th>"
    assert letter.message["Date"].datetime == NINE


def test_the_calendar_of_an_invitation_goes_with_it(office: Office, mailbox: Mailbox) -> None:
    office.change(calendar="BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")
    office.send()
    [letter] = mailbox.to("head0@example.go.th")
    [file] = letter.message.iter_attachments()
    assert file.get_content().decode() == office.message().calendar
    assert not list(mailbox.to("head1@example.go.th")[0].message.iter_attachments())


def test_without_a_mail_server_the_texts_wait_to_be_copied(office: Office) -> None:
    assert office.server is None
    assert office.send() == {}
    assert office.states() == [MessageState.WAITING] * 3
    assert (office.message().attempts, office.message().error) == (0, NO_MAIL_SERVER)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 1, 29), None),
        (date(2026, 1, 30), NEWER_ONE_IS_DUE),
        (date(2026, 2, 3), DUE_DAY_HAS_PASSED),
        (date(2026, 2, 5), MEETING_IS_OVER),
    ],
)
def test_what_waited_too_long_is_skipped_and_says_why(office: Office, day: date, reason: str | None) -> None:
    office.now = moment(day)
    assert office.send() == ({MessageState.SKIPPED: 3} if reason else {})
    assert office.message().error == (reason or NO_MAIL_SERVER)
    assert office.message().finished_at == (office.now if reason else None)


def test_who_has_sent_everything_since_is_not_reminded(office: Office, mailbox: Mailbox) -> None:
    create_report(office.assignments[0], submitted_at=NINE)
    assert office.send() == {MessageState.SKIPPED: 1, MessageState.SENT: 2}
    assert office.message().error == NOTHING_IS_OWED
    assert not mailbox.to("head0@example.go.th")


def test_nothing_goes_out_on_a_day_off(office: Office, mailbox: Mailbox) -> None:
    create_day_off(office.agency, date(2026, 1, 27))
    office.now = moment(date(2026, 1, 27))
    assert office.send() == {}
    office.now = moment(date(2026, 1, 28))
    assert office.send() == {MessageState.SENT: 3}


def set_quiet_hours(office: Office, begins: time, ends: time) -> None:
    agency = db.session.get_one(Agency, office.agency_id)
    agency.quiet_from, agency.quiet_until = begins, ends
    db.session.commit()


def test_nothing_goes_out_in_the_quiet_hours(office: Office, mailbox: Mailbox) -> None:
    set_quiet_hours(office, time(8), time(9, 30))
    assert office.send() == {}
    assert mailbox.letters == []
    assert office.message().next_try_at == NINE + timedelta(minutes=30)
    office.now = NINE + timedelta(minutes=30)
    assert office.send() == {MessageState.SENT: 3}


def test_the_quiet_hours_of_one_agency_are_not_anothers(app: Flask, office: Office, mailbox: Mailbox) -> None:
    set_quiet_hours(office, time(8), time(9, 30))
    create_office(app, domain="other.go.th")
    assert office.send() == {MessageState.SENT: 3}
    assert {letter.recipient.partition("@")[2] for letter in mailbox.letters} == {"other.go.th"}


def test_two_senders_at_once_send_each_message_once(app: Flask, office: Office, mailbox: Mailbox) -> None:
    mailbox.pause_seconds = 0.01
    start = threading.Barrier(2)

    def send() -> None:
        with app.app_context():
            start.wait()
            carrier = MailCarrier(office.server, lambda: NINE)
            send_waiting(carrier, lambda: NINE, office.config.instance, BASE_URL)
            db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [letter.recipient for letter in mailbox.letters] == office.addresses
    assert office.states() == [MessageState.SENT] * 3


def test_it_stops_between_two_messages_when_told(office: Office, mailbox: Mailbox) -> None:
    assert office.send(lambda: len(mailbox.letters) == 1) == {MessageState.SENT: 1}
    assert office.states() == [MessageState.SENT, MessageState.WAITING, MessageState.WAITING]


def test_a_message_can_be_sent_again_by_the_office(office: Office, mailbox: Mailbox) -> None:
    office.change(state=MessageState.UNCONFIRMED, attempts=1, error=IN_DOUBT)
    with agency_scope(office.agency_id):
        send_again(actor_of(office.agency, office.secretary), NINE, office.message().id)
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "message_sent_again")).one()
    assert (event.before, event.after) == ({"state": "unconfirmed"}, {"state": "waiting"})
    assert office.send() == {MessageState.SENT: 3}
    assert len(mailbox.to("head0@example.go.th")) == 1


def test_a_reminder_sent_again_after_the_due_day_is_not_skipped(office: Office, mailbox: Mailbox) -> None:
    late = moment(date(2026, 2, 3))
    office.change(state=MessageState.GIVEN_UP, attempts=MOST_ATTEMPTS, error=BUSY)
    with agency_scope(office.agency_id):
        send_again(actor_of(office.agency, office.secretary), late, office.message().id)
    office.now = late
    assert office.send() == {MessageState.SENT: 1, MessageState.SKIPPED: 2}
    assert len(mailbox.to("head0@example.go.th")) == 1


@pytest.mark.parametrize("state", [MessageState.WAITING, MessageState.SENDING, MessageState.SENT])
def test_what_is_on_its_way_or_there_is_not_sent_again(office: Office, state: MessageState) -> None:
    office.change(state=state)
    with agency_scope(office.agency_id), pytest.raises(Conflict):
        send_again(actor_of(office.agency, office.secretary), NINE, office.message().id)


def test_what_is_of_no_use_any_more_is_not_sent_again(office: Office) -> None:
    office.change(state=MessageState.GIVEN_UP)
    create_report(office.assignments[0], submitted_at=NINE)
    with agency_scope(office.agency_id), pytest.raises(Refusal, match="has sent everything"):
        send_again(actor_of(office.agency, office.secretary), NINE, office.message().id)


def test_only_the_office_of_the_same_agency_sends_again(office: Office) -> None:
    office.change(state=MessageState.GIVEN_UP)
    message_id = office.message().id
    with agency_scope(office.agency_id), pytest.raises(NotAllowed):
        send_again(actor_of(office.agency, office.heads[0]), NINE, message_id)
    other = create_agency()
    secretary = create_person(other, Role.SECRETARY)
    with agency_scope(other.id), pytest.raises(NotFound):
        send_again(actor_of(other, secretary), NINE, message_id)


def test_the_ledger_is_paged_and_filtered(office: Office, mailbox: Mailbox) -> None:
    mailbox.answers["head1@example.go.th"] = REFUSED
    office.send()
    with agency_scope(office.agency_id):
        rows = ledger.ledger_rows(2)
        assert [row.to_address for row in rows] == ["head2@example.go.th", "head1@example.go.th"]
        assert [row.to_address for row in ledger.ledger_rows(2, 2)] == ["head0@example.go.th"]
        assert ledger.ledger_count() == 3
        [given_up] = ledger.ledger_rows(10, wanted=Wanted(state=MessageState.GIVEN_UP))
        assert (given_up.error, given_up.held_on) == (REFUSED, date(2026, 2, 4))
        assert ledger.ledger_count(Wanted(state=MessageState.GIVEN_UP, meeting_id=given_up.meeting_id)) == 1
        assert ledger.ledger_count(Wanted(meeting_id=0)) == 0
