"""The words of one Word paragraph as they stand on paper: accepted changes in, deleted and hidden words out."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.plan_reading.docx_xml import Element, is_on, word
from tracker.plan_reading.list_numbers import BULLET

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHOICE = f"{_COMPATIBILITY}Choice"
FALLBACK = f"{_COMPATIBILITY}Fallback"
ALTERNATIVES = f"{_COMPATIBILITY}AlternateContent"

CONTENT_CONTROL = word("sdt")
TEXT_BOX = word("txbxContent")

WRAPPERS = frozenset(
    {
        *map(word, ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")),
        ALTERNATIVES,
        CHOICE,
    }
)
"""Elements around words, paragraphs, rows or cells which are themselves none of these."""

_RUN, _TEXT, _SYMBOL, _BREAK = word("r"), word("t"), word("sym"), word("br")
_SIGNS = {
    word("tab"): "\t",
    word("ptab"): "\t",
    word("cr"): "\n",
    word("noBreakHyphen"): "-",
}
# The marks that plans have in the columns of their months, by their place in the fonts Wingdings and Wingdings 2.
_MARKS = {
    "wingdings": {"FC": "✓", "FE": "☑", "FB": "✗", "FD": "☒", "A8": "☐", "6F": "☐", "E0": "→", "DF": "←", "F3": "↔"},
    "wingdings 2": {"50": "✓", "52": "☑", "4F": "✗", "51": "☒", "A3": "☐", "2A": "☐"},
}


def unwrapped(element: Element) -> Iterator[Element]:
    """The children, and in the place of each wrapper what it wraps."""
    for one in element:
        if one.tag in WRAPPERS:
            yield from unwrapped(one)
        elif one.tag == CONTENT_CONTROL:
            if not is_on(one, "sdtPr", "showingPlcHdr"):
                yield from unwrapped(one)
        else:
            yield one


def words_of(paragraph: Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    for run in unwrapped(paragraph):
        if run.tag == _RUN and not is_on(run, "rPr", "vanish"):
            yield from map(_piece, unwrapped(run))


def _piece(element: Element) -> str:
    if element.tag == _TEXT:
        return element.text or ""
    if element.tag == _BREAK:
        return "\n"
    if element.tag == _SYMBOL:
        font, place = element.get(word("font"), "").lower(), element.get(word("char"), "")[-2:].upper()
        return _MARKS.get(font, {}).get(place, BULLET)
    return _SIGNS.get(str(element.tag), "")


def text_boxes_of(paragraph: Element) -> list[Element]:
    """Each once: a box is often written a second time for older programs."""
    return [box for box in paragraph.iter(TEXT_BOX) if not _is_left_out(box, paragraph)]


_LEFT_OUT = frozenset({word("del"), word("moveFrom"), TEXT_BOX, FALLBACK})


def _is_left_out(box: Element, paragraph: Element) -> bool:
    for around in box.iterancestors():
        if around is paragraph:
            return False
        if around.tag in _LEFT_OUT and not _is_only_alternative(around):
            return True
    return False


def _is_only_alternative(element: Element) -> bool:
    parent = element.getparent()
    return element.tag == FALLBACK and parent is not None and parent.find(CHOICE) is None
