"""The parts of a .docx file that hold words, as XML; and the names of the elements in them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from tracker.plan_reading.errors import UnreadableDocument, too_long
from tracker.plan_reading.foreign_files import BROKEN_ARCHIVE

MOST_XML_BYTES = 20 * 1024 * 1024
MOST_PIECES = 50_000
"""Paragraphs, rows and cells, levels of lists and styles together."""

MOST_MARKS = 600_000
"""Tags and attributes together."""

Element = etree._Element

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The same elements, as Word saves them under "Strict Open XML Document".
_STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_PIECE = re.compile(rb"<(?:\w+:)?(?:p|tr|tc|lvl|num|lvlOverride|style)[\s/>]")
_NUMBER = re.compile(r"-?\d{1,6}", re.ASCII)


def word(name: str) -> str:
    """The name as lxml writes it: `word("p")` for w:p."""
    return f"{{{_NAMESPACE}}}{name}"


@dataclass(frozen=True, slots=True)
class WordParts:
    body: Element | None
    numbering: Element | None
    styles: Element | None


def word_parts(parts: Mapping[str, bytes], filename: str) -> WordParts:
    """Found as Word finds them, by their relationships: not every program names them alike.

    Counted before they are parsed, because parsed XML takes many times its room.
    """
    main = _related(parts, "", "officeDocument", filename) or "word/document.xml"
    names = (main, _related(parts, main, "numbering", filename), _related(parts, main, "styles", filename))
    _check_size(b"\n".join(parts.get(name, b"") for name in names), filename)
    document, numbering, styles = (_parsed(parts.get(name, b""), filename) for name in names)
    return WordParts(child(document, "body"), numbering, styles)


def _check_size(content: bytes, filename: str) -> None:
    is_too_large = len(content) > MOST_XML_BYTES or content.count(b"<") + content.count(b"=") > MOST_MARKS
    if is_too_large or len(_PIECE.findall(content)) > MOST_PIECES:
        raise too_long(filename)


def child(element: Element | None, *path: str) -> Element | None:
    """The element at the end of the path, as in `child(paragraph, "pPr", "pStyle")`."""
    for name in path:
        element = None if element is None else element.find(word(name))
    return element


def value_of(element: Element | None, *path: str) -> str:
    found = child(element, *path)
    return "" if found is None else found.get(word("val"), "")


def number_of(element: Element | None, *path: str) -> int | None:
    text = value_of(element, *path).strip()
    return int(text) if _NUMBER.fullmatch(text) else None


def is_on(element: Element | None, *path: str) -> bool:
    """Whether a switch is there and not turned off."""
    found = child(element, *path)
    return found is not None and found.get(word("val"), "on") not in ("0", "false", "off")


def _related(parts: Mapping[str, bytes], source: str, relation: str, filename: str) -> str:
    """The name of the part to which `source` has such a relationship; "" when it has none."""
    folder, name = posixpath.split(source)
    content = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"), b"")
    _check_size(content, filename)
    relationships = _parsed(content, filename)
    for one in () if relationships is None else relationships:
        if one.get("Type", "").endswith(f"/{relation}"):
            return posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
    return ""


def _parsed(content: bytes, filename: str) -> Element | None:
    if not content:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content.replace(_STRICT_NAMESPACE, _NAMESPACE.encode()), parser)
    except etree.XMLSyntaxError as broken:
        raise UnreadableDocument(BROKEN_ARCHIVE, "file", filename=filename) from broken
