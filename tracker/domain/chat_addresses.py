"""What an address in a chat service may look like: LINE's ids, and the web addresses of groups."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from tracker.domain.errors import N_, Refusal

LONGEST_ADDRESS = 2000

_LINE_PERSON = re.compile(r"U[0-9a-f]{32}")
_LINE_GROUP = re.compile(r"[CR][0-9a-f]{32}")
_TOKEN = re.compile(r"[A-Za-z0-9+/=._~-]{20,1000}")
_TEAMS_PATH = re.compile(
    r"(/powerautomate/automations/direct(/cu/[0-9]+)?)?/workflows/[A-Za-z0-9_-]+/triggers/manual/paths/invoke/?"
)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class UnusableAddress(Refusal):
    """An address or a token that no message could be sent with. The sentence does not repeat it: it is a secret."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where a message is posted, already taken apart."""

    is_encrypted: bool
    host: str
    port: int
    #: With the query.
    path: str


def line_person(text: str) -> str:
    """A person's id as LINE gives it to the account that they befriended."""
    address = text.strip()
    if not _LINE_PERSON.fullmatch(address):
        raise UnusableAddress(
            N_("A LINE user ID is the letter U followed by 32 digits and letters from a to f."), "address"
        )
    return address


def line_group(text: str) -> str:
    address = text.strip()
    if not _LINE_GROUP.fullmatch(address):
        raise UnusableAddress(
            N_("A LINE group ID is the letter C or R followed by 32 digits and letters from a to f."), "group"
        )
    return address


def line_token(text: str) -> str:
    """LINE says nothing of its length; a long-lived one has some 170 letters."""
    token = "".join(text.split())
    if not _TOKEN.fullmatch(token):
        raise UnusableAddress(
            N_("Copy the channel access token of the LINE account whole, in Latin letters."), "secret"
        )
    return token


def teams_address(text: str, own_hosts: Collection[str]) -> str:
    """As Teams shows it when a workflow “when a webhook request is received” is made."""
    address = web_address_text(text, own_hosts)
    parts = urlsplit(address)
    if not (_TEAMS_PATH.fullmatch(parts.path) and re.search(r"(^|&)sig=[A-Za-z0-9_-]+(&|$)", parts.query)):
        raise UnusableAddress(
            N_("This is no address of a Teams workflow. Copy it whole, from https:// up to what follows sig=."),
            "secret",
        )
    return address


def web_address_text(text: str, own_hosts: Collection[str]) -> str:
    """The address as it is kept, once `web_address` can read it."""
    address = text.strip()
    web_address(address, own_hosts)
    return address


def web_address(address: str, own_hosts: Collection[str]) -> WebAddress:
    """Encrypted and on the public network, unless whoever runs the program named the host as one of their own.

    Otherwise somebody with an account here could have the program knock at doors of the network that it stands in,
    which are closed to them.
    """
    parts = _parts(address)
    host = (parts.hostname or "").lower()
    if host not in own_hosts:
        if parts.scheme != "https":
            raise UnusableAddress(N_("The address must begin with https://, so that nobody reads along."), "secret")
        literal = as_ip_address(host)
        if host == "localhost" or (literal and not is_public(literal)):
            raise UnusableAddress(
                N_("The address is inside a private network. Ask whoever runs the program to allow its host."), "secret"
            )
    port = parts.port or (443 if parts.scheme == "https" else 80)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return WebAddress(parts.scheme == "https", host, port, path)


def _parts(address: str) -> SplitResult:
    refusal = UnusableAddress(N_("This is no web address. Copy it whole, from https:// on."), "secret")
    if len(address) > LONGEST_ADDRESS or not address.isascii() or not address.isprintable() or " " in address:
        raise refusal
    try:
        parts = urlsplit(address)
        has_port_in_range = parts.port is None or parts.port > 0
    except ValueError:
        raise refusal from None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or not has_port_in_range:
        raise refusal
    return parts


def as_ip_address(host: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_public(address: IPAddress) -> bool:
    """Neither this machine nor a private network, also when an IPv6 address only wraps one of them."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return bool(address.is_global and inner.is_global and not address.is_multicast)


def masked(address: str) -> str:
    """For pages, the ledger and the log: enough to recognise it by, too little to write to it."""
    return f"{address[:4]}…{address[-4:]}"
