"""One way of writing for what offices write in many: the text of a period made plain before it is taken apart.

Only the writing changes here, never the meaning; what a person would have to guess stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.domain.thai_dates import MONTH_PATTERN
from tracker.domain.thai_numbers import words_to_figures
from tracker.domain.thai_text import clean, spread, squeeze, to_arabic_digits

ITEM_MARK = "•"

_Replacement = str | Callable[[re.Match[str]], str]
_Rules = tuple[tuple[re.Pattern[str], _Replacement], ...]


def _rules(*pairs: tuple[str, _Replacement]) -> _Rules:
    return tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in pairs)


def _applied(rules: _Rules, text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


_WORDS_THAT_BREAK = (
    "ปีงบประมาณ", "งบประมาณ", "ไตรมาส", "ภายใน", "ตลอด", "ตั้งแต่", "เป็นต้นไป", "ต่อเนื่อง", "สิ้นสุด", "เริ่มต้น",
    "สัปดาห์", "ระหว่าง", "ดำเนินการ", "แล้วเสร็จ", "จนถึง", "ครึ่งปี", "ประจำ", "เดือน", "ครั้ง", "วันที่", "ทั้งปี",
)  # fmt: skip
_LETTERS = _rules(
    ("|".join(spread(word) for word in _WORDS_THAT_BREAK), lambda found: squeeze(found[0])),
    (r"[ไใ]ตรม[าะ]+[สศษซท]์?", "ไตรมาส"),
    (r"พุทธศักราช", "พ.ศ. "),
    (r"ทุก\s*ๆ", "ทุก"),
    (r"ฯ", " "),
    (r"(?<![ก-๎])([ก-ฮ][ิี]?),\s?([คพย])\.", r"\1.\2."),
    (r"(?<=\d{4}-\d\d-\d\d)[ T]\d\d:\d\d(?::\d\d)?", ""),
)

_TWO_FIGURES = r"([4-9]) (\d)(?! ?\d)"
_SPLIT_FIGURES = _rules(
    (r"(?<!\d)(?<!\d )(2) ?(5) ?([4-9]) ?(\d)(?! ?\d)", r"\1\2\3\4"),
    (rf"({MONTH_PATTERN}|ปี|ศ\s?\.)\s*{_TWO_FIGURES}", r"\1 \2\3"),
)
_SPLIT_DAY = re.compile(rf"(?<!\d)(?<!\d )([0-3]) (\d)(?=\s*(?:เดือน\s*)?{MONTH_PATTERN})", re.IGNORECASE)

_WEEKDAY = "วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)"
_QUARTER = r"(?:ไตรมาส|(?<![A-Za-z])Q(?:uarter|tr)?\.?)\s*(?:ที่\s*)?"
_ERA = r"(?:(?:ปี|พ\s?\.?\s?ศ\s?\.?)\s*)*"
_YEAR_AND_MONTH = rf"{_ERA}(\d{{4}})\s*(?:เดือน\s*)?({MONTH_PATTERN})"
_WORDS = _rules(
    # What is left out is not dates of its own; the word stays, so that it is asked about.
    (r"\(?\s*(?:ยกเว้น|งดเว้น|นอกเหนือ)[^)]*\)?", " ยกเว้น "),
    # Separators: each range gets the same dash, each month its year behind a space.
    (r"(?:ตั้งแต่\s*)?(?:วัน\s*)?บัดนี้\s*(?:เป็นต้นไป\s*)?(?:ไป\s*)?(?:[-‐-―−~〜]|จนถึง|ถึง)", "ภายใน "),
    (r"^(?:ไป|จน)*ถึง\s*", "ภายใน "),
    (rf"({MONTH_PATTERN})\s*(?:[-‐-―]\s*|['’‘]\s*)((?:25)?[4-9]\d)(?!\d)", r"\1 \2"),
    (r"\s*[‐-―−~〜]\s*|\s*(?:ไป|เรื่อย)*จนถึง\s*|(?<=\S)\s*ถึง(?:\s+|(?=\S)|$)|\s+to\s+", " - "),
    (rf"(?<=\S)\s*(?:วัน\s*(?:ที่\s*)?)?สิ้นสุด\s*(?=วันที่|เดือน|\d|{MONTH_PATTERN})", " - "),
    (rf"(เริ่ม.{{3,40}}?)\s(?:ดำเนินการ)?แล้วเสร็จ\s*(?=วันที่|เดือน|\d|{MONTH_PATTERN})", r"\1 - "),
    (r"เวลา\s*\d{1,2}[.:]\d{2}(?:\s*-\s*\d{1,2}[.:]\d{2})?\s*น\.?", ""),
    (rf"{_WEEKDAY}(?:\s*ที่)?(?=\s*\d{{1,2}}\s*(?:เดือน\s*)?{MONTH_PATTERN})", "วันที่"),
    (rf"^\s*{_YEAR_AND_MONTH}\s*-\s*{_YEAR_AND_MONTH}\s*$", r"\2 \1 - \4 \3"),
    (rf"(วันที่\s*\d{{1,2}})\s*ของ\s*เดือน\s*(?={MONTH_PATTERN})", r"\1 "),
    (rf"(\d{{1,2}})-({MONTH_PATTERN})-(\d{{2}}|\d{{4}})(?!\d)", r"\1 \2 \3"),
    # Limits: from when, until when.
    (r"ก่อนหรือภายใน", "ภายใน"),
    (r"ไม่ก่อน", "ตั้งแต่"),
    (rf"(?:ภาย)?หลัง(?:จาก)?\s*(?=วันที่\s*\d|(?:เดือน\s*|\d{{1,2}}\s*){MONTH_PATTERN}|{MONTH_PATTERN})", "ตั้งแต่ "),
    (r"(ไตรมาส\s*(?:ที่\s*)?\d[^-]{0,30}-\s*)สิ้น(?:สุด)?\s*ปี\s*งบ(?:ประมาณ)?", r"\1ไตรมาส 4 "),
    (r"(?<=- )สิ้น(?:สุด)?\s*ปี\s*งบ(?:ประมาณ)?", "30 กันยายน "),
    # Quarters by their place.
    (rf"{_QUARTER}(?:แรก|หนึ่ง)", "ไตรมาส 1"),
    (rf"{_QUARTER}สอง", "ไตรมาส 2"),
    (rf"{_QUARTER}สาม", "ไตรมาส 3"),
    (rf"{_QUARTER}(?:สี่|สุดท้าย)", "ไตรมาส 4"),
    (rf"{_QUARTER}(?=\d)", "ไตรมาส "),
)

_LISTS = _rules(
    (
        r"(ไตรมาส\s*[1-9](?:\s*/\s*\d{2,4})?\s*(?:-|,|/|&|และ|กับ|\s)\s*)"
        rf"(?:ที่\s*)?([1-9])(?![\d.])(?!\s*(?:เดือน|วัน|ครั้ง|{MONTH_PATTERN}))",
        r"\1ไตรมาส \2",
    ),
    (
        r"(รอบ\s*(?:ระยะ\s*เวลา\s*)?\d{1,2})\s*(?:เดือน)?\s*(,|/|และ|กับ|(?<=เดือน)\s)\s*(?:และ\s*)?(?=\d{1,2}\s*เดือน)",
        r"\1 เดือน \2 รอบ ",
    ),
)
_MOST_IN_A_LIST = 8


def plain_period(text: str) -> str:
    """The text with one kind of digit and dash, and each quarter or round of a list with its own word."""
    plain = words_to_figures(to_arabic_digits(clean(_with_items_marked(text))))
    plain = _applied(_LETTERS, plain)
    if not re.search(r"\d\d", plain):
        plain = _SPLIT_DAY.sub(r"\1\2", plain)
    plain = _applied(_WORDS, _applied(_SPLIT_FIGURES, plain))
    for _ in range(_MOST_IN_A_LIST):
        plain = _applied(_LISTS, plain)
    return plain


def _with_items_marked(text: str) -> str:
    """A dash that begins every line is no "until", which it would be once the lines are joined."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or not all(re.match(r"[-–—•*]\s*\S", line) for line in lines):
        return text
    return " ".join(f"{ITEM_MARK} {line[1:]}" for line in lines)
