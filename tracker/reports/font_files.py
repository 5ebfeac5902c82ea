"""Files of fonts that an office brings: whether papers can be set in them."""

from __future__ import annotations

from io import BytesIO

from fontTools.ttLib import TTFont

from tracker.domain.errors import N_, Refusal

MOST_MEGABYTES = 4
"""Fonts of Thai offices have a tenth of it; only those with all letters of China have more."""

BYTES_IN_A_MEGABYTE = 1024 * 1024
#: From ก to ฺ, and from ฿ to the end of the digits.
THAI = frozenset(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5A))))
PLAIN = frozenset(map(chr, range(0x20, 0x7F)))
LETTERS_NAMED = 10

_BEGINNINGS = (b"\x00\x01\x00\x00", b"true")
_EMPTY = N_("“%(filename)s” is empty. Copy the font file again and choose it.")
_LARGE = N_("“%(filename)s” has more than %(most)s MB. Choose a font with Thai and Latin letters only.")
_NO_FONT = N_(
    "“%(filename)s” is no TTF font. Choose the file of the font that ends in .ttf; "
    "others (.otf, .ttc, .woff, .zip) cannot be used."
)
_BROKEN = N_("The font “%(filename)s” is damaged. Copy it again from where it came from and choose that file.")
_NOT_THAI = N_(
    "The font “%(filename)s” has not all the letters that papers need: %(letters)s is missing. "
    "Choose a font with Thai letters, such as TH Sarabun New."
)
_SAME = N_("Both files are the same font. Choose for bold the file that often has Bold in its name.")


def check_fonts(regular: tuple[bytes, str], bold: tuple[bytes, str]) -> None:
    """Each by its bytes and its name; refused under the fields `regular` and `bold`."""
    _check(*regular, "regular")
    _check(*bold, "bold")
    if regular[0] == bold[0]:
        raise Refusal(_SAME, "bold")


def _check(data: bytes, filename: str, field: str) -> None:
    if not data:
        raise Refusal(_EMPTY, field, filename=filename)
    if len(data) > MOST_MEGABYTES * BYTES_IN_A_MEGABYTE:
        raise Refusal(_LARGE, field, filename=filename, most=MOST_MEGABYTES)
    if not data.startswith(_BEGINNINGS):
        raise Refusal(_NO_FONT, field, filename=filename)
    missing = sorted((THAI | PLAIN) - _letters_of(data, filename, field))
    if missing:
        raise Refusal(_NOT_THAI, field, filename=filename, letters=" ".join(missing[:LETTERS_NAMED]))


def _letters_of(data: bytes, filename: str, field: str) -> frozenset[str]:
    """Those that it can draw and knows the width of."""
    try:
        with TTFont(BytesIO(data), checkChecksums=0) as font:
            widths, shapes = font["hmtx"].metrics, font["glyf"].glyphs
            known = {code: name for code, name in font.getBestCmap().items() if name in widths and name in shapes}
            for name in known.values():
                font["glyf"][name].getCoordinates(font["glyf"])
    except Exception as broken:
        # fontTools raises whatever a broken file leads it to.
        raise Refusal(_BROKEN, field, filename=filename) from broken
    return frozenset(map(chr, known))
