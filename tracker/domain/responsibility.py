"""Who answers for a measure, read from the plan's responsibility column.

The cell may name one division, several, all of them, all with one in the lead, the post that heads a
division, or people who are no division at all. What cannot be tied to a division is noted and asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.domain.divisions import clerk_office_name, division_key, full_division_name, usual_divisions
from tracker.domain.responsible_pieces import LEADS, Note, Piece, read_piece
from tracker.domain.responsible_text import BEGINS, LEAD_MARK, NAME_BEGINS, NAME_ENDS, plain_cell
from tracker.domain.thai_text import is_ditto, spread

__all__ = [
    "Note",
    "Responsible",
    "clerk_office_name",
    "division_key",
    "parse_responsible",
    "usual_divisions",
]

_WITHIN_A_DIVISION = {
    Note.SUB_UNIT_ALONE: Note.SUB_UNIT,
    Note.STAFF_ALONE: Note.STAFF,
    Note.PERSON_ALONE: Note.PERSON,
}
_HARMLESS = {Note.POST, *_WITHIN_A_DIVISION.values()}


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

_UNITS = "|".join(
    spread(word)
    for word in (
        "ส่วนราชการ", "หน่วยงาน", "ภาคส่วน", "ส่วนงาน", "กลุ่มงาน", "กองงาน", "สำนัก", "กอง", "ฝ่าย", "ส่วน", "หน่วย", "ศูนย์",
    )
)  # fmt: skip
_ALL = re.compile(
    rf"(?:{spread('ทุก')}|{spread('ทั้ง')})\s*(?:ๆ\s*)?(?:{_UNITS})"
    rf"(?:\s*(?:/|,|และ|หรือ|\s)\s*(?:ทุก\s*)?(?:{_UNITS}|งาน|โรงเรียน)(?![ก-๎]))*(?![ก-ฺเ-๎]*{spread('เกี่ยวข้อง')})"
    rf"(?:\s*(?:{spread('ในสังกัด')}|{spread('ภายใน')})[ก-๎]*)?"
    rf"|(?:(?:{_UNITS})\s*(?:ในสังกัด\s*)?(?:/\s*)?)+ทุก\s*(?:แห่ง|ส่วน|กอง|หน่วย|สำนัก)(?:งาน|ราชการ)?"
)
_EXCEPT = re.compile(r"\(?\s*(?:ยกเว้น|เว้นแต่|ไม่รวม)(?P<names>[^)]*)\)?")
_EVERY_PERSON = re.compile(
    rf"(?:บุคลากร|พนักงาน|เจ้าหน้าที่|ข้าราชการ|ผู้บริหาร)[^,;{NAME_BEGINS}]*ทุก\s*(?:คน|ระดับ|ท่าน)|^ทุก\s*(?:คน|ท่าน)$"
)
_NOBODY = re.compile(r"[-–—.…_*\s]*|\(?ไม่(?:ได้)?ระบุ\)?|ไม่มี")

_LABEL = re.compile(rf"(?:หน่วยงาน|ผู้|ส่วนราชการ)\s*(?:ที่\s*)?รับผิดชอบ\s*(?:[:：]|(?={BEGINS}|ทุก))")
_ROLE = r"(?:^|(?<=[\s,;]))(?:หน่วยงาน|ผู้|เจ้าภาพ|ส่วนราชการ)?\s*(?:ที่\s*)?(?:รับผิดชอบ)?\s*"
_SAYS_WHO = rf"\s*(?:(?:คือ|ได้แก่|[:：])\s*|\s(?={BEGINS}|,))"
_LEAD_LABEL = re.compile(rf"{_ROLE}หลัก{_SAYS_WHO}")
_JOINT_LABEL = re.compile(rf"{_ROLE}(?:ร่วม|สนับสนุน|รอง){_SAYS_WHO}")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_EITHER = re.compile(r"\s*(?:และ\s*/\s*)?หรือ\s*")
_SEPARATORS = re.compile(
    rf"[,;•\n/+&]|(?:^|\s)\d{{1,2}}[.)]\s*|(?:^|\s)-\s*|\s*ร่วมกับ\s*|\s+กับ\s+|\s+(?={BEGINS})"
    rf"|\s*และ\s*(?={BEGINS}|[ก-๎]{{0,12}}ที่เกี่ยวข้อง)|\s*(?=ฯลฯ|อื่น\s*ๆ)|(?<!{LEAD_MARK})(?={NAME_BEGINS})"
)
_BETWEEN_NAMES = re.compile(r"(?<=[ก-๎])(?=กอง|สำนัก|หน่วยตรวจ)|\s*และ\s*")


def parse_responsible(text: str, *, agency_kind: str | None = None, known_divisions: Sequence[str] = ()) -> Responsible:
    if len(text) > LONGEST_TEXT:
        return Responsible(text, confirm=True, notes=(Note.NOT_UNDERSTOOD,))
    plain = plain_cell(text, known_divisions)
    if _NOBODY.fullmatch(plain):
        return Responsible(text)
    if is_ditto(plain):
        return Responsible(text, confirm=True, notes=(Note.DITTO,))
    everyone = bool(_ALL.search(plain) or _EVERY_PERSON.search(plain))
    notes = [Note.EVERY_PERSON] if _EVERY_PERSON.search(plain) else []
    excepted = _EXCEPT.search(plain) if everyone else None
    if excepted:
        plain = _EXCEPT.sub("", plain)
        notes.append(Note.EXCEPT)
    rest = _EVERY_PERSON.sub(",", _ALL.sub(",", plain))
    if _EITHER.search(rest):
        rest = _EITHER.sub(",", rest)
        notes.append(Note.ALTERNATIVE)
    read = _gathered(text, everyone, notes, _read_pieces(rest, agency_kind, known_divisions))
    if not excepted:
        return read
    without = _read_pieces(excepted["names"], agency_kind, known_divisions)
    return _all_but(read, without, agency_kind, known_divisions)


def _all_but(read: Responsible, without: list[Piece], agency_kind: str | None, known: Sequence[str]) -> Responsible:
    """The others by name, where the agency's divisions and the excepted ones are known; else still all, and asked."""
    keys = {division_key(piece.name, agency_kind) for piece in without if piece.name}
    others = tuple(one for one in known if division_key(one, agency_kind) not in keys)
    if not keys or len(known) - len(others) != len(keys):
        return read
    return replace(read, all=False, divisions=tuple(dict.fromkeys((*read.divisions, *others))))


