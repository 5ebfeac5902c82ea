"""Who answers for a measure, read from the plan's responsibility column.

The cell may name one division, several, all of them, all with one in the lead, the post that heads a
division, or people who are no division at all. What cannot be tied to a division is noted and asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.divisions import (
    clerk_office_name,
    division_key,
    full_division_name,
    usual_divisions,
)
from tracker.domain.thai_text import clean, dewrap, is_ditto, spread, squeeze, to_arabic_digits

__all__ = [
    "Note",
    "Responsible",
    "clerk_office_name",
    "division_key",
    "parse_responsible",
    "usual_divisions",
]


class Note(StrEnum):
    """What else the cell says; all but the first two need a person to look."""

    POST = "post"
    SUB_UNIT = "sub_unit"
    SUB_UNIT_ALONE = "sub_unit_alone"
    COMMITTEE = "committee"
    EXECUTIVE = "executive"
    OTHERS = "others"
    EVERY_PERSON = "every_person"
    DITTO = "ditto"
    SEVERAL_LEADS = "several_leads"
    UNKNOWN_ABBREVIATION = "unknown_abbreviation"
    NOT_UNDERSTOOD = "not_understood"


_HARMLESS = {Note.POST, Note.SUB_UNIT}


@dataclass(frozen=True, slots=True)
class Responsible:
    """`divisions` are those named (with `all`, those named besides); the text is as adopted."""

    text: str
    all: bool = False
    divisions: tuple[str, ...] = ()
    lead: str | None = None
    confirm: bool = False
    notes: tuple[Note, ...] = ()


LONGEST_TEXT = 600

_LEAD_MARK = "\ue000"
_UNITS = "|".join(
    spread(word) for word in ("ส่วนราชการ", "หน่วยงาน", "ภาคส่วน", "สำนัก", "กอง", "ฝ่าย", "ส่วน", "หน่วย", "ศูนย์")
)
_ALL = re.compile(
    rf"(?:{spread('ทุก')}|{spread('ทั้ง')})\s*(?:ๆ\s*)?(?:{_UNITS})"
    rf"(?:\s*(?:/|,|และ|หรือ|\s)\s*(?:ทุก\s*)?(?:{_UNITS}|งาน|โรงเรียน)(?![ก-๎]))*(?![ก-ฺเ-๎]*{spread('เกี่ยวข้อง')})"
    rf"(?:\s*(?:{spread('ในสังกัด')}|{spread('ภายใน')})[ก-๎]*)?"
    rf"|(?:(?:{_UNITS})\s*(?:/\s*)?)+ทุก\s*(?:แห่ง|ส่วน|กอง|หน่วย|สำนัก)(?:งาน|ราชการ)?"
)
_EVERY_PERSON = re.compile(r"(?:บุคลากร|พนักงาน|เจ้าหน้าที่|ข้าราชการ|ผู้บริหาร)[^,;]*ทุก\s*(?:คน|ระดับ|ท่าน)")
_RELATED = re.compile(rf"[^,;\s]*\s*(?:ที่)?\s*{spread('เกี่ยวข้อง')}|อื่น\s*ๆ|ฯลฯ")
_NOBODY = re.compile(r"[-–—.\s]*|ไม่(?:ได้)?ระบุ|ไม่มี")

_LABEL = re.compile(r"(?:หน่วยงาน|ผู้|ส่วนราชการ)\s*(?:ที่\s*)?รับผิดชอบ\s*[:：]")
_LEAD_LABEL = re.compile(r"(?:หน่วยงาน|ผู้รับผิดชอบ|เจ้าภาพ|รับผิดชอบ)?\s*หลัก\s*(?:คือ|ได้แก่|[:：])\s*")
_JOINT_LABEL = re.compile(r"(?:หน่วยงาน|ผู้รับผิดชอบ|เจ้าภาพ|รับผิดชอบ)?\s*(?:ร่วม|สนับสนุน)\s*(?:คือ|ได้แก่|[:：])\s*")
_LEADS = re.compile(r"(?:เป็น\s*)?(?:หน่วยงาน\s*หลัก|เจ้าภาพ(?:\s*หลัก)?)|เป็น\s*หลัก|รับผิดชอบ\s*หลัก|\(\s*หลัก\s*\)|^หลัก$")
_BRACKETS = re.compile(r"\(([^()]*)\)")

_CLERK = re.compile(
    rf"{spread('สำนัก')}\s*(?:{spread('งาน')}\s*)?{spread('ปลัด')}"
    rf"(?:\s*(?:ฯ|{spread('องค์การบริหารส่วน')}\s*(?:{spread('จังหวัด')}|{spread('ตำบล')})"
    rf"|{spread('เทศบาล')}(?:\s*(?:นคร|เมือง|ตำบล)[ก-๎]*)?|อบ[ตจ]\.?|ท[นมต]\.[ก-๎]*))?"
)
_BEGINS = (
    r"(?:กอง(?!ทุน|ทัพ)|สำนัก|หน่วย|ฝ่าย|งาน(?=[ก-๎])|กลุ่ม|ศูนย์|โรงเรียน|คณะ|ผู้อำนวยการ|ผอ\.|หัวหน้า|ปลัด|รอง"
    r"|นายก|ผู้บริหาร|ส่วนราชการ|เจ้าหน้าที่|สถานธนานุบาล|สภา)"
)
_TASK = (
    r"(?:นำ|จัดทำ|ดำเนินการ|รวบรวม|เผยแพร่|รายงาน|เป็น|โดย|รับผิดชอบ|ประสาน|ติดตาม|กำกับ|สรุป|แจ้ง|ส่ง(?!เสริม)"
    r"|ทำหน้าที่|ในฐานะ|เพื่อ|มีหน้าที่)"
)
_SEPARATORS = re.compile(
    rf"[,;•\n/]|(?:^|\s)\d{{1,2}}[.)]\s*|(?:^|\s)-\s*|\s*ร่วมกับ\s*|\s+(?={_BEGINS})"
    rf"|\s*และ\s*(?={_BEGINS}|[ก-๎]{{0,12}}ที่เกี่ยวข้อง)|\s*(?=ฯลฯ|อื่น\s*ๆ)"
)
_ONLY_TASK = re.compile(rf"(?:ร่วม)?{_TASK}|ร่วม$")
_OWN_TASK = re.compile(rf"\s+{_TASK}.*|(?<=ฯ){_TASK}.*")
_LEADING_OF = re.compile(r"^(?:โดย\s*)?(?:มี|ให้)\s*|^(?:และ|กับ|โดย)\s*")

_POST = re.compile(r"^(?:(?:รอง|ผู้ช่วย)?(?:ผู้อำนวยการ|ผอ\.?|หัวหน้า|หน\.)|(?:เจ้าหน้าที่|พนักงาน|บุคลากร)(?=\s*(?:กอง|สำนัก)))\s*")
_EXECUTIVE = re.compile(r"^(?:คณะ)?ผู้บริหาร|^(?:รอง)?(?:นายก|ปลัด)|^สภา|^(?:ประธาน|เลขา)")
_COMMITTEE = re.compile(r"^คณะ")
_SUB_UNIT = re.compile(r"^(?:งาน|ฝ่าย|กลุ่ม)")
_DIVISION = re.compile(r"^(?:กอง(?!ทุน)|สำนัก|หน่วย|ส่วน|ศูนย์|โรงเรียน|สถาน|แผนก)(?=[ก-๎])")
_BETWEEN_NAMES = re.compile(r"(?<=[ก-๎])(?=กอง|สำนัก|หน่วยตรวจ)|\s*และ\s*")
_UNIT_WORD_ALONE = re.compile(r"กอง|สำนัก|ฝ่าย|งาน|ส่วน|หน่วยงาน|หน่วย|ส่วนราชการ")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one part of the cell names; `leads` by a word for it, `has_task` by a task of its own."""

    name: str | None
    notes: tuple[Note, ...] = ()
    leads: bool = False
    has_task: bool = False


