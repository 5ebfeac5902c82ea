"""How often a measure is to be reported, read from what the plan says about its follow-up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.thai_dates import MONTH_PATTERN
from tracker.domain.thai_numbers import words_to_figures
from tracker.domain.thai_text import squeeze, to_arabic_digits


class Cadence(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    EVERY_TWO_MONTHS = "every_two_months"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    ONCE = "once"
    EACH_EVENT = "each_event"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class CadenceReading:
    """The cadences in the order of the text; `confirm` when a word only hints at them."""

    cadences: tuple[Cadence, ...]
    confirm: bool


LONGEST_TEXT = 1_000

_NOTHING = re.compile(r"[-–—._*]*|\(?ไม่(?:ได้)?(?:มี|ระบุ|กำหนด)\)?")
_WEEKDAY = "(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)"
_AT_LEAST = "(?:ไม่น้อยกว่า|อย่างน้อย|ไม่เกิน)?"
_PER = r"(?P<unit>(?<!ครึ่ง)ปี(?:งบประมาณ)?|เดือน|ไตรมาส|สัปดาห์)"

# All are written over the text without spaces and with Arabic digits; what one has taken, the next does not see.
_COUNTED_TIMES = (
    re.compile(rf"{_PER}ละ{_AT_LEAST}(?P<times>\d+)ครั้ง"),
    re.compile(rf"{_PER}ละ(?P<times>)ครั้ง"),
    re.compile(rf"(?<!\d)(?P<times>\d{{1,3}})ครั้ง(?:/|ต่อ){_PER}"),
)
_EVERY_MONTHS = (
    re.compile(r"(?:ทุก|ราย|รอบ(?:ระยะเวลา|ที่\d)?|ระยะ)(?P<list>(?:\d+เดือน(?:,|/|และ|หรือ|กับ)*)+)"),
    re.compile(r"รอบ(?:ระยะเวลา)?(?P<list>(?:\d+(?:,|/|และ))+\d+)เดือน"),
    re.compile(r"(?<!\d)(?P<list>\d{1,3})เดือน(?:/|ต่อ)?ครั้ง"),
)
_EVERY_DAYS = re.compile(rf"ทุก(?P<days>\d+)วัน|(?:ทุกวัน|รายวัน|ประจำวัน|วันละ)(?!ที่|ทำการ[ก-๎]+ของ|{_WEEKDAY})")
_TWO_DAYS = re.compile(r"วันที่\d+(?:และ|,|กับ|/)(?:วันที่)?\d+ของ(?:ทุก)?เดือน")
_NUMBERED = re.compile(r"ครั้งที่(\d+)(?![\d/])")

_SURE: tuple[tuple[Cadence, str], ...] = (
    (Cadence.MONTHLY, rf"(?:ทุก)?วัน(?:{_WEEKDAY}|ทำการ)(?:แรก|สุดท้าย|ที่\d|สัปดาห์\S{{1,9}}?)ของ(?:ทุก)?เดือน"),
    (Cadence.WEEKLY, rf"(?:ทุก|ประจำ|ราย|แต่ละ)สัปดาห์|สัปดาห์ละ|ทุกวัน{_WEEKDAY}"),
    (
        Cadence.MONTHLY,
        rf"(?:ประจำ|ทุก|ราย|แต่ละ)+เดือน(?!{MONTH_PATTERN}|[ก-๎]{{2,8}}(?:คม|ยน|พันธ์))|เดือน(?:ๆ)?ละ|ทุก(?:สิ้น|ต้น|กลาง|ปลาย)เดือน(?!{MONTH_PATTERN})"
        rf"|ของเดือนถัดไป|ทุกวันที่\d+(?!\d|(?:เดือน)?{MONTH_PATTERN})",
    ),
    (Cadence.EVERY_TWO_MONTHS, "เดือนเว้นเดือน"),
    (Cadence.QUARTERLY, r"(?:ทุก|ราย|ประจำ|แต่ละ)+(?:สิ้น)?ไตรมาส(?!ที่?\d)|ไตรมาสละ"),
    (Cadence.HALF_YEARLY, r"ทุกครึ่งปี|รายครึ่งปี|ครึ่งปีละ"),
    (
        Cadence.YEARLY,
        r"(?:ทุก|ราย)(?:สิ้น|1)?ปี(?!งบประมาณ\d)|(?<!แผน)(?<!มาตรการ)(?<!โครงการ)(?<!ปฏิบัติการ)ประจำ(?:ทุก)?ปี(?!งบ|ที่|\d|พ\.?ศ|การ)|สิ้น(?:สุด)?ปีงบประมาณ",
    ),
    (
        Cadence.ONCE,
        r"ครั้งเดียว|(?<![ละทุก\d])1ครั้ง(?!/|ต่อ|เดือน|ปี|ไตรมาส)"
        r"|(?:เมื่อ|หลัง)(?:ดำเนินการ|งาน|โครงการ|กิจกรรม)*(?:(?:แล้ว)?เสร็จ|สิ้นสุด(?!ป))",
    ),
    (Cadence.ONCE, r"(?:^|การ|จัดทำ|ออก)ประกาศ(?!ผล|ราคา)"),
    (Cadence.EACH_EVENT, r"ทุกครั้ง|ทุกโครงการ|ทุกกิจกรรม|ประชุมสภา|ทุกสมัย"),
)
_LIKELY: tuple[tuple[Cadence, str], ...] = (
    (Cadence.MONTHLY, "ประชุมหัวหน้า(?:ส่วนราชการ|ส่วน|หน่วยงาน)(?:ฯ)?(?:ทุกครั้ง)"),
    (Cadence.MONTHLY, "(?:ทุก|ราย)ปักษ์|ทุก2สัปดาห์"),
)
_UNREAD = re.compile(
    r"ทุก(?!คน|ท่าน|ส่วน|หน่วย|สำนัก|กอง|ฝ่าย|ระดับ|ภาค|ประเภท|ด้าน|ช่องทาง|มาตรการ)|รอบ\d|\d(?:เดือน|ครั้ง)|(?:ราย|ประจำ)ไตร|ไตรมาส(?!ที่?\d|\d)"
)
_HINTS: tuple[tuple[Cadence, str], ...] = (
    (Cadence.MONTHLY, "ประชุมหัวหน้าส่วนราชการ|สิ้นเดือน$"),
    (Cadence.QUARTERLY, r"ไตรมาส(?:ที่)?1(?:-|–|ถึง)(?:ไตรมาส(?:ที่)?)?4"),
    (Cadence.HALF_YEARLY, r"ไตรมาส(?:ที่)?2(?:และ|,)(?:ไตรมาส(?:ที่)?)?4"),
    (Cadence.ONCE, "เผยแพร่"),
)
_COMPILED = tuple(
    (cadence, re.compile(pattern, re.IGNORECASE), doubtful)
    for patterns, doubtful in ((_LIKELY, True), (_SURE, False))
    for cadence, pattern in patterns
)
_MONTH = re.compile(MONTH_PATTERN, re.IGNORECASE)
_RANGE_OF_MONTHS = re.compile(rf"{MONTH_PATTERN}\.?\d*(?:[-–—]|ถึง)", re.IGNORECASE)

_BY_TIMES_A_YEAR = {
    1: Cadence.YEARLY, 2: Cadence.HALF_YEARLY, 4: Cadence.QUARTERLY,
    6: Cadence.EVERY_TWO_MONTHS, 12: Cadence.MONTHLY,
}  # fmt: skip
_BY_UNIT = {"เดือน": Cadence.MONTHLY, "ไตรมาส": Cadence.QUARTERLY, "สัปดาห์": Cadence.WEEKLY}
_BY_MONTHS = {
    1: Cadence.MONTHLY, 2: Cadence.EVERY_TWO_MONTHS, 3: Cadence.QUARTERLY,
    6: Cadence.HALF_YEARLY, 9: Cadence.QUARTERLY, 12: Cadence.YEARLY,
}  # fmt: skip
_LONGEST_DAYS: tuple[tuple[int, Cadence], ...] = (
    (13, Cadence.WEEKLY), (45, Cadence.MONTHLY), (75, Cadence.EVERY_TWO_MONTHS), (135, Cadence.QUARTERLY),
    (270, Cadence.HALF_YEARLY),
)  # fmt: skip
_EXACT_DAYS = (7, 30)


def parse_cadences(text: str) -> tuple[Cadence, ...]:
    """No text gives none; a text that names no cadence gives `unspecified`."""
    return read_cadences(text).cadences


def read_cadences(text: str) -> CadenceReading:
    if len(text) > LONGEST_TEXT:
        return CadenceReading((Cadence.UNSPECIFIED,), confirm=True)
    plain = words_to_figures(to_arabic_digits(squeeze(text))).replace("ทุกๆ", "ทุก")
    if _NOTHING.fullmatch(plain):
        return CadenceReading((), confirm=False)
    hits, unread = _hits(plain)
    found = sorted(hits, key=lambda hit: hit[0])
    cadences = tuple(dict.fromkeys(cadence for _, cadence, _ in found))
    if cadences:
        doubtful = any(doubtful for _, _, doubtful in found) or _UNREAD.search(unread)
        return CadenceReading(cadences, confirm=bool(doubtful))
    return CadenceReading((_hint(plain) or Cadence.UNSPECIFIED,), confirm=True)


def _hint(plain: str) -> Cadence | None:
    """What a text without a word for it may mean: the meeting where it is told, or the months that it lists."""
    for cadence, pattern in _HINTS:
        if re.search(pattern, plain):
            return cadence
    months = 0 if _RANGE_OF_MONTHS.search(plain) else len(_MONTH.findall(plain))
    return _BY_TIMES_A_YEAR[months] if months in (2, 4) else None


_Hit = tuple[int, Cadence, bool]
"""Where in the text, which cadence, and whether it is only the nearest one."""
_TAKEN = "\0"


def _hits(plain: str) -> tuple[list[_Hit], str]:
    """And the text without what they have taken."""
    hits: list[_Hit] = []
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str]], list[_Hit]]]] = [
        *((pattern, _of_times) for pattern in _COUNTED_TIMES),
        *((pattern, _of_months) for pattern in _EVERY_MONTHS),
        (_EVERY_DAYS, _of_days),
        (_TWO_DAYS, lambda found: [(found.start(), Cadence.MONTHLY, True)]),
    ]
    for pattern, read in readers:
        for found in pattern.finditer(plain):
            hits += read(found)
        plain = pattern.sub(_blank, plain)
    for cadence, pattern, doubtful in _COMPILED:
        hits += [(found.start(), cadence, doubtful) for found in pattern.finditer(plain)]
        plain = pattern.sub(_blank, plain)
    return hits + _of_numbered(plain), _NUMBERED.sub(_blank, plain)


def _blank(found: re.Match[str]) -> str:
    return _TAKEN * len(found[0])


def _of_times(found: re.Match[str]) -> list[_Hit]:
    times = int(found["times"] or 1)
    if (cadence := _BY_UNIT.get(found["unit"])) is not None:
        return [(found.start(), cadence, times != 1)]
    exact = _BY_TIMES_A_YEAR.get(times)
    return [(found.start(), exact or Cadence.QUARTERLY, exact is None)]


def _of_months(found: re.Match[str]) -> list[_Hit]:
    lengths = [int(figures) for figures in re.findall(r"\d+", found["list"])]
    return [(found.start(), _BY_MONTHS.get(months, Cadence.QUARTERLY), months not in _BY_MONTHS) for months in lengths]


def _of_days(found: re.Match[str]) -> list[_Hit]:
    """The tracker asks once a week at most; what is more frequent is taken as weekly, and asked."""
    days = int(found["days"] or 1)
    nearest = next((cadence for longest, cadence in _LONGEST_DAYS if days <= longest), Cadence.YEARLY)
    return [(found.start(), nearest, days not in _EXACT_DAYS)]


def _of_numbered(plain: str) -> list[_Hit]:
    """ครั้งที่ ๑ ... ครั้งที่ ๒ ...: so many times a year; a first one alone says nothing."""
    found = list(_NUMBERED.finditer(plain))
    numbers = [int(one[1]) for one in found]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return []
    exact = _BY_TIMES_A_YEAR.get(len(numbers))
    return [(found[0].start(), exact or Cadence.QUARTERLY, exact is None)]
