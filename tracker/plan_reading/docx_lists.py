"""How the lists of a Word document are numbered, as its part numbering.xml defines it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.plan_reading.docx_xml import Element, child, is_on, number_of, value_of, word
from tracker.plan_reading.list_numbers import NumberStyle

_STYLE_OF_FORMAT = {
    "decimalZero": NumberStyle.DECIMAL_ZERO,
    "thaiNumbers": NumberStyle.THAI_DIGITS,
    "thaiLetters": NumberStyle.THAI_LETTERS,
    "lowerLetter": NumberStyle.LOWER_LETTERS,
    "upperLetter": NumberStyle.UPPER_LETTERS,
    "lowerRoman": NumberStyle.LOWER_ROMAN,
    "upperRoman": NumberStyle.UPPER_ROMAN,
    "bullet": NumberStyle.BULLET,
    "none": NumberStyle.NONE,
}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """`text` has %1 where the number of the first level stands, %2 the second's."""

    start: int
    style: NumberStyle
    text: str
    restarts: bool = True
    all_in_digits: bool = False
    paragraph_style: str = ""


@dataclass(frozen=True, slots=True)
class WordList:
    """Lists of the same `counting` go on where the other stopped, but for the levels that begin anew."""

    counting: str
    levels: dict[int, ListLevel]
    begins_anew: frozenset[int]


def word_lists(numbering: Element | None, list_of_style: dict[str, str]) -> dict[str, WordList]:
    """By the number under which paragraphs name a list; `list_of_style` for definitions that point to a style."""
    if numbering is None:
        return {}
    definitions = {
        one.get(word("abstractNumId"), ""): _Definition.read(one) for one in numbering.iterchildren(word("abstractNum"))
    }
    uses = {one.get(word("numId"), ""): one for one in numbering.iterchildren(word("num"))}
    lists = {}
    for list_id, use in uses.items():
        definition = definitions.get(value_of(use, "abstractNumId"))
        if definition is not None and definition.link:
            other = uses.get(list_of_style.get(definition.link, ""))
            definition = definitions.get(value_of(other, "abstractNumId"))
        if definition is not None:
            lists[list_id] = _list(use, definition)
    return lists


@dataclass(frozen=True, slots=True)
class _Definition:
    """`link` names the style that has the levels instead."""

    name: str
    link: str
    levels: dict[int, ListLevel]

    @classmethod
    def read(cls, element: Element) -> _Definition:
        levels = {_place(level): _level(level) for level in element.iterchildren(word("lvl"))}
        return cls(element.get(word("abstractNumId"), ""), value_of(element, "numStyleLink"), levels)


def _list(use: Element, definition: _Definition) -> WordList:
    levels = dict(definition.levels)
    begins_anew = set()
    for override in use.iterchildren(word("lvlOverride")):
        place, own = _place(override), child(override, "lvl")
        if own is not None:
            levels[place] = _level(own)
        start = number_of(override, "startOverride")
        if start is not None and place in levels:
            levels[place] = replace(levels[place], start=start)
            begins_anew.add(place)
    return WordList(definition.name, levels, frozenset(begins_anew))


def _place(level: Element) -> int:
    text = level.get(word("ilvl"), "0")
    return int(text) if len(text) == 1 and text.isdecimal() else 0


def _level(level: Element) -> ListLevel:
    """The first format that is named: a newer one may stand beside it for programs that know no other."""
    named = next(level.iter(word("numFmt")), None)
    style = NumberStyle.DECIMAL if named is None else _STYLE_OF_FORMAT.get(named.get(word("val"), ""))
    start = number_of(level, "start")
    return ListLevel(
        start=1 if start is None else start,
        style=style or NumberStyle.DECIMAL,
        text=value_of(level, "lvlText"),
        restarts=number_of(level, "lvlRestart") != 0,
        all_in_digits=is_on(level, "isLgl"),
        paragraph_style=value_of(level, "pStyle"),
    )
