"""The pages of a PDF as letters and ruling lines, upright: x to the right, y down, in points."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from tracker.domain.errors import N_
from tracker.plan_reading.errors import UnreadableDocument

EXTRACTION = Path(__file__).with_name("pdf_extraction.py")
MOST_SECONDS = 20
"""Of the clock, for a busy machine: the extraction limits its own processor time."""


class Glyph(NamedTuple):
    """A letter as drawn: where its baseline begins, how far its ink reaches, and whether it stands upright.

    A tuple, because a document has tens of thousands, and they are made in a third of the time.
    """

    letter: str
    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float
    size: float
    upright: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line; `at` is the y of a horizontal one and the x of a vertical one."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """`left` and `right` are the sides of the paper, `pictures` the share of the page that pictures cover."""

    number: int
    left: float
    right: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: float


_REFUSALS = {
    "locked": N_("“%(filename)s” is protected by a password. Save it again without the password and send that file."),
    "broken": N_("“%(filename)s” is damaged and cannot be opened. Save it as PDF again from the original and send it."),
    "pages": N_("“%(filename)s” has too many pages for a plan. Send only the pages with the measures."),
    "letters": N_("“%(filename)s” is too long to be a plan. Send only the pages with the measures."),
    "beyond": N_(
        "“%(filename)s” is drawn in a way that takes too long to read. "
        "Send the Word or Excel file that it was made from, or only the pages with the measures."
    ),
}


def pages_of(data: bytes, filename: str) -> list[Page]:
    content = _extracted(data)
    if "refused" in content:
        raise UnreadableDocument(_REFUSALS[content["refused"]], "file", filename=filename)
    return [_page(number, page) for number, page in enumerate(content["pages"], start=1)]


def _extracted(data: bytes) -> Any:
    """What a program of its own took out; when that ended before its time, it has met its limits."""
    command = [sys.executable, "-I", str(EXTRACTION)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=True, timeout=MOST_SECONDS)
    except subprocess.SubprocessError:
        return {"refused": "beyond"}
    return json.loads(done.stdout)


Turn = Callable[[float, float], tuple[float, float]]

_TURNS: tuple[Turn, ...] = (
    lambda x, y: (x, -y),
    lambda x, y: (y, x),
    lambda x, y: (-x, y),
    lambda x, y: (-y, -x),
)
"""From the page's own points, by how many quarters counter-clockwise its letters are turned."""


def _page(number: int, content: Any) -> Page:
    """Turned so that most letters stand upright: a table is often printed sideways."""
    quarters = Counter(letter[-1] for letter in content["letters"])
    turned = quarters.most_common(1)[0][0] if quarters else 0
    turn = _TURNS[turned]
    (x0, _), (x1, _) = turn(0, 0), turn(*content["size"])
    return Page(
        number,
        min(x0, x1),
        max(x0, x1),
        tuple(_without_echoes([_glyph(letter, turn, turned) for letter in content["letters"]])),
        tuple(_rule(rule, turn) for rule in content["rules"]),
        content["pictures"],
    )


def _glyph(content: Sequence[Any], turn: Turn, turned: int) -> Glyph:
    letter, x, y, left, bottom, right, top, size, quarters = content
    (x0, y0), (x1, y1) = turn(left, bottom), turn(right, top)
    return Glyph(
        letter, *turn(x, y), min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), size, upright=quarters == turned
    )


def _without_echoes(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Some programs give the mark over a letter the text of the letter and all its marks once more.

    An echo is drawn over what it repeats; a syllable that is really written twice stands beside it.
    """
    kept: list[list[Glyph]] = []
    for drawn in _drawn_at_once(glyphs):
        if len(drawn) > 1 and any(_is_echo(drawn, one) for one in kept[-_ECHO_REACH:]):
            last = kept[-1][-1]
            kept[-1][-1] = last._replace(right=max(last.right, drawn[-1].right))
        else:
            kept.append(drawn)
    return chain.from_iterable(kept)


def _drawn_at_once(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Letters that one drawing stands for: they share its place, and its box along one side or the other."""
    drawn: list[Glyph] = []
    for glyph in glyphs:
        if drawn and not (_place(glyph) == _place(drawn[0]) and _share_a_box(glyph, drawn[0])):
            yield drawn
            drawn = []
        drawn.append(glyph)
    if drawn:
        yield drawn


def _place(glyph: Glyph) -> tuple[float, float]:
    return glyph.x, glyph.y


def _share_a_box(one: Glyph, other: Glyph) -> bool:
    return (one.top, one.bottom) == (other.top, other.bottom) or (one.left, one.right) == (other.left, other.right)


_ECHO_REACH = 4


def _is_echo(drawn: Sequence[Glyph], one: Sequence[Glyph]) -> bool:
    over = drawn[0].left < one[-1].right and one[0].left < drawn[-1].right
    return over and [glyph.letter for glyph in drawn] == [glyph.letter for glyph in one]


def _rule(content: Sequence[float], turn: Turn) -> Rule:
    (x0, y0), (x1, y1) = turn(*content[:2]), turn(*content[2:])
    if abs(x1 - x0) > abs(y1 - y0):
        return Rule(horizontal=True, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1))
    return Rule(horizontal=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))
