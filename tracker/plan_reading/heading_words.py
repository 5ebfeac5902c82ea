"""What a heading means, in the many words that offices use: for the head of a column and for a label before a colon."""

from __future__ import annotations

import re
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

from tracker.domain.thai_dates import MONTH_PATTERN
from tracker.domain.thai_text import squeeze
from tracker.plan_reading.plain_words import plain


class Column(StrEnum):
    NUMBER = "number"
    TITLE = "title"
    INDICATOR = "indicator"
    ISSUE = "issue"
    STEPS = "steps"
    RESPONSIBLE = "responsible"
    RESPONSIBLE_JOINT = "responsible_joint"
    PERIOD = "period"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    PERIOD_PART = "period_part"
    MONITORING = "monitoring"
    QUESTION = "question"
    SCORE = "score"
    TOOL = "tool"
    OTHER = "other"


# A quarter, month or half-year as a heading: its cells carry marks instead of words.
_PART_OF_YEAR = re.compile(
    rf"(?:เดือน)?(?:(?:ไตรมาส(?:ที่)?|Q)[1-4](?:/\d{{2,4}})?(?:ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?\d{{2,4}})?"
    rf"|{MONTH_PATTERN}(?:(?:พ\.?ศ\.?|ปี)?(?:\d{{4}}|\d\d))?"
    rf"|(?:ไตรมาส(?:ที่)?[1-4]|Q[1-4])\(.{{3,30}}\)|(?:รอบ)?6เดือน(?:แรก|หลัง)|ครึ่งปี(?:งบประมาณ)?(?:แรก|หลัง))",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(r"(?:ประจำ)?(?:ปีงบประมาณ|ปีงบฯ?|ปี)?(?:พ\.?ศ\.?)?25\d\d|(?:ปีงบประมาณ|ปี)(?:พ\.?ศ\.?)?\d\d")

# Matched at the beginning of a heading without spaces; the first line that fits decides.
_WORDS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"(?:ที่|ลำดับ(?:ที่)?|ลำดับข้อ|ข้อ(?:ที่)?|รหัส|no\.?|item(?:no\.?)?|#)$"),
    (
        Column.OTHER,
        r"(?:ตัวชี้วัด(?:ความสำเร็จ|ผลสำเร็จ|ผลการดำเนิน|โครงการ|กิจกรรม|ของมาตรการ|ผลผลิต|\(kpi)|เป้าหมาย|วัตถุประสงค์|ผลที่คาด"
        r"|ผลผลิต|ผลลัพธ์|ผลสำเร็จ|ผลการดำเนิน|ผลการปฏิบัติ|ผลที่(?:ได้|เกิด)|ผลดำเนิน|ผล$|ความก้าวหน้า|หลักฐาน|เอกสาร"
        r"|หมายเหตุ|งบประมาณ|วงเงิน|แหล่งงบ|จำนวนเงิน|สถานะ|ความสำเร็จ|ร้อยละ|%|ปัญหา(?:และ|/|,)?อุปสรรค|กลุ่มเป้าหมาย"
        r"|สถานที่|หน้า(?:ที่)?$|ชื่อ.{0,3}(?:นาม)?สกุล|รายชื่อ|ตำแหน่ง|ลายมือชื่อ|ลงชื่อ|ผู้(?:รายงาน|กำกับ|ติดตาม|ตรวจสอบ|อนุมัติ)"
        r"|โอกาส|ผลกระทบ|ระดับ|ยุทธศาสตร์|กลยุทธ์|มิติ|เป้าประสงค์|พันธกิจ|หมวด"
        r"|ประโยชน์|ลิงก์|link|url|kpi|budget|target|goal|objective|result|output|outcome|remark|note|evidence|status)",
    ),
    (
        Column.RESPONSIBLE_JOINT,
        r"(?:.{0,20}รับผิดชอบร่วม|(?:หน่วยงาน|ส่วนราชการ|หน่วย)(?:ที่)?(?:สนับสนุน|ร่วม|ประสาน|เกี่ยวข้อง)"
        r"|ผู้(?:ร่วม|สนับสนุน|เกี่ยวข้อง|ประสาน)|เจ้าภาพร่วม|(?:joint|support|co-)\w*)",
    ),
    (
        Column.RESPONSIBLE,
        r"(?:.{0,20}รับผิดชอบ|ผู้รับ(?:ผิด|ชอบ)|ผู้ดำเนิน|ผู้ปฏิบัติ|ผู้จัดทำ|เจ้าภาพ"
        r"|(?:หน่วยงาน|ส่วนราชการ|หน่วย|สำนัก/?กอง|กอง/?สำนัก|กอง/ฝ่าย|กอง|ฝ่าย)(?:ที่|ผู้)?(?:ดำเนิน|เจ้าของ|หลัก|เจ้าภาพ|ปฏิบัติ|$)"
        r"|responsib|personincharge|owner|lead)",
    ),
    (Column.PERIOD_START, r"(?:วัน(?:ที่)?|เดือน(?:ที่)?|เวลา|ระยะเวลา)?เริ่ม(?:ต้น|ดำเนิน|โครงการ|งาน|$)|ตั้งแต่$|start"),
    (
        Column.PERIOD_END,
        r"(?:(?:กำหนด|วัน(?:ที่)?|เดือน(?:ที่)?|เวลา|ระยะเวลา)?(?:สิ้นสุด|(?:แล้ว)?เสร็จ)|ภายใน$|ถึง$|กำหนดส่ง|end(?:date)?$|finish|due"
        r"|deadline)",
    ),
    (
        Column.PERIOD,
        r"(?:ระยะเวลา|กำหนดเวลา|กรอบ(?:ระยะ)?เวลา|ช่วง(?:ระยะ)?เวลา|ห้วง(?:ระยะ)?เวลา|กำหนดการ|วัน(?:ที่)?(?:ดำเนิน|ปฏิบัติ)"
        r"|เวลา(?:ที่|ใน)?(?:การ)?(?:ดำเนิน|ปฏิบัติ|$)|ปฏิทิน|วัน/?เดือน/?ปี|เดือนที่ดำเนิน|ระยะดำเนิน|ปีที่ดำเนิน"
        r"|period|time|duration|schedule)",
    ),
    (
        Column.MONITORING,
        r"(?:(?:วิธี|แนวทาง|ระบบ|รูปแบบ)?(?:การ)?(?:กำกับ|ติดตาม)|(?:วิธี)?(?:การ)?รายงาน(?:ผล|ความก้าวหน้า|$)"
        r"|ความถี่|รอบ(?:การ)?(?:ติดตาม|รายงาน)|การประเมินผล|(?:การ)?ตรวจสอบและติดตาม|monitor|follow|report)",
    ),
    (
        Column.QUESTION,
        r"(?:ข้อ(?:ความ)?คำถาม|ข้อความ|คำถาม|ประเด็นการประเมิน|ประเด็นคำถาม|รายการประเมิน|ข้อการประเมิน|question)",
    ),
    (Column.SCORE, r"(?:ได้|ผล)?คะแนน|ค่าเฉลี่ย|ผลการประเมิน(?:ราย|$)|ค่าคะแนน|score"),
    (Column.TOOL, r"เครื่องมือ|แบบวัด"),
    (
        Column.INDICATOR,
        r"(?:ราย|ชื่อ|รายละเอียด)?ตัวชี้วัด|ตัวชี้$|ประเด็นการวิเคราะห์|ด้าน(?:การประเมิน|ที่ประเมิน)?$|องค์ประกอบ|indicator"
        r"|(?:ความ)?(?:สอดคล้อง|เชื่อมโยง|ตอบสนอง)(?:กับ)?(?:ประเด็น)?(?:ตัวชี้วัด|การประเมิน|ita)",
    ),
    (
        Column.ISSUE,
        r"(?:ผลการวิเคราะห์|การวิเคราะห์|วิเคราะห์|ประเด็น|ข้อค้นพบ|ข้อบกพร่อง|ข้อสังเกต|ข้อเสนอแนะ|จุดอ่อน|จุดที่ต้อง"
        r"|สิ่งที่(?:ควร|ต้อง(?!ดำเนิน|ทำ|ปฏิบัติ))|สภาพปัญหา|ปัญหา|เหตุผล|หลักการ|ที่มา|สาเหตุ|เรื่องที่|ความเสี่ยง|เหตุการณ์|รูปแบบ(?:พฤติการณ์|ความเสี่ยง)"
        r"|issue|finding|problem|weakness)",
    ),
    (
        Column.STEPS,
        r"(?:ขั้นตอน|วิธี(?:การ)?(?:ดำเนิน|ปฏิบัติ|$)|วิธีการ|แนวทางการ?(?:ดำเนิน|ปฏิบัติ)|แนวทางปฏิบัติ|การ(?:ดำเนิน|ปฏิบัติ)"
        r"|รายละเอียด|สิ่งที่(?:จะ|ต้อง)(?:ดำเนิน|ทำ|ปฏิบัติ)|กระบวนการ|แผน(?:การ)?(?:ปฏิบัติ|ดำเนิน)|การนำไปสู่การปฏิบัติ|กิจกรรม(?:ย่อย|ที่ดำเนิน|ดำเนิน)"
        r"|step|procedure|method|how)",
    ),
    (
        Column.TITLE,
        r"(?:ชื่อ)?(?:มาตรการ|โครงการ|กิจกรรม|แนวทาง|งาน/?โครงการ|ข้อตกลง|เรื่อง$|แผนงาน|การดำเนินการ/กิจกรรม)"
        r"|ภารกิจ|รายการ(?:ที่ดำเนิน|ดำเนิน|$)|measure|activit|project|action",
    ),
)
_COMPILED = tuple((column, re.compile(words, re.IGNORECASE)) for column, words in _WORDS)

