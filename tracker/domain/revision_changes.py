"""What is other in a report that was sent again: field by field, and in a text the words that changed.

Thai is written without spaces between words. Texts are therefore compared first by what stands between spaces, and
where that is other by the letters with their marks; where little is left in common, the whole passage is other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from tracker.domain.answers import TEXT_FIELDS
from tracker.domain.thai_text import clean

FIGURES = ("answer", "cannot_reason", "percent")
FIELDS = (*FIGURES, "done_text", "steps_done", "waiting_for", "cannot_text", "problems", "next_steps")
"""In the order in which they are read."""

LONGEST_COMPARED = 200
"""Parts on either side of a passage; a longer one is other as a whole, because comparing costs their product."""

LEAST_IN_COMMON = 0.5
"""Of the letters of a passage: with less in common the marks would only be crumbs."""

SHORTEST_IN_COMMON = 3
"""Letters between two changes; fewer belong to the change."""

_PHRASES = re.compile(r"\s+|\S+")
#: A consonant with the vowel before it and everything above, below and behind it; a word in Latin letters; a number.
_LETTERS = re.compile(r"[เ-ไ]?[ก-ฮ][ะ-ฺๅ็-๎]*|[A-Za-z]+|[0-9]+|[๐-๙]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that the other side has too, or has not."""

    text: str
    is_other: bool = False


Side = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a report's content that is other than before; a text's sides are in pieces.

    Steps are those finished on one side only.
    """

    field: str
    before: Any
    after: Any


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldChange]:
    """Nothing for what only wraps its lines in another way."""
    changes = (_change(name, before.get(name), after.get(name)) for name in FIELDS)
    return [change for change in changes if change is not None]


def newly_finished(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    """The steps that were not finished before, in their order."""
    known = set(before)
    return tuple(step for step in after if step not in known)


def _change(name: str, before: Any, after: Any) -> FieldChange | None:
    if name == "steps_done":
        undone, done = newly_finished(after or (), before or ()), newly_finished(before or (), after or ())
        return FieldChange(name, undone, done) if undone or done else None
    if name not in TEXT_FIELDS:
        return FieldChange(name, before, after) if before != after else None
    if clean(before or "") == clean(after or ""):
        return None
    return FieldChange(name, *compare_texts(before or "", after or ""))


def compare_texts(before: str, after: str) -> tuple[Side, Side]:
    """Both texts in pieces; put together again they are what they were."""
    old, new = _PHRASES.findall(before), _PHRASES.findall(after)
    olds: list[Piece] = []
    news: list[Piece] = []
    for is_other, olden, newer in _passages(old, new):
        passage = _compare_letters("".join(olden), "".join(newer)) if is_other else _same(olden)
        olds += passage[0]
        news += passage[1]
    return _joined(olds), _joined(news)


def _compare_letters(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Of a passage that is other somewhere."""
    passages = list(_without_crumbs(_passages(_LETTERS.findall(before), _LETTERS.findall(after))))
    in_common = sum(len("".join(old)) for is_other, old, _ in passages if not is_other)
    if in_common < LEAST_IN_COMMON * max(len(before), len(after)):
        return [Piece(before, is_other=True)], [Piece(after, is_other=True)]
    return (
        [Piece("".join(old), is_other) for is_other, old, _ in passages],
        [Piece("".join(new), is_other) for is_other, _, new in passages],
    )


Passage = tuple[bool, Sequence[str], Sequence[str]]


def _passages(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    """Whether it is other, and the parts of each side; what both begin and end with is found without searching."""
    begin = _in_common(before, after)
    end = _in_common(before[begin:][::-1], after[begin:][::-1])
    middle_before, middle_after = before[begin : len(before) - end], after[begin : len(after) - end]
    yield False, before[:begin], after[:begin]
    if max(len(middle_before), len(middle_after)) > LONGEST_COMPARED:
        yield True, middle_before, middle_after
    else:
        matcher = SequenceMatcher(None, middle_before, middle_after, autojunk=False)
        for kind, i, j, k, m in matcher.get_opcodes():
            yield kind != "equal", middle_before[i:j], middle_after[k:m]
    yield False, before[len(before) - end :], after[len(after) - end :]


def _in_common(before: Sequence[str], after: Sequence[str]) -> int:
    shortest = min(len(before), len(after))
    return next((at for at in range(shortest) if before[at] != after[at]), shortest)


def _without_crumbs(passages: Iterable[Passage]) -> Iterator[Passage]:
    """A few letters that happen to be alike between two changes are part of one change."""
    kept = [passage for passage in passages if passage[1] or passage[2]]
    last = len(kept) - 1
    is_other = [
        other or (0 < at < last and len("".join(before)) < SHORTEST_IN_COMMON)
        for at, (other, before, _) in enumerate(kept)
    ]
    for other, group in groupby(zip(is_other, kept, strict=True), key=lambda one: one[0]):
        sides = [passage for _, passage in group]
        yield other, [part for one in sides for part in one[1]], [part for one in sides for part in one[2]]


def _same(parts: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
    text = "".join(parts)
    return [Piece(text)], [Piece(text)]


def _joined(pieces: Iterable[Piece]) -> Side:
    return tuple(
        Piece("".join(piece.text for piece in group), is_other)
        for is_other, group in groupby((one for one in pieces if one.text), key=lambda one: one.is_other)
    )
