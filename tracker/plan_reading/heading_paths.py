"""What the headings over one column say together, the widest first: "ระยะเวลา", "ไตรมาส ๑", "ต.ค."."""

from __future__ import annotations

import re

from tracker.plan_reading.heading_words import Column, column_of, is_part_of_year, is_year
from tracker.plan_reading.marked_columns import MarkedColumn, year_words
from tracker.plan_reading.plain_words import plain

_WEEK = re.compile(r"(?:สัปดาห์(?:ที่)?|ส\.?|w)?[1-5]", re.IGNORECASE)
_CODE_OF_INDICATOR = re.compile(r"(?:ตัวชี้วัด)?(?:ที่)?(\d{1,2})")
_LEAD = re.compile(r"(?:หน่วยงาน|ผู้รับผิดชอบ|เจ้าภาพ)?หลัก")
_JOINT = re.compile(r"(?:หน่วยงาน|ผู้รับผิดชอบ|เจ้าภาพ)?(?:ร่วม|รอง|สนับสนุน)")
_START = re.compile(r"เริ่ม(?:ต้น)?|ตั้งแต่|จาก")
_END = re.compile(r"สิ้นสุด|ถึง|(?:แล้ว)?เสร็จ")
_ROUND = re.compile(r"(?:รอบ|ครั้ง|งวด)(?:ที่)?\d{1,2}(?:เดือน)?|(?:ราย|ทุก|ประจำ)(?:เดือน|ไตรมาส|ปี)|\d{1,2}เดือน")
_UNIT_NAME = re.compile(r"กอง|สำนัก|หน่วย|ฝ่าย|ทุก|ส่วน|คณะ|ปลัด|สป\.?|กค\.?|กช\.?")


def divides(cell: str, parent: Column | None) -> bool:
    if column_of(cell) is not None:
        return True
    words = plain(cell)
    if parent is Column.RESPONSIBLE:
        return bool(_LEAD.fullmatch(words) or _JOINT.fullmatch(words) or _UNIT_NAME.match(words))
    if parent in (Column.PERIOD, Column.PERIOD_PART):
        return bool(_WEEK.fullmatch(words) or _START.fullmatch(words) or _END.fullmatch(words))
    if parent is Column.MONITORING:
        return bool(_ROUND.fullmatch(words))
    return parent is Column.INDICATOR and bool(_CODE_OF_INDICATOR.fullmatch(words))


def meaning_of(path: tuple[str, ...], slip: Column | None) -> Column | None:
    own, over = column_of(path[-1]), _over(path)
    words = plain(path[-1])
    if over is Column.OTHER:
        return Column.OTHER
    if over is Column.RESPONSIBLE and _JOINT.fullmatch(words):
        return Column.RESPONSIBLE_JOINT
    if over is Column.PERIOD and (_START.fullmatch(words) or _END.fullmatch(words)):
        return Column.PERIOD_START if _START.fullmatch(words) else Column.PERIOD_END
    return own or over or slip


def _over(path: tuple[str, ...]) -> Column | None:
    """What the nearest heading above the last one says of it."""
    return next((column for label in reversed(path[:-1]) if (column := column_of(label)) is not None), None)


def marked_by(place: int, path: tuple[str, ...]) -> MarkedColumn | None:
    """A column of marks: a part of the year, or one of the units or indicators that the heading above it tells of."""
    over, label = _over(path), path[-1]
    words = plain(label)
    year = next((years for above in path[:-1] if (years := year_words(above))), "")
    parts = [one for one in path if is_part_of_year(one)]
    if parts and (label == parts[-1] or _WEEK.fullmatch(words)):
        return MarkedColumn(place, _told_by_time(path), parts[-1], "" if year == parts[-1] else year)
    if is_year(label):
        return MarkedColumn(place, _told_by_time(path), label)
    if over is Column.RESPONSIBLE and _UNIT_NAME.match(words) and column_of(label) is None:
        return MarkedColumn(place, Column.RESPONSIBLE, label)
    if over is Column.MONITORING and _ROUND.fullmatch(words):
        return MarkedColumn(place, Column.MONITORING, label)
    if over is Column.INDICATOR and (code := _CODE_OF_INDICATOR.fullmatch(words)):
        return MarkedColumn(place, Column.INDICATOR, f"ตัวชี้วัดที่ {code[1]}")
    return None


def _told_by_time(path: tuple[str, ...]) -> Column:
    """Months under "results" or "budget" are no plan; under "follow-up" they say when it is reported."""
    over = {column_of(label) for label in path[:-1]}
    if Column.OTHER in over or Column.SCORE in over:
        return Column.OTHER
    return Column.MONITORING if Column.MONITORING in over else Column.PERIOD
