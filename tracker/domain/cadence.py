"""How often a measure is to be reported, read from what the plan says about its follow-up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.thai_dates import MONTH_PATTERN
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

_NUMBER_WORDS = {"หนึ่ง": "1", "สอง": "2", "สาม": "3", "สี่": "4", "หก": "6", "เก้า": "9", "สิบสอง": "12"}
_WEEKDAY = "(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)"

# Written over the text without spaces and with Arabic digits.
_PATTERNS: tuple[tuple[Cadence, str], ...] = (
    (Cadence.WEEKLY, rf"(?:ทุก|ประจำ|ราย|แต่ละ)สัปดาห์|สัปดาห์ละ|ทุกวัน{_WEEKDAY}"),
    (
        Cadence.MONTHLY,
        rf"(?:ประจำ|ทุก|ราย|แต่ละ)+เดือน(?!{MONTH_PATTERN})|เดือนละ|ทุกสิ้นเดือน|ของเดือนถัดไป"
        rf"|ทุกวันที่\d+(?!\d|{MONTH_PATTERN})",
    ),
    (Cadence.QUARTERLY, r"(?:ทุก|ราย|ประจำ|แต่ละ)+(?:สิ้น)?ไตรมาส(?!ที่?\d)|ไตรมาสละ"),
    (Cadence.HALF_YEARLY, r"ทุกครึ่งปี|รายครึ่งปี|ครึ่งปีละ|ครั้งที่1เดือน.{1,40}ครั้งที่2เดือน"),
    (
        Cadence.YEARLY,
        r"(?:ทุก|ราย)(?:สิ้น)?ปี(?!งบประมาณ\d)|ประจำ(?:ทุก)?ปี(?!งบ|ที่|\d|พ\.?ศ|การ)|ปีละครั้ง|สิ้นปีงบประมาณ",
    ),
    (Cadence.ONCE, r"ครั้งเดียว|(?<![ละทุก\d])1ครั้ง|(?:เมื่อ|หลัง)(?:ดำเนินการ|งาน|โครงการ|กิจกรรม)*(?:แล้ว)?เสร็จ"),
    (Cadence.ONCE, r"(?:^|การ|จัดทำ|ออก)ประกาศ(?!ผล|ราคา)"),
    (Cadence.EACH_EVENT, r"ทุกครั้ง|ทุกโครงการ|ทุกกิจกรรม|ประชุมสภา|ทุกสมัย"),
)
_COMPILED = tuple((cadence, re.compile(pattern, re.IGNORECASE)) for cadence, pattern in _PATTERNS)

_TIMES_A_YEAR = re.compile(r"ปีละ(?:ไม่น้อยกว่า|อย่างน้อย)?(\d+)ครั้ง|(\d+)ครั้ง(?:ต่อ|/)ปี")
_EVERY_MONTHS = re.compile(r"(?:ทุกๆ?|ราย|รอบ(?:ระยะเวลา|ที่\d)?|ระยะ)((?:\d+เดือน(?:,|/|และ|หรือ|กับ)*)+)")
_ROUNDS_IN_A_ROW = re.compile(r"รอบ(?:ระยะเวลา)?((?:\d+(?:,|/|และ))+\d+)เดือน")
_EVERY_DAYS = re.compile(r"ทุกๆ?(\d+)วัน|(ทุกวัน|รายวัน|ประจำวัน)(?!ที่|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)")
_FORTNIGHT = 15
_HINTS: tuple[tuple[Cadence, str], ...] = (
    (Cadence.MONTHLY, "ประชุมหัวหน้าส่วนราชการ"),
    (Cadence.ONCE, "เผยแพร่"),
)

_BY_TIMES_A_YEAR = {
    1: Cadence.YEARLY, 2: Cadence.HALF_YEARLY, 4: Cadence.QUARTERLY,
    6: Cadence.EVERY_TWO_MONTHS, 12: Cadence.MONTHLY,
}  # fmt: skip
_BY_MONTHS = {
    1: Cadence.MONTHLY, 2: Cadence.EVERY_TWO_MONTHS, 3: Cadence.QUARTERLY,
    6: Cadence.HALF_YEARLY, 9: Cadence.QUARTERLY, 12: Cadence.YEARLY,
}  # fmt: skip


def parse_cadences(text: str) -> tuple[Cadence, ...]:
    """No text gives none; a text that names no cadence gives `unspecified`."""
    return read_cadences(text).cadences


def read_cadences(text: str) -> CadenceReading:
    if len(text) > LONGEST_TEXT:
        return CadenceReading((Cadence.UNSPECIFIED,), confirm=True)
    plain = _plain(text)
    if not plain.strip("-–—. "):
        return CadenceReading((), confirm=False)
    found = sorted([*_named(plain), *_counted(plain)], key=lambda hit: hit[0])
    cadences = tuple(dict.fromkeys(cadence for _, cadence, _ in found))
    if cadences:
        return CadenceReading(cadences, confirm=any(doubtful for _, _, doubtful in found))
    hints = tuple(cadence for cadence, word in _HINTS if word in plain)[:1]
    return CadenceReading(hints or (Cadence.UNSPECIFIED,), confirm=True)


def _plain(text: str) -> str:
    plain = to_arabic_digits(squeeze(text))
    for word, figure in _NUMBER_WORDS.items():
        plain = re.sub(rf"{word}(?=ครั้ง|เดือน|สัปดาห์)", figure, plain)
    return plain


_Hit = tuple[int, Cadence, bool]
"""Where in the text, which cadence, and whether it is only the nearest one."""


def _named(plain: str) -> list[_Hit]:
    return [(hit.start(), word, False) for word, pattern in _COMPILED for hit in pattern.finditer(plain)]


def _counted(plain: str) -> list[_Hit]:
    return [*_times_a_year(plain), *_every_months(plain), *_every_days(plain)]


def _times_a_year(plain: str) -> list[_Hit]:
    hits = []
    for hit in _TIMES_A_YEAR.finditer(plain):
        times = int(hit[1] or hit[2])
        exact = _BY_TIMES_A_YEAR.get(times)
        hits.append((hit.start(), exact or Cadence.QUARTERLY, exact is None))
    return hits


def _every_months(plain: str) -> list[_Hit]:
    hits = []
    for pattern in (_EVERY_MONTHS, _ROUNDS_IN_A_ROW):
        for hit in pattern.finditer(plain):
            for months in re.findall(r"\d+", hit[1]):
                exact = _BY_MONTHS.get(int(months))
                hits.append((hit.start(), exact or Cadence.QUARTERLY, exact is None))
    return hits


def _every_days(plain: str) -> list[_Hit]:
    """The tracker asks once a week at most; what is more frequent is taken as weekly, and asked."""
    hits = []
    for hit in _EVERY_DAYS.finditer(plain):
        days = int(hit[1] or 1)
        nearest = Cadence.WEEKLY if days < _FORTNIGHT else Cadence.MONTHLY
        hits.append((hit.start(), nearest, days not in (7, 30)))
    return hits
