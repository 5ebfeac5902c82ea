from __future__ import annotations

import dataclasses
import ssl
from datetime import date
from email.header import decode_header, make_header
from functools import partial

import icalendar
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.channels.scripted_server import scripted_server
from tests.factories import moment
from tests.support.mailbox import Mailbox
from tests.support.ports import free_port
from tests.support.requirements import ROOT
from tracker.channels import email
from tracker.channels.email import Mail, MailConnection, as_message
from tracker.channels.outcomes import Delayed, NoConnection, OutOfReach, Refused, Unanswered, Unsent
from tracker.config import MailServer

CERTIFICATE = ROOT / "tests" / "samples" / "mail_server.pem"
SENDER = "tidtam@example.go.th"
PATIENCE_SECONDS = 60
MAIL = Mail(
    to_address="head@example.go.th",
    to_name="ผู้อำนวยการกองคลัง",
    from_name="เทศบาลตำบลบ้านใหม่",
    subject="ขอรายงานความก้าวหน้าเดือน ม.ค. 2569 จำนวน 3 เรื่อง ภายใน 2 ก.พ. 2569",
    text="เรียน ผู้อำนวยการกองคลัง\n.จุดต้นบรรทัด\n..\n",
    html="<p>เรียน ผู้อำนวยการกองคลัง</p>\n",
    message_id="<0f9c@example.go.th>",
    written_at=moment(date(2026, 1, 26)),
)


@pytest.fixture(autouse=True)
def _these_tests_speak_to_servers_of_their_own(mailbox: Mailbox) -> None:
    """Asking for the mailbox opens the way to loopback."""


def server_at(port: int, **changes: object) -> MailServer:
    server = MailServer("127.0.0.1", port, "none", None, None, SENDER, timeout_seconds=PATIENCE_SECONDS)
    return dataclasses.replace(server, **changes)  # type: ignore[arg-type]


def nothing() -> None:
    return None


@pytest.mark.parametrize(
    ("answers", "error", "words"),
    [
        ({"greeting": "554 not today"}, OutOfReach, "554 not today"),
        ({"greeting": "421 closing"}, OutOfReach, "421 closing"),
        ({"greeting": ""}, OutOfReach, "closed"),
        ({"MAIL": "550 5.7.1 you may not send"}, OutOfReach, "550 5.7.1 you may not send"),
        ({"MAIL": "451 later"}, OutOfReach, "451 later"),
        ({"MAIL": "..."}, OutOfReach, "timed out"),
        ({"RCPT": "550 5.1.1 ไม่มีผู้รับ"}, Refused, "550 5.1.1 ไม่มีผู้รับ"),
        ({"RCPT": "550 nobody", "RSET": ""}, Refused, "550 nobody"),
        ({"RCPT": "450 4.2.0 greylisted"}, Delayed, "450 4.2.0 greylisted"),
        ({"RCPT": "421 too many"}, NoConnection, "421 too many"),
        ({"RCPT": ""}, NoConnection, "closed"),
        ({"DATA": "554 no valid recipients"}, Refused, "554 no valid recipients"),
        ({"DATA": "452 full"}, Delayed, "452 full"),
        ({"letter": "554 5.6.0 looks like spam"}, Refused, "554 5.6.0 looks like spam"),
        ({"letter": "452 4.3.1 full"}, Delayed, "452 4.3.1 full"),
        ({"letter": ""}, Unanswered, "closed"),
        ({"letter": "..."}, Unanswered, "timed out"),
    ],
)
def test_it_tells_what_the_server_said(
    answers: dict[str, str], error: type[Unsent], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(email, "FINAL_REPLY_PATIENCE", 1)
    patience = 1 if "..." in answers.values() else PATIENCE_SECONDS
    with (
        scripted_server(answers) as (port, _),
        MailConnection(server_at(port, timeout_seconds=patience)) as connection,
        pytest.raises(Unsent, match=words) as raised,
    ):
        connection.deliver(MAIL, nothing)
    kinds = (Unanswered, OutOfReach, NoConnection, Refused, Delayed)
    assert next(kind for kind in kinds if isinstance(raised.value, kind)) is error


def test_a_refused_letter_does_not_cost_the_connection() -> None:
    with scripted_server({"RCPT": "550 nobody"}) as (port, heard), MailConnection(server_at(port)) as connection:
        for _ in range(2):
            with pytest.raises(Refused):
                connection.deliver(MAIL, nothing)
    assert heard == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "RSET", "QUIT"]


