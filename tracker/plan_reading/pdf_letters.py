"""The letters that a PDF means: old fonts keep Thai marks, or all of Thai, at places of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Fonts made for Windows draw a mark lower or farther left over some letters, each form at a place of its own.
_FORMS = str.maketrans(
    "".join(chr(code) for code in range(0xF700, 0xF71B)),
    "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู",
)
_SYMBOLS = str.maketrans({0xF0B7: "•", 0xF0A7: "▪", 0xF0A8: "◦", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FE: "☑", 0xF050: "✓"})
_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd]")
_THAI = re.compile("[ก-๛]")
_THAI_AS_LATIN = re.compile("[¡-ûŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
_LETTER = re.compile(r"\w")
_INK = re.compile(r"\S")
_FEWEST = 40
_MOST_ASTRAY = 0.05

_MARK_BEFORE_VOWEL = re.compile("([่-์])([ัิ-ฺ็ํ])")
_SPLIT_SARA_AM = re.compile("ํ([่-๋]?)า|([่-๋])ํา")
_TONE_AFTER_SARA_AM = re.compile("ำ([่-๋])")
_GAP_BEFORE_MARK = re.compile(" +(?=[ัาำิ-ฺ็-๎])")
_LONE_MARK = re.compile("(?:^|[^ก-ฮัิ-ฺ็-๎])[ัิ-ฺ็-๎]")
_SARA_AA = re.compile("[าำ]")


def meant(letters: Iterable[str]) -> list[str]:
    """One for one. Where no letter is Thai but most would be in the Thai eight-bit code, they are read in that."""
    known = [letter.translate(_FORMS).translate(_SYMBOLS) for letter in letters]
    text = "".join(known)
    if not _THAI.search(text) and len(_THAI_AS_LATIN.findall(text)) > len(_LETTER.findall(text)) / 2:
        return [_in_eight_bits(letter) for letter in known]
    return known


def _in_eight_bits(letter: str) -> str:
    try:
        return letter.encode("cp1252").decode("cp874")
    except UnicodeError:
        return letter


def are_garbled(text: str) -> bool:
    """Whether the letters of a whole document cannot be those that were printed."""
    letters = len(_INK.findall(text))
    if letters < _FEWEST:
        return False
    if not _THAI.search(text) or len(_UNKNOWN.findall(text)) > letters * _MOST_ASTRAY:
        return True
    return _has_marks_astray(text, letters)


def _has_marks_astray(text: str, letters: int) -> bool:
    """Marks over nothing, or nearly every า written as ำ: the PDF has one letter for two."""
    long_vowels = _SARA_AA.findall(text)
    too_many = len(long_vowels) >= _FEWEST and long_vowels.count("ำ") > len(long_vowels) / 2
    return too_many or len(_LONE_MARK.findall(text)) > letters * _MOST_ASTRAY


def is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"


def in_order(line: str) -> str:
    """Marks after their letter and in the order in which they are typed; no gap before a mark."""
    line = _GAP_BEFORE_MARK.sub("", line)
    line = _MARK_BEFORE_VOWEL.sub(r"\2\1", line)
    line = _SPLIT_SARA_AM.sub(r"\1\2ำ", line)
    return _TONE_AFTER_SARA_AM.sub(r"\1ำ", line)
