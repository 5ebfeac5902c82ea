"""A measure as the cells of the plan's own workbook, and what one typed cell means.

A cell that still says what was written into it was not changed, however an office program has saved it since.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.agency import AgencyKind
from tracker.domain.cadence import Cadence, read_cadences
from tracker.domain.errors import Refusal
from tracker.domain.fiscal_year import BUDDHIST_ERA_OFFSET
from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.plan_book import NO, YES, BookColumn
from tracker.domain.responsibility import parse_responsible
from tracker.domain.thai_dates import parse_date
from tracker.domain.thai_text import clean, squeeze, to_arabic_digits
from tracker.domain.words import CADENCE
from tracker.plan_reading.draft import DraftMeasure
from tracker.plan_reading.indicator_words import indicators_in

Cells = Mapping[BookColumn, object]
"""A row as a worksheet has it: texts, numbers, dates, truth values or nothing."""


class NotUnderstood(Exception):
    """What was typed into a cell has no meaning in its column."""


@dataclass(frozen=True, slots=True)
class Named:
    """The divisions that a cell names; `everyone` where it says all of them."""

    everyone: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Divisions:
    """How the agency calls its divisions: `name_of` gives its own name for any spelling that it knows."""

    kind: AgencyKind | None
    names: tuple[str, ...]
    name_of: Callable[[str], str | None]


def cells_of(measure: DraftMeasure, *, is_cancelled: bool) -> dict[BookColumn, str | date | None]:
    said = measure.responsible
    return {
        BookColumn.NUMBER: measure.number,
        BookColumn.TITLES: _under_each_other(measure.titles),
        BookColumn.INDICATORS: ", ".join(measure.indicators),
        BookColumn.ISSUE: measure.issue or "",
        BookColumn.STEPS: _under_each_other(measure.steps),
        BookColumn.RESPONSIBLE: said.text,
        BookColumn.EVERYONE: YES if said.all else NO,
        BookColumn.LEAD: said.lead or "",
        BookColumn.DIVISIONS: _under_each_other(said.divisions),
        BookColumn.PERIOD: measure.period.text,
        BookColumn.START: measure.period.start,
        BookColumn.END: measure.period.end,
        BookColumn.MONITORING: measure.monitoring.text,
        BookColumn.CADENCES: _under_each_other(CADENCE[cadence] for cadence in measure.monitoring.cadences),
        BookColumn.CANCELLED: YES if is_cancelled else NO,
    }


def _under_each_other(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def says_the_same(cell: object, written: object) -> bool:
    return _plain(cell) == _plain(written)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else "\n".join(lines_of(value))


def text_of(value: object) -> str:
    """A number without the tail that a worksheet gives it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def lines_of(value: object) -> tuple[str, ...]:
    lines = re.split(r"[\r\n]+", text_of(value))
    return tuple(line for text in lines if (line := clean(text)))


_BULLET = re.compile(r"[-–•●▪◦·*]\s+")


def items_of(value: object) -> tuple[str, ...]:
    """One in each line, without a bullet or a number where all of them have one in turn."""
    lines = lines_of(value)
    numbered = [re.match(rf"\(?{number}[.)]+\s*(?=\S)", to_arabic_digits(line)) for number, line in enumerate(lines, 1)]
    if len(lines) > 1 and all(numbered):
        return tuple(line[found.end() :] for line, found in zip(lines, numbered, strict=True) if found)
    return tuple(_BULLET.sub("", line, count=1) if _BULLET.match(line) else line for line in lines)


_TYPED_IN_ERA = 2400
"""A worksheet knows no Buddhist era: 1/10/2569 typed there may have become a day in the year 2569 of its own."""
_TWO_FIGURES = range(1940, 2000)
"""And 1/10/69 a day in 1969; no plan has one, so the two figures were those of a Buddhist year."""


def day_of(value: object) -> date | None:
    if isinstance(value, date):
        return _real_day(value.date() if isinstance(value, datetime) else value)
    text = clean(text_of(value))
    if not text.strip("-–"):
        return None
    try:
        return parse_date(text)
    except Refusal as unreadable:
        raise NotUnderstood from unreadable


def _real_day(day: date) -> date:
    year = day.year
    if year >= _TYPED_IN_ERA:
        year -= BUDDHIST_ERA_OFFSET
    elif year in _TWO_FIGURES:
        year += 2500 - 1900 - BUDDHIST_ERA_OFFSET
    try:
        return day.replace(year=year)
    except ValueError as no_such_day:
        raise NotUnderstood from no_such_day


_YES = frozenset({YES, "yes", "y", "true", "x", "✓", "✔", "/", "ทุกส่วนราชการ", "ยกเลิก", "1"})
_NO = frozenset({NO, "", "ไม่", "no", "n", "false", "-", "–", "0"})


def truth_of(value: object) -> bool:
    word = squeeze(text_of(value)).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise NotUnderstood


_CODE = re.compile(r"\d{1,2}(?:\.\d)?")
_BETWEEN_CODES = re.compile(r"[\s,;/]+|และ|ตัวชี้วัดที่|ตัวชี้วัด")


def codes_of(value: object) -> tuple[str, ...]:
    text = to_arabic_digits(" ".join(lines_of(value)))
    words = [word for word in _BETWEEN_CODES.split(text) if word]
    if all(_CODE.fullmatch(word) and word.partition(".")[0] in INDICATOR_CODES for word in words):
        return tuple(dict.fromkeys(words))
    if named := indicators_in(text):
        return named
    raise NotUnderstood


_THAI_CADENCE = {squeeze(word): cadence for cadence, word in CADENCE.items()}


def cadences_of(value: object) -> tuple[Cadence, ...]:
    found: list[Cadence] = []
    for line in lines_of(value):
        for words in line.split(","):
            listed = _THAI_CADENCE.get(squeeze(words))
            reading = read_cadences(words)
            if listed is None and (reading.confirm or not reading.cadences):
                raise NotUnderstood
            found += [listed] if listed else reading.cadences
    return tuple(dict.fromkeys(found))


_BETWEEN_NAMES = re.compile(r"\s*[,;]\s*")


def divisions_of(value: object, known: Divisions) -> Named:
    """A line that is none of the agency's names is read like the same words in a document."""
    everyone = False
    names: list[str] = []
    for line in items_of(value):
        own = [known.name_of(part) for part in _BETWEEN_NAMES.split(line) if part]
        if all(own):
            names += [name for name in own if name]
            continue
        read = parse_responsible(line, agency_kind=known.kind, known_divisions=known.names)
        if not read.all and not read.divisions:
            raise NotUnderstood
        everyone = everyone or read.all
        names += [known.name_of(name) or name for name in read.divisions]
    return Named(everyone, tuple(dict.fromkeys(names)))


def lead_of(value: object, known: Divisions) -> str | None:
    named = divisions_of(value, known)
    if named.everyone or len(named.names) > 1:
        raise NotUnderstood
    return named.names[0] if named.names else None
