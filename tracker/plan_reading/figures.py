"""Figures as a scanner leaves them: a letter that looks like a digit stands among the digits."""

from __future__ import annotations

import re

from tracker.domain.thai_text import to_arabic_digits

_LOOK_ALIKES = str.maketrans("lI|OoΟοО", "11100000")
_FIGURES = re.compile(r"[\dlI|OoΟοО]+(?:[.,/][\dlI|OoΟοО]+)*")
_ITEM_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?([\dlI|Oo]{1,2})(?=[.)]\s*\S)")


def mended_figures(text: str) -> str:
    """A text of nothing but figures with its look-alikes as digits; any other text as it is."""
    plain = to_arabic_digits(text)
    if not _FIGURES.fullmatch(plain) or not any(letter.isdigit() for letter in plain):
        return plain
    return plain.translate(_LOOK_ALIKES)


def mended_item_numbers(text: str) -> str:
    """With Arabic digits, and "l." or "1O)" before an item as a number; every letter keeps its place."""
    return _ITEM_NUMBER.sub(lambda found: found[0].translate(_LOOK_ALIKES), to_arabic_digits(text))
