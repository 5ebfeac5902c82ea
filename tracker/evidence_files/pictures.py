"""Photographs as they are kept: upright, small enough for every screen, and without what the camera wrote into them.

A picture is drawn anew, so nothing but what can be seen of it is kept: no position, no name of the owner,
no preview of what was cut off, and nothing that was appended to the file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PIL import Image

from tracker.domain.errors import N_, Refusal
from tracker.evidence_files.foreign import BROKEN_PICTURE
from tracker.evidence_files.kinds import AttachmentKind, picture_kind

LONGEST_SIDE = 2000
NARROWEST_SIDE = 900
"""A screenshot of a whole page is many times as high as wide; narrower than this its words cannot be read."""

LONGEST_PAGE = 20_000
THUMBNAIL_SIDE = 320
EMBLEM_SIDE = 800
"""Three centimetres on paper at the fineness of a printing house."""

QUALITY, THUMBNAIL_QUALITY = 85, 75

MOST_PIXELS = {AttachmentKind.JPEG: 64_000_000, AttachmentKind.PNG: 30_000_000, AttachmentKind.WEBP: 30_000_000}
"""A JPEG is read at a fraction of its size (a progressive one takes six bytes a pixel), the others whole, at four."""

MOST_SCANS = 25
"""Passes over a progressive JPEG; programs write about ten, and each takes as long as a whole picture."""

_TOO_MANY_PIXELS = N_(
    "The picture “%(filename)s” has too many pixels. Choose a smaller size in the camera, or make it smaller, "
    "and attach it again."
)
_NO_EMBLEM = N_(
    "“%(filename)s” is no picture that can stand on papers. Save the emblem as PNG or JPEG and choose that file."
)
_FORMATS = {AttachmentKind.JPEG: "JPEG", AttachmentKind.PNG: "PNG", AttachmentKind.WEBP: "WEBP"}
_SCAN = b"\xff\xda"
# Tags of EXIF: the part with the facts of the photograph, when it was taken, when the file was written, how it lies.
_PHOTOGRAPH, _TAKEN_AT, _WRITTEN_AT, _ORIENTATION = 0x8769, 0x9003, 0x0132, 0x0112
_DAY = re.compile(r"(\d{4})[:.-](\d{2})[:.-](\d{2})", re.ASCII)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


Taken = TypeVar("Taken")


@dataclass(frozen=True, slots=True)
class Photograph:
    """Both as JPEG."""

    data: bytes
    thumbnail: bytes
    taken_on: date | None


def photograph(data: bytes, kind: AttachmentKind, filename: str) -> Photograph:
    """Refuses what cannot be shown, and what would take the machine's memory or time."""
    shown, taken_on = _opened(data, kind, filename, _upright)
    small = shown.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Photograph(_as_jpeg(shown, QUALITY), _as_jpeg(small, THUMBNAIL_QUALITY), taken_on)


def emblem(data: bytes, filename: str) -> bytes:
    """As a PNG, through whose empty parts the paper shows."""
    kind = picture_kind(data)
    if kind is None:
        raise Refusal(_NO_EMBLEM, "file", filename=filename)
    return _as_png(_opened(data, kind, filename, _small_with_empty_parts))


def _opened(data: bytes, kind: AttachmentKind, filename: str, take: Callable[[Image.Image], Taken]) -> Taken:
    try:
        with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as opened:
            if opened.width * opened.height <= MOST_PIXELS[kind] and data.count(_SCAN) <= MOST_SCANS:
                return take(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pass
    except Exception as broken:
        # Pillow's readers raise whatever a broken file leads them to.
        raise Refusal(BROKEN_PICTURE, "file", filename=filename) from broken
    raise Refusal(_TOO_MANY_PIXELS, "file", filename=filename)


def _upright(image: Image.Image) -> tuple[Image.Image, date | None]:
    orientation, taken_on = _noted(image)
    return _drawn(image, orientation), taken_on


def _small_with_empty_parts(image: Image.Image) -> Image.Image:
    orientation, _ = _noted(image)
    small = image.convert("RGBA" if image.has_transparency_data else "RGB")
    small.thumbnail((EMBLEM_SIDE, EMBLEM_SIDE))
    return small.transpose(_TURNS[orientation]) if orientation in _TURNS else small


def _noted(image: Image.Image) -> tuple[int, date | None]:
    """What the camera wrote of how the picture lies and when it was taken; nothing where that is damaged."""
    try:
        exif = image.getexif()
        taken_at = exif.get_ifd(_PHOTOGRAPH).get(_TAKEN_AT) or exif.get(_WRITTEN_AT)
        return int(exif.get(_ORIENTATION) or 1), _day(str(taken_at))
    except Exception:
        # As above: a picture with damaged notes can be shown all the same.
        return 1, None


def _day(text: str) -> date | None:
    written = _DAY.match(text)
    return date(*map(int, written.groups())) if written else None


def _drawn(image: Image.Image, orientation: int) -> Image.Image:
    size = _fitting(image.size)
    image.draft("RGB", size)
    shown = _on_white(image).resize(size, Image.Resampling.LANCZOS)
    return shown.transpose(_TURNS[orientation]) if orientation in _TURNS else shown


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    longest, narrowest = max(size), min(size)
    scale = min(1, max(LONGEST_SIDE / longest, NARROWEST_SIDE / narrowest), LONGEST_PAGE / longest)
    width, height = (max(1, round(side * scale)) for side in size)
    return width, height


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    layer = image.convert("RGBA")
    paper.paste(layer, mask=layer)
    return paper


def _as_jpeg(image: Image.Image, quality: int) -> bytes:
    # A comment or a colour profile in there would be written too.
    image.info.clear()
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()


def _as_png(image: Image.Image) -> bytes:
    image.info.clear()
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
