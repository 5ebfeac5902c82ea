"""Cells that only point to another: ditto marks, "as above", "the same as item 1"."""

from __future__ import annotations

import re

from tracker.domain.thai_text import clean, is_ditto
from tracker.plan_reading.plain_words import plain

_SAME = r"(?:เช่นเดียว(?:กับ|กัน)|เหมือน(?:กับ|กัน)?|ตาม|ดัง|อ้างถึง|ดู)"
_MARK = re.compile(r"[\"'”“„〃″‟,‘’`´]{1,4}|[-–—(]*[\"”“〃″,]{1,3}[-–—)]*|do\.?|ditto\.?|ibid\.?", re.IGNORECASE)
_ABOVE = re.compile(
    rf"{_SAME}?(?:ที่)?(?:กล่าว|ระบุ)?(?:มา)?(?:แล้ว)?(?:แถว|ข้อ|รายการ|มาตรการ)?(?:ข้าง|ด้าน)?(?:บน|ต้น|กล่าวข้างต้น|กล่าวมาแล้ว)"
    rf"|{_SAME}(?:ข้อ|รายการ|แถว)(?:ที่แล้ว|ก่อน(?:หน้า)?|บน)|เช่นเดียวกัน|เช่นเดิม|เหมือนกัน|เหมือนเดิม|ตามเดิม"
)
_OF_ITEM = re.compile(rf"{_SAME}(?:กับ)?(?:ข้อ|มาตรการ|ลำดับ|รายการ|กิจกรรม|โครงการ)(?:ที่)?(\d{{1,2}})(?:ข้างต้น)?")
_LONGEST = 40


def same_as(cell: str) -> str | None:
    """None of a cell with words of its own; else the number of the measure it points to, empty for the one above."""
    if len(cell) > 2 * _LONGEST:
        return None
    words = plain(cell)
    if not words or len(words) > _LONGEST:
        return None
    if found := _OF_ITEM.fullmatch(words):
        return found[1]
    if words != "," and _MARK.fullmatch(words) or _ABOVE.fullmatch(words) or is_ditto(clean(cell)):
        return ""
    return None
