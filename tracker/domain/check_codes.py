"""The check code of a frozen month: how it is printed, and how it is read when somebody types it in."""

from __future__ import annotations

from tracker.domain.errors import N_, Refusal
from tracker.domain.thai_text import to_arabic_digits

LENGTH = 64
"""Hexadecimal digits of a whole code, which is a SHA-256."""

SHORT_LENGTH = 16
"""Digits of the form on papers: too many to be met with by chance, few enough to be typed."""

GROUP = 4
HEXADECIMAL = frozenset("0123456789abcdef")


def short_code(code: str) -> str:
    """As papers show it: A1B2-C3D4-E5F6-0718."""
    digits = code[:SHORT_LENGTH].upper()
    return "-".join(digits[start : start + GROUP] for start in range(0, SHORT_LENGTH, GROUP))


def read_code(text: str) -> str:
    """The digits of a code, or its first ones, however they are typed; at least those of the short form."""
    typed = "".join(to_arabic_digits(text).replace("-", " ").split()).lower()
    if not SHORT_LENGTH <= len(typed) <= LENGTH or not HEXADECIMAL.issuperset(typed):
        raise Refusal(
            N_("A check code has at least %(length)s letters and digits, such as A1B2-C3D4-E5F6-0718."),
            "code",
            length=SHORT_LENGTH,
        )
    return typed
