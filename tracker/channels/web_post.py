"""One JSON document to one web address and the answer, with every patience bounded.

Nothing is followed elsewhere, no password file and no proxy of the machine is asked, and the address that was found
public is the one that is connected to. What went wrong is said without the address, which is a secret.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead

from tracker.channels.outcomes import NoConnection, OutOfReach, Refused
from tracker.domain.chat_addresses import WebAddress, as_ip_address, is_public

LONGEST_ANSWER = 16_384
"""Bytes that are read of an answer; those of the services are much shorter."""

PATIENCE = 3
"""How many times the usual timeout a whole exchange may take: a server that trickles must not hold up the rest."""

PRIVATE = "ที่อยู่นี้อยู่ในเครือข่ายภายใน ซึ่งผู้ดูแลเครื่องไม่ได้อนุญาตไว้"
NO_SUCH_HOST = "ไม่พบเครื่องปลายทาง"
TOO_SLOW = "ปลายทางไม่ตอบภายในเวลาที่รอได้"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str


def post_json(
    address: WebAddress,
    headers: Mapping[str, str],
    document: object,
    timeout_seconds: float,
    own_hosts: Collection[str],
    hand_over: Callable[[], None],
) -> Answer:
    """`hand_over` is called once the server listens, in the instant before the request is sent."""
    body = json.dumps(document, ensure_ascii=False).encode()
    fields = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Tidtam", **headers}
    reached = _connect(address, timeout_seconds, own_hosts)
    with closing(_conversation(address, reached)) as conversation:
        hand_over()
        too_slow = threading.Timer(timeout_seconds * PATIENCE, _hang_up, [reached])
        too_slow.daemon = True
        too_slow.start()
        try:
            conversation.request("POST", address.path, body, fields)
            response = conversation.getresponse()
            text = _read(response).decode(errors="replace")
        except (OSError, HTTPException, ValueError) as broken:
            raise NoConnection(_words(broken)) from None
        finally:
            too_slow.cancel()
    return Answer(response.status, text)


def _read(response: HTTPResponse) -> bytes:
    """Of an answer that ends before the length it announced the library says nothing, so it is asked for here."""
    read = response.read(LONGEST_ANSWER)
    if response.length and len(read) < LONGEST_ANSWER:
        raise IncompleteRead(read, response.length)
    return read


def _conversation(address: WebAddress, reached: socket.socket) -> HTTPConnection:
    kind = HTTPSConnection if address.is_encrypted else HTTPConnection
    conversation = kind(address.host, address.port)
    conversation.sock = reached
    return conversation


def _connect(address: WebAddress, timeout_seconds: float, own_hosts: Collection[str]) -> socket.socket:
    problem = NO_SUCH_HOST
    for place in _places(address, own_hosts):
        try:
            return _encrypted(socket.create_connection(place, timeout_seconds), address)
        except OSError as broken:
            problem = _words(broken)
    raise OutOfReach(problem)


def _encrypted(plain: socket.socket, address: WebAddress) -> socket.socket:
    if not address.is_encrypted:
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=address.host)
    except BaseException:
        plain.close()
        raise


def _places(address: WebAddress, own_hosts: Collection[str]) -> list[tuple[str, int]]:
    """What the name stands for; of a host that is not one of our own, nothing but public addresses."""
    numbers = [address.host] if as_ip_address(address.host) else resolve(address.host, address.port)
    if address.host not in own_hosts and not all((ip := as_ip_address(one)) and is_public(ip) for one in numbers):
        raise Refused(PRIVATE)
    return [(number, address.port) for number in numbers]


def resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise OutOfReach(NO_SUCH_HOST) from None
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def _hang_up(reached: socket.socket) -> None:
    try:
        reached.shutdown(socket.SHUT_RDWR)
    except OSError:
        reached.close()


def _words(broken: Exception) -> str:
    """Never the error's own text where that could name the address."""
    if isinstance(broken, TimeoutError):
        return TOO_SLOW
    if isinstance(broken, ssl.SSLCertVerificationError):
        return "certificate verify failed"
    if isinstance(broken, ssl.SSLError):
        return f"TLS: {broken.reason}"
    if isinstance(broken, OSError) and broken.strerror:
        return broken.strerror
    return type(broken).__name__
