"""The letters of a printed paper: which of them the font has, how wide they are, how large it is set."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import fontpkg
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from tracker.reports.pdf.marks import level

SARABUN = Path(fontpkg.path("Sarabun")).parent
REGULAR, BOLD = 400, 700
#: Of the office's own files, whatever they call themselves: both weights may bear the same name.
OWN_FAMILIES = ("Office Plain", "Office Strong")
SARABUN_FAMILIES = ("Sarabun Plain", "Sarabun Strong")

#: Official papers are set in 16 points of a font whose letters are drawn small; 11 of Sarabun look the same.
POINTS, POINTS_OF_SMALL_FONTS = 11.0, 16.0
#: Heights of ก in shares of the size; the office fonts lie well below, those drawn to Latin size around it.
KO_OF_SARABUN, SMALLEST_KO = 0.586, 0.5
#: From the line up to the tone mark over a vowel, and down to the lowest vowel, in shares of Sarabun's size.
ABOVE, BELOW = 0.95, 0.35

UNKNOWN = ("◊", "*")
"""In place of a letter that the font cannot draw."""
_LOOKS_LIKE = dict(zip("✓✔☑●▪■∙―‑−\r\v\f\u2028\u2029", "√√√•••·—--\n\n\n\n\n", strict=True))
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_FAMILY_NAMES, _WINDOWS_NAMES = (1, 2, 16, 17, 21, 22), (3, 1, 0x409)


@dataclass(frozen=True, slots=True)
class Face:
    family: str
    weight: int
    #: In shares of the size, for each letter that it has.
    widths: Mapping[str, float]
    #: The height of ก in shares of the size.
    ko: float
    #: The font under that name, its marks level.
    file: bytes

    def width(self, text: str) -> float:
        """Of printable text, in shares of the size; letters that stand closer in pairs are not reckoned with."""
        return sum(map(self.widths.__getitem__, text))


@dataclass(frozen=True, slots=True)
class Fonts:
    regular: Face
    bold: Face
    #: What both weights can draw.
    letters: frozenset[str]

    @property
    def points(self) -> float:
        return POINTS_OF_SMALL_FONTS if self.regular.ko < SMALLEST_KO else POINTS

    @property
    def above(self) -> float:
        return ABOVE * self.regular.ko / KO_OF_SARABUN

    @property
    def below(self) -> float:
        return BELOW * self.regular.ko / KO_OF_SARABUN

    def printable(self, text: str) -> str:
        """With a visible mark for what cannot be drawn: PDF/A refuses a letter without a shape."""
        if self.letters.issuperset(text):
            return text
        composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        return "".join(letter if letter in self.letters else self._instead_of(letter) for letter in composed)

    def _instead_of(self, letter: str) -> str:
        category = unicodedata.category(letter)
        if category == "Cf" or ord(letter) in _VARIATION_SELECTORS:
            return ""
        blank = " " if category in ("Cc", "Zs") else ""
        alike = _LOOKS_LIKE.get(letter) or blank or unicodedata.normalize("NFKC", letter)
        if self.letters.issuperset(alike):
            return alike
        return next((mark for mark in UNKNOWN if mark in self.letters), "")


def fonts_of(own: tuple[bytes, bytes] | None) -> Fonts:
    regular, bold = _faces(*own, OWN_FAMILIES) if own else _sarabun()
    return Fonts(regular, bold, frozenset(regular.widths.keys() & bold.widths.keys() | {"\n"}))


@cache
def _sarabun() -> tuple[Face, Face]:
    regular, bold = ((SARABUN / f"Sarabun-{weight}.ttf").read_bytes() for weight in ("Regular", "Bold"))
    return _faces(regular, bold, SARABUN_FAMILIES)


@lru_cache(maxsize=8)
def _faces(regular: bytes, bold: bytes, families: tuple[str, str]) -> tuple[Face, Face]:
    return _face(regular, families[0], REGULAR), _face(bold, families[1], BOLD)


def _face(file: bytes, family: str, weight: int) -> Face:
    # Dated today, a font would make each day another file of the same paper.
    font = TTFont(BytesIO(file), lazy=True, recalcTimestamp=False)
    level(font)
    for name in _FAMILY_NAMES:
        font["name"].removeNames(nameID=name)
    font["name"].setName(family, 1, *_WINDOWS_NAMES)
    changed = BytesIO()
    font.save(changed)
    unit = font["head"].unitsPerEm
    advances = font["hmtx"].metrics
    widths = {chr(code): advances[glyph][0] / unit for code, glyph in font.getBestCmap().items() if _is_a_letter(code)}
    return Face(family, weight, widths, _height_of_ko(font) / unit, changed.getvalue())


def _is_a_letter(code: int) -> bool:
    """Not of the areas in which a font may mean anything, nor a command such as NUL."""
    return unicodedata.category(chr(code)) not in ("Cc", "Cf", "Co", "Cn", "Cs")


def _height_of_ko(font: TTFont) -> float:
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[font.getBestCmap()[ord("ก")]].draw(pen)
    return pen.bounds[3] if pen.bounds else 0.0
