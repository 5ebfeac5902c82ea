"""What a period text names (days, months, quarters, years, rounds) and where in the text it does.

Only finds and numbers them; what they mean together is decided in `period`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.period_text import ITEM_MARK
from tracker.domain.thai_dates import MONTH_NAMES, MONTH_PATTERN, closest_month, gregorian_year, month_number


class Unit(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    ROUND = "round"
    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    YEAR = "year"
    CONTINUOUS = "continuous"
    EVENT = "event"
    DURATION = "duration"
    OCCURRENCE = "occurrence"
    WEEK = "week"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing named at `start:end` of the plain text.

    `number` is the month, the quarter, the months of a round or the length of a duration; `part` is the
    half of the year that a round means. `year` is Gregorian: of a quarter or a fiscal year the one in
    which that fiscal year ends. `cut_year` says that a year was begun but is not whole.
    """

    unit: Unit
    start: int
    end: int
    text: str
    number: int = 0
    day: int = 0
    last_day: int = 0
    year: int | None = None
    last_year: int | None = None
    cut_year: bool = False
    part: str = ""

    @property
    def months(self) -> int:
        """How long a duration is; 0 when it is not counted in months or years."""
        if self.unit is not Unit.DURATION:
            return 0
        return self.number * {"เดือน": 1, "ปี": 12}.get(self.text.removesuffix("ล่าสุด").strip("0123456789 "), 0)


_ERA = r"(?:(?:ของ|ประจำ|ปี|พ\s?\.?\s?ศ\s?\.?|ค\s?\.?\s?ศ\s?\.?)\s*)*"
_YEAR = r"(?:\d{4}|[4-9]\d|25\d?)(?!\d|\s*(?:วัน|ครั้ง|คน|เดือน))"
_FISCAL = (
    r"(?:(?:ประจำ\s*)?ปี\s*งบ\s*(?:ประมาณ|ปม\.?|\.)?|งบ\s*ประมาณ\s*(?:ประจำ\s*)?ปี|(?:ปี\s*)?งปม\.?|(?<![A-Za-z])FY\.?)"
)
_QUARTER_YEAR = rf"(?:\s*/\s*|\s*\(?\s*(?:ของ\s*)?(?:{_FISCAL}\s*)?{_ERA})(?P<year>{_YEAR})"

