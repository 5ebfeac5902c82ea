"""Pictures as they go into a printed paper."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

#: In pixels: 300 to the inch at the size in which papers show them.
LONGEST_SIDE = 1000
QUALITY = 82
_DAMAGED = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def as_printed(file: bytes) -> bytes | None:
    """Small enough that a year's pictures can be sent by mail; None of what is no picture, such as a damaged file."""
    try:
        with Image.open(BytesIO(file)) as picture:
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            drawn = picture.convert("RGB")
            drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except _DAMAGED:
        return None
    written = BytesIO()
    drawn.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def emblem(file: bytes) -> bytes | None:
    """As it is, because it may let the paper show through."""
    try:
        with Image.open(BytesIO(file)) as picture:
            picture.load()
    except _DAMAGED:
        return None
    return file
