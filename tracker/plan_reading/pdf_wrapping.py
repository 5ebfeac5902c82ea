"""Which line ends of a printed text were meant, and which came of the width of the column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.domain.thai_text import to_arabic_digits
from tracker.plan_reading.pdf_lines import Line

_NUMBERED = re.compile(r"\(?\d{1,2}(?:\.\d{1,2})*[.)]+\)?(?!\d)|(?:ขั้นตอนที่|กิจกรรมที่|ข้อที่)\s*\d")
_BULLETED = re.compile(r"[-–•●▪◦·*➢✓☑]\s*[^\s\d]")
_LABELLED = re.compile(
    r"(?:มาตรการ|โครงการ|กิจกรรม|ตัวชี้วัด|แนวทาง)\s?ที่\s?\d|[ก-ฮเแโใไA-Z][^\s:：]{2,30}(?:\s[^\s:：]{2,20})?\s?[:：](?=\s|$)"
)
_WORD_ENDS = re.compile(r"[A-Za-z0-9๐-๙,;:)]$")
_WORD_BEGINS = re.compile(r"[A-Za-z0-9๐-๙(]")

_WIDER_GAP = 1.35
_INDENT = 1.5
_EVEN = 0.6
"""In parts of the usual distance of lines, and of the size of the letters."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The column in which lines were wrapped: its sides, and the distance of lines within a paragraph."""

    left: float
    right: float
    distance: float


def usual_distance(lines: Sequence[Line]) -> float:
    """From one baseline to the next; the smallest, because paragraphs stand farther apart."""
    distances = (below.y - line.y for line, below in pairwise(lines) if below.y > line.y + line.size)
    return min(distances, default=0.0)


def unwrapped(lines: Sequence[Line], measure: Measure) -> str:
    """One text with a line end only where one was meant."""
    if not lines:
        return ""
    is_bulleted = bool(_BULLETED.match(lines[0].text))
    text = lines[0].text
    for line, below in pairwise(lines):
        ends = ends_before(line, below, measure) or is_bulleted and bool(_BULLETED.match(below.text))
        text = f"{text.rstrip()}\n{below.text.lstrip()}" if ends else joined(text, below.text)
    return text.strip()


def joined(text: str, more: str) -> str:
    """Thai is wrapped anywhere, so only a space that was there stays; figures and other words are wrapped at theirs."""
    had_space = text.endswith(" ") or more.startswith(" ")
    text, more = text.rstrip(), more.lstrip()
    at_space = bool(_WORD_ENDS.search(text) and _WORD_BEGINS.match(more))
    return f"{text} {more}" if had_space or at_space else text + more


def ends_before(line: Line, below: Line, measure: Measure) -> bool:
    """Whether what is below begins on a line of its own: an item, a paragraph, or words that had room before."""
    if (
        is_numbered(below)
        or _is_labelled(below)
        or measure.distance
        and below.y - line.y > measure.distance * _WIDER_GAP
    ):
        return True
    if _is_indented(below, line) and line.left - measure.left < _EVEN * line.size and not is_numbered(line):
        return True
    return below.first_word + line.size / 2 < _room_after(line, measure)


def begins_an_item(line: Line) -> bool:
    return is_numbered(line) or bool(_BULLETED.match(line.text.lstrip()))


def is_numbered(line: Line) -> bool:
    return bool(_NUMBERED.match(to_arabic_digits(line.text.lstrip())))


def _is_labelled(line: Line) -> bool:
    """ "ผู้รับผิดชอบ : ...", "มาตรการที่ ๒ ...": nobody writes these in the middle of a sentence."""
    return bool(_LABELLED.match(to_arabic_digits(line.text.lstrip())))


def _is_indented(line: Line, above: Line) -> bool:
    return line.left - above.left > _INDENT * above.size


def _room_after(line: Line, measure: Measure) -> float:
    """On both sides, when the line stands in the middle."""
    before, after = line.left - measure.left, measure.right - line.right
    is_centred = abs(before - after) < _EVEN * line.size
    return before + after if is_centred else after