def test_many_letters_go_over_one_connection() -> None:
    with scripted_server({}) as (port, heard), MailConnection(server_at(port)) as connection:
        assert connection.deliver(MAIL, nothing) == "250 kept as 42"
        assert connection.deliver(MAIL, nothing) == "250 kept as 42"
    assert heard == ["EHLO", *["MAIL", "RCPT", "DATA", "letter"] * 2, "QUIT"]


def test_it_connects_anew_after_a_broken_connection() -> None:
    answers = {"RCPT": ""}
    with scripted_server(answers) as (port, _), MailConnection(server_at(port)) as connection:
        with pytest.raises(NoConnection):
            connection.deliver(MAIL, nothing)
        del answers["RCPT"]
        connection.deliver(MAIL, nothing)


@pytest.mark.parametrize("end", ["", "421 so many letters and no more"])
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_letter_that_meets_the_end_of_a_connection_goes_on_by_a_new_one(step: str, end: str) -> None:
    answers: dict[str, str] = {}
    with scripted_server(answers) as (port, heard), MailConnection(server_at(port)) as connection:
        connection.deliver(MAIL, nothing)
        answers[f"second {step}"] = end
        connection.deliver(MAIL, nothing)
    assert heard.count("letter") == 2
    assert heard.count("EHLO") == 2


def test_a_connection_that_ends_at_once_is_not_made_again_and_again() -> None:
    with (
        scripted_server({"MAIL": "421 closing"}) as (port, heard),
        pytest.raises(NoConnection, match="421 closing"),
        MailConnection(server_at(port)) as connection,
    ):
        connection.deliver(MAIL, nothing)
    assert heard == ["EHLO", "MAIL"]


def test_it_tells_before_any_letter_that_nobody_is_there() -> None:
    with pytest.raises(OutOfReach, match="refused"):
        MailConnection(server_at(free_port())).open()


def test_the_call_back_comes_between_the_letter_and_its_last_dot() -> None:
    with scripted_server({}) as (port, heard), MailConnection(server_at(port)) as connection:
        before: list[str] = []
        connection.deliver(MAIL, lambda: before.extend(heard))
    assert before == ["EHLO", "MAIL", "RCPT", "DATA"]


def test_a_call_back_that_fails_keeps_the_letter_from_going(mailbox: Mailbox) -> None:
    def fail() -> None:
        raise RuntimeError("the database is gone")

    with MailConnection(server_at(mailbox.port)) as connection:
        with pytest.raises(RuntimeError, match="the database is gone"):
            connection.deliver(MAIL, fail)
        assert mailbox.letters == []
        connection.deliver(MAIL, nothing)
    assert len(mailbox.letters) == 1


def test_a_letter_keeps_its_words_dots_and_names(mailbox: Mailbox) -> None:
    with MailConnection(server_at(mailbox.port)) as connection:
        connection.deliver(MAIL, nothing)
    [letter] = mailbox.letters
    assert (letter.sender, letter.recipient) == (SENDER, MAIL.to_address)
    assert letter.subject == MAIL.subject
    assert letter.text.replace("\r\n", "\n") == MAIL.text
    assert letter.html.replace("\r\n", "\n") == MAIL.html
    assert letter.message["Message-ID"] == MAIL.message_id
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert letter.message["List-Id"] == "<reminders.example.go.th>"
    assert letter.message["Date"].datetime == MAIL.written_at
    assert letter.message.get_content_type() == "multipart/alternative"


def calendar(method: str) -> str:
    event = icalendar.Event()
    event.add("UID", "meeting-3@example.go.th")
    event.add("DTSTAMP", MAIL.written_at)
    event.add("DTSTART", moment(date(2026, 2, 4)))
    event.add("SUMMARY", "ประชุมหัวหน้าส่วนราชการ ครั้งที่ 2/2569 " + "ห้องประชุมสภาเทศบาล " * 5)
    found = icalendar.Calendar()
    found.add("PRODID", "-//tidtam//")
    found.add("VERSION", "2.0")
    found.add("METHOD", method)
    found.add_component(event)
    return str(found.to_ical().decode())


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_carries_its_calendar_as_programs_look_for_it(mailbox: Mailbox, method: str) -> None:
    sent = calendar(method)
    with MailConnection(server_at(mailbox.port)) as connection:
        connection.deliver(dataclasses.replace(MAIL, calendar=sent), nothing)
    [letter] = mailbox.letters
    forms, file = letter.message.iter_parts()
    assert (letter.message.get_content_type(), forms.get_content_type()) == ("multipart/mixed", "multipart/alternative")
    assert letter.text.replace("\r\n", "\n") == MAIL.text
    types = [part.get_content_type() for part in forms.iter_parts()]
    assert types == ["text/plain", "text/html", "text/calendar"]
    *_, invitation = forms.iter_parts()
    assert dict(invitation["Content-Type"].params) == {"method": method, "charset": "utf-8"}
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "meeting.ics")
    as_form, as_file = invitation.get_content(), file.get_content()
    assert as_file.decode() == sent
    for text in (as_form, as_file):
        read = icalendar.Calendar.from_ical(text)
        assert read == icalendar.Calendar.from_ical(sent)
        assert read["METHOD"] == method


