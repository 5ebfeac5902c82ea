from __future__ import annotations

import smtplib
from email.message import EmailMessage

import pytest

from tests.support.mailbox import BUSY, REFUSED, Mailbox


def send(mailbox: Mailbox, recipient: str) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "แจ้งเตือนการรายงาน", "office@tidtam.test", recipient
    message.set_content("ครบกำหนดวันศุกร์")
    with smtplib.SMTP("127.0.0.1", mailbox.port) as client:
        client.send_message(message)


def test_it_keeps_a_letter_readable(mailbox: Mailbox) -> None:
    send(mailbox, "head@tidtam.test")
    (letter,) = mailbox.to("head@tidtam.test")
    assert (letter.subject, letter.text.strip()) == ("แจ้งเตือนการรายงาน", "ครบกำหนดวันศุกร์")


@pytest.mark.parametrize("answer", [REFUSED, BUSY])
def test_it_refuses_whom_it_is_told_to(mailbox: Mailbox, answer: str) -> None:
    mailbox.answers["head@tidtam.test"] = answer
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(mailbox, "head@tidtam.test")
    send(mailbox, "clerk@tidtam.test")
    assert [letter.recipient for letter in mailbox.letters] == ["clerk@tidtam.test"]


def test_it_can_hang_up_in_the_middle(mailbox: Mailbox) -> None:
    mailbox.drops_connections = True
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(mailbox, "head@tidtam.test")
    assert mailbox.letters == []