def parse_responsible(text: str, *, agency_kind: str | None = None, known_divisions: Sequence[str] = ()) -> Responsible:
    if len(text) > LONGEST_TEXT:
        return Responsible(text, confirm=True, notes=(Note.NOT_UNDERSTOOD,))
    plain = clean(text.replace("\n", " , ")) if _lists_by_line(text) else clean(text)
    plain = to_arabic_digits(plain)
    if _NOBODY.fullmatch(plain):
        return Responsible(text)
    if is_ditto(plain):
        return Responsible(text, confirm=True, notes=(Note.DITTO,))
    everyone = bool(_ALL.search(plain))
    notes = [Note.EVERY_PERSON] if _EVERY_PERSON.search(plain) else []
    rest = _EVERY_PERSON.sub(",", _ALL.sub(",", plain))
    words = [part for piece in _pieces_of(rest) for part in _parted(piece, agency_kind, known_divisions)]
    pieces = [_read_piece(part, agency_kind, known_divisions) for part in words]
    return _gathered(text, everyone or bool(notes), notes, [piece for piece in pieces if piece])


def _lists_by_line(text: str) -> bool:
    """Whether each line begins a name of its own; else the line ends are only where the cell was wrapped."""
    lines = [clean(line) for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(re.match(rf"[-•\d]|{_BEGINS}|ทุก", line) for line in lines)


def _pieces_of(rest: str) -> list[str]:
    rest = _CLERK.sub(lambda found: squeeze(found[0]) + " ", rest)
    rest = _JOINT_LABEL.sub(",", _LEAD_LABEL.sub("," + _LEAD_MARK, _LABEL.sub("", rest)))
    rest = _BRACKETS.sub(_opened, rest)
    return [piece for piece in (words.strip(" .:()") for words in _SEPARATORS.split(rest)) if piece]


def _parted(piece: str, agency_kind: str | None, known: Sequence[str]) -> list[str]:
    """Two known names written as one word, or joined by an "and" that is part of neither."""
    for place in _BETWEEN_NAMES.finditer(piece):
        halves = [piece[: place.start()], piece[place.end() :]]
        if all(full_division_name(half, agency_kind, known) for half in halves):
            return halves
    return [piece]


def _opened(bracket: re.Match[str]) -> str:
    """A bracket that names a division is one more part; one that says who leads stays with its division."""
    inside = bracket[1].strip()
    if _LEADS.search(inside):
        return f",{inside}" if re.match(_BEGINS, inside) and not inside.startswith("หน่วยงาน") else " เป็นหน่วยงานหลัก"
    return f",{inside}" if re.match(r"กอง|สำนัก|หน่วยตรวจ", inside) else ""


def _read_piece(words: str, agency_kind: str | None, known: Sequence[str]) -> _Piece | None:
    leads = words.startswith(_LEAD_MARK) or bool(_LEADS.search(words))
    words = _LEADING_OF.sub("", words.lstrip(_LEAD_MARK)).strip()
    if _RELATED.search(words) or _UNIT_WORD_ALONE.fullmatch(words):
        return _Piece(None, (Note.OTHERS,))
    if _ONLY_TASK.match(words):
        return None
    named = _OWN_TASK.sub("", words).strip()
    has_task = named != words
    post = bool(_POST.match(named))
    named = _LEADS.sub("", _POST.sub("", named)).strip()
    if not named:
        return None
    name, notes = _name_of(named, agency_kind, known)
    return _Piece(name, (*((Note.POST,) if post else ()), *notes), leads, has_task)


def _name_of(named: str, agency_kind: str | None, known: Sequence[str]) -> tuple[str | None, tuple[Note, ...]]:
    if (full := full_division_name(named, agency_kind, known)) is not None:
        return full, ()
    for pattern, note in ((_COMMITTEE, Note.COMMITTEE), (_EXECUTIVE, Note.EXECUTIVE)):
        if pattern.match(named):
            return None, (note,)
    if _SUB_UNIT.match(named):
        return dewrap(named), (Note.SUB_UNIT_ALONE,)
    if _DIVISION.match(named):
        return dewrap(named), (Note.UNKNOWN_ABBREVIATION,) if named.endswith("ฯ") else ()
    return None, (Note.NOT_UNDERSTOOD,)


def _gathered(text: str, everyone: bool, notes: list[Note], pieces: list[_Piece]) -> Responsible:
    divisions = [piece for piece in pieces if piece.name and Note.SUB_UNIT_ALONE not in piece.notes]
    if divisions or everyone:
        pieces = [_within_division(piece) for piece in pieces]
    else:
        divisions = [piece for piece in pieces if piece.name]
    notes = [*notes, *(note for piece in pieces for note in piece.notes)]
    leads = {piece.name for piece in divisions if piece.leads or everyone and piece.has_task}
    if len(leads) > 1:
        notes.append(Note.SEVERAL_LEADS)
    return Responsible(
        text,
        all=everyone,
        divisions=tuple(dict.fromkeys(piece.name for piece in divisions if piece.name)),
        lead=leads.pop() if len(leads) == 1 else None,
        confirm=any(note not in _HARMLESS for note in notes),
        notes=tuple(dict.fromkeys(notes)),
    )


def _within_division(piece: _Piece) -> _Piece:
    """Beside a division, a section named is part of it."""
    if Note.SUB_UNIT_ALONE not in piece.notes:
        return piece
    return _Piece(None, (Note.SUB_UNIT,))