def test_a_letter_without_a_calendar_has_no_file() -> None:
    assert not list(as_message(MAIL, SENDER).iter_attachments())


@pytest.mark.parametrize(
    "name",
    [
        "องค์การบริหารส่วนจังหวัดพระนครศรีอยุธยา สำนักปลัดองค์การบริหารส่วนจังหวัด",
        'ผู้ว่าฯ "ก", ข; <ค>',
        "Head\r\nBcc: everybody@example.go.th",
        "ก" * 200,
    ],
)
def test_any_name_fits_into_a_header(name: str) -> None:
    mail = dataclasses.replace(MAIL, to_name=name, from_name=name, subject=name)
    content = as_message(mail, SENDER).as_bytes()
    head = content.partition(b"\r\n\r\n")[0]
    assert max(len(line) for line in head.splitlines()) <= 78
    assert b"\nBcc" not in content
    headers = dict(line.split(": ", 1) for line in head.decode().replace("\r\n ", " ").splitlines())
    assert str(make_header(decode_header(headers["Subject"]))) == " ".join(name.split())


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b@c", "ใคร@example.go.th", "a b@example.go.th", "a@b>\r\nRCPT TO:<c@d", "<a@b.go.th>"]
)
def test_an_address_that_no_server_takes_is_refused_here(address: str) -> None:
    with pytest.raises(Refused):
        as_message(dataclasses.replace(MAIL, to_address=address), SENDER)


def password_door(mailbox: Mailbox, context: ssl.SSLContext, *, at_once: bool) -> Controller:
    """A second way into the mailbox: encrypted at once or on demand, for somebody who knows the password."""

    def check(_server: object, _session: object, _envelope: object, _mechanism: str, given: object) -> AuthResult:
        assert isinstance(given, LoginPassword)
        # `handled` would mean that this function has answered the client itself.
        return AuthResult(success=(given.login, given.password) == (b"office", b"secret"), handled=False)

    door = partial(Controller, mailbox, "127.0.0.1", free_port(), authenticator=check, ready_timeout=PATIENCE_SECONDS)
    if at_once:
        return door(ssl_context=context, auth_require_tls=False)
    return door(tls_context=context, require_starttls=True, auth_required=True)


@pytest.fixture
def certificate() -> ssl.SSLContext:
    """For 127.0.0.1, signed by itself and made for these tests only."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return context


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_it_signs_in_over_an_encrypted_connection(
    mailbox: Mailbox, certificate: ssl.SSLContext, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    door = password_door(mailbox, certificate, at_once=security == "tls")
    door.start()
    try:
        server = server_at(door.port, security=security, user="office", password="secret")
        with MailConnection(server) as connection:
            connection.deliver(MAIL, nothing)
        assert len(mailbox.letters) == 1
        with pytest.raises(OutOfReach, match="535"), MailConnection(dataclasses.replace(server, password="x")) as bad:
            bad.deliver(MAIL, nothing)
    finally:
        door.stop()
    assert len(mailbox.letters) == 1


def test_it_trusts_no_unknown_certificate(mailbox: Mailbox, certificate: ssl.SSLContext) -> None:
    door = password_door(mailbox, certificate, at_once=False)
    door.start()
    try:
        with (
            pytest.raises(OutOfReach, match="certificate verify failed"),
            MailConnection(server_at(door.port, security="starttls")) as connection,
        ):
            connection.deliver(MAIL, nothing)
    finally:
        door.stop()


def test_it_sends_nothing_in_the_open_where_encryption_was_asked_for(mailbox: Mailbox) -> None:
    server = server_at(mailbox.port, security="starttls")
    with pytest.raises(OutOfReach, match="STARTTLS"), MailConnection(server) as connection:
        connection.deliver(MAIL, nothing)
    assert mailbox.letters == []
