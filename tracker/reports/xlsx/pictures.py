"""Pictures of a workbook, as large as their place: the office's emblem, and those that show what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D

from tracker.reports.paper import NOTHING, Dress, Gallery
from tracker.reports.paper import Picture as Named
from tracker.reports.xlsx.sheet import Sheet, Span
from tracker.reports.xlsx.styles import LINE

PICTURES_A_LINE = 2
COLUMNS_A_PICTURE = 2
GALLERY_WIDTHS = (33,) * PICTURES_A_LINE * COLUMNS_A_PICTURE
POINTS_A_PIXEL = 0.75
UNITS_A_PIXEL = 9_525
"""English metric units, in which a drawing is measured."""


@dataclass(frozen=True, slots=True)
class Box:
    """In pixels."""

    width: float
    height: float


LOGO = Box(200, 72)
PICTURE = Box(440, 330)
AROUND = 4


def pixels_of(width: float) -> float:
    """Of a column."""
    return 7 * width + 5


def draw_logo(sheet: Sheet, dress: Dress) -> None:
    """In the middle, in a row of its own."""
    logo = _image(dress.logo, LOGO)
    if logo is None:
        return
    _place(sheet, logo, sum(map(pixels_of, sheet.widths)) / 2)
    sheet.end_row((LOGO.height + 2 * AROUND) * POINTS_A_PIXEL)


def draw_gallery(sheet: Sheet, gallery: Gallery, dress: Dress) -> None:
    """Two beside each other, each with what it shows below it; of one that is gone its words alone."""
    if not gallery.pictures:
        sheet.across(NOTHING, LINE)
    for pair in _pairs(gallery.pictures):
        captions = []
        for place, picture in enumerate(pair):
            first = place * COLUMNS_A_PICTURE
            before, own = sheet.widths[:first], sheet.widths[first : first + COLUMNS_A_PICTURE]
            image = _image(dress.pictures.get(picture.name), PICTURE)
            if image is not None:
                _place(sheet, image, sum(map(pixels_of, before)) + sum(map(pixels_of, own)) / 2)
            captions.append(Span(dress.written(picture.caption), LINE, first + 1, first + COLUMNS_A_PICTURE))
        sheet.end_row((PICTURE.height + 2 * AROUND) * POINTS_A_PIXEL)
        sheet.side_by_side(*captions)


def _pairs(pictures: Sequence[Named]) -> Iterator[Sequence[Named]]:
    return (pictures[start : start + PICTURES_A_LINE] for start in range(0, len(pictures), PICTURES_A_LINE))


def _image(data: bytes | None, box: Box) -> Image | None:
    """As large as fits, in its own proportion; none of what is no picture."""
    if not data:
        return None
    try:
        image = Image(BytesIO(data))
    except OSError:
        return None
    scale = min(box.width / image.width, box.height / image.height)
    image.width, image.height = round(image.width * scale), round(image.height * scale)
    return image


def _place(sheet: Sheet, image: Image, middle: float) -> None:
    """In the next row, its middle so many pixels from the left."""
    left, column = max(0.0, middle - image.width / 2), 0
    while column < len(sheet.widths) - 1 and left >= pixels_of(sheet.widths[column]):
        left -= pixels_of(sheet.widths[column])
        column += 1
    corner = AnchorMarker(column, round(left * UNITS_A_PIXEL), sheet.row - 1, AROUND * UNITS_A_PIXEL)
    size = XDRPositiveSize2D(image.width * UNITS_A_PIXEL, image.height * UNITS_A_PIXEL)
    image.anchor = OneCellAnchor(_from=corner, ext=size)
    sheet.worksheet.add_image(image)
