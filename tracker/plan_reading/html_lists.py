"""The numbers that a browser shows before the items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from tracker.plan_reading.list_numbers import BULLET, NumberStyle, written

Element = etree._Element

_STYLE_OF_TYPE = {
    "1": NumberStyle.DECIMAL,
    "a": NumberStyle.LOWER_LETTERS,
    "A": NumberStyle.UPPER_LETTERS,
    "i": NumberStyle.LOWER_ROMAN,
    "I": NumberStyle.UPPER_ROMAN,
}
_STYLE_OF_CSS = {
    "thai": NumberStyle.THAI_DIGITS,
    "decimal-leading-zero": NumberStyle.DECIMAL_ZERO,
    "lower-alpha": NumberStyle.LOWER_LETTERS,
    "lower-latin": NumberStyle.LOWER_LETTERS,
    "upper-alpha": NumberStyle.UPPER_LETTERS,
    "upper-latin": NumberStyle.UPPER_LETTERS,
    "lower-roman": NumberStyle.LOWER_ROMAN,
    "upper-roman": NumberStyle.UPPER_ROMAN,
    "none": NumberStyle.NONE,
}
_IN_DIGITS = (NumberStyle.DECIMAL, NumberStyle.THAI_DIGITS)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*-?\d{1,6}\s*", re.ASCII)


@dataclass(slots=True)
class _List:
    style: NumberStyle
    number: int
    """Of the last item."""


class ListsAround:
    """The lists in which the reading stands, the innermost last."""

    def __init__(self) -> None:
        self._lists: list[_List] = []

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        style = _style(element, NumberStyle.DECIMAL) if element.tag == "ol" else _unnumbered(element)
        self._lists.append(_List(style, _number(element.get("start"), 1) - 1))
        yield
        self._lists.pop()

    def label_of(self, item: Element) -> str:
        """Items of a list within a list carry both numbers (1.1), because here both lists become one."""
        if not self._lists:
            return BULLET
        inner = self._lists[-1]
        inner.number = _number(item.get("value"), inner.number + 1)
        if inner.style is NumberStyle.BULLET:
            return BULLET
        outer = self._lists[-2] if len(self._lists) > 1 else None
        own = written(inner.number, _style(item, inner.style))
        if outer is not None and inner.style in _IN_DIGITS and outer.style in _IN_DIGITS:
            return f"{written(outer.number, outer.style)}.{own}"
        return f"{own}." if own else ""


def _unnumbered(element: Element) -> NumberStyle:
    return NumberStyle.NONE if _style(element, NumberStyle.BULLET) is NumberStyle.NONE else NumberStyle.BULLET


def _style(element: Element, usual: NumberStyle) -> NumberStyle:
    named = _LIST_STYLE.search(element.get("style", ""))
    if named is not None and (style := _STYLE_OF_CSS.get(named[1].lower())) is not None:
        return style
    return _STYLE_OF_TYPE.get(element.get("type", ""), usual)


def _number(text: str | None, usual: int) -> int:
    return int(text) if text is not None and _NUMBER.fullmatch(text) else usual
