from __future__ import annotations

import string
from dataclasses import replace

import pytest

from tracker.channels.link_signing import LinkSigner, link_id_in
from tracker.domain.report_links import LinkIdentity

LINK = LinkIdentity(id=7, agency_id=1, user_id=22, meeting_id=3)
SIGNER = LinkSigner("a secret", "https://tidtam.example.go.th")
TOKEN = SIGNER.token(LINK)


def test_an_address_is_short_enough_for_a_line_of_a_letter() -> None:
    assert SIGNER.address(LINK) == f"https://tidtam.example.go.th/r/{TOKEN}"
    assert len(TOKEN) == 45
    assert TOKEN[-1] == "7", "mail programs take a last - or _ for no part of the address"


def test_it_knows_its_own_token() -> None:
    assert link_id_in(TOKEN) == 7
    assert SIGNER.is_token_of(TOKEN, LINK)


@pytest.mark.parametrize("name", ["id", "agency_id", "user_id", "meeting_id"])
def test_a_token_is_of_no_other_link(name: str) -> None:
    assert not SIGNER.is_token_of(TOKEN, replace(LINK, **{name: 8}))


def test_a_token_made_with_another_key_is_no_token() -> None:
    assert not SIGNER.is_token_of(LinkSigner("another secret", SIGNER.base_url).token(LINK), LINK)


LETTERS = string.ascii_letters + string.digits + "-_.~="


@pytest.mark.parametrize("position", range(len(TOKEN)))
def test_one_letter_changed_anywhere_makes_it_none(position: int) -> None:
    """With every letter that may stand in an address: the last one of a signature has bits that mean nothing."""
    for letter in set(LETTERS) - {TOKEN[position]}:
        altered = TOKEN[:position] + letter + TOKEN[position + 1 :]
        assert not SIGNER.is_token_of(altered, LINK), altered


@pytest.mark.parametrize("position", range(len(TOKEN) + 1))
def test_one_letter_more_or_less_makes_it_none(position: int) -> None:
    for altered in (TOKEN[:position] + "A" + TOKEN[position:], TOKEN[:position] + TOKEN[position + 1 :]):
        assert altered == TOKEN or not SIGNER.is_token_of(altered, LINK), altered


@pytest.mark.parametrize(
    "token",
    ["", "7", ".7", TOKEN + "=", TOKEN + "\n", TOKEN[:-2], TOKEN[:-1] + "07", TOKEN[:-1] + "๗", TOKEN + "0" * 9],
)
def test_what_is_no_token_names_no_link(token: str) -> None:
    assert link_id_in(token) is None
