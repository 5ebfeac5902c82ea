"""The numbers that Word and a browser put before the items of a list, which stand nowhere in the text itself."""

from __future__ import annotations

from enum import StrEnum

from tracker.domain.thai_text import to_thai_digits


class NumberStyle(StrEnum):
    DECIMAL = "decimal"
    DECIMAL_ZERO = "decimal_zero"
    THAI_DIGITS = "thai_digits"
    THAI_LETTERS = "thai_letters"
    LOWER_LETTERS = "lower_letters"
    UPPER_LETTERS = "upper_letters"
    LOWER_ROMAN = "lower_roman"
    UPPER_ROMAN = "upper_roman"
    BULLET = "bullet"
    NONE = "none"


BULLET = "•"
KNOWN_BULLETS = "-–•●▪◦·*"

# Lists leave out the letters that are no longer used or that look like the one before.
THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_WRITTEN_OUT = 3_999


def written(number: int, style: NumberStyle) -> str:
    """Numbers that a style has no sign for (0, or far too many) are written in digits."""
    if style in (NumberStyle.BULLET, NumberStyle.NONE):
        return ""
    if style is NumberStyle.THAI_DIGITS:
        return to_thai_digits(str(number))
    if style is NumberStyle.DECIMAL_ZERO:
        return f"{number:02}"
    if style is NumberStyle.DECIMAL or not 0 < number <= _MOST_WRITTEN_OUT:
        return str(number)
    return _in_letters(number, style)


def _in_letters(number: int, style: NumberStyle) -> str:
    if style in (NumberStyle.LOWER_ROMAN, NumberStyle.UPPER_ROMAN):
        text = _roman(number)
    else:
        letters = THAI_LETTERS if style is NumberStyle.THAI_LETTERS else LATIN_LETTERS
        rounds, place = divmod(number - 1, len(letters))
        text = letters[place] * (rounds + 1)
    return text.upper() if style in (NumberStyle.UPPER_LETTERS, NumberStyle.UPPER_ROMAN) else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text
