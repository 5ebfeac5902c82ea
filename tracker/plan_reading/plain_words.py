"""Words as they are compared: without spaces, with Arabic digits; remembered, because documents repeat themselves."""

from __future__ import annotations

from functools import lru_cache

from tracker.domain.thai_text import squeeze, to_arabic_digits

_LONGEST_REMEMBERED = 200


def plain(text: str) -> str:
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else to_arabic_digits(squeeze(text))


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return to_arabic_digits(squeeze(text))
