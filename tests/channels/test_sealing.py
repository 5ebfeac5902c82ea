from __future__ import annotations

import pytest

from tracker.channels.sealing import SealBroken, Sealer

SECRET = "ความลับ/token=="


def test_a_seal_opens_with_the_same_key_only() -> None:
    sealed = Sealer("key", agency_id=1).seal(SECRET)
    assert SECRET.encode() not in sealed
    assert Sealer("key", agency_id=1).unseal(sealed) == SECRET


@pytest.mark.parametrize(("key", "agency_id"), [("another key", 1), ("key", 2), ("", 1)])
def test_it_does_not_open_with_another_key_or_for_another_agency(key: str, agency_id: int) -> None:
    sealed = Sealer("key", agency_id=1).seal(SECRET)
    with pytest.raises(SealBroken):
        Sealer(key, agency_id).unseal(sealed)


@pytest.mark.parametrize("sealed", [b"", b"plain text", b"gAAAAAB"], ids=repr)
def test_what_is_no_seal_is_not_opened(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        Sealer("key", agency_id=1).unseal(sealed)
