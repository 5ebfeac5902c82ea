"""Letters to a mail server, each once: a program killed at any moment leaves no doubt which were handed over.

A mail server has a letter when it has read the dot at its end. The caller is called back just before that dot is
sent and writes down that it is going; a letter without the mark was never complete, so it can go again.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Protocol

from tracker.channels.encoded_words import AS_GIVEN, set_words
from tracker.channels.outcomes import Delayed, NoConnection, OutOfReach, Refused, Unanswered, Unsent

FINAL_REPLY_PATIENCE = 30
"""How many times the usual timeout the server may take to accept a whole letter: ten minutes for the usual twenty
seconds, as RFC 5321 section 4.5.3.2.6 asks, because giving up earlier sends the letter twice."""

CALENDAR_FILE = "meeting.ics"

GO_AHEAD = 354
CLOSING = 421

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\\]+")
_METHOD = re.compile(r"^METHOD:(\w+)\s*$", re.MULTILINE | re.IGNORECASE)
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class MailServer(Protocol):
    """Where mail goes, from the settings; `security` is none, starttls or tls."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def security(self) -> str: ...
    @property
    def user(self) -> str | None: ...
    @property
    def password(self) -> str | None: ...
    @property
    def sender(self) -> str: ...
    @property
    def timeout_seconds(self) -> int: ...


@dataclass(frozen=True, slots=True)
class AttachedFile:
    name: str
    #: Such as application/pdf.
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    to_address: str
    to_name: str
    #: The agency in whose name it is sent; the address is the mail server's.
    from_name: str
    subject: str
    text: str
    html: str
    #: With its angle brackets.
    message_id: str
    written_at: datetime
    #: The text of an iCalendar file that asks for a meeting or cancels it (its METHOD), or empty.
    calendar: str = ""
    attached: AttachedFile | None = None


class _Closing(NoConnection):
    """The server says that it ends this connection; on another one it may go on."""


