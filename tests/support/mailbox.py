"""A real SMTP server on loopback that keeps what it is sent."""

from __future__ import annotations

import asyncio
import email
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

ACCEPTED = "250 OK"
START_SECONDS = 60
REFUSED = "550 5.1.1 No such mailbox"
BUSY = "451 4.3.0 Try again later"


@dataclass(slots=True)
class Letter:
    """One message as the server received it; `recipient` is the envelope's, not the header's."""

    sender: str
    recipient: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["subject"])

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        return "" if part is None else str(part.get_content())

    @property
    def html(self) -> str:
        part = self.message.get_body(("html",))
        return "" if part is None else str(part.get_content())


@dataclass
class Mailbox:
    """`answers` says what a recipient is answered (REFUSED, BUSY); `drops_connections` hangs up instead.

    With `pause_seconds` it takes its time over every recipient, and over the answer once it has a letter.
    Not slotted: aiosmtpd inspects its handler, which Python 3.11.2 cannot do with a slotted dataclass.
    """

    port: int = 0
    letters: list[Letter] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    drops_connections: bool = False
    pause_seconds: float = 0.0

    @property
    def settings(self) -> dict[str, str]:
        return {"TRACKER_SMTP_HOST": "127.0.0.1", "TRACKER_SMTP_PORT": str(self.port)}

    def to(self, recipient: str) -> list[Letter]:
        return [letter for letter in self.letters if letter.recipient == recipient]

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        await asyncio.sleep(self.pause_seconds)
        answer = self.answers.get(address, ACCEPTED)
        if answer == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.drops_connections:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return BUSY
        content = envelope.content
        assert isinstance(content, bytes)
        for recipient in envelope.rcpt_tos:
            message = email.message_from_bytes(content, policy=default)
            self.letters.append(Letter(envelope.mail_from or "", recipient, message))
        await asyncio.sleep(self.pause_seconds)
        return ACCEPTED


class _OnAnyPort(Controller):
    """aiosmtpd greets its own port once after the start; with port 0 it must first learn which one it got."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def running_mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    controller = _OnAnyPort(mailbox, hostname="127.0.0.1", port=0, ready_timeout=START_SECONDS)
    controller.start()
    mailbox.port = controller.port
    try:
        yield mailbox
    finally:
        controller.stop()