_LONGEST: dict[Column, int] = {Column.ISSUE: 160, Column.INDICATOR: 120, Column.TITLE: 90, Column.STEPS: 70}
_LONGEST_OTHER = 50
_LONGEST_WITH_SPACES = 400

# The commonest headings whole: what differs from one of them in a letter or two is a slip of the pen or the scanner.
_USUAL: dict[str, Column] = {
    "มาตรการ": Column.TITLE, "มาตรการ/แนวทาง": Column.TITLE, "โครงการ/กิจกรรม": Column.TITLE,
    "มาตรการ/โครงการ/กิจกรรม": Column.TITLE,
    "ขั้นตอน": Column.STEPS, "วิธีดำเนินการ": Column.STEPS, "วิธีการดำเนินการ": Column.STEPS,
    "ขั้นตอนการดำเนินงาน": Column.STEPS, "ขั้นตอน/วิธีดำเนินการ": Column.STEPS,
    "ขั้นตอนหรือวิธีการปฏิบัติ": Column.STEPS, "แนวทางการดำเนินการ": Column.STEPS,
    "ผู้รับผิดชอบ": Column.RESPONSIBLE, "หน่วยงานที่รับผิดชอบ": Column.RESPONSIBLE,
    "หน่วยงานรับผิดชอบ": Column.RESPONSIBLE, "ส่วนราชการที่รับผิดชอบ": Column.RESPONSIBLE,
    "ระยะเวลา": Column.PERIOD, "ระยะเวลาดำเนินการ": Column.PERIOD, "กำหนดเวลา": Column.PERIOD,
    "ระยะเวลาการดำเนินงาน": Column.PERIOD,
    "การติดตามผล": Column.MONITORING, "การกำกับติดตาม": Column.MONITORING, "การรายงานผล": Column.MONITORING,
    "ตัวชี้วัด": Column.INDICATOR, "หมายเหตุ": Column.OTHER, "งบประมาณ": Column.OTHER, "ลำดับที่": Column.NUMBER,
}  # fmt: skip
_SHORTEST_SLIP = 7
_LONGEST_SLIP = 30
_ALIKE = 0.86


