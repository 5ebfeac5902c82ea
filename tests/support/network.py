"""Nothing leaves the machine in a test, and no mail is sent but to the test's own mailbox."""

from __future__ import annotations

import ipaddress
import smtplib
import socket
from typing import Any

import pytest


class WentOut(AssertionError):
    """A test tried to reach another machine."""


def allow_only_loopback(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Refuse every other address; the list fills with the refusals, for code that swallows exceptions."""
    refused: list[str] = []
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: object) -> None:
        if not is_loopback(host):
            refused.append(f"a connection to {host!r}")
            raise WentOut(refused[-1])

    def guarded_connect(self: socket.socket, address: Any) -> None:
        check(_host(self, address))
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        check(_host(self, address))
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **options: Any) -> Any:
        check(host)
        return getaddrinfo(host, *args, **options)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    return refused


def refuse_mail(monkeypatch: pytest.MonkeyPatch, refused: list[str]) -> None:
    def guarded(_self: smtplib.SMTP, host: str = "localhost", port: int = 0, *_args: object) -> None:
        refused.append(f"a mail server at {host}:{port} without the fixture mailbox")
        raise WentOut(refused[-1])

    monkeypatch.setattr(smtplib.SMTP, "connect", guarded)


def is_loopback(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(host))
    except ValueError:
        return False
    # 0.0.0.0 is what a server that is given its socket looks up, and reaches this machine too.
    return address.is_loopback or address.is_unspecified


def _host(connecting: socket.socket, address: Any) -> object:
    """The host part of an address; a socket file is on this machine by nature."""
    return "localhost" if connecting.family == socket.AF_UNIX else address[0]
