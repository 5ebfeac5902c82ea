"""One part of a responsibility cell: a division with what is said of it, or somebody who is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.divisions import full_division_name
from tracker.domain.responsible_text import LEAD_MARK, NAME_BEGINS, NAME_ENDS, PERSON_MARK, TASK, marked_name
from tracker.domain.thai_text import dewrap, spread


class Note(StrEnum):
    """What else the cell says; all but those about who within a division does it need a person to look."""

    POST = "post"
    STAFF = "staff"
    PERSON = "person"
    SUB_UNIT = "sub_unit"
    STAFF_ALONE = "staff_alone"
    PERSON_ALONE = "person_alone"
    SUB_UNIT_ALONE = "sub_unit_alone"
    COMMITTEE = "committee"
    EXECUTIVE = "executive"
    OTHERS = "others"
    EXCEPT = "except"
    ALTERNATIVE = "alternative"
    EVERY_PERSON = "every_person"
    DITTO = "ditto"
    SEVERAL_LEADS = "several_leads"
    UNKNOWN_ABBREVIATION = "unknown_abbreviation"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Piece:
    """What it names; `leads` by a word for it, `has_task` by a task of its own."""

    name: str | None
    notes: tuple[Note, ...] = ()
    leads: bool = False
    has_task: bool = False


LEADS = re.compile(r"(?:เป็น\s*)?(?:หน่วยงาน\s*หลัก|เจ้าภาพ(?:\s*หลัก)?)|เป็น\s*หลัก|รับผิดชอบ\s*หลัก|\(\s*หลัก\s*\)|^หลัก$")
_JOINS = re.compile(r"(?:เป็น)?(?:หน่วยงาน|ผู้รับผิดชอบ|ผู้)?(?:ร่วม|สนับสนุน)(?:ดำเนินการ|รับผิดชอบ|งาน)?")
_ROLE_AT_END = re.compile(r"\s*(?:ร่วมดำเนินการ|ร่วม|สนับสนุน|(?P<leads>หลัก))$")
_RELATED = re.compile(rf"[^,;\s]*\s*(?:ที่)?\s*{spread('เกี่ยวข้อง')}|อื่น\s*ๆ|ฯลฯ|เดียวกัน$")
_UNIT_WORD_ALONE = re.compile(
    r"(?:หัวหน้า|ผู้อำนวยการ)?\s*(?:กอง|สำนัก|ฝ่าย|งาน|ส่วนราชการ|ส่วน|หน่วยงาน|หน่วย)\s*(?:ในสังกัด|ภายใน[ก-๎]*|ต่าง\s*ๆ)?"
)
_LEADING_OF = re.compile(r"^(?:โดย\s*)?(?:มี|ให้)\s*|^(?:และ|กับ|โดย)\s*")
_BROKEN_OFF = re.compile(r"\s*(?:และ|กับ|โดย(?:มี)?)\s*$")
_ONLY_TASK = re.compile(rf"(?:ร่วม)?{TASK}|(?:ร่วม|สนับสนุน)$")
_OWN_TASK = re.compile(rf"\s+{TASK}.*|(?<=ฯ){TASK}.*")

_POST = re.compile(
    r"^(?:(?:รอง|ผู้ช่วย)?(?:ผู้อำนวยการ|ผอ\.?|หัวหน้า|หน\.|หน$)|(?:เจ้าหน้าที่|พนักงาน|บุคลากร)(?=\s*(?:กอง|สำนัก)|$))\s*"
)
_EXECUTIVE = re.compile(r"^(?:คณะ)?ผู้บริหาร|^(?:รอง)?(?:นายก|ปลัด)|^สภา|^(?:ประธาน|เลขา)")
_COMMITTEE = re.compile(r"^คณะ")
_STAFF = re.compile(r"^(?:นัก[ก-๎]{4}|นิติกร|เจ้าพนักงาน|เจ้าหน้าที่|นายช่าง|วิศวกร|สถาปนิก|พนักงาน|ลูกจ้าง|ครู)")
_SUB_UNIT = re.compile(r"^(?:งาน|ฝ่าย|กลุ่ม|แผนก|โรงเรียน|ศูนย์พัฒนาเด็ก)")
_DIVISION = re.compile(r"^(?:กอง(?!ทุน)|สำนัก|หน่วย|ส่วน|ศูนย์|สถาน)(?=[ก-๎])")


def read_piece(words: str, agency_kind: str | None, known: Sequence[str]) -> Piece | None:
    """None when it only says what is to be done."""
    leads = words.startswith(LEAD_MARK)
    words = _LEADING_OF.sub("", words.lstrip(LEAD_MARK)).strip()
    if words.startswith(NAME_BEGINS):
        name, _, said = words[1:].partition(NAME_ENDS)
        return _marked_piece(marked_name(name, agency_kind, known), said.strip(" .:()-"), leads)
    if words == PERSON_MARK:
        return Piece(None, (Note.PERSON_ALONE,))
    if _RELATED.search(words) or _UNIT_WORD_ALONE.fullmatch(words):
        return Piece(None, (Note.OTHERS,))
    if not words or _ONLY_TASK.match(words):
        return None
    return _unmarked_piece(words, leads, agency_kind, known)


def _marked_piece(name: str, said: str, leads: bool) -> Piece:
    leads = leads or bool(LEADS.search(said))
    said = _BROKEN_OFF.sub("", LEADS.sub("", said)).strip()
    has_task = bool(re.match(TASK, said))
    if not said or has_task or _JOINS.fullmatch(said):
        return Piece(name, (), leads, has_task)
    return Piece(name, (Note.OTHERS if _RELATED.search(said) else Note.NOT_UNDERSTOOD,), leads)


def _unmarked_piece(words: str, leads: bool, agency_kind: str | None, known: Sequence[str]) -> Piece | None:
    leads = leads or bool(LEADS.search(words))
    named = _OWN_TASK.sub("", words).strip()
    has_task = named != words
    without_post = _POST.sub("", named)
    notes = (Note.POST,) if without_post != named else ()
    named = LEADS.sub("", without_post).strip()
    if role := _ROLE_AT_END.search(named):
        leads, named = leads or bool(role["leads"]), named[: role.start()]
    if not named:
        return Piece(None, notes) if notes else None
    name, more = _name_of(named, agency_kind, known)
    return Piece(name, (*notes, *more), leads, has_task)


def _name_of(named: str, agency_kind: str | None, known: Sequence[str]) -> tuple[str | None, tuple[Note, ...]]:
    if (full := full_division_name(named, agency_kind, known)) is not None:
        return full, ()
    for pattern, note in ((_EXECUTIVE, Note.EXECUTIVE), (_COMMITTEE, Note.COMMITTEE), (_STAFF, Note.STAFF_ALONE)):
        if pattern.match(named):
            return None, (note,)
    if _SUB_UNIT.match(named):
        return dewrap(named), (Note.SUB_UNIT_ALONE,)
    if _DIVISION.match(named):
        return dewrap(named), (Note.UNKNOWN_ABBREVIATION,) if named.endswith("ฯ") else ()
    return None, (Note.NOT_UNDERSTOOD,)
