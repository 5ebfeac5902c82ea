"""Which questions and items of the assessment a text names by their codes: e4, ข้อ I๑๐, O12, ๐๑๒, e4-e6."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.domain.framework import Tool
from tracker.domain.questionnaire import tool_and_number
from tracker.domain.thai_dates import MONTH_PATTERN
from tracker.domain.thai_text import clean, to_arabic_digits

Mention = tuple[Tool, int]

_NUMBER_ENDS = r"(?![\dA-Za-z]|[.,:]\d)"
_NO_DAY = rf"(?!/\d|\s?{MONTH_PATTERN})"
_CODE = re.compile(
    rf"(?<![A-Za-z\d])([ieo])\s?(\d{{1,2}})(?:\s?(?:-|–|—|ถึง)\s?([ieo]?)\s?(\d{{1,2}}))?{_NUMBER_ENDS}", re.IGNORECASE
)
# The letter O typed as the Thai zero. Only where a code is expected, because days and hours are written so too.
_ZERO_CODE = re.compile(
    rf"(?:^|ข้อ|OIT|รายการ|[(“\"])(?:ที่)?\s?0(\d{{1,2}}){_NUMBER_ENDS}{_NO_DAY}",
    re.IGNORECASE,
)
_AND_ANOTHER = re.compile(rf"(?:,|และ|หรือ|ถึง|-|–)\s?0(\d{{1,2}}){_NUMBER_ENDS}")
_LONGEST_RANGE = 50


def questions_named(text: str) -> frozenset[Mention]:
    figures = to_arabic_digits(clean(text))
    return frozenset(mention for mention in (*_lettered(figures), *_zeroed(figures)) if mention[1])


def _lettered(text: str) -> Iterator[Mention]:
    for letter, first, other_letter, last in _CODE.findall(text):
        mention = tool_and_number(letter + first)
        if mention is None:
            continue
        tool, start = mention
        is_range = last and other_letter.lower() in ("", letter.lower()) and 0 <= int(last) - start <= _LONGEST_RANGE
        yield from ((tool, number) for number in range(start, int(last) + 1 if is_range else start + 1))
        if last and other_letter and not is_range and (other := tool_and_number(other_letter + last)):
            yield other


def _zeroed(text: str) -> Iterator[Mention]:
    """ "ข้อ ๐๑๒ และ ๐๑๓": after the first one, the others need no word before them."""
    for found in _ZERO_CODE.finditer(text):
        place: re.Match[str] | None = found
        while place is not None:
            yield Tool.OIT, int(place[1])
            place = _AND_ANOTHER.match(text, _after_space(text, place.end()))


def _after_space(text: str, place: int) -> int:
    return place + 1 if text[place : place + 1] == " " else place
