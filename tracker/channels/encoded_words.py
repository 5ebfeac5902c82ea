"""Thai in the headers of a letter (RFC 2047), written in one go.

The standard library finds where to break a header by encoding it again and again; that took half of the time of a
letter, and on the day of a country's requests there are sixty thousand of them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

LONGEST_LINE = 76
FRAME = len(" =?utf-8?b??=")

#: Leaves header lines as they are given here; all others are the library's own.
AS_GIVEN = SMTP.clone(refold_source="none")


def set_words(message: EmailMessage, name: str, words: str, after: str = "") -> None:
    """A header of words and, for an address, what stands after them; the message has the policy above."""
    encoded = [f"=?utf-8?b?{b64encode(piece).decode('ascii')}?=" for piece in _pieces(words, len(name) + 1)]
    message.set_raw(name, "\n ".join([*encoded, *([after] if after else [])]))


def _pieces(words: str, taken: int) -> Iterator[bytes]:
    """As much as fits into each line, never ending within a letter; `taken` is what the first line has already."""
    piece = b""
    for letter in words:
        room = (LONGEST_LINE - FRAME - taken) // 4 * 3
        encoded = letter.encode()
        if len(piece) + len(encoded) > room:
            yield piece
            piece, taken = b"", 0
        piece += encoded
    yield piece
