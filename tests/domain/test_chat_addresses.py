from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tracker.domain.chat_addresses import (
    UnusableAddress,
    WebAddress,
    line_group,
    line_person,
    line_token,
    teams_address,
    web_address,
)

TEAMS = (
    "https://prod-12.southeastasia.logic.azure.com:443/workflows/0123abcd/triggers/manual/paths/invoke"
    "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=A-b_9"
)
POWER_AUTOMATE = (
    "https://default0.1.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/0123abcd"
    "/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=A-b_9"
)
OWN = frozenset({"chat.intranet", "192.168.1.5"})
teams = partial(teams_address, own_hosts=OWN)
web = partial(web_address, own_hosts=OWN)


@pytest.mark.parametrize(
    ("read", "text", "kept"),
    [
        (line_person, " U0123456789abcdef0123456789abcdef\n", "U0123456789abcdef0123456789abcdef"),
        (line_group, "C0123456789abcdef0123456789abcdef", "C0123456789abcdef0123456789abcdef"),
        (line_group, "R0123456789abcdef0123456789abcdef", "R0123456789abcdef0123456789abcdef"),
        (line_token, "aB3/" * 10 + "\n" + "x+y=" * 5, "aB3/" * 10 + "x+y=" * 5),
        (teams, f" {TEAMS} ", TEAMS),
        (teams, POWER_AUTOMATE, POWER_AUTOMATE),
    ],
)
def test_it_keeps_what_can_be_used(read: Callable[[str], str], text: str, kept: str) -> None:
    assert read(text) == kept


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (line_person, ""),
        (line_person, "@lineid"),
        (line_person, "C0123456789abcdef0123456789abcdef"),
        (line_person, "U0123456789ABCDEF0123456789ABCDEF"),
        (line_group, "U0123456789abcdef0123456789abcdef"),
        (line_token, "short"),
        (line_token, "ก" * 40),
        (line_token, "a" * 30 + "\r\nHost: x".replace(" ", "\x01")),
        (teams, "https://example.com/workflows/0123abcd/triggers/manual/paths/invoke"),
        (teams, "https://example.com/hook?sig=abc"),
        (teams, TEAMS.replace("https", "http")),
        (web, ""),
        (web, "example.com/hook"),
        (web, "ftp://example.com/hook"),
        (web, "http://example.com/hook"),
        (web, "https://user:secret@example.com/hook"),
        (web, "https://example.com:0/hook"),
        (web, "https://example.com:99999/hook"),
        (web, "https://example.com/hook me"),
        (web, "https://example.com/\r\nhook"),
        (web, "https://ไทย.example.com/hook"),
        (web, "https:///hook"),
        (web, "https://localhost/hook"),
        (web, "https://127.0.0.1/hook"),
        (web, "https://10.0.0.1/hook"),
        (web, "https://169.254.169.254/latest"),
        (web, "https://[::1]/hook"),
        (web, "https://[::ffff:10.0.0.1]/hook"),
        (web, "https://192.168.1.6/hook"),
        (web, f"https://example.com/{'x' * 2000}"),
    ],
)
def test_it_refuses_the_rest_without_repeating_it(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(UnusableAddress) as raised:
        read(text)
    assert not text or text not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://Hooks.example.com/a?b=c", WebAddress(True, "hooks.example.com", 443, "/a?b=c")),
        ("https://example.com", WebAddress(True, "example.com", 443, "/")),
        ("http://chat.intranet:8065/hooks/x", WebAddress(False, "chat.intranet", 8065, "/hooks/x")),
        ("http://192.168.1.5/x", WebAddress(False, "192.168.1.5", 80, "/x")),
    ],
)
def test_a_host_of_our_own_may_be_inside_and_in_the_open(text: str, address: WebAddress) -> None:
    assert web(text) == address