class MailConnection:
    """One connection for many letters, made when the first is sent and made anew when it broke."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._has_carried = False

    def __enter__(self) -> MailConnection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()

    def open(self) -> smtplib.SMTP:
        """Raises OutOfReach where no letter has a chance: nobody answers, or the server does not want us."""
        if self._smtp is None:
            try:
                self._smtp = self._connect()
            except (OSError, smtplib.SMTPException) as broken:
                raise OutOfReach(_words(broken)) from broken
            self._has_carried = False
        return self._smtp

    def deliver(self, mail: Mail, before_the_last_dot: Callable[[], None]) -> str:
        """Returns the server's words of acceptance. Whatever the call-back raises keeps the letter from going."""
        content = _LEADING_DOT.sub(b"..", as_message(mail, self._server.sender).as_bytes())
        try:
            smtp = self._begun(mail.to_address)
            smtp.send(content)
            before_the_last_dot()
            return self._finish(smtp)
        except (OSError, smtplib.SMTPException) as broken:
            self._hang_up()
            raise (OutOfReach if _is_silence(broken) else NoConnection)(_words(broken)) from broken
        except Unsent:
            raise
        except BaseException:
            self._hang_up()
            raise

    def _begun(self, recipient: str) -> smtplib.SMTP:
        """Where the server waits for the letter itself.

        A server may end a connection between two letters. The one that meets the end has not begun, so it goes on by
        a new connection at once.
        """
        smtp, has_carried, self._has_carried = self.open(), self._has_carried, True
        try:
            self._begin(smtp, recipient)
        except (OSError, smtplib.SMTPServerDisconnected, _Closing) as ended:
            if not has_carried or _is_silence(ended):
                raise
            self._hang_up()
            smtp, self._has_carried = self.open(), True
            self._begin(smtp, recipient)
        return smtp

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        # Without a name of its own smtplib looks up this machine's, which can take long where there is no DNS.
        name, timeout = _domain(server.sender), server.timeout_seconds
        if server.security == "tls":
            context = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, name, timeout=timeout, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, name, timeout)
        try:
            # The dot is a small write after a large one: without this it waits for the server's late acknowledgement.
            self._socket_of(smtp).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if server.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            if server.user is not None:
                smtp.login(server.user, server.password or "")
            smtp.ehlo_or_helo_if_needed()
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _begin(self, smtp: smtplib.SMTP, recipient: str) -> None:
        code, answer = smtp.mail(_bare(self._server.sender))
        if code >= 400 and code != CLOSING:
            # Nothing about this letter: the server does not take mail from us, or not now.
            self.close()
            raise OutOfReach(_reply(code, answer))
        self._check(smtp, code, answer)
        self._check(smtp, *smtp.rcpt(recipient))
        code, answer = smtp.docmd("DATA")
        if code != GO_AHEAD:
            self._check(smtp, code, answer)
            raise smtplib.SMTPDataError(code, answer)

    def _check(self, smtp: smtplib.SMTP, code: int, answer: bytes) -> None:
        if code < 400:
            return
        if code == CLOSING:
            self._hang_up()
            raise _Closing(_reply(code, answer))
        try:
            smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._hang_up()
        raise (Refused if code >= 500 else Delayed)(_reply(code, answer))

    def _finish(self, smtp: smtplib.SMTP) -> str:
        try:
            smtp.send(b".\r\n")
            return self._final_reply(smtp)
        except (OSError, smtplib.SMTPException) as broken:
            self._hang_up()
            raise Unanswered(_words(broken)) from broken

    def _final_reply(self, smtp: smtplib.SMTP) -> str:
        connection = self._socket_of(smtp)
        connection.settimeout(self._server.timeout_seconds * FINAL_REPLY_PATIENCE)
        code, answer = smtp.getreply()
        connection.settimeout(self._server.timeout_seconds)
        self._check(smtp, code, answer)
        return _reply(code, answer)

    @staticmethod
    def _socket_of(smtp: smtplib.SMTP) -> socket.socket:
        assert smtp.sock is not None
        return smtp.sock

    def _hang_up(self) -> None:
        """Without the polite end: a server that has not read the dot throws away what it has of the letter."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()


def as_message(mail: Mail, sender: str) -> EmailMessage:
    """Thai names and subjects as encoded words, both parts in base64: any server can carry it."""
    if not mail.to_address.isascii() or not _ADDRESS.fullmatch(mail.to_address):
        raise Refused(f"not an address that mail can be sent to: {mail.to_address}")
    message = EmailMessage(policy=AS_GIVEN)
    _set_address(message, "From", mail.from_name, _bare(sender))
    _set_address(message, "To", mail.to_name, mail.to_address)
    set_words(message, "Subject", _one_line(mail.subject))
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = mail.message_id
    # RFC 3834: nobody's out-of-office notice should answer.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Id"] = f"<reminders.{_domain(sender)}>"
    message.set_content(mail.text, cte="base64")
    message.add_alternative(mail.html, subtype="html", cte="base64")
    if mail.calendar:
        _add_calendar(message, mail.calendar)
    if mail.attached:
        _attach(message, mail.attached)
    return message


def _set_address(message: EmailMessage, header: str, name: str, address: str) -> None:
    words = _one_line(name)
    if words.isascii():
        message[header] = Address(words, addr_spec=address)
    else:
        set_words(message, header, words, after=f"<{address}>")


def _add_calendar(message: EmailMessage, calendar: str) -> None:
    """As RFC 6047 has it: another form of the letter, which says what it asks; and as a file, for who sees none of it.

    The file is of another type: a program that finds two calendars in one letter enters the meeting twice.
    """
    method = _METHOD.search(calendar)
    params = {"method": method[1].upper() if method else "PUBLISH"}
    message.add_alternative(calendar, subtype="calendar", cte="base64", params=params)
    message.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename=CALENDAR_FILE)


def _attach(message: EmailMessage, file: AttachedFile) -> None:
    main, _, sub = file.mime_type.partition("/")
    message.add_attachment(file.data, maintype=main, subtype=sub, filename=_one_line(file.name))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bare(sender: str) -> str:
    return parseaddr(sender)[1]


def _domain(sender: str) -> str:
    return _bare(sender).rpartition("@")[2]


def _reply(code: int, answer: bytes) -> str:
    return f"{code} {answer.decode(errors='replace')}".strip()


def _is_silence(broken: Exception) -> bool:
    """Whether the patience ran out; smtplib says of a time-out while it reads that the connection is closed."""
    return isinstance(broken, TimeoutError) or isinstance(broken.__context__, TimeoutError)


def _words(broken: Exception) -> str:
    if isinstance(broken, smtplib.SMTPResponseException):
        answer = broken.smtp_error
        return _reply(broken.smtp_code, answer if isinstance(answer, bytes) else str(answer).encode())
    return str(broken) or type(broken).__name__