def _read_pieces(rest: str, agency_kind: str | None, known: Sequence[str]) -> list[Piece]:
    words = [part for piece in _pieces_of(rest) for part in _parted(piece, agency_kind, known)]
    return [piece for part in words if (piece := read_piece(part, agency_kind, known))]


def _pieces_of(rest: str) -> list[str]:
    rest = _JOINT_LABEL.sub(",", _LEAD_LABEL.sub("," + LEAD_MARK, _LABEL.sub("", rest)))
    rest = _BRACKETS.sub(_opened, rest)
    return [piece for piece in (words.strip(" .:()") for words in _SEPARATORS.split(rest)) if piece]


def _parted(piece: str, agency_kind: str | None, known: Sequence[str]) -> list[str]:
    """Two names cut short by ฯ written as one word, or joined by an "and" that is part of neither."""
    if NAME_ENDS in piece:
        return [piece]
    for place in _BETWEEN_NAMES.finditer(piece):
        halves = [piece[: place.start()], piece[place.end() :]]
        if all(full_division_name(half, agency_kind, known) for half in halves):
            return halves
    return [piece]


def _opened(bracket: re.Match[str]) -> str:
    """A bracket that names a division is one more part; one that says who leads stays with its division."""
    inside = bracket[1].strip()
    if LEADS.search(inside) or inside.endswith("หลัก"):
        return f",{inside}" if re.match(BEGINS, inside) and not inside.startswith("หน่วยงาน") else " เป็นหน่วยงานหลัก"
    return f",{inside}" if re.match(rf"กอง|สำนัก|หน่วยตรวจ|,|{NAME_BEGINS}", inside) else ""


def _gathered(text: str, everyone: bool, notes: list[Note], pieces: list[Piece]) -> Responsible:
    divisions = [piece for piece in pieces if piece.name and Note.SUB_UNIT_ALONE not in piece.notes]
    if divisions or everyone:
        pieces = [
            replace(piece, notes=tuple(_WITHIN_A_DIVISION.get(note, note) for note in piece.notes)) for piece in pieces
        ]
    else:
        divisions = [piece for piece in pieces if piece.name]
    notes = [*notes, *(note for piece in pieces for note in piece.notes)]
    leads = {piece.name for piece in divisions if piece.leads or everyone and piece.has_task}
    if len(leads) > 1:
        notes.append(Note.SEVERAL_LEADS)
    if notes and not divisions and not everyone and _HARMLESS.issuperset(notes):
        notes.append(Note.NOT_UNDERSTOOD)
    return Responsible(
        text,
        all=everyone,
        divisions=tuple(dict.fromkeys(piece.name for piece in divisions if piece.name)),
        lead=leads.pop() if len(leads) == 1 else None,
        confirm=any(note not in _HARMLESS for note in notes),
        notes=tuple(dict.fromkeys(notes)),
    )
