"""The numbers of list paragraphs, which stand nowhere in a Word document: it counts them whenever it is shown."""

from __future__ import annotations

import re

from tracker.plan_reading.docx_lists import ListLevel, WordList, word_lists
from tracker.plan_reading.docx_xml import Element, number_of, value_of, word
from tracker.plan_reading.list_numbers import BULLET, KNOWN_BULLETS, NumberStyle, written

_MOST_STYLES_IN_A_CHAIN = 20
_NUMBER_OF_LEVEL = re.compile("%([1-9])")


class ListNumbers:
    """Asked once for each paragraph, in the order of the document."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        found = () if styles is None else styles.iterchildren(word("style"))
        self._styles = {style.get(word("styleId"), ""): style for style in found}
        list_of_style = {name: value_of(style, "pPr", "numPr", "numId") for name, style in self._styles.items()}
        self._lists = word_lists(numbering, list_of_style)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def style_name(self, paragraph: Element) -> str:
        return value_of(self._styles.get(value_of(paragraph, "pPr", "pStyle")), "name")

    def label_of(self, paragraph: Element) -> str:
        """What Word shows before the paragraph; "" when it is in no list."""
        list_id, place = self._place_in_list(paragraph)
        word_list = self._lists.get(list_id)
        level = None if word_list is None else word_list.levels.get(place)
        if word_list is None or level is None:
            return ""
        counts = self._counted(list_id, word_list, place)
        if level.style is NumberStyle.BULLET:
            return level.text if level.text and level.text in KNOWN_BULLETS else BULLET
        return _NUMBER_OF_LEVEL.sub(lambda found: _number(int(found[1]) - 1, counts, word_list, level), level.text)

    def _place_in_list(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level, counted from 0: what the paragraph says itself goes before its style."""
        list_id, place = value_of(paragraph, "pPr", "numPr", "numId"), number_of(paragraph, "pPr", "numPr", "ilvl")
        style_id = value_of(paragraph, "pPr", "pStyle")
        for _ in range(_MOST_STYLES_IN_A_CHAIN):
            style = self._styles.get(style_id)
            if list_id or style is None:
                break
            list_id = value_of(style, "pPr", "numPr", "numId")
            if place is None:
                place = self._level_of_style(list_id, style_id, style)
            style_id = value_of(style, "basedOn")
        return list_id, place or 0

    def _level_of_style(self, list_id: str, style_id: str, style: Element) -> int | None:
        levels = self._lists[list_id].levels if list_id in self._lists else {}
        linked = (place for place, level in levels.items() if level.paragraph_style == style_id)
        return next(linked, number_of(style, "pPr", "numPr", "ilvl"))

    def _counted(self, list_id: str, word_list: WordList, place: int) -> dict[int, int]:
        counts = self._counts.setdefault(word_list.counting, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for anew in word_list.begins_anew:
                counts.pop(anew, None)
        start = word_list.levels[place].start
        counts[place] = counts[place] + 1 if place in counts else start
        for deeper, level in word_list.levels.items():
            if deeper > place and level.restarts:
                counts.pop(deeper, None)
        return counts


def _number(place: int, counts: dict[int, int], word_list: WordList, shown_in: ListLevel) -> str:
    level = word_list.levels.get(place)
    if level is None:
        return ""
    style = NumberStyle.DECIMAL if shown_in.all_in_digits else level.style
    return written(counts.get(place, level.start), style)
