"""The hand that sets text: in the digits and letters of the agency's dress, on a page of a certain room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tracker.domain.thai_text import shortened
from tracker.reports.paper import Dress
from tracker.reports.pdf.columns import Lines, Ruler
from tracker.reports.pdf.fonts import Fonts
from tracker.reports.pdf.rows import drawn
from tracker.reports.pdf.words import words

#: More than any line has room for.
_LONGEST_LINE = 400


@dataclass(frozen=True)
class Hand:
    dress: Dress
    fonts: Fonts
    #: Width and height of what a page holds, and how far a paragraph is moved in, in points.
    room: float
    height: float
    indent: float

    @cached_property
    def regular(self) -> Ruler:
        return Ruler(self.fonts.regular)

    @cached_property
    def bold(self) -> Ruler:
        return Ruler(self.fonts.bold)

    def said(self, text: str) -> str:
        return self.fonts.printable(self.dress.written(text))

    def lines(self, text: str) -> Lines:
        return tuple(words(line.strip()) for line in self.said(text).strip().split("\n"))

    def prose(self, text: str, room: float | None = None, *, times: float = 1.0) -> str:
        """Over that width, in letters so many times the paper's size; bold, which is the wider, has room too."""
        return drawn(self.bold.cut_to(self.lines(text), (room or self.room) / (self.fonts.points * times)))

    def in_one_line(self, text: str, room: float, *, times: float = 1.0) -> str:
        """Without the end for which there is no room."""
        whole = " ".join(self.said(text).split())
        width = room / (self.fonts.points * times)
        for length in range(min(len(whole), _LONGEST_LINE), 1, -1):
            line = self.fonts.printable(shortened(whole, length))
            if self.fonts.regular.width(line) <= width:
                return line
        return ""
