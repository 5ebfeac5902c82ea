"""Page numbers and the lines that a page repeats at its top and bottom: they are no part of the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tracker.domain.thai_text import squeeze, to_arabic_digits
from tracker.plan_reading.pdf_layout import Layout
from tracker.plan_reading.pdf_lines import Line

_COUNT = r"(?:หน้า(?:ที่)?|page)?[:.]?\d{1,3}(?:(?:/|จาก|ของ|of)\d{1,3})?(?:หน้า)?"
_PAGE_NUMBER = re.compile(rf"[-–—(\[|]*{_COUNT}[-–—)\]|]*", re.IGNORECASE)
_NUMBER_IN_LINE = re.compile(r"(?:หน้า(?:ที่)?|page)[:.]?\d{1,3}(?:(?:/|จาก|ของ|of)\d{1,3})?", re.IGNORECASE)
_OUTERMOST = 3
_SAME_PLACE = 6.0


def without_running_lines(layouts: Sequence[Layout]) -> list[list[Line]]:
    """The lines of each page; what runs through all pages stays once, at the top of the first."""
    tops, bottoms = [_top(layout) for layout in layouts], [_bottom(layout) for layout in layouts]
    running = _repeated(tops) | _repeated(bottoms)
    kept: list[list[Line]] = []
    for number, (layout, top, bottom) in enumerate(zip(layouts, tops, bottoms, strict=True)):
        out = [line for line in (*top[:1], *bottom[:1]) if _PAGE_NUMBER.fullmatch(_plain(line))]
        out += [line for line in bottom if _key(line) in running]
        out += [line for line in top if _key(line) in running and number]
        kept.append([line for line in layout.lines if not any(line is one for one in out)])
    return kept


def _top(layout: Layout) -> list[Line]:
    """The outermost lines above all tables, from the edge inwards."""
    above = [line for line in layout.lines if all(line.y < grid.ys[0] for grid in layout.grids)]
    return above[:_OUTERMOST]


def _bottom(layout: Layout) -> list[Line]:
    """Below all tables, and on a page without any what is not of the top."""
    rest = layout.lines if layout.tables else layout.lines[_OUTERMOST:]
    below = [line for line in rest if all(line.y > grid.ys[-1] for grid in layout.grids)]
    return below[::-1][:_OUTERMOST]


def _repeated(edges: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """Of at least two pages, and of half of them: other lines only happen to be alike."""
    keys = Counter(key for lines in edges for key in {_key(line) for line in lines})
    return {key for key, count in keys.items() if count >= max(2, len(edges) / 2)}


def _key(line: Line) -> tuple[str, int]:
    return _NUMBER_IN_LINE.sub("", _plain(line)), round(line.y / _SAME_PLACE)


def _plain(line: Line) -> str:
    return to_arabic_digits(squeeze(line.text))
