from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from tracker.channels import web_post
from tracker.channels.outcomes import NoConnection, OutOfReach, Refused
from tracker.channels.web_post import LONGEST_ANSWER, Answer, post_json
from tracker.domain.chat_addresses import WebAddress

OWN = frozenset({"127.0.0.1", "intranet.go.th"})


def nothing() -> None:
    return None


def post(address: WebAddress, own_hosts: frozenset[str] = OWN, timeout_seconds: float = 30) -> Answer:
    return post_json(address, {}, {"text": "ทดสอบ"}, timeout_seconds, own_hosts, nothing)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def at(listener: socket.socket, *, host: str = "127.0.0.1", is_encrypted: bool = False) -> WebAddress:
    return WebAddress(is_encrypted, host, listener.getsockname()[1], "/")


def read_greeting(connection: socket.socket) -> None:
    """What somebody says who wants to speak TLS: one piece, not in lines."""
    connection.recv(65_536)


def read_request(connection: socket.socket) -> None:
    """To its last byte: whoever hangs up with bytes unread resets the connection instead of ending it."""
    with connection.makefile("rb") as request:
        length = 0
        while (line := request.readline()).strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        request.read(length)


def answers(
    listener: socket.socket,
    *pieces: bytes,
    reads: Callable[[socket.socket], None] = read_request,
    pause_seconds: float = 0.0,
    resets: bool = False,
) -> threading.Thread:
    """Takes one request and sends the pieces, as slowly as told, then ends the connection or resets it."""

    def serve() -> None:
        connection, _ = listener.accept()
        with closing(connection):
            try:
                reads(connection)
                for piece in pieces:
                    connection.sendall(piece)
                    time.sleep(pause_seconds)
            except OSError:
                return
            if resets:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return thread


def test_an_endless_answer_is_read_to_its_limit_only(listener: socket.socket) -> None:
    answers(listener, b"HTTP/1.1 200 OK\r\n\r\n", b"x" * (LONGEST_ANSWER * 4))
    assert post(at(listener)) == Answer(200, "x" * LONGEST_ANSWER)


def test_a_server_that_trickles_is_left(listener: socket.socket) -> None:
    thread = answers(listener, b"HTTP/1.1 2", *[b"0"] * 100, pause_seconds=0.1)
    with pytest.raises(NoConnection):
        post(at(listener), timeout_seconds=0.5)
    thread.join()


@pytest.mark.parametrize("resets", [False, True], ids=["ended", "reset"])
@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"220 mail here\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nshort",
    ],
    ids=repr,
)
def test_what_is_no_answer_counts_as_no_connection(listener: socket.socket, nonsense: bytes, resets: bool) -> None:
    answers(listener, nonsense, resets=resets)
    with pytest.raises(NoConnection):
        post(at(listener))


def test_a_server_without_a_certificate_is_not_spoken_to(listener: socket.socket) -> None:
    answers(listener, b"HTTP/1.1 200 OK\r\n\r\n", reads=read_greeting)
    with pytest.raises(OutOfReach, match="TLS"):
        post(at(listener, is_encrypted=True))


@pytest.mark.parametrize(
    "found", [["10.0.0.9"], ["203.0.114.7", "192.168.1.1"], ["::ffff:127.0.0.1"], ["fe80::1%eth0"], ["169.254.169.254"]]
)
def test_a_public_name_that_leads_inside_is_not_followed(found: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_post, "resolve", lambda _host, _port: found)
    with pytest.raises(Refused, match="เครือข่ายภายใน"):
        post(WebAddress(True, "hooks.example.com", 443, "/"))


def test_a_host_that_was_allowed_may_be_inside(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_post, "resolve", lambda _host, _port: ["127.0.0.1"])
    answers(listener, b"HTTP/1.1 204 No Content\r\n\r\n")
    assert post(at(listener, host="intranet.go.th")).status == 204


def test_a_name_that_nobody_knows_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(OutOfReach, match="ไม่พบ"):
        web_post.resolve("nobody.example.com", 443)
