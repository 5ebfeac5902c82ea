"""Thai dates in and out: month names (also misspelt), two-figure years, Buddhist era and Gregorian."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches

from tracker.domain.errors import N_, Refusal
from tracker.domain.fiscal_year import BUDDHIST_ERA_OFFSET
from tracker.domain.thai_text import clean, spread, to_arabic_digits, to_thai_digits

MONTH_NAMES = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
MONTH_ABBREVIATIONS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip

#: Monday first, as `date.weekday` counts; without วัน.
WEEKDAY_NAMES = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

_MISSPELT = {
    "มกรคม": 1, "มกราค": 1, "มกรา": 1,
    "กุมภาพันธ": 2, "กุมภาพัน": 2, "กุมพาพันธ์": 2, "กุมภาพันธุ์": 2, "กุมภา": 2,
    "มีนาค": 3, "มีนา": 3,
    "เมยายน": 4, "เมษยน": 4, "เมษายาน": 4, "เมษา": 4,
    "พฤศภาคม": 5, "พฤษาภาคม": 5, "พฤกษภาคม": 5, "พฤษภา": 5,
    "มิถุนายาน": 6, "มิถนายน": 6, "มิถุนา": 6,
    "กรกฏาคม": 7, "กรกฎคม": 7, "กรกฎา": 7, "กรกฏา": 7,
    "สิงหาค": 8, "สิงหา": 8,
    "กันยายาน": 9, "กันยน": 9, "กันยา": 9,
    "ตุลาค": 10, "ตุลา": 10,
    "พฤษจิกายน": 11, "พฤศจิกายาน": 11, "พฤจิกายน": 11, "พฤศจิกา": 11,
    "ธันวาค": 12, "ธันวา": 12,
}  # fmt: skip
_ENGLISH = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


def _key(word: str) -> str:
    return re.sub(r"[\s.]", "", word).lower()


_NUMBERS: dict[str, int] = {
    **{_key(name): number for number, name in enumerate(MONTH_NAMES, start=1)},
    **{_key(name): number for number, name in enumerate(MONTH_ABBREVIATIONS, start=1)},
    **_MISSPELT,
    **_ENGLISH,
}

_NO_THAI_LETTER = "(?![ก-๎])"
_WHOLE_NAME_ENDS = ("คม", "ยน", "พันธ์")


def _abbreviation_pattern(abbreviation: str) -> str:
    """With its dots anywhere; without them only as a word of its own ("ต.คลองหนึ่ง" is no October)."""
    first, second, _ = abbreviation.split(".")
    dotted = rf"{spread(first)}\s*\.\s*{second}\s*(?:\.(?![ก-ฮ]\s*\.)|{_NO_THAI_LETTER})"
    bare = rf"(?<![ก-๎]){first}{second}(?:\.|{_NO_THAI_LETTER})"
    return f"{dotted}|{bare}"


def _month_pattern() -> str:
    spelt_out = sorted((*MONTH_NAMES, *_MISSPELT), key=len, reverse=True)
    whole = [spread(word) + ("" if word.endswith(_WHOLE_NAME_ENDS) else _NO_THAI_LETTER) for word in spelt_out]
    short = [_abbreviation_pattern(abbreviation) for abbreviation in MONTH_ABBREVIATIONS]
    english = [rf"(?<![A-Za-z]){word}(?![A-Za-z])\.?" for word in sorted(_ENGLISH, key=len, reverse=True)]
    return "(?:" + "|".join([*whole, *short, *english]) + ")"


MONTH_PATTERN = _month_pattern()
"""Matches a month however it is written, in a cleaned text; use it with re.IGNORECASE."""


def month_number(word: str) -> int | None:
    return _NUMBERS.get(_key(word))


def closest_month(word: str) -> int | None:
    """The month that a word nearly spells, for a question; never to be trusted without asking."""
    close = get_close_matches(_key(word), MONTH_NAMES, n=1, cutoff=0.8)
    return MONTH_NAMES.index(close[0]) + 1 if close else None


def gregorian_year(figures: str) -> int | None:
    """2569, 69 and 2026 are 2026; anything else (a cut-off 256, 25, 1069) is None."""
    number = int(figures)
    if len(figures) == 2 and number >= 40:
        return 2500 + number - BUDDHIST_ERA_OFFSET
    if len(figures) == 4 and 2440 <= number <= 2699:
        return number - BUDDHIST_ERA_OFFSET
    if len(figures) == 4 and 1900 <= number <= 2199:
        return number
    return None


def thai_date(day: date, *, short: bool = False, thai_digits: bool = False) -> str:
    text = f"{day.day} {_month_and_year(day, short)}"
    return to_thai_digits(text) if thai_digits else text


def thai_month(month: date, *, short: bool = False, thai_digits: bool = False) -> str:
    text = _month_and_year(month, short)
    return to_thai_digits(text) if thai_digits else text


def _month_and_year(day: date, short: bool) -> str:
    names = MONTH_ABBREVIATIONS if short else MONTH_NAMES
    return f"{names[day.month - 1]} {day.year + BUDDHIST_ERA_OFFSET}"


_ERA = r"(?:(?:ปี|พ\s*\.?\s*ศ\s*\.?|ค\s*\.?\s*ศ\s*\.?)\s*)*"
_DATE_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{2}|\d{4})"),
    re.compile(
        rf"(?:วันที่\s*)?(?P<day>\d{{1,2}})\s*(?:เดือน\s*)?(?P<name>{MONTH_PATTERN})\s*{_ERA}(?P<year>\d{{2}}|\d{{4}})",
        re.IGNORECASE,
    ),
)
_MONTH_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})\s*/\s*(?P<year>\d{2}|\d{4})"),
    re.compile(rf"(?:เดือน\s*)?(?P<name>{MONTH_PATTERN})\s*{_ERA}(?P<year>\d{{2}}|\d{{4}})", re.IGNORECASE),
)


def parse_date(text: str, field: str | None = None) -> date:
    found = _first_match(_DATE_FORMS, text)
    if found is None:
        message = N_("“%(value)s” is not a date. Write it like 1/10/2568, 1 ต.ค. 68 or 2025-10-01.")
        raise Refusal(message, field, value=text.strip())
    return _real_day(found, int(found["day"]), text, field)


def parse_month(text: str, field: str | None = None) -> date:
    found = _first_match(_MONTH_FORMS, text)
    if found is None:
        message = N_("“%(value)s” is not a month. Write it like ม.ค. 69, มกราคม 2569 or 2026-01.")
        raise Refusal(message, field, value=text.strip())
    return _real_day(found, 1, text, field)


def parse_fiscal_year(text: str, field: str | None = None) -> int:
    """In the Buddhist era: 2569, 69, ๒๕๖๙; a Gregorian year is understood too."""
    figures = to_arabic_digits(clean(text)).strip()
    year = gregorian_year(figures) if re.fullmatch(r"[0-9]{2,4}", figures) else None
    if year is None:
        raise Refusal(N_("“%(value)s” is no fiscal year. Write it like 2569."), field, value=text.strip())
    return year + BUDDHIST_ERA_OFFSET


def _first_match(forms: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    plain = to_arabic_digits(clean(text))
    return next((found for form in forms if (found := form.fullmatch(plain))), None)


def _real_day(found: re.Match[str], day: int, text: str, field: str | None) -> date:
    parts = found.groupdict()
    month = month_number(parts["name"]) if "name" in parts else int(parts["month"])
    year = gregorian_year(parts["year"])
    if year is None or month is None:
        message = N_("The year in “%(value)s” is unclear. Write it with four figures, for example 2569.")
        raise Refusal(message, field, value=text.strip())
    try:
        return date(year, month, day)
    except ValueError as impossible:
        message = N_("There is no such day as “%(value)s”. Check the day and the month.")
        raise Refusal(message, field, value=text.strip()) from impossible
