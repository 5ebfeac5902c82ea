"""From letters to lines as they are printed, and from lines to the text that was wrapped into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.thai_text import display_width
from tracker.plan_reading.pdf_letters import in_order, is_mark
from tracker.plan_reading.pdf_pages import Glyph

_SAME_LINE = 0.4
_GAP = 0.25
_GAP_AFTER_SARA_AM = 0.8
_GAP_OF_FIGURES = 0.4
_WIDE_GAP = 1.5
_BACKWARDS = 0.5
_MARK_BACKWARDS = 0.1
_FORWARDS = 1.0
"""In parts of the size of the letters."""

_LONGEST_WORD = 12


@dataclass(frozen=True, slots=True)
class Line:
    """`y` is its baseline, `first_word` the width of what a wrapped line would have taken along."""

    text: str
    left: float
    right: float
    y: float
    size: float
    first_word: float

    @property
    def width(self) -> float:
        return self.right - self.left


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """From top to bottom; letters that are turned stand last, as one line."""
    rows: list[list[Glyph]] = []
    turned: list[Glyph] = []
    for glyph in glyphs:
        if not glyph.upright:
            turned.append(glyph)
        elif rows and _is_level(rows[-1], glyph):
            rows[-1].append(glyph)
        elif (row := next((row for row in rows if _is_level(row, glyph)), None)) is not None:
            row.append(glyph)
        else:
            rows.append([glyph])
    made = (_line(row) for row in sorted(rows, key=lambda row: row[0].y))
    lines = [line for line in made if line is not None]
    sideways = in_order("".join(glyph.letter for glyph in turned).strip())
    if sideways:
        lines.append(Line(sideways, turned[0].left, turned[0].left, turned[-1].y, turned[0].size, 0.0))
    return lines


def _is_level(row: Sequence[Glyph], glyph: Glyph) -> bool:
    return abs(row[0].y - glyph.y) <= _SAME_LINE * max(row[0].size, glyph.size)


def _line(row: Sequence[Glyph]) -> Line | None:
    """None without a word. Spaces at its ends stay: they say that a line was wrapped at a space."""
    glyphs = _in_reading_order(row)
    text = "".join(_with_gaps(glyphs))
    ink = [glyph for glyph in glyphs if not glyph.letter.isspace()]
    if not ink:
        return None
    size = max(glyph.size for glyph in ink)
    left, right = min(glyph.left for glyph in ink), max(glyph.right for glyph in ink)
    return Line(in_order(text), left, right, ink[0].y, size, _width_of_first_word(glyphs, left))


def _in_reading_order(row: Sequence[Glyph]) -> list[Glyph]:
    """Pieces as they were written, from the left; a mark that was drawn later goes to the letter under it.

    What the letters' own font does not have, as a space or a point, some programs draw after the whole line.
    """
    pieces: list[list[Glyph]] = [[]]
    loose: list[Glyph] = []
    for glyph in row:
        if not pieces[-1] or _follows(pieces[-1][-1], glyph):
            pieces[-1].append(glyph)
        elif is_mark(glyph.letter):
            loose.append(glyph)
        else:
            pieces.append([glyph])
    ordered: list[Glyph] = []
    for piece in sorted(filter(None, pieces), key=lambda piece: piece[0].x):
        place = _place_within(piece[0], ordered)
        ordered[place:place] = piece
    for mark in loose:
        ordered.insert(_place_of(mark, ordered), mark)
    return ordered


def _follows(before: Glyph, glyph: Glyph) -> bool:
    backwards = _MARK_BACKWARDS if is_mark(glyph.letter) else _BACKWARDS
    return before.x - backwards * glyph.size <= glyph.x <= before.right + _FORWARDS * glyph.size


def _place_within(glyph: Glyph, ordered: Sequence[Glyph]) -> int:
    """Before the first letter that stands to the right of it; mostly at the end."""
    if not ordered or ordered[-1].x <= glyph.x:
        return len(ordered)
    after = (place for place, one in enumerate(ordered) if one.x > glyph.x and not is_mark(one.letter))
    return next(after, len(ordered))


def _place_of(mark: Glyph, ordered: Sequence[Glyph]) -> int:
    """Behind the letter whose ink is nearest to the middle of the mark, and behind its other marks."""
    middle = (mark.left + mark.right) / 2
    letters = [place for place, glyph in enumerate(ordered) if not is_mark(glyph.letter) and glyph.letter.strip()]
    if not letters:
        return len(ordered)
    nearest = min(letters, key=lambda place: max(ordered[place].left - middle, middle - ordered[place].right))
    while nearest + 1 < len(ordered) and is_mark(ordered[nearest + 1].letter):
        nearest += 1
    return nearest + 1


def _with_gaps(glyphs: Sequence[Glyph]) -> Iterator[str]:
    reached = glyphs[0].left
    before = " "
    for glyph in glyphs:
        if not glyph.letter.isspace():
            gap = _gap_between(before, glyph.letter)
            if before != " " and glyph.left - reached > gap * glyph.size:
                yield " "
            reached = max(reached, glyph.right)
        if not (before == " " and glyph.letter.isspace()):
            yield glyph.letter if not glyph.letter.isspace() else " "
        before = " " if glyph.letter.isspace() else glyph.letter


def _gap_between(before: str, letter: str) -> float:
    """What is more than this is a space; figures stand in equal boxes, in which a 1 leaves much room."""
    if before == "ำ":
        return _GAP_AFTER_SARA_AM
    return _GAP_OF_FIGURES if before.isdigit() and letter.isdigit() else _GAP


def _width_of_first_word(glyphs: Sequence[Glyph], left: float) -> float:
    right, letters = left, ""
    for glyph in glyphs:
        if glyph.letter.isspace() and letters or display_width(letters) >= _LONGEST_WORD:
            break
        letters += glyph.letter.strip()
        right = max(right, glyph.right)
    return right - left
