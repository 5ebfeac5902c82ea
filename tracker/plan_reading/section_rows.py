"""What a line or a row without columns of its own says: a caption, a division, a total, a note, a signature."""

from __future__ import annotations

import re
from enum import StrEnum

from tracker.domain.framework import INDICATORS, indicator_of_name
from tracker.plan_reading.indicator_words import names_an_indicator, without_number
from tracker.plan_reading.plain_words import plain


class Section(StrEnum):
    INDICATOR = "indicator"
    DIVISION = "division"
    ASPECT = "aspect"
    TOTAL = "total"
    NOTE = "note"
    SIGNATURE = "signature"
    UNKNOWN = "unknown"


_TOTAL = re.compile(
    r"(?:ยอด)?รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน|จำนวน|ยอด|งบประมาณ|\d+(?:โครงการ|กิจกรรม|มาตรการ)?|$)|total|sum$", re.IGNORECASE
)
_NOTE = re.compile(r"หมายเหตุ|\*+(?=[ก-๎])|ที่มา[:：]|ข้อมูลณ|note[:：]|remark", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"\(?ลงชื่อ|\(?ลงนาม|\([.…_]{4,}|[.…_]{6,}|ผู้(?:จัดทำ|รายงาน|เสนอ|เห็นชอบ|อนุมัติ|ตรวจสอบ|รับรอง)(?:แผน|ข้อมูล|รายงาน)?[.…:：]*$"
    r"|ตำแหน่ง[.…:：]|signed",
    re.IGNORECASE,
)
_DIVISION_LABEL = re.compile(r"(?:ส่วนราชการ|หน่วยงาน|สำนัก/กอง|ผู้รับผิดชอบ|ของ)[:：]?(?=กอง|สำนัก|หน่วย)")
_ANY_DIVISION = re.compile(r"กอง(?!ทุน|ทัพ)|สำนัก|หน่วย(?:ตรวจสอบ|งาน)|ศูนย์|โรงเรียน|สถาน")
_SURE_DIVISION = re.compile(
    r"กอง(?!ทุน|ทัพ|กลาง)|สำนัก(?:งาน)?(?:ปลัด|คลัง|ช่าง|การ|สาธารณสุข|เลขานุการ|ยุทธศาสตร์|สวัสดิการ)|หน่วยตรวจสอบ"
)
_LONGEST_DIVISION = 60
_LONGEST_ASPECT = 200
_ASPECT = re.compile(
    r"(?:ด้าน|มิติ|ยุทธศาสตร์|กลยุทธ์|หมวด|เป้าประสงค์|แผนงาน)(?=ที่?\d|[ก-๎:：])|(?:ส่วน|ตอน|กลุ่ม|ประเด็น)ที่\d"
    r"|(?:\(?(?:iit|eit|oit)\)?|แบบ(?:วัด|ตรวจ)การ)|เครื่องมือ",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\(?\d{1,2}(?:\.\d{1,2})*[.)]{0,2}")
_TOOL_AT_THE_END = re.compile(r"\((?:iit|eit|oit)\)$", re.IGNORECASE)
_SPARE_LETTERS = 12
_LONGEST_NAME = max(len(name) for one in INDICATORS for name in (one.thai, *one.also))


def section_of(text: str, *, is_merged: bool) -> Section | None:
    """Of a row with one filled cell; `is_merged` when it is certain that the cell goes across the table."""
    words = plain(text)
    bare = without_number(text)
    if (closing := closing_of(text)) is not None:
        return closing
    if names_an_indicator(text) or _is_indicator_name(bare):
        return Section.INDICATOR
    divisions = _ANY_DIVISION if is_merged else _SURE_DIVISION
    if len(words) <= _LONGEST_DIVISION and divisions.match(_DIVISION_LABEL.sub("", bare)):
        return Section.DIVISION
    if len(words) <= _LONGEST_ASPECT and (_ASPECT.match(_NUMBER.sub("", words)) or _TOOL_AT_THE_END.search(words)):
        return Section.ASPECT
    return None


def closing_of(text: str) -> Section | None:
    """A total, a note or a signature: what stands at the end of a table or a list."""
    words = plain(text[:_LONGEST_ASPECT])
    for section, pattern in ((Section.TOTAL, _TOTAL), (Section.NOTE, _NOTE), (Section.SIGNATURE, _SIGNATURE)):
        if pattern.match(words):
            return section
    return None


def division_in(text: str) -> str:
    """The division of a section row as printed, without its number and the word before it."""
    bare = re.sub(r"^\(?[\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2})*[.)]{0,2}\s*", "", text.strip())
    return re.sub(r"^(?:ส่วนราชการ|หน่วยงาน|สำนัก/กอง|ผู้รับผิดชอบ|ของ)\s*[:：]?\s*(?=กอง|สำนัก|หน่วย)", "", bare).strip()


def _is_indicator_name(bare: str) -> bool:
    return len(bare) <= _LONGEST_NAME + _SPARE_LETTERS and indicator_of_name(bare) is not None
