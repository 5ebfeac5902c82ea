"""Pieces of WordprocessingML, as Word's own documents have them.

Thai is a complex script there: its fonts, sizes and bold letters are attributes of their own, and a document that sets
only the western ones shows Thai small, thin and in another font.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

FONT_NAME = "TH SarabunPSK"
TWIPS_A_CENTIMETRE = 567
BELOW_TABLE = "BelowTable"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = f'xmlns:w="{WORD}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def twips(centimetres: float) -> int:
    return round(centimetres * TWIPS_A_CENTIMETRE)


def root(name: str, content: str) -> bytes:
    return f"{XML_DECLARATION}<w:{name} {_NAMESPACES}>{content}</w:{name}>".encode()


def empty(element: str, **attributes: object) -> str:
    """An element with attributes alone."""
    said = "".join(f' w:{name}="{value}"' for name, value in attributes.items())
    return f"<w:{element}{said}/>"


def size(points: float) -> str:
    return empty("sz", val=round(points * 2)) + empty("szCs", val=round(points * 2))


BOLD = empty("b") + empty("bCs")
FONTS = empty("rFonts", ascii=FONT_NAME, hAnsi=FONT_NAME, eastAsia=FONT_NAME, cs=FONT_NAME)
LANGUAGES = empty("lang", val="en-US", eastAsia="en-US", bidi="th-TH")


def run(text: str, properties: str = "") -> str:
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def tab() -> str:
    return "<w:r><w:tab/></w:r>"


def field(code: str) -> str:
    """What Word works out itself, such as the number of the page."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return (
        f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f"{mark('separate')}{run('1')}{mark('end')}"
    )


def paragraph(content: str = "", style: str = "", properties: str = "") -> str:
    """Of runs, or of a text that becomes one."""
    inside = content if content.startswith("<") or not content else run(content)
    named = empty("pStyle", val=style) if style else ""
    said = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{said}{inside}</w:p>"


def cell(content: str, width: int | None, properties: str = "") -> str:
    """As wide as its words need where no width is given."""
    measured = empty("tcW", w=0, type="auto") if width is None else empty("tcW", w=width, type="dxa")
    return f"<w:tc><w:tcPr>{measured}{properties}</w:tcPr>{content}</w:tc>"


def row(cells: Sequence[str], *, is_head: bool = False) -> str:
    """Never split over pages; a head stands on each."""
    properties = empty("cantSplit") + (empty("tblHeader") if is_head else "")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Sequence[str], widths: Sequence[int], style: str) -> str:
    return _table(rows, widths, style, empty("tblW", w=sum(widths), type="dxa"), "fixed")


def spread_table(rows: Sequence[str], widths: Sequence[int], style: str) -> str:
    """As wide as the page, shared by however many cells a row comes to have."""
    return _table(rows, widths, style, empty("tblW", w=5000, type="pct"), "autofit")


def _table(rows: Sequence[str], widths: Sequence[int], style: str, width: str, layout: str) -> str:
    """With a small paragraph below: two tables that touch become one."""
    grid = "".join(empty("gridCol", w=width) for width in widths)
    properties = (
        empty("tblStyle", val=style)
        + width
        + empty("jc", val="center")
        + empty("tblLayout", type=layout)
        + empty("tblLook", val="0020", firstRow=1)
    )
    drawn = f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    return drawn + paragraph("", BELOW_TABLE)
