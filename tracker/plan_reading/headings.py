"""What the headings of a table mean, in the many words that offices use for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from tracker.domain.thai_dates import MONTH_PATTERN
from tracker.domain.thai_text import squeeze, to_arabic_digits
from tracker.plan_reading.indicator_words import names_an_indicator
from tracker.plan_reading.item_lists import number_of


class Column(StrEnum):
    NUMBER = "number"
    TITLE = "title"
    INDICATOR = "indicator"
    ISSUE = "issue"
    STEPS = "steps"
    RESPONSIBLE = "responsible"
    PERIOD = "period"
    PERIOD_PART = "period_part"
    MONITORING = "monitoring"
    QUESTION = "question"
    SCORE = "score"
    TOOL = "tool"
    OTHER = "other"


Columns = dict[int, Column]
"""Which place of a row holds what; places that are not in it are not understood."""

# A quarter or month as a heading: its cells carry marks instead of words.
_PART_OF_YEAR = re.compile(rf"(?:ไตรมาส(?:ที่)?|Q)[1-4](?:/\d{{2,4}})?|{MONTH_PATTERN}(?:\d{{4}}|\d\d)?", re.IGNORECASE)

# Matched at the beginning of a heading without spaces; the first line that fits decides.
_WORDS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"(?:ที่|ลำดับ(?:ที่)?|ข้อ(?:ที่)?|no\.?|#)$"),
    (
        Column.OTHER,
        r"(?:ตัวชี้วัด(?:ความสำเร็จ|ผลสำเร็จ|ผลการดำเนิน|โครงการ|กิจกรรม)|เป้าหมาย|วัตถุประสงค์|ผลที่คาด|ผลผลิต|ผลลัพธ์"
        r"|ผลสำเร็จ|ผลการดำเนิน|ผลการปฏิบัติ|ความก้าวหน้า|หลักฐาน|หมายเหตุ|งบประมาณ|วงเงิน|สถานะ|ความสำเร็จ|ร้อยละ"
        r"|ปัญหา(?:และ|/)?อุปสรรค|กลุ่มเป้าหมาย|สถานที่|ลิงก์|link|url)",
    ),
    (
        Column.RESPONSIBLE,
        r"(?:.{0,20}รับผิดชอบ|ผู้รับ(?:ผิด|ชอบ)|ผู้ดำเนิน|ผู้ปฏิบัติ|เจ้าภาพ"
        r"|(?:หน่วยงาน|ส่วนราชการ|หน่วย|สำนัก/?กอง)(?:ที่|ผู้)?(?:ดำเนิน|เจ้าของ|หลัก|เจ้าภาพ|$)|รับผิดชอบ)",
    ),
    (
        Column.PERIOD,
        r"(?:ระยะเวลา|กำหนดเวลา|กรอบเวลา|ช่วงเวลา|ห้วงเวลา|ห้วงระยะเวลา|กำหนดการ|กำหนดแล้วเสร็จ|กำหนดส่ง|วัน(?:ที่)?ดำเนิน"
        r"|เวลา(?:ที่)?(?:ดำเนิน|แล้วเสร็จ|$)|ปฏิทิน|วันเดือนปี|แผนการดำเนิน|วันแล้วเสร็จ|ระยะดำเนิน|เริ่มต้น)",
    ),
    (
        Column.MONITORING,
        r"(?:(?:วิธี|แนวทาง|ระบบ|รูปแบบ)?(?:การ)?(?:กำกับ|ติดตาม)|(?:วิธี)?(?:การ)?รายงาน(?:ผล|ความก้าวหน้า|$)"
        r"|ความถี่|รอบ(?:การ)?(?:ติดตาม|รายงาน)|การประเมินผล|(?:การ)?ตรวจสอบและติดตาม)",
    ),
    (Column.QUESTION, r"(?:ข้อคำถาม|ข้อความ|คำถาม|ประเด็นการประเมิน|ประเด็นคำถาม|รายการประเมิน|ข้อการประเมิน)"),
    (Column.SCORE, r"(?:ได้|ผล)?คะแนน|ค่าเฉลี่ย|ผลการประเมิน(?:ราย|$)|ค่าคะแนน"),
    (Column.TOOL, r"เครื่องมือ|แบบวัด"),
    (Column.INDICATOR, r"(?:ราย|ชื่อ|รายละเอียด)?ตัวชี้วัด|ตัวชี้$|ประเด็นการวิเคราะห์|ด้าน(?:การประเมิน)?$|องค์ประกอบ"),
    (
        Column.ISSUE,
        r"(?:ผลการวิเคราะห์|การวิเคราะห์|วิเคราะห์|ประเด็น|ข้อค้นพบ|ข้อบกพร่อง|ข้อเสนอแนะ|จุดอ่อน|จุดที่ต้อง|สิ่งที่(?:ต้อง|ควร)"
        r"|สภาพปัญหา|ปัญหา|เหตุผล|ที่มา|สาเหตุ|เรื่องที่)",
    ),
    (
        Column.STEPS,
        r"(?:ขั้นตอน|วิธี(?:การ)?(?:ดำเนิน|ปฏิบัติ|$)|วิธีการ|แนวทางการ?(?:ดำเนิน|ปฏิบัติ)|แนวทางปฏิบัติ|การ(?:ดำเนิน|ปฏิบัติ)"
        r"|รายละเอียด|สิ่งที่จะดำเนิน|กระบวนการ|แผนปฏิบัติ|การนำไปสู่การปฏิบัติ)",
    ),
    (
        Column.TITLE,
        r"(?:ชื่อ)?(?:มาตรการ|โครงการ|กิจกรรม|แนวทาง|งาน/?โครงการ|ข้อตกลง|เรื่อง$|แผนงาน|การดำเนินการ/กิจกรรม)",
    ),
)
_COMPILED = tuple((column, re.compile(words, re.IGNORECASE)) for column, words in _WORDS)

_LONGEST: dict[Column, int] = {Column.ISSUE: 160, Column.INDICATOR: 120, Column.TITLE: 90, Column.STEPS: 70}
_LONGEST_OTHER = 50
_MATCHED_SHARE = 0.6

_MEASURE_DETAILS = {
    Column.STEPS,
    Column.RESPONSIBLE,
    Column.PERIOD,
    Column.PERIOD_PART,
    Column.MONITORING,
}
_SETTLED_BY_AN_OFFICE = {Column.RESPONSIBLE, Column.PERIOD, Column.PERIOD_PART}


_NEVER_IN_A_MEASURE = {Column.NUMBER, Column.RESPONSIBLE, Column.PERIOD, Column.SCORE, Column.QUESTION}
_LONGEST_WITH_SPACES = 400


def column_of(heading: str) -> Column | None:
    return _meaning_of(heading) if len(heading) <= _LONGEST_WITH_SPACES else None


@lru_cache(maxsize=512)
def _meaning_of(heading: str) -> Column | None:
    """Kept, because a long table repeats its headings on every page."""
    words = squeeze(heading)
    if _PART_OF_YEAR.fullmatch(to_arabic_digits(words)):
        return Column.PERIOD_PART
    for column, pattern in _COMPILED:
        if pattern.match(words):
            return column if len(words) <= _LONGEST.get(column, _LONGEST_OTHER) else None
    return None


def headings_in(row: Sequence[str]) -> Columns | None:
    """The columns of a heading row; None for a row of anything else."""
    filled = {place: cell for place, cell in enumerate(row) if squeeze(cell)}
    named = {place: column for place, cell in filled.items() if (column := column_of(cell)) is not None}
    if len(named) < 2 or len(named) < _MATCHED_SHARE * len(filled):
        return None
    if any(number_of(cell) for cell in filled.values()):
        return None
    return _settled(named)


def second_heading_row(row: Sequence[str], columns: Columns) -> Columns | None:
    """The columns with those of a second heading row, which divides some of the first; None when it is data."""
    filled = {place: cell for place, cell in enumerate(row) if squeeze(cell)}
    named = {place: column for place, cell in filled.items() if (column := column_of(cell)) is not None}
    if not filled or len(named) < len(filled) or named.get(0, columns.get(0)) is not columns.get(0):
        return None
    if any(number_of(cell) or names_an_indicator(cell) for cell in filled.values()):
        return None
    return _settled({**columns, **named})


def _settled(named: Columns) -> Columns:
    """One place for each meaning; of two headings for the measure the second tells how it is done."""
    columns: Columns = {}
    for place, column in sorted(named.items()):
        if column not in columns.values() or column is Column.PERIOD_PART:
            columns[place] = column
        elif column is Column.TITLE and Column.STEPS not in named.values():
            columns[place] = Column.STEPS
    if Column.TITLE not in columns.values() and Column.STEPS in columns.values():
        columns = _first_steps_as_title(columns, named)
    return columns


def _first_steps_as_title(columns: Columns, named: Columns) -> Columns:
    """The words แนวทางการดำเนินการ are the measure itself where no other column is."""
    steps = [place for place, column in sorted(named.items()) if column is Column.STEPS]
    settled = {**columns, steps[0]: Column.TITLE}
    if len(steps) > 1:
        settled[steps[1]] = Column.STEPS
    return settled


def holds_measures(columns: Columns) -> bool:
    found = set(columns.values())
    scored = Column.QUESTION in found or Column.SCORE in found and not found & _SETTLED_BY_AN_OFFICE
    return Column.TITLE in found and bool(found & _MEASURE_DETAILS) and not scored


def is_repeated_heading(columns: Columns, before: Columns) -> bool:
    """Below a heading, cells such as "มาตรการ..." and "ติดตามผล" are likelier a measure than a new heading."""
    return columns == before or bool(set(columns.values()) & _NEVER_IN_A_MEASURE)
