"""The words of a web page in the order in which they are shown: paragraphs, items with their numbers, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tracker.plan_reading.document import Paragraph
from tracker.plan_reading.errors import too_long
from tracker.plan_reading.html_lists import ListsAround
from tracker.plan_reading.html_tables import TABLE_PARTS, placed_cells
from tracker.plan_reading.table_cells import Block, Cell, blocks_of_table, tidy

MOST_BLOCKS = 20_000

Element = etree._Element

_DROPPED = frozenset({
    "head", "script", "style", "template", "noscript", "select", "button", "textarea", "object", "iframe", "svg",
    "audio", "video", "map", "nav", "del",
})  # fmt: skip
_BLOCKS = frozenset({
    "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "aside", "header",
    "footer", "dl", "dt", "dd", "blockquote", "pre", "hr", "fieldset", "legend", "figure", "figcaption", "center",
    "address", "form", "details", "summary", "caption", "tr", "td", "th", "thead", "tbody", "tfoot",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")


def blocks_in(element: Element, filename: str) -> list[Block]:
    flow = _Flow(filename)
    flow.read(element)
    flow.end_paragraph()
    return flow.blocks


def is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


class _Flow:
    """Gathers words until something ends the paragraph they are in."""

    def __init__(self, filename: str) -> None:
        self.blocks: list[Block] = []
        self._filename = filename
        self._words: list[str] = []
        self._label = ""
        self._lists = ListsAround()
        self._keeps_lines = False

    def read(self, element: Element) -> None:
        self._add(element.text)
        for one in element:
            if isinstance(one.tag, str) and one.tag not in _DROPPED and not is_hidden(one):
                self._read_child(one)
            self._add(one.tail)

    def end_paragraph(self) -> None:
        if text := tidy(_SPACES.sub(" ", "".join(self._words))):
            self._show([Paragraph(f"{self._label} {text}".strip())])
            self._label = ""
        self._words.clear()

    def _show(self, blocks: list[Block]) -> None:
        self.blocks.extend(blocks)
        if len(self.blocks) > MOST_BLOCKS:
            raise too_long(self._filename)

    def _add(self, text: str | None) -> None:
        if text:
            self._words.append(text if self._keeps_lines else text.replace("\n", " "))

    def _read_child(self, element: Element) -> None:
        match element.tag:
            case "br":
                self._words.append("\n")
            case "table":
                self._read_table(element)
            case "ol" | "ul" | "menu" | "dir":
                self._read_list(element)
            case "li":
                self._read_item(element)
            case tag if tag in _BLOCKS:
                self._read_block(element)
            case _:
                self.read(element)

    def _read_block(self, element: Element) -> None:
        self.end_paragraph()
        before, self._keeps_lines = self._keeps_lines, self._keeps_lines or element.tag == "pre"
        self.read(element)
        self.end_paragraph()
        self._keeps_lines = before

    def _read_list(self, element: Element) -> None:
        self.end_paragraph()
        with self._lists.inside(element):
            self.read(element)
        self.end_paragraph()

    def _read_item(self, element: Element) -> None:
        self.end_paragraph()
        self._label = self._lists.label_of(element)
        self.read(element)
        self.end_paragraph()
        self._label = ""

    def _read_table(self, table: Element) -> None:
        """A caption, and whatever else stands between the rows, is shown above them."""
        self.end_paragraph()
        for one in table:
            if one.tag not in TABLE_PARTS and isinstance(one.tag, str) and not is_hidden(one):
                self._read_child(one)
        self.end_paragraph()
        self._show(blocks_of_table(list(self._cells(table)), self._filename))

    def _cells(self, table: Element) -> Iterator[Cell]:
        for place in placed_cells(table, is_hidden, self._filename):
            blocks = tuple(blocks_in(place.element, self._filename))
            yield Cell(place.row, place.column, place.rows, place.columns, blocks)
