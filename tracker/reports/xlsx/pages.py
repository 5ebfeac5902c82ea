"""What stands around the cells: who signs, and the head and foot of each printed page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from openpyxl.worksheet.header_footer import HeaderFooterItem

from tracker.reports.paper import Dress, Paper, Signature
from tracker.reports.xlsx.sheet import PAGE_NUMBER, Sheet, Span, printable
from tracker.reports.xlsx.styles import FONT_NAME, LINE

FONT_SIZE = 12
LONGEST_LINE = 200
"""Excel takes 255 letters for a head or foot, its own marks among them."""

MARGIN_INCHES = 0.7
A4 = (595, 842)
"""Width and height in points."""

SIDES_POINTS = 58
#: Of one letter's width of a column.
POINTS_A_WIDTH = 5.25
LITTLE_MORE = 1.3

TO_SIGN_ON = "." * 40
NAME_LEFT_OUT = "." * 22
SIGNERS_A_LINE = 4


def sign(sheet: Sheet, signatures: Sequence[Signature], dress: Dress) -> None:
    """Beside each other, as many as there are columns for."""
    a_line = min(SIGNERS_A_LINE, len(sheet.widths))
    for start in range(0, len(signatures), a_line):
        signers = signatures[start : start + a_line]
        places = list(_places(sheet.widths, len(signers)))
        sheet.end_row()
        for lines in zip(*(_lines(each) for each in signers), strict=True):
            written = (dress.written(line) for line in lines)
            sheet.side_by_side(*(Span(text, LINE, *place) for text, place in zip(written, places, strict=True)))


def _lines(signer: Signature) -> tuple[str, ...]:
    return (f"ลงชื่อ {TO_SIGN_ON}", f"({signer.name or NAME_LEFT_OUT})", signer.post, signer.label)


def _places(widths: Sequence[float], parts: int) -> Iterator[tuple[int, int]]:
    """First and last columns of parts about as wide as each other; none without a column."""
    ends, whole, first = list(accumulate(widths)), sum(widths), 1
    for part in range(1, parts + 1):
        wanted = whole * part / parts
        nearest = min(range(first, len(widths) - (parts - part) + 1), key=lambda last: abs(ends[last - 1] - wanted))
        last = len(widths) if part == parts else nearest
        yield first, last
        first = last + 1


def set_pages(sheet: Sheet, paper: Paper, dress: Dress) -> None:
    """The first page has in its cells already what stands at the head of the others."""
    worksheet = sheet.worksheet
    worksheet.HeaderFooter.differentFirst, worksheet.HeaderFooter.scaleWithDoc = True, False
    worksheet.page_margins.top = worksheet.page_margins.bottom = MARGIN_INCHES
    head = " · ".join((paper.title, paper.agency_name, paper.as_of_text, *paper.state))
    _write(worksheet.oddHeader, "center", _harmless(dress.written(head)))
    for foot in (worksheet.firstFooter, worksheet.oddFooter):
        _write(foot, "left", _harmless(dress.written(paper.check_text)))
        _write(foot, "right", PAGE_NUMBER)


def fit(sheet: Sheet) -> None:
    """Made a little smaller, what is a little more than a page is one: no total, no signature alone on the next."""
    wide, high = sum(sheet.widths) * POINTS_A_WIDTH, sheet.height()
    page = A4 if sheet.worksheet.page_setup.orientation == "portrait" else A4[::-1]
    scale = min(1, (page[0] - SIDES_POINTS) / wide)
    if high * scale <= LITTLE_MORE * (page[1] - 2 * 72 * MARGIN_INCHES):
        sheet.worksheet.page_setup.fitToHeight = 1


def _harmless(text: str) -> str:
    """On one line and not too long; & alone would begin a mark of Excel's."""
    doubled = " ".join(printable(text).split()).replace("&", "&&")[:LONGEST_LINE]
    at_end = len(doubled) - len(doubled.rstrip("&"))
    return doubled[: len(doubled) - at_end % 2]


def _write(item: HeaderFooterItem | None, side: str, text: str) -> None:
    part = getattr(item, side)
    part.text, part.font, part.size = text, f"{FONT_NAME},Regular", FONT_SIZE
