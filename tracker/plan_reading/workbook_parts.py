"""The parts of a workbook that are opened at all: the sheets that are shown, and what these need."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tracker.domain.errors import N_
from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.sheet_layout import MOST_ELEMENTS, TOO_LARGE, SheetLayout, elements_of, layout_of, local_name

MOST_SHEETS = 60
MOST_PLACES = 200_000
MOST_ELEMENTS_BESIDE_SHEETS = 60_000

NO_SHEETS = N_(
    "“%(filename)s” has no sheet that can be read. Open it in Excel or LibreOffice, save it as .xlsx and send that."
)

_MAIN = re.compile(r"xl/workbook\d*\.xml")
_PART_OF_A_SHEET = re.compile(r"xl/\w+sheets/")
_NEVER_READ = re.compile(r"xl/(?:drawings|charts|diagrams|pivot\w+|comments|threadedComments|queryTables|tables)\b")


@dataclass(frozen=True, slots=True)
class ShownSheet:
    title: str
    part: str
    layout: SheetLayout


def shown_sheets(parts: Mapping[str, bytes], filename: str, also: Collection[str] = ()) -> list[ShownSheet]:
    """In the order of their tabs, `also` those of these names; refuses a workbook that is too large to be opened."""
    sheets: list[ShownSheet] = []
    elements = places = 0
    for title, part in _tabs(parts, filename, also):
        layout = layout_of(parts[part], filename)
        elements, places = elements + layout.elements, places + layout.rows * layout.columns
        if elements > MOST_ELEMENTS or places > MOST_PLACES or len(sheets) == MOST_SHEETS:
            raise UnreadableDocument(TOO_LARGE, "file", filename=filename)
        sheets.append(ShownSheet(title, part, layout))
    if not sheets:
        raise UnreadableDocument(NO_SHEETS, "file", filename=filename)
    return sheets


def _tabs(parts: Mapping[str, bytes], filename: str, also: Collection[str]) -> list[tuple[str, str]]:
    """The names of the sheets that are shown or asked for, and of their parts."""
    main = next((name for name in parts if _MAIN.fullmatch(name)), "")
    targets = _targets(parts.get(f"xl/_rels/{posixpath.basename(main)}.rels", b""), filename)
    return [
        (element.get("name", ""), part)
        for element in elements_of(parts.get(main, b""), filename, MOST_ELEMENTS_BESIDE_SHEETS)
        if local_name(element) == "sheet"
        and (element.get("state", "visible") == "visible" or element.get("name") in also)
        if (part := targets.get(_relation(element), "")) in parts
    ]


def _relation(element: Element) -> str:
    return next((value for name, value in element.attrib.items() if name.endswith("}id")), "")


def _targets(relations: bytes, filename: str) -> dict[str, str]:
    """The name of a part by the id under which the workbook speaks of it."""
    if not relations:
        return {}
    return {
        element.get("Id", ""): posixpath.normpath(posixpath.join("/xl", element.get("Target", ""))).lstrip("/")
        for element in elements_of(relations, filename, MOST_ELEMENTS_BESIDE_SHEETS)
    }


def archive_of(parts: Mapping[str, bytes], sheets: list[ShownSheet], filename: str) -> io.BytesIO:
    """A workbook of these sheets alone, without the pictures, charts and pivot tables that nobody reads here."""
    shown = {sheet.part for sheet in sheets}
    beside = {
        name: content
        for name, content in parts.items()
        if not _NEVER_READ.match(name) and not _PART_OF_A_SHEET.match(name) and name not in shown
    }
    count = 0
    for content in beside.values():
        left = MOST_ELEMENTS_BESIDE_SHEETS - count
        count += sum(1 for _ in elements_of(content, filename, left))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in (*beside, *shown):
            archive.writestr(name, parts[name])
    packed.seek(0)
    return packed
