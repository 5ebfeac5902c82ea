"""Takes the letters and ruling lines out of a PDF; run as a program of its own, with the PDF on standard input.

A PDF of two kilobytes can keep the library busy for hours or take all memory, and a fault in it ends the
process. Here this ends only the extraction. So this file imports nothing of the project, and writes JSON:
`{"pages": [{"size", "pictures", "letters", "rules"}]}` or `{"refused": reason}`, in the page's own points.
"""

from __future__ import annotations

import ctypes
import json
import math
import signal
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

try:
    import resource
except ImportError:  # Windows has neither limits nor timers of a process: there only the caller's patience ends it
    resource = None  # type: ignore[assignment]

MOST_PAGES = 100
MOST_LETTERS = 80_000
MOST_OBJECTS = 20_000
MOST_RULES = 4_000
"""Objects and rules of one page: a page with more of them is a drawing, and is read as if it had no tables."""

PROCESSOR_SECONDS = 6.0
MEMORY_BYTES = 250 * 1024 * 1024

THICKEST_RULE = 2.5
SHORTEST_RULE = 3.0
MOST_NESTED = 6
HYPHEN_AT_LINE_END = 2
"""What the library makes of it, to mark words that were cut in two."""

FARTHEST = 100_000.0
"""Points; what is farther off, or no number at all, is on no page."""

Point = tuple[float, float]
Rule = tuple[float, float, float, float]
"""From x, y to x, y."""
Letter = tuple[str | float, ...]
"""Itself, x and y of its origin, left, bottom, right, top, size, and quarter turns counter-clockwise."""


def limit_myself() -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
        signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS)


def extract(data: bytes) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return {"refused": "locked" if locked else "broken"}
    if len(document) > MOST_PAGES:
        return {"refused": "pages"}
    pages: list[dict[str, Any]] = []
    left = MOST_LETTERS
    for number in range(len(document)):
        try:
            pages.append(page_content(document[number], left))
        except pypdfium2.PdfiumError:
            return {"refused": "broken"}
        left -= len(pages[-1]["letters"])
        if left <= 0:
            return {"refused": "letters"}
    return {"pages": pages} if pages else {"refused": "broken"}


def page_content(page: Any, most: int) -> dict[str, Any]:
    width, height = page.get_size()
    pictures, rules = drawn_on(page)
    area = max(1.0, width * height)
    return {
        "size": [round(width, 1), round(height, 1)],
        "pictures": round(min(1.0, pictures / area), 2),
        "letters": list(letters_of(page.get_textpage(), most)),
        "rules": [[round(value, 2) for value in rule] for rule in rules] if len(rules) <= MOST_RULES else [],
    }


def letters_of(text: Any, most: int) -> Iterator[Letter]:
    """What the library adds of itself (spaces in gaps, line ends) is left out; a letter without meaning is U+FFFD."""
    raw = text.raw
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    matrix = pdfium.FS_MATRIX()
    for place in range(min(text.count_chars(), most)):
        if pdfium.FPDFText_IsGenerated(raw, place) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(raw, place, x, y)
        pdfium.FPDFText_GetCharBox(raw, place, left, right, bottom, top)
        pdfium.FPDFText_GetMatrix(raw, place, matrix)
        size = pdfium.FPDFText_GetFontSize(raw, place) * math.hypot(matrix.c, matrix.d)
        measures = (x.value, y.value, left.value, bottom.value, right.value, top.value, size)
        if all(abs(value) < FARTHEST for value in measures):
            quarters = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
            yield (letter_of(raw, place), *(round(value, 2) for value in measures), quarters)


def letter_of(raw: Any, place: int) -> str:
    code = pdfium.FPDFText_GetUnicode(raw, place)
    if code == HYPHEN_AT_LINE_END:
        return "-"
    is_letter = 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000
    return chr(code) if is_letter and not pdfium.FPDFText_HasUnicodeMapError(raw, place) else "\ufffd"


def drawn_on(page: Any) -> tuple[float, list[Rule]]:
    """The area of all pictures, and the ruling lines."""
    pictures = 0.0
    rules: list[Rule] = []
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    for count, one in enumerate(page.get_objects(filter=kinds, max_depth=MOST_NESTED)):
        if count > MOST_OBJECTS:
            return pictures, []
        if one.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = one.get_bounds()
            pictures += abs(right - left) * abs(top - bottom)
        elif len(rules) <= MOST_RULES:
            rules += rules_of(one)
    return pictures, rules


def rules_of(path: Any) -> Iterator[Rule]:
    """Straight strokes along the page's sides, and filled rectangles so thin that they are strokes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    for points in outlines_of(path):
        if stroke.value:
            for one, other in pairwise(points):
                yield from straight(one, other)
        elif fill.value:
            yield from thin(points)


def thin(points: list[Point]) -> Iterator[Rule]:
    (left, right), (low, high) = ((min(side), max(side)) for side in zip(*points, strict=True))
    if min(right - left, high - low) <= THICKEST_RULE:
        x, y = (left + right) / 2, (low + high) / 2
        yield from straight((left, y), (right, y)) if right - left > high - low else straight((x, low), (x, high))


def straight(one: Point, other: Point) -> Iterator[Rule]:
    across, along = abs(one[0] - other[0]), abs(one[1] - other[1])
    on_paper = all(abs(value) < FARTHEST for value in (*one, *other))
    if on_paper and min(across, along) <= 1 and max(across, along) >= SHORTEST_RULE:
        yield (*one, *other)


def outlines_of(path: Any) -> Iterator[list[Point]]:
    """The corners of each outline without a curve, on the page."""
    matrix = path.get_matrix()
    container = path.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved = False
    for place in range(min(pdfium.FPDFPath_CountSegments(path), MOST_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, place)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved |= kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(matrix.on_point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


if __name__ == "__main__":
    limit_myself()
    sys.stdout.write(json.dumps(extract(sys.stdin.buffer.read())))
