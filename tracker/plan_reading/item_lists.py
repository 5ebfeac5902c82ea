"""Splits a cell into its items: numbered, lettered, bulleted, or one block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.domain.thai_text import clean
from tracker.plan_reading.figures import mended_item_numbers
from tracker.plan_reading.list_numbers import LATIN_LETTERS, THAI_LETTERS

# A number opens an item only at the beginning or after a space, and only when it is the next in turn:
# "พ.ศ.๒๕๖๒ มาตรา ๗๙ ๒. จัดทำ" holds one, the last.
_NUMBERS = (
    re.compile(r"(?:^|(?<=\s))\(?(?P<number>\d{1,2})(?:[.)](?!\d)\)?|\)\.)\s*(?=\S)"),
    re.compile(r"(?:^|(?<=\s))\d{1,2}\.(?P<number>\d{1,2})[.)]?\s*(?=[^\d\s.])"),
    re.compile(r"(?:^|(?<=\s))(?:ขั้นตอนที่|กิจกรรมที่|ข้อที่|ข้อ)\s*(?P<number>\d{1,2})[.:)]?\s*(?=\S)"),
    re.compile(r"^(?P<number>\d{1,2})\s+(?=[^\d\s])", re.MULTILINE),
)
# A letter does so only at the beginning of a line and before a space: "ก.ย. ๖๙" is a month.
_LETTER = re.compile(r"^\(?(?P<letter>[ก-ฮa-z])[.)]\s+(?=\S)", re.MULTILINE | re.IGNORECASE)
_TIGHT_BULLET = re.compile(r"(?:^|(?<=\s))[-–•●▪◦·*](?=[^\s\d-])")
_LOOSE_BULLET = re.compile(r"(?:^|(?<=[^\d.\s])\s+|(?<=\n))[-–•●▪◦·*]\s+(?=\S)")


def split_items(cell: str) -> tuple[str, ...]:
    """The items without their numbers or bullets; a cell without either is one item.

    Words before the first number ("ดังนี้ ๑. ... ๒. ...") stay with the first item.
    """
    text = cell.strip()
    starts = _numbered_starts(text) or _lettered_starts(text) or _bulleted_starts(text)
    ends = [*(start for start, _ in starts[1:]), len(text)]
    pieces = [text[after:until] for (_, after), until in zip(starts, ends, strict=False)] or [text]
    if starts:
        pieces[0] = f"{text[: starts[0][0]]} {pieces[0]}"
    return tuple(item for piece in pieces if (item := clean(piece)))


def number_of(cell: str) -> str | None:
    """The number at the beginning of a cell."""
    plain = mended_item_numbers(cell.strip())
    for pattern in _NUMBERS:
        if found := pattern.match(plain):
            return found["number"]
    return None


def begins_an_item(text: str) -> bool:
    """Whether a number or a bullet stands before the words."""
    words = text.strip()
    return number_of(words) is not None or any(bullet.match(words) for bullet in (_TIGHT_BULLET, _LOOSE_BULLET))


_Start = tuple[int, int]
"""Where an item's number stands, and where its words begin."""


def _numbered_starts(text: str) -> list[_Start]:
    plain = mended_item_numbers(text)
    for pattern in _NUMBERS:
        starts = list(_in_turn(pattern.finditer(plain)))
        if starts and (starts[0][0] == 0 or len(starts) > 1):
            return starts
    return []


def _in_turn(found: Iterator[re.Match[str]]) -> Iterator[_Start]:
    """A list begins with 1, or with any number when the cell begins with it; a repeated number is a slip."""
    previous = 0
    for one in found:
        number = int(one["number"])
        if number in (previous, previous + 1) and number or not previous and one.start() == 0:
            previous = number
            yield one.start(), one.end()


def _lettered_starts(text: str) -> list[_Start]:
    """Two at least, from the first letter on: a single letter may be an abbreviation."""
    found = list(_LETTER.finditer(text))
    for alphabet in (THAI_LETTERS, LATIN_LETTERS):
        starts: list[_Start] = []
        for one in found:
            if alphabet.startswith(one["letter"].lower(), len(starts)):
                starts.append((one.start(), one.end()))
        if len(starts) > 1:
            return starts
    return []


def _bulleted_starts(text: str) -> list[_Start]:
    """Only in a cell that begins with a bullet: a dash inside a sentence is none."""
    for pattern in (_TIGHT_BULLET, _LOOSE_BULLET):
        if pattern.match(text):
            return [(one.start(), one.end()) for one in pattern.finditer(text)]
    return []
