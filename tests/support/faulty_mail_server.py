"""A mail server over STARTTLS whose faults come and go as they are told."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from enum import StrEnum

from tests.support.requirements import ROOT

CERTIFICATE = ROOT / "tests" / "samples" / "mail_server.pem"
"""For 127.0.0.1, signed by itself: programs trust it by SSL_CERT_FILE."""

LETTERS_BEFORE_CLOSING = 2
SLOW_SECONDS = 0.3


class Fault(StrEnum):
    NONE = "none"
    REFUSES_CONNECTIONS = "refuses connections"
    SAYS_NOTHING = "says nothing"
    FALLS_SILENT = "falls silent before the letter"
    FALLS_SILENT_AFTER_THE_DOT = "falls silent after the dot"
    DROPS_IN_THE_LETTER = "drops in the middle of the letter"
    DROPS_AFTER_THE_DOT = "drops after the dot and forgets the letter"
    KEEPS_AND_DROPS = "keeps the letter and drops before it says so"
    IS_BUSY = "4xx"
    KNOWS_NOT_EVERYBODY = "5xx for one recipient"
    CLOSES_IN_MID_SESSION = "421 in mid-session"
    CLOSES_AFTER_EVERY_LETTER = "closes after every letter"
    GREETS_SLOWLY = "greets slowly"
    HAS_NO_TLS = "STARTTLS is refused"
    BREAKS_IN_TLS = "STARTTLS breaks off"


@dataclass(frozen=True)
class Arrival:
    at: datetime
    recipient: str
    message_id: str


class _HungUp(Exception):
    """The server ends this connection without a word."""


@dataclass
class FaultyMailServer:
    now: Callable[[], datetime]
    fault: Fault = Fault.NONE
    #: Whose mailbox is not known to a server that knows not everybody begins with this.
    unknown: str = "head0@"
    arrivals: list[Arrival] = field(default_factory=list)
    connections: int = 0
    #: Set while somebody waits for a word that does not come.
    is_waited_for: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    _listener: socket.socket | None = None
    _open: set[socket.socket] = field(default_factory=set)

    @property
    def settings(self) -> dict[str, str]:
        return {
            "TRACKER_SMTP_HOST": "127.0.0.1",
            "TRACKER_SMTP_PORT": str(self.port),
            "TRACKER_SMTP_SECURITY": "starttls",
            "TRACKER_SMTP_SENDER": "tidtam@example.go.th",
        }

    def have(self, fault: Fault) -> None:
        """From now on, also on connections that are open already."""
        self.fault = fault
        if fault is Fault.REFUSES_CONNECTIONS:
            self.stop()
        elif self._listener is None:
            self.start()

    def start(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def stop(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.hang_up()

    def hang_up(self) -> None:
        """On everybody: who waited for a word learns that none will come."""
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self._open.add(connection)
        session = _Session(self, connection)
        with suppress(_HungUp, OSError, ssl.SSLError):
            session.converse()
        self._open.discard(connection)
        session.close()


class _Session:
    def __init__(self, server: FaultyMailServer, connection: socket.socket) -> None:
        self._server = server
        self._plain = self._connection = connection
        self._lines = connection.makefile("rb")
        self._recipient = ""
        self._letters = 0

    def close(self) -> None:
        self._lines.close()
        self._connection.close()
        self._plain.close()

    def converse(self) -> None:
        if self._has(Fault.SAYS_NOTHING):
            self._wait()
        if self._has(Fault.GREETS_SLOWLY):
            time.sleep(SLOW_SECONDS)
        self._say("220 ready")
        answers = {
            "EHLO": self._hello,
            "STARTTLS": self._tls,
            "MAIL": self._mail,
            "RCPT": self._rcpt,
            "DATA": self._data,
        }
        while line := self._lines.readline():
            command = line.split()[0].decode().upper()
            if command == "QUIT":
                self._say("221 bye")
                return
            answers.get(command, lambda _line: self._say("250 ok"))(line)

    def _hello(self, _line: bytes) -> None:
        is_plain = self._connection is self._plain
        self._say("250-here\r\n250 STARTTLS" if is_plain else "250 here")

    def _tls(self, _line: bytes) -> None:
        if self._has(Fault.HAS_NO_TLS):
            self._say("454 4.7.0 TLS is not available")
            return
        self._say("220 go ahead")
        if self._has(Fault.BREAKS_IN_TLS):
            raise _HungUp
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATE)
        self._connection = context.wrap_socket(self._plain, server_side=True)
        self._server._open.add(self._connection)
        self._lines = self._connection.makefile("rb")

    def _mail(self, _line: bytes) -> None:
        if self._has(Fault.CLOSES_IN_MID_SESSION) and self._letters >= LETTERS_BEFORE_CLOSING:
            self._say("421 4.7.0 enough for one session")
            raise _HungUp
        self._say("250 ok")

    def _rcpt(self, line: bytes) -> None:
        self._recipient = line.decode().partition("<")[2].partition(">")[0]
        if self._has(Fault.FALLS_SILENT):
            self._wait()
        if self._has(Fault.IS_BUSY):
            self._say("451 4.3.0 try again later")
        elif self._has(Fault.KNOWS_NOT_EVERYBODY) and self._recipient.startswith(self._server.unknown):
            self._say("550 5.1.1 no such mailbox")
        else:
            self._say("250 ok")

    def _data(self, _line: bytes) -> None:
        self._say("354 go ahead")
        content = b""
        while (line := self._lines.readline()) != b".\r\n":
            content += line
            if not line or (self._has(Fault.DROPS_IN_THE_LETTER) and len(content) > 500):
                raise _HungUp
        if self._has(Fault.DROPS_AFTER_THE_DOT):
            raise _HungUp
        if self._has(Fault.FALLS_SILENT_AFTER_THE_DOT):
            self._wait()
        self._letters += 1
        message_id = str(message_from_bytes(content)["Message-ID"])
        self._server.arrivals.append(Arrival(self._server.now(), self._recipient, message_id))
        if self._has(Fault.KEEPS_AND_DROPS):
            raise _HungUp
        self._say("250 kept")
        if self._has(Fault.CLOSES_AFTER_EVERY_LETTER):
            raise _HungUp

    def _has(self, fault: Fault) -> bool:
        return self._server.fault is fault

    def _say(self, answer: str) -> None:
        self._connection.sendall(f"{answer}\r\n".encode())

    def _wait(self) -> None:
        """Until the other side gives up."""
        self._server.is_waited_for.set()
        with suppress(OSError):
            while self._connection.recv(1024):
                pass
        raise _HungUp


@contextmanager
def faulty_mail_server(now: Callable[[], datetime]) -> Iterator[FaultyMailServer]:
    server = FaultyMailServer(now)
    server.start()
    try:
        yield server
    finally:
        server.stop()
