"""The sentences of a message, with named places such as {เดือน} that are filled in for each reader.

The program's own sentences and those of an agency are the same thing: text with names in braces. Nothing in them is
run, and the braces of a value that was filled in are never read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.errors import N_, Refusal
from tracker.domain.reminders import MessageKind

LONGEST_SUBJECT = 200
LONGEST_SENTENCES = 1500

_PLACE = re.compile(r"\{([^{}]*)\}")


class Place(StrEnum):
    """What a sentence may name. The value is what people write between the braces."""

    AGENCY = "หน่วยงาน"
    #: Whose meeting it is, so that the word for meeting stands before it in the sentence.
    MEETING = "การประชุม"
    MONTH = "เดือน"
    MONTH_SHORT = "เดือนย่อ"
    COUNT = "จำนวน"
    DIVISIONS = "ส่วนราชการ"
    DIVISION_COUNT = "จำนวนส่วนราชการ"
    DUE_ON = "กำหนดส่ง"
    DUE_SHORT = "กำหนดส่งย่อ"
    HELD_ON = "วันประชุม"
    HELD_SHORT = "วันประชุมย่อ"
    HELD_AT = "เวลาประชุม"
    HELD_IN = "สถานที่ประชุม"


OF_INVITATIONS = (Place.AGENCY, Place.MEETING, Place.HELD_ON, Place.HELD_SHORT, Place.HELD_AT, Place.HELD_IN)
OF_THE_MONTH = tuple(place for place in Place if place not in (Place.MEETING, Place.HELD_AT, Place.HELD_IN))


def places_of(kind: MessageKind) -> tuple[Place, ...]:
    return OF_INVITATIONS if kind is MessageKind.INVITATION else OF_THE_MONTH


@dataclass(frozen=True, slots=True)
class Wording:
    """`opening` stands before the list of what the message is about, `closing` after it."""

    subject: str
    opening: str
    closing: str


class BadWording(Refusal):
    """Sentences that could not be filled in, or that would leave the reader without words."""


def checked(kind: MessageKind, wording: Wording) -> Wording:
    """As it is kept; raises BadWording, which names the field of the form."""
    if "\n" in wording.subject.strip():
        raise BadWording(N_("Write the subject on one line: it is what a telephone shows in its list."), "subject")
    parts = {
        "subject": (_tidied(wording.subject), LONGEST_SUBJECT),
        "opening": (_tidied(wording.opening), LONGEST_SENTENCES),
        "closing": (_tidied(wording.closing), LONGEST_SENTENCES),
    }
    for field, (text, longest) in parts.items():
        _check(kind, field, text, longest)
    return Wording(*(text for text, _ in parts.values()))


def _check(kind: MessageKind, field: str, text: str, longest: int) -> None:
    known = ", ".join(f"{{{place}}}" for place in places_of(kind))
    if not text:
        raise BadWording(N_("Write something here, or go back to the program's own wording."), field)
    if len(text) > longest:
        raise BadWording(
            N_("This has %(length)s letters; shorten it to %(most)s."), field, length=len(text), most=longest
        )
    for name in _PLACE.findall(text):
        if name not in places_of(kind):
            raise BadWording(
                N_("There is nothing called {%(name)s} in this message. Known are: %(known)s."),
                field,
                name=name,
                known=known,
            )
    left = re.search(r"[{}][^{}]{0,20}", _PLACE.sub("", text))
    if left:
        raise BadWording(
            N_("A brace stands alone at “%(place)s”. Names have one before and one after them: %(known)s."),
            field,
            place=left[0],
            known=known,
        )


def filled(text: str, values: Mapping[Place, str]) -> str:
    """In one pass: what a value brings along is text."""
    return _PLACE.sub(lambda found: values[Place(found[1])], text)


def _tidied(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
