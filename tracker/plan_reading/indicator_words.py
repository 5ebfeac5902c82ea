"""Finds which ITA indicator a heading, caption or cell speaks of."""

from __future__ import annotations

import re

from tracker.domain.framework import INDICATOR_CODES, indicator_of_name
from tracker.plan_reading.item_lists import split_items
from tracker.plan_reading.plain_words import plain

_NUMBERED = re.compile(r"ตัวชี้วัด(?:ย่อย)?(?:ที่)?[:.]?(\d{1,2}(?:\.\d)?)(?!\d)")
_MORE_NUMBERS = re.compile(r"(?:,|และ|กับ|/|-|ถึง)(?:ตัวชี้วัด(?:ย่อย)?)?(?:ที่)?(\d{1,2}(?:\.\d)?)(?![\d.])")
_ONLY_NUMBERS = re.compile(r"\d{1,2}(?:\.\d)?(?:(?:,|และ|/|-)\d{1,2}(?:\.\d)?)*")
_LEADING_NUMBER = re.compile(
    r"^\(?\d{1,2}(?:\.\d)*[.)]{0,2}(?:ด้าน(?=การ|คุณภาพ|ประสิทธิภาพ))?|^ด้าน(?=การ|คุณภาพ|ประสิทธิภาพ)"
)
_CAPTION_BEGINS = re.compile(r"(?:\(?[\d.]+[.)]*)?(?:\(?\d+(?:\.\d+)*\)?)?ตัวชี้วัด(?:ย่อย)?ที่\d")
_LONGEST_CAPTION = 120


def names_an_indicator(text: str) -> bool:
    """Whether the text is a caption such as "ตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน"."""
    words = plain(text)
    return len(words) <= _LONGEST_CAPTION and bool(_CAPTION_BEGINS.match(words))


def sub_indicator_in(text: str) -> str | None:
    """The first number named, 9.1 as well as 9."""
    found = _NUMBERED.search(plain(text))
    return found[1] if found and found[1].partition(".")[0] in INDICATOR_CODES else None


def indicators_in(text: str) -> tuple[str, ...]:
    """Every indicator that the cell names, by number or by name; a sub-indicator counts as its indicator."""
    words = plain(text)
    found = _numbers_in(words) or _names_in(text)
    return tuple(dict.fromkeys(code for code in found if code in INDICATOR_CODES))


def _numbers_in(words: str) -> list[str]:
    if _ONLY_NUMBERS.fullmatch(words):
        return _expanded(words)
    codes: list[str] = []
    for first in _NUMBERED.finditer(words):
        end = first.end()
        while more := _MORE_NUMBERS.match(words, end):
            end = more.end()
        codes += _expanded(words[first.start(1) : end])
    return codes


def _expanded(words: str) -> list[str]:
    """ "1-3" is one, two and three."""
    numbers = [int(number) for number in re.findall(r"(\d{1,2})(?:\.\d)?", words)]
    if re.fullmatch(r"\d{1,2}\D*(?:-|ถึง)\D*\d{1,2}", words) and numbers[0] < numbers[1]:
        numbers = list(range(numbers[0], numbers[1] + 1))
    return [str(number) for number in numbers]


def _names_in(text: str) -> list[str]:
    """A name at the beginning of the cell, of one of its items, or after a comma."""
    parts = (part for line in text.split("\n") for item in split_items(line) for part in re.split("[,;/]", item))
    return [code for part in parts if (code := indicator_of_name(without_number(part))) is not None]


def without_number(text: str) -> str:
    """Without spaces, and without the number and the word ด้าน before a name."""
    return _LEADING_NUMBER.sub("", plain(text))


def indicator_of_label(text: str) -> str | None:
    """The indicator that a row of a score table is about: by its number word, else by its name."""
    words = plain(text)
    if (numbered := _NUMBERED.match(words)) is not None:
        return numbered[1] if numbered[1].partition(".")[0] in INDICATOR_CODES else None
    return indicator_of_name(without_number(text))
