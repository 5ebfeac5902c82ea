"""Tone marks that stay in the text of a PDF.

Typst (0.15) writes a mark that the font moves up or down a little apart from its letter, and the text of a file then
has both twice: สั่ง is found as สั่สั่ง. Fonts of today move marks over a vowel by some hundredths of their size, which
nobody sees; here they are left at the height that they are drawn at. Sideways they are moved as before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont

#: In shares of the size: a mark that is moved farther would touch what is below it, and is left alone.
FARTHEST = 0.08
_MARK_TO_BASE, _MARK_TO_MARK, _EXTENSION = 4, 6, 9


def level(font: TTFont) -> None:
    """Marks and the places for them that are at nearly the same height, at the very same."""
    farthest = FARTHEST * font["head"].unitsPerEm
    for marks, places in _positions(font):
        for mark_class in {record.Class for record in marks}:
            own = [record.MarkAnchor for record in marks if record.Class == mark_class]
            _level([*own, *(anchors[mark_class] for anchors in places if anchors[mark_class])], own, farthest)


def _level(anchors: list[Any], marks: list[Any], farthest: float) -> None:
    heights = Counter(anchor.YCoordinate for anchor in marks)
    for height, _ in heights.most_common():
        near = [anchor for anchor in anchors if abs(anchor.YCoordinate - height) <= farthest]
        for anchor in near:
            anchor.YCoordinate = height
        anchors = [anchor for anchor in anchors if anchor not in near]


def _positions(font: TTFont) -> Iterator[tuple[list[Any], list[list[Any]]]]:
    """The marks of each table, and the places for them on letters or on other marks, by the marks' class."""
    if "GPOS" not in font:
        return
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            found = table.ExtSubTable if table.LookupType == _EXTENSION else table
            if found.LookupType == _MARK_TO_BASE:
                yield found.MarkArray.MarkRecord, [one.BaseAnchor for one in found.BaseArray.BaseRecord]
            elif found.LookupType == _MARK_TO_MARK:
                yield found.Mark1Array.MarkRecord, [one.Mark2Anchor for one in found.Mark2Array.Mark2Record]
