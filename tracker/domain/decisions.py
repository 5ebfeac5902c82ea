"""What the chair said about a measure in a meeting, to whom, and whether its divisions owe an answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.errors import N_, Refusal
from tracker.domain.thai_text import with_line_feeds

LONGEST_WORDS = 2_000


class DecisionKind(StrEnum):
    """Taken note of, hurry, bring it to the next meeting, or in words of its own."""

    NOTED = "noted"
    HURRY = "hurry"
    BRING_NEXT = "bring_next"
    OWN_WORDS = "own_words"


ASK_FOR_AN_ANSWER = frozenset(DecisionKind) - {DecisionKind.NOTED}
"""What is only taken note of stands in the minutes and waits for nobody."""

PROPOSED_WORDS: dict[DecisionKind, str] = {
    DecisionKind.NOTED: "รับทราบ",
    DecisionKind.HURRY: "ให้เร่งรัดดำเนินการให้แล้วเสร็จโดยเร็ว และรายงานผลให้ที่ประชุมทราบ",
    DecisionKind.BRING_NEXT: "ให้นำเสนอความก้าวหน้าต่อที่ประชุมครั้งถัดไป",
    DecisionKind.OWN_WORDS: "",
}


class Addressees(StrEnum):
    """The divisions that answer for the measure, every division, or some that are named."""

    OF_MEASURE = "of_measure"
    ALL = "all"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """A decision as it was filled in; without words of its own it has those of its kind."""

    kind: DecisionKind
    text: str = ""
    due_on: date | None = None
    to: Addressees = Addressees.OF_MEASURE
    #: Only where they are named.
    division_ids: frozenset[int] = frozenset()

    @property
    def asks(self) -> bool:
        return self.kind in ASK_FOR_AN_ANSWER


@dataclass(frozen=True, slots=True)
class Part:
    """What one division has in a measure."""

    division_id: int
    is_done: bool


def words_of(entry: DecisionEntry) -> str:
    text = with_line_feeds(entry.text).strip() or PROPOSED_WORDS[entry.kind]
    if not text:
        raise Refusal(N_("Write what the chair ordered."), "text")
    if len(text) > LONGEST_WORDS:
        raise Refusal(N_("This text is too long. Keep it within %(length)s characters."), "text", length=LONGEST_WORDS)
    return text


def due_day_of(entry: DecisionEntry, held_on: date) -> date | None:
    """What is only taken note of is due on no day."""
    if not entry.asks or entry.due_on is None:
        return None
    if entry.due_on < held_on:
        raise Refusal(N_("This day lies before the meeting. Check the day and the year."), "due_on")
    return entry.due_on


def divisions_asked(entry: DecisionEntry, parts: tuple[Part, ...], active: frozenset[int]) -> frozenset[int]:
    """Who is to answer. `parts` are those in the measure, `active` all divisions of the office.

    Of the divisions that answer for the measure those that have finished their part are left in peace, unless all
    have finished it.
    """
    if not entry.asks:
        return frozenset()
    if entry.to is Addressees.ALL:
        return active
    if entry.to is Addressees.CHOSEN:
        return entry.division_ids & active
    theirs = frozenset(one.division_id for one in parts) & active
    return frozenset(one.division_id for one in parts if not one.is_done) & active or theirs


def given_on(held_on: date, recorded_on: date) -> date:
    """An order may also be given between two meetings; it then belongs to the one before."""
    return max(held_on, recorded_on)


def is_late(due_on: date | None, today: date) -> bool:
    """Of an order that nobody has answered yet."""
    return due_on is not None and due_on < today