# In order: what an earlier line has taken, a later one does not see.
_FORMS: tuple[tuple[Unit, str], ...] = (
    (Unit.DAY, r"(?<!\d)(?P<year>\d{4})[-/](?P<number>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)"),
    (Unit.DAY, r"(?<![\d/])(?P<day>\d{1,2})\s?[/.]\s?(?P<number>\d{1,2})\s?[/.]\s?(?P<year>\d{4}|\d\d)(?!\d)"),
    (Unit.DAY, rf"วันที่\s*(?P<day>\d{{1,2}})\s*เดือน\s*(?P<number>\d{{1,2}})\s*{_ERA}(?P<year>{_YEAR})"),
    (Unit.OCCURRENCE, r"(?:ครั้ง|งวด|รุ่น|ระยะ|ช่วง|เฟส)\s*ที่\s*\d{1,2}(?!\d)(?:\s*/\s*\d+)?"),
    (Unit.ITEM, rf"{ITEM_MARK}|(?:^|(?<=[^-]\s))\(?(?:[1-9]|[12]\d)[.)](?=\s|ไตรมาส|{MONTH_PATTERN})"),
    (Unit.WEEK, r"สัปดาห์\s*(?:ที่\s*)?(?:[1-5](?:\s*-\s*[1-5])?(?!\d)|แรก|หนึ่ง|สอง|สาม|สี่|สุดท้าย)"),
    (
        Unit.OCCURRENCE,
        rf"รอบ\s*(?:ที่\s*)?\d+(?:\s*/\s*\d{{2,4}})?(?!\d|\s*(?:ปี|วัน|เดือน(?!\s*{MONTH_PATTERN})))",
    ),
    (Unit.EVENT, r"(?:ตลอด\s*)?ปี\s*การศึกษา\s*(?:\d{4}|\d\d)?"),
    (
        Unit.EVENT,
        r"(?:ตลอด\s*)?(?:ภาคเรียน|ภาคการศึกษา|เทอม)\s*(?:ที่\s*)?(?:\d[\d/]*(?:\s*(?:,|และ|-)\s*\d[\d/]*)*)?",
    ),
    (Unit.QUARTER, rf"ไตรมาส\s*(?:ที่\s*)?(?P<number>[0-9])(?!\d)(?:{_QUARTER_YEAR})?"),
    (Unit.DAY, r"(?<![\d/-])(?P<day>\d{1,2})-(?P<number>\d{1,2})-(?P<year>\d{4})(?!\d)"),
    # A year that another month follows is no day of it: ต.ค. 68 ม.ค. 69.
    (Unit.MONTH, rf"(?<!\d)(?<!\d )(?P<month>{MONTH_PATTERN})\s*{_ERA}(?P<year>[4-9]\d)(?=\s+{MONTH_PATTERN})"),
    (
        Unit.DAY,
        r"(?<!\d)(?![4-9]\d\s*-)(?P<day>\d{1,2})\s*(?:-\s*(?P<last_day>\d{1,2})\s*)?(?:เดือน\s*)?"
        rf"(?P<month>{MONTH_PATTERN})(?:\s*[,/]?\s*{_ERA}(?P<year>{_YEAR}))?",
    ),
    (Unit.MONTH, rf"(?P<month>{MONTH_PATTERN})(?:\s*[,/]?\s*{_ERA}(?P<year>{_YEAR}))?"),
    (Unit.MONTH, r"(?<![\d/])(?P<number>\d{1,2})\s?/\s?(?P<year>\d{4})(?!\d)"),
    (Unit.ROUND, r"ครึ่ง\s*(?:ปี\s*)?(?:งบประมาณ\s*)?(?P<part>แรก|หลัง)"),
    (Unit.FISCAL_YEAR, rf"{_FISCAL}\s*{_ERA}(?:(?P<year>{_YEAR})(?:\s*-\s*{_ERA}(?P<last_year>{_YEAR}))?)?"),
    (Unit.ROUND, r"(?:รอบ\s*)?(?<!\d)(?P<number>\d{1,2})\s*เดือน\s*(?P<part>แรก|หลัง)"),
    (Unit.ROUND, r"รอบ\s*(?:ระยะ\s*เวลา\s*)?(?P<number>\d{1,2})\s*เดือน(?!\s*ล่าสุด)"),
    (
        Unit.DURATION,
        r"(?<!\d)(?P<number>\d{1,3})\s*(?:วัน|สัปดาห์|เดือน|ปี|ครั้ง)(?!\s*งบ|ที่|\s*(?:/|ต่อ)\s*[ก-๎]|ครั้ง)(?:\s*ล่าสุด)?",
    ),
    (Unit.CALENDAR_YEAR, rf"ปี\s*ปฏิทิน\s*{_ERA}(?P<year>{_YEAR})"),
    (Unit.FISCAL_YEAR, rf"(?:ตลอด(?:ทั้ง)?|ทั้ง)\s*ปี(?!\s*{_ERA}\d)"),
    (Unit.YEAR, rf"(?:ปี|[พค]\s?\.?\s?ศ\s?\.)\s*{_ERA}(?P<year>{_YEAR})(?:\s*-\s*{_ERA}(?P<last_year>{_YEAR}))?"),
    (Unit.YEAR, rf"(?<!\d)(?P<year>\d{{4}})(?!\d)(?:\s*-\s*{_ERA}(?P<last_year>{_YEAR}))?"),
    (Unit.CONTINUOUS, r"(?:ตั้งแต่\s*)?บัดนี้(?:\s*เป็นต้นไป)?|ต่อเนื่อง|ตลอดเวลา|ตลอดไป|สม่ำเสมอ|ตลอดระยะเวลา|เป็นประจำ"),
    (
        Unit.EVENT,
        r"ทันที|(?:ตาม|ใน)\s*(?:ห้วง|ช่วง|วัน)\s*เวลา|หลัง(?:จาก)?(?=[ก-๎\s])|นับ(?:แต่|จาก|ตั้งแต่|ถัด)|เมื่อ"
        r"|ตาม(?:ที่|แผน|กำหนด|ปฏิทิน|ความ|ห้วง|ช่วง|รอบ|ระยะ|สถานการณ์)|ก่อนการ|ระหว่างการ|ทุกครั้ง",
    ),
)
_COMPILED = tuple((unit, re.compile(pattern, re.IGNORECASE)) for unit, pattern in _FORMS)
_TAKEN = "\0"

_WORD = re.compile("[ก-๎]{5,}")


def find_marks(plain: str) -> list[Mark]:
    marks = []
    for unit, pattern in _COMPILED:
        for found in pattern.finditer(plain):
            marks.append(_mark(unit, found))
        plain = pattern.sub(lambda found: _TAKEN * len(found[0]), plain)
    return sorted(marks, key=lambda mark: mark.start)


def _mark(unit: Unit, found: re.Match[str]) -> Mark:
    groups = found.groupdict()
    named_month = month_number(groups["month"]) if groups.get("month") else None
    year, last_year = (gregorian_year(groups[name]) if groups.get(name) else None for name in ("year", "last_year"))
    return Mark(
        unit=unit,
        start=found.start(),
        end=found.end(),
        text=found[0],
        number=named_month or int(groups.get("number") or 0),
        day=int(groups.get("day") or 0),
        last_day=int(groups.get("last_day") or 0),
        year=year,
        last_year=last_year,
        cut_year=bool(groups.get("year")) and year is None or bool(groups.get("last_year")) and last_year is None,
        part=groups.get("part") or "",
    )


def rest_of(plain: str, marks: list[Mark]) -> str:
    """What no mark has taken, at the same places."""
    letters = list(plain)
    for mark in marks:
        letters[mark.start : mark.end] = " " * (mark.end - mark.start)
    return "".join(letters)


def with_months_mended(plain: str) -> str:
    """Left-over words that nearly spell a month replaced by it; what comes of it must be confirmed."""
    pieces, last = [], 0
    for word in _WORD.finditer(rest_of(plain, find_marks(plain))):
        if (number := closest_month(word[0])) is not None:
            pieces += [plain[last : word.start()], MONTH_NAMES[number - 1]]
            last = word.end()
    return "".join([*pieces, plain[last:]])
