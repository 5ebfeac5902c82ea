"""Numbers spelt out in words: สามเดือน, ปีละสองครั้ง, ปีงบประมาณ พ.ศ. สองพันห้าร้อยหกสิบเก้า."""

from __future__ import annotations

import re

_DIGIT_WORDS = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_VALUES = {word: value for value, word in enumerate(_DIGIT_WORDS, start=1)} | {"เอ็ด": 1, "ยี่": 2}
_UNITS = "|".join((*_DIGIT_WORDS, "เอ็ด"))
_TENS = "|".join((*_DIGIT_WORDS[1:], "ยี่"))
_BELOW_A_HUNDRED = rf"(?:(?P<tens>{_TENS})?\s*(?P<ten>สิบ))?\s*(?P<units>{_UNITS})?"

_COUNTED = re.compile(rf"(?=หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่){_BELOW_A_HUNDRED}(?=\s*(?:ครั้ง|เดือน|สัปดาห์|วัน|ปี))")
_YEAR = re.compile(rf"สอง\s*พัน\s*ห้า\s*ร้อย\s*{_BELOW_A_HUNDRED}")


def words_to_figures(text: str) -> str:
    """Years of the Buddhist era, and numbers below a hundred before what they count; other words stay."""
    text = _YEAR.sub(lambda found: str(2500 + _value(found)), text)
    return _COUNTED.sub(lambda found: str(_value(found)), text)


def _value(found: re.Match[str]) -> int:
    tens = _VALUES.get(found["tens"] or "", 1) if found["ten"] else 0
    return 10 * tens + _VALUES.get(found["units"] or "", 0)