def column_of(heading: str) -> Column | None:
    return _meaning_of(heading) if len(heading) <= _LONGEST_WITH_SPACES else None


@lru_cache(maxsize=2048)
def _meaning_of(heading: str) -> Column | None:
    """Kept, because a long table repeats its headings on every page."""
    words = plain(heading)
    if _PART_OF_YEAR.fullmatch(words) or _YEAR_ALONE.fullmatch(words):
        return Column.PERIOD_PART
    for column, pattern in _COMPILED:
        if pattern.match(words):
            return column if len(words) <= _LONGEST.get(column, _LONGEST_OTHER) else None
    return None


@lru_cache(maxsize=2048)
def misspelt_column_of(heading: str) -> Column | None:
    """What a heading is nearly, when it is nothing exactly; to be asked, never taken for sure."""
    if len(heading) > _LONGEST_WITH_SPACES:
        return None
    words = squeeze(heading)
    if not _SHORTEST_SLIP <= len(words) <= _LONGEST_SLIP:
        return None
    of_like_length = [usual for usual in _USUAL if abs(len(usual) - len(words)) <= 2]
    close = get_close_matches(words, of_like_length, n=1, cutoff=_ALIKE)
    return _USUAL[close[0]] if close else None


def is_part_of_year(heading: str) -> bool:
    return bool(_PART_OF_YEAR.fullmatch(plain(heading)))


def is_year(heading: str) -> bool:
    return bool(_YEAR_ALONE.fullmatch(plain(heading)))
