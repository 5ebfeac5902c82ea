"""What was sent, and what is other in it than the time before, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from flask_babel import LazyString

from tracker.domain.progress import Answer, CannotReason
from tracker.domain.revision_changes import FieldChange, Piece, Side, changed_fields
from tracker.queries.revisions import SENDINGS, Revision
from tracker.web.labels import label_of
from tracker.web.texts import lazy

FIELD_WORDS: dict[str, LazyString] = {
    "answer": lazy("Answer"),
    "cannot_reason": lazy("Reason"),
    "percent": lazy("Done so far"),
    "done_text": lazy("What was done"),
    "steps_done": lazy("Finished steps"),
    "waiting_for": lazy("Waiting for"),
    "cannot_text": lazy("Why it cannot be done"),
    "problems": lazy("Problems"),
    "next_steps": lazy("Plan for next month"),
}
TEXTS_READ = ("done_text", "problems", "next_steps", "waiting_for", "cannot_text")

WORDS_OF: dict[str, type[StrEnum]] = {"answer": Answer, "cannot_reason": CannotReason}


@dataclass(frozen=True, slots=True)
class Compared:
    """One field before and after; each side is lines of pieces, and has none where nothing was said."""

    field: str
    label: LazyString
    before: tuple[Side, ...]
    after: tuple[Side, ...]


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Compared, ...]:
    """The fields that are other than the time before."""
    return tuple(_compared(change) for change in changed_fields(before, after))


def compared_sendings(revisions: Sequence[Revision]) -> dict[int, tuple[Compared, ...]]:
    """What each later sending of one report changed of the one before it, by its number; `revisions` newest first."""
    sendings = [one for one in revisions if one.action in SENDINGS]
    return {after.number: compared(before.content, after.content) for after, before in pairwise(sendings)}


def names_of_texts() -> dict[str, str]:
    """In the language of the page; a page asks once and shows them some hundred times."""
    return {name: str(FIELD_WORDS[name]) for name in TEXTS_READ}


def texts_of(
    content: Mapping[str, Any], names: Mapping[str, str], changes: Iterable[Compared] = ()
) -> tuple[tuple[str, str], ...]:
    """Every text that was written, with its name; without those that are shown as changed."""
    shown = {change.field for change in changes}
    return tuple((names[name], content[name]) for name in TEXTS_READ if content.get(name) and name not in shown)


def _compared(change: FieldChange) -> Compared:
    before, after = (_lines(change.field, value) for value in (change.before, change.after))
    return Compared(change.field, FIELD_WORDS[change.field], before, after)


def _lines(field: str, value: Any) -> tuple[Side, ...]:
    if value is None or value == ():
        return ()
    if field == "steps_done":
        return tuple((Piece(step, is_other=True),) for step in value)
    if field == "percent":
        return ((Piece(f"{value}%", is_other=True),),)
    if field in WORDS_OF:
        return ((Piece(str(label_of(WORDS_OF[field](value)).label), is_other=True),),)
    return (value,)
