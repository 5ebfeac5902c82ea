"""Days off out of a list that somebody pastes: a line each, in any form in which offices write dates.

๑๓ เม.ย. ๖๙ วันสงกรานต์ · 13-15 เมษายน 2569 วันสงกรานต์ · วันขึ้นปีใหม่ วันพฤหัสบดีที่ 1 มกราคม 2569 · 1/1/69
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.domain.errors import N_, Refusal
from tracker.domain.fiscal_year import BUDDHIST_ERA_OFFSET
from tracker.domain.thai_dates import MONTH_PATTERN, parse_date
from tracker.domain.thai_text import clean, to_arabic_digits, with_line_feeds

LONGEST_SPAN_DAYS = 31
NO_NAME = "วันหยุด"
"""Where the line gives no name; stored like the names of the public calendar, which are Thai."""

_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์")
_WEEKDAY = re.compile(rf"(?:วัน)?(?P<name>{'|'.join(_WEEKDAYS)})(?:บดี|ฯ)?\s*(?:ที่)?(?=\s|\d|$)")

_ERA = r"(?:\s*(?:ปี|พ\s*\.?\s*ศ\s*\.?|ค\s*\.?\s*ศ\s*\.?))*\s*"
_YEAR = r"(?:\d{4}|\d{2})(?!\d)"
_IN_WORDS = rf"(?<!\d)\d{{1,2}}\s*(?:เดือน\s*)?{MONTH_PATTERN}"
_WHOLE = (
    rf"(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|(?<!\d)\d{{1,2}}\s*[/.]\s*\d{{1,2}}\s*[/.]\s*{_YEAR}|{_IN_WORDS}{_ERA}{_YEAR})"
)
_TO = r"\s*(?:-|–|—|ถึง(?:วันที่)?)\s*"
_SPAN = re.compile(
    rf"(?:(?P<first>{_WHOLE}|{_IN_WORDS}|(?<!\d)\d{{1,2}}){_TO})?(?P<last>{_WHOLE}|{_IN_WORDS}(?!\.?{_ERA}\d))",
    re.IGNORECASE,
)
_MONTH = re.compile(MONTH_PATTERN, re.IGNORECASE)
_EDGES = " \t,;:|()[]-–—•*·"
_NUMBERING = re.compile(r"^\d{1,3}\s*[.)]?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line that says something; `problem` is why nothing is taken from it."""

    number: int
    text: str
    days: tuple[date, ...] = ()
    name: str = ""
    problem: Refusal | None = field(default=None)


def read_day_list(text: str, year: int) -> list[ReadLine]:
    """Every line that is not empty. A day without a year is one of `year`, of the Gregorian calendar."""
    lines = enumerate(with_line_feeds(text).split("\n"), start=1)
    return [_read(number, line, year) for number, line in lines if clean(line)]


def _read(number: int, line: str, year: int) -> ReadLine:
    plain = to_arabic_digits(clean(line))
    try:
        found = _only_span(plain)
        first, last = _first_and_last(found, year)
        days = tuple(_days(first, last))
        _check_weekday(plain, days)
    except Refusal as problem:
        return ReadLine(number, clean(line), problem=problem)
    return ReadLine(number, clean(line), days, _name(plain, found))


def _only_span(plain: str) -> re.Match[str]:
    found = list(_SPAN.finditer(plain))
    if not found:
        raise Refusal(N_("No day is found in this line. Write it like 13 เม.ย. 2569 วันสงกรานต์."))
    if len(found) > 1:
        raise Refusal(N_("There are several days in this line. Give each a line of its own."))
    return found[0]


def _first_and_last(found: re.Match[str], year: int) -> tuple[date, date]:
    last = _date(found["last"], year)
    first = found["first"]
    if first is None:
        return last, last
    if first.isdigit():
        return _date(f"{first}/{last.month}/{last.year}", year), last
    return _date(first, last.year), last


def _date(text: str, year: int) -> date:
    in_words = _MONTH.search(text)
    has_year = in_words is None or any(letter.isdigit() for letter in text[in_words.end() :])
    return parse_date(text if has_year else f"{text} {year + BUDDHIST_ERA_OFFSET}")


def _days(first: date, last: date) -> Iterator[date]:
    if last < first:
        raise Refusal(N_("The last day comes before the first."))
    if (last - first).days >= LONGEST_SPAN_DAYS:
        raise Refusal(N_("These are more than %(most)s days in a row. Check the dates."), most=LONGEST_SPAN_DAYS)
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def span_of_days(first: date, last: date | None) -> list[date]:
    """The days of a form with a first day and, where it is more than one, a last."""
    return list(_days(first, last or first))


def _check_weekday(plain: str, days: tuple[date, ...]) -> None:
    named = _WEEKDAY.search(plain)
    if named is not None and _WEEKDAYS.index(named["name"]) not in {day.weekday() for day in days}:
        raise Refusal(
            N_("The line says %(weekday)s, but %(day)s is another day of the week."),
            weekday=f"วัน{named['name']}",
            day=days[0],
        )


def _name(plain: str, found: re.Match[str]) -> str:
    """What is left of the line, before the day or after it."""
    before = _NUMBERING.sub("", _WEEKDAY.sub("", plain[: found.start()]).strip(_EDGES)).strip(_EDGES)
    before = before.removesuffix("วันที่").strip(_EDGES)
    after = _WEEKDAY.sub("", plain[found.end() :]).strip(_EDGES)
    return clean(f"{before} {after}") or NO_NAME
