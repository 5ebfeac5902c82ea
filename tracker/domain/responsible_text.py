"""The text of a responsibility cell made plain: names of divisions marked, persons and numbers of telephones out.

A name is marked before anything is split, because the words that split a list (และ, a comma, a line end, a
space) also stand inside names, and wrapped lines cut them anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tracker.domain.agency import AgencyKind
from tracker.domain.divisions import full_division_name, usual_divisions
from tracker.domain.thai_text import clean, spread, squeeze, to_arabic_digits

NAME_BEGINS, NAME_ENDS = "\ue001", "\ue002"
LEAD_MARK = "\ue000"
PERSON_MARK = "\ue003"
_MARKS = re.compile("[\ue000-\ue003]")

ABBREVIATION = r"(?<![ก-๎.])(?:สป|กค|กช|กศ|ตสน)\.?(?![ก-๎])"
BEGINS = (
    r"(?:กอง(?!ทุน|ทัพ)|สำนัก|หน่วย|ฝ่าย|งาน(?=[ก-๎])|กลุ่ม|ศูนย์|โรงเรียน|คณะ|ผู้อำนวยการ|ผอ\.|หัวหน้า|หน\.|ปลัด|รอง"
    r"|นายก|นายช่าง|ผู้บริหาร|ส่วนราชการ|ส่วน(?=การ|โยธา|สวัสดิการ|สาธารณสุข|ส่งเสริม|แผน)|เจ้าหน้าที่|เจ้าพนักงาน|นัก(?=[ก-๎]{4})|นิติกร|สถานธนานุบาล|สภา"
    rf"|{NAME_BEGINS}|{ABBREVIATION})"
)
TASK = (
    r"(?:นำ|จัดทำ|ดำเนินการ|รวบรวม|เผยแพร่|รายงาน|เป็น|โดย|รับผิดชอบ|ประสาน|ติดตาม|กำกับ|สรุป|แจ้ง|ส่ง(?!เสริม)"
    r"|ทำหน้าที่|ในฐานะ|เพื่อ|มีหน้าที่)"
)
_AGENCY = (
    r"(?:เทศบาล\s*(?:นคร|เมือง|ตำบล)|อบ[ตจ]\.?|องค์การบริหารส่วน\s*(?:ตำบล|จังหวัด)|ท[นมต]\.)\s*"
    rf"(?!{BEGINS})[ก-๎]*"
)
_NAME_IS_OVER = (
    rf"(?=\s*(?:$|[,;:/()+&•.\n\"{NAME_BEGINS}]|-|\d|{BEGINS}|{TASK}|ร่วม|หลัก|สนับสนุน|หรือ|กับ|ยกเว้น|โทร|ทุก|ทั้ง|{_AGENCY}"
    rf"|นาย|นาง|น\.\s?ส\.|ผู้|อื่น|ของ|ฯลฯ|และ\s*/?\s*(?:{BEGINS}|ทุก|ผู้|นาย|นาง|หรือ|ประชาชน|[ก-๎]{{0,12}}\s*ที่\s*เกี่ยวข้อง)))"
)
_CLERK = (
    rf"{spread('สำนัก')}\s*(?:{spread('งาน')}\s*)?{spread('ปลัด')}"
    rf"(?:\s*(?:ฯ(?!ลฯ)|{spread('องค์การบริหารส่วน')}\s*(?:{spread('จังหวัด')}|{spread('ตำบล')})"
    rf"|{spread('เทศบาล')}(?:\s*(?:นคร|เมือง|ตำบล)[ก-๎]*)?|อบ[ตจ]\.?(?:\s?(?!{BEGINS})[ก-๎]+)?|ท[นมต]\.[ก-๎]*))?"
)
_NOISE = re.compile(rf"(?<={NAME_ENDS})(?:\s*(?:ของ\s*)?(?:{_AGENCY}|\d+\s*คน|ทุก\s*คน|\(?\s*โทร\.?[^,;/\n]*))+")
_PERSON = re.compile(
    r"(?:(?<![ก-๎])|(?<=โดย)|(?<=คือ))(?:นาย(?!ก(?:เทศ|องค์|อบ|สภา|ฯ|\s|$)|ช่าง|ทะเบียน|สัตว)|นางสาว|นาง|น\.\s?ส\.|ว่าที่\s*[ก-๎.]+|ดร\.|(?:[รพจส]\.){1,2}[ตทอจ]\.(?:[ตทอ]\.)?|จ่าเอก"
    r"|จ่าสิบ[ก-๎]{2,3}|พันจ่า[ก-๎]{2,4}|สิบ(?:เอก|โท|ตรี))\s*[ก-๎]+"
    r"(?:\s+(?!ผู้|หัวหน้า|ปลัด|รอง|นัก|เจ้า|ตำแหน่ง)[ก-๎]+)?(?:\s*ตำแหน่ง)?"
)


def plain_cell(text: str, known: Sequence[str]) -> str:
    """One line; a name stands between NAME_BEGINS and NAME_ENDS, a person is a PERSON_MARK."""
    lines = [to_arabic_digits(clean(_MARKS.sub("", line))) for line in text.split("\n")]
    plain = "\n".join(line for line in lines if line)
    plain = _name_pattern(tuple(dict.fromkeys((*known, *_usual_spellings().values())))).sub(_marked, plain)
    plain = _PERSON.sub(f",{PERSON_MARK},", _NOISE.sub("", plain))
    return clean(plain.replace("\n", " , ") if _lists_by_line(plain) else plain)


def marked_name(name: str, agency_kind: str | None, known: Sequence[str]) -> str:
    """As the agency spells it, else as its kind usually does, else as any kind does."""
    return full_division_name(name, agency_kind, known) or _usual_spellings().get(squeeze(name), name)


def _marked(found: re.Match[str]) -> str:
    return f"{NAME_BEGINS}{squeeze(found[0]).replace(',', '')}{NAME_ENDS}"


@lru_cache(maxsize=1)
def _usual_spellings() -> Mapping[str, str]:
    """By the name without spaces. An agency may also have what is usual elsewhere."""
    names = dict.fromkeys(name for kind in AgencyKind for name in usual_divisions(kind))
    return {squeeze(name): name for name in reversed(names)}


@lru_cache(maxsize=256)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """The longest first; where a name has a space, an office also writes a comma."""
    longest_first = sorted({clean(name) for name in names} - {""}, key=len, reverse=True)
    spellings = "|".join(_spelling(name) for name in longest_first)
    return re.compile(rf"{_CLERK}|{spellings}")


def _spelling(name: str) -> str:
    """Only a name that begins with the word for a unit is known inside a word: ผู้อำนวยการกองคลัง."""
    letters = r"[\s,]*".join(spread(word) for word in name.split(" "))
    return f"{letters}{_NAME_IS_OVER}" if re.match(BEGINS, name) else rf"(?<![ก-๎]){letters}(?![ก-๎])"


def _lists_by_line(text: str) -> bool:
    """Whether each line begins a name of its own; else the line ends are only where the cell was wrapped."""
    lines = [line.strip() for line in text.split("\n")]
    return len(lines) > 1 and all(re.match(rf"[-•\d,{PERSON_MARK}]|{BEGINS}|ทุก", line) for line in lines)
