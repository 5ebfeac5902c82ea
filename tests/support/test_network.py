from __future__ import annotations

import smtplib
import socket

import pytest

from tests.support.network import WentOut, allow_only_loopback, refuse_mail


def test_it_refuses_another_machine_and_remembers(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = allow_only_loopback(monkeypatch)
    for address in (("192.0.2.1", 80), ("2001:db8::1", 80), ("mail.example", 25)):
        with pytest.raises(WentOut):
            socket.create_connection(address)
    assert len(refused) == 3


def test_it_lets_this_machine_through(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = allow_only_loopback(monkeypatch)
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert refused == []


def test_it_refuses_mail_without_a_mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[str] = []
    refuse_mail(monkeypatch, refused)
    with pytest.raises(WentOut):
        smtplib.SMTP("127.0.0.1", 25)
    assert len(refused) == 1
