"""What a message says when it goes is what holds then, and the ledger shows the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import create_measure, create_report
from tests.services.mail_office import BASE_URL, NINE, Office, create_office
from tests.support.mailbox import BUSY, Mailbox
from tracker.domain.reminders import NOTHING_IS_OWED, MessageState
from tracker.domain.ways import INSTEAD_OF_LINE
from tracker.extensions import db
from tracker.models import Assignment, Division, Measure, Message, Plan
from tracker.models.isolation import all_agencies
from tracker.services.mail_carrier import MailCarrier
from tracker.services.reminding import queue_reminders
from tracker.services.sending import LAST_ANSWER, send_waiting

TITLES = ["จัดทำคู่มือการให้บริการ", "เผยแพร่แผนจัดซื้อจัดจ้าง", "อบรมจริยธรรมบุคลากร"]


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    """The division has three more measures than the one of its neighbours, all of them asked for."""
    with app.app_context(), all_agencies():
        office = create_office(app, divisions=1)
        place, plan = db.session.scalars(select(Division)).one(), db.session.scalars(select(Plan)).one()
        for number, title in enumerate(TITLES, start=2):
            create_measure(plan, [place], number=str(number), titles=[title])
        db.session.delete(office.message())
        db.session.commit()
        assert queue_reminders(office.agency_id, NINE, BASE_URL) == 1
        yield office


def report(*numbers: str, division: str = "กองที่ 0") -> None:
    """The measures with these numbers, sent by the division."""
    theirs = select(Assignment).join(Measure).join(Division, Division.id == Assignment.division_id)
    for assignment in db.session.scalars(theirs.where(Measure.number.in_(numbers), Division.name == division)).all():
        create_report(assignment, submitted_at=NINE)


def test_what_has_come_since_is_not_asked_for(office: Office, mailbox: Mailbox) -> None:
    message_id, before = office.message().message_id, office.message().body_text
    assert all(title in before for title in TITLES)
    report("2", "4")
    assert office.send() == {MessageState.SENT: 1}
    [letter] = mailbox.letters
    assert [title in letter.text for title in TITLES] == [False, True, False]
    assert letter.message["Message-ID"] == message_id
    message = office.message()
    assert message.measure_numbers == ["1", "3"]
    assert "2 เรื่อง" in message.why
    assert (letter.subject, letter.text.replace("\r\n", "\n").rstrip()) == (message.subject, message.body_text)
    assert letter.html.replace("\r\n", "\n").rstrip() == message.body_html


def test_what_is_the_same_is_left_as_it_stands(office: Office, mailbox: Mailbox) -> None:
    office.send()
    office.change(state=MessageState.WAITING, finished_at=None)
    text = office.message().body_text
    office.send()
    assert office.message().body_text == text
    assert mailbox.letters[0].text == mailbox.letters[1].text


def test_where_nothing_is_left_nothing_is_sent(office: Office, mailbox: Mailbox) -> None:
    report("1", "2", "3", "4")
    assert office.send() == {MessageState.SKIPPED: 1}
    assert office.message().error == NOTHING_IS_OWED
    assert mailbox.letters == []


def test_a_letter_that_was_put_off_goes_with_what_is_left_by_then(office: Office, mailbox: Mailbox) -> None:
    mailbox.answers[office.addresses[0]] = BUSY
    assert office.send() == {MessageState.WAITING: 1}
    mailbox.answers.clear()
    report("1", "2")
    office.now += timedelta(minutes=1)
    assert office.send() == {MessageState.SENT: 1}
    [letter] = mailbox.letters
    assert [title in letter.text for title in TITLES] == [False, True, True]


def test_the_ledger_says_what_kept_a_letter_that_is_of_no_use_any_more(office: Office, mailbox: Mailbox) -> None:
    mailbox.answers[office.addresses[0]] = BUSY
    office.send()
    report("1", "2", "3", "4")
    office.now += timedelta(minutes=1)
    assert office.send() == {MessageState.SKIPPED: 1}
    assert office.message().error == f"{NOTHING_IS_OWED} ({LAST_ANSWER} {BUSY})"


def test_without_a_mail_server_the_text_to_copy_is_up_to_date(office: Office) -> None:
    report("2", "4")
    assert office.server is None
    assert office.send() == {}
    assert [title in office.message().body_text for title in TITLES] == [False, True, False]


def test_a_letter_in_the_place_of_line_goes_on_saying_so(office: Office, mailbox: Mailbox) -> None:
    office.change(why=f"{office.message().why} ({INSTEAD_OF_LINE})")
    report("2")
    office.send()
    assert office.message().why.endswith(f"({INSTEAD_OF_LINE})")
    assert INSTEAD_OF_LINE in mailbox.letters[0].text


def test_whoever_reports_while_a_slow_server_has_others_in_hand_is_left_in_peace(app: Flask, mailbox: Mailbox) -> None:
    with app.app_context(), all_agencies():
        office = create_office(app)

        def now() -> datetime:
            """The first letter takes eleven seconds, and meanwhile the second reader sends a report."""
            if mailbox.letters and office.now == NINE:
                office.now += timedelta(seconds=11)
                report("1", division="กองที่ 1")
            return office.now

        carrier = MailCarrier(office.server, now)
        counts = send_waiting(carrier, now, office.config.instance, BASE_URL)
        assert counts == {MessageState.SENT: 2, MessageState.SKIPPED: 1}
        assert [letter.recipient for letter in mailbox.letters] == [office.addresses[0], office.addresses[2]]


def test_the_day_of_the_letter_stays_the_day_it_was_queued(office: Office, mailbox: Mailbox) -> None:
    report("2")
    office.now = NINE + timedelta(days=1)
    office.send()
    assert db.session.scalars(select(Message.queued_at)).one() == NINE
    assert mailbox.letters[0].message["Date"].datetime.date() == date(2026, 1, 26)
