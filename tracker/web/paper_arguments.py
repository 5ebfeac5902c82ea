"""Which paper is meant, by the address of its page or file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from tracker.domain.errors import N_, Refusal
from tracker.domain.paper_rights import check_may_have
from tracker.domain.papers import Asked, Digits, MemoPurpose, PaperKind, Span
from tracker.domain.permissions import Actor
from tracker.domain.spans import ROUNDS
from tracker.domain.thai_dates import parse_date, parse_fiscal_year, parse_month
from tracker.domain.thai_text import clean, to_arabic_digits

LONGEST_NUMBER = 9

Word = TypeVar("Word", bound=StrEnum)


def _number(text: str, name: str) -> int:
    figures = to_arabic_digits(clean(text))
    if not (figures.isascii() and figures.isdigit() and len(figures) <= LONGEST_NUMBER):
        raise _no_choice(text, name)
    return int(figures)


def _round(text: str, name: str) -> int:
    number = _number(text, name)
    if number not in ROUNDS:
        raise _no_choice(text, name)
    return number


def _word_of(words: type[Word]) -> Callable[[str, str], Word]:
    def read(text: str, name: str) -> Word:
        if text not in set(words):
            raise _no_choice(text, name)
        return words(text)

    return read


def _no_choice(text: str, name: str) -> Refusal:
    message = N_("“%(value)s” cannot stand for “%(name)s” in the address. Choose from the lists on the page of papers.")
    return Refusal(message, name, value=text, name=name)


#: Name in an address: name in what is asked for, and how it is read.
_ARGUMENTS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "date": ("day", parse_date),
    "month": ("month", parse_month),
    "meeting": ("meeting_id", _number),
    "edition": ("edition", _number),
    "year": ("fiscal_year", parse_fiscal_year),
    "span": ("span", _word_of(Span)),
    "round": ("round_months", _round),
    "purpose": ("purpose", _word_of(MemoPurpose)),
    "division": ("division_id", _number),
    "person": ("user_id", _number),
}
DIGITS = "digits"


def asked_in(arguments: Mapping[str, str], kind: PaperKind, actor: Actor) -> Asked:
    """Refuses what is no choice, and a paper that is not for this person. Whose sheet is not said is one's own."""
    given = {name: text for name in _ARGUMENTS if (text := arguments.get(name, "").strip())}
    values = {field: read(given[name], name) for name, (field, read) in _ARGUMENTS.items() if name in given}
    asked = _own(Asked(kind, **values), actor)
    check_may_have(actor, asked)
    return asked


def _own(asked: Asked, actor: Actor) -> Asked:
    if asked.kind is PaperKind.PERSON and asked.user_id is None:
        return replace(asked, user_id=actor.user_id)
    if asked.kind is PaperKind.DIVISION and asked.division_id is None and actor.division_ids:
        return replace(asked, division_id=min(actor.division_ids))
    return asked


def arguments_of(asked: Asked) -> dict[str, str]:
    """The same the other way round: what stands in an address for it."""
    values = {name: getattr(asked, field) for name, (field, _read) in _ARGUMENTS.items()}
    return {name: _in_address(name, value) for name, value in values.items() if value is not None}


def _in_address(name: str, value: object) -> str:
    return f"{value:%Y-%m}" if name == "month" and isinstance(value, date) else str(value)


def digits_in(arguments: Mapping[str, str]) -> Digits | None:
    text = arguments.get(DIGITS, "").strip()
    return _word_of(Digits)(text, DIGITS) if text else None
