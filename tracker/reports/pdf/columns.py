"""A table fitted to its page: the widths of its columns and the size of its letters.

No word is cut and no number broken as long as the page has room; what is wider than any column could be is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from tracker.reports.pdf.fonts import Face
from tracker.reports.pdf.words import smaller

#: Between a rule and the text, in points: more above, where tone marks stand on vowels.
BESIDE, ABOVE, BELOW = 3.0, 3.5, 2.0
#: A letter of running text in shares of the size: what the width of a column is told in.
LETTER = 0.5
#: A wider word, in shares of the size, gets no column for its sake: addresses, and lines of dots; no sum is as long.
LONGEST_KEPT_WHOLE = 12.0
#: In shares of the paper's size: as small as a full table is set, and as one whose words do not fit.
SMALL, SMALLEST = 0.82, 0.7
_STEP = 0.5
#: For the rounding of widths, in points.
_SLACK = 0.3

#: The words of each line of a cell, spaces among them.
Lines = tuple[tuple[str, ...], ...]


class Ruler:
    """Measures words in shares of the size, each once."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._known: dict[str, float] = {}

    def __call__(self, word: str) -> float:
        width = self._known.get(word)
        if width is None:
            width = self._known[word] = self._face.width(word)
        return width

    def longest(self, cell: Lines) -> float:
        return max((self(word) for line in cell for word in line), default=0.0)

    def width(self, cell: Lines) -> float:
        """Of its longest line, were there room for it."""
        return max((sum(map(self, line)) for line in cell), default=0.0)

    def lines(self, cell: Lines, width: float) -> int:
        """How many lines the cell takes in a column of that width."""
        return sum(self._filled(line, width) for line in cell)

    def _filled(self, line: Sequence[str], width: float) -> int:
        count, end, space = 1, 0.0, 0.0
        for word in line:
            if word == " ":
                space += self(word)
                continue
            start = end + space
            if end and start + self(word) > width:
                count, start = count + 1, 0.0
            end, space = start + self(word), 0.0
        return count

    def cut_to(self, cell: Lines, width: float) -> Lines:
        """With every word that is wider than the column in pieces that are not."""
        if self.longest(cell) <= width:
            return cell
        return tuple(tuple(piece for word in line for piece in self._pieces(word, width)) for line in cell)

    def _pieces(self, word: str, width: float) -> list[str]:
        if self(word) <= width:
            return [word]
        parts = smaller(word)
        return parts if len(parts) < 2 else [piece for part in parts for piece in self._pieces(part, width)]


def size_for(wanted: Sequence[float], longest: Sequence[float], room: float, points: float) -> float:
    """Of the letters, in points: smaller where the columns want more room than there is, or their words do."""
    size = max(SMALL * points, min(points, room / (sum(wanted) * LETTER)))
    size = floor(size / _STEP) * _STEP
    while size > SMALLEST * points and sum(_least(longest, size)) > room:
        size -= _STEP
    return size


def widths_for(wanted: Sequence[float], longest: Sequence[float], room: float, size: float) -> list[float]:
    """Of the columns, in points: the page in the proportion that is wanted, none narrower than its longest word."""
    least = _within(room, _least(longest, size))
    widths = list(least)
    wider = set(range(len(wanted)))
    while wider:
        unit = (room - sum(widths[one] for one in range(len(widths)) if one not in wider)) / sum(
            wanted[one] for one in wider
        )
        too_narrow = {one for one in wider if wanted[one] * unit < least[one]}
        if not too_narrow:
            for one in wider:
                widths[one] = wanted[one] * unit
            break
        wider -= too_narrow
    return widths


def _least(longest: Sequence[float], size: float) -> list[float]:
    return [min(width, LONGEST_KEPT_WHOLE) * size + 2 * BESIDE + _SLACK for width in longest]


def _within(room: float, least: Sequence[float]) -> list[float]:
    """The widest cut down to the same width until all fit."""
    left, given = room, {}
    for rank, one in enumerate(sorted(range(len(least)), key=lambda one: least[one])):
        given[one] = min(least[one], left / (len(least) - rank))
        left -= given[one]
    return [given[one] for one in range(len(least))]
