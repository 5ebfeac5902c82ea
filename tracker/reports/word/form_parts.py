"""What an uploaded form may consist of: a list of what is allowed, so that nothing else has to be thought of.

The archive itself was measured before (the gate of the services); here it is what its parts refer to, what Word would
work out in it, and where its fields stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from tracker.domain.errors import N_, Refusal
from tracker.reports.word.xml import WORD

Element = etree._Element

MOST_XML_BYTES = 1_000_000
"""Of a part that is filled in: the longest of the program's own has a twentieth."""

MOST_TAGS = 2000

_KINDS = {
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
    "classificationlabels", "customXml", "customXmlProps", "styles", "stylesWithEffects", "settings", "webSettings",
    "fontTable", "font", "theme", "numbering", "footnotes", "endnotes", "header", "footer", "image", "hyperlink",
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "glossaryDocument",
}  # fmt: skip
_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_CODES = {
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "SEQ", "TOC", "TC",
    "HYPERLINK", "SYMBOL", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "TITLE", "AUTHOR", "SUBJECT",
}  # fmt: skip
_FILLED_IN = frozenset(f"{{{WORD}}}{name}" for name in ("document", "hdr", "ftr", "footnotes"))
_TEXT, _PARAGRAPH = f"{{{WORD}}}t", f"{{{WORD}}}p"
_CODE_TEXT, _MARK, _SIMPLE = f"{{{WORD}}}instrText", f"{{{WORD}}}fldChar", f"{{{WORD}}}fldSimple"
_DELETED_CODE, _DELETED = f"{{{WORD}}}delInstrText", f"{{{WORD}}}delText"
_WHOLE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF_TAG = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHOWN = 60

NO_WORD_FILE = N_(
    "“%(filename)s” is not a Word document (.docx). Open it in Word or LibreOffice, save it as .docx and upload that."
)
_OTHER_TEMPLATE = N_(
    "“%(filename)s” takes its template from another place. In Word choose Options, Add-ins, Manage: Templates, "
    "attach Normal instead, save it and upload it again."
)
_FROM_OUTSIDE = N_(
    "“%(filename)s” takes a part from outside (%(target)s). Put the picture or text itself into the form, "
    "save it and upload it again."
)
_FOREIGN_PART = N_(
    "“%(filename)s” has something in it that a form may not have (%(kind)s), such as an embedded object, a chart "
    "or another document. Take it out in Word, save it and upload it again."
)
_CODE = N_(
    "“%(filename)s” has the Word field %(code)s, which a form may not have. Take it out in Word, save it and "
    "upload it again."
)
_MAIL_MERGE = N_(
    "“%(filename)s” is set up for a mail merge. In Word choose Mailings, Start Mail Merge, Normal Word Document, "
    "save it and upload it again."
)
_TOO_LONG = N_("“%(filename)s” is far longer than a form. Leave one row of each table in it and upload it again.")
_MISPLACED = N_(
    "“%(filename)s” has a field in a place that cannot be filled in (%(text)s): in a Word field, a drawing or a name. "
    "Write it into the text itself and upload it again."
)
_STRUCK_OUT = N_(
    "“%(filename)s” has a field in what was struck out with changes tracked (%(text)s). In Word choose Review, "
    "Accept All Changes, save it and upload it again."
)
_NOT_CLOSED = N_(
    "In “%(filename)s” a field is not closed near “%(text)s”. Each {{ needs its }} and each {%% its %%} "
    "in the same paragraph."
)


class BadForm(Refusal):
    """A Word document that cannot be a form of a paper."""

    def __init__(self, message: str, filename: str, **values: object) -> None:
        super().__init__(message, "file", filename=filename, **values)


def check_parts(parts: Mapping[str, bytes], filename: str) -> None:
    if _MAIN not in parts.get("[Content_Types].xml", b""):
        raise BadForm(NO_WORD_FILE, filename)
    for name, content in parts.items():
        if name.endswith(".rels"):
            _check_relationships(_parsed(content, filename), filename)
        elif name.startswith("word/") and name.endswith(".xml"):
            _check_part(content, filename)


def _parsed(content: bytes, filename: str) -> Element:
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as broken:
        raise BadForm(NO_WORD_FILE, filename) from broken


def _check_relationships(relationships: Element, filename: str) -> None:
    for one in relationships:
        kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
        if kind == "attachedTemplate":
            raise BadForm(_OTHER_TEMPLATE, filename)
        if kind not in _KINDS:
            raise BadForm(_FOREIGN_PART, filename, kind=kind[:_SHOWN])
        is_outside = one.get("TargetMode", "").lower() == "external"
        if is_outside and not (kind == "hyperlink" and _ADDRESS.match(target)):
            raise BadForm(_FROM_OUTSIDE, filename, target=target[:_SHOWN])


def _check_part(content: bytes, filename: str) -> None:
    part = _parsed(content, filename)
    if next(part.iter(f"{{{WORD}}}mailMerge"), None) is not None:
        raise BadForm(_MAIL_MERGE, filename)
    for code in _codes(part):
        word = (code.split() or [""])[0].upper()
        if word not in _CODES:
            raise BadForm(_CODE, filename, code=word[:_SHOWN] or "{ }")
    if part.tag in _FILLED_IN:
        _check_size(content, filename)
        _check_places(part, filename)


def _codes(part: Element) -> Iterator[str]:
    """What Word is told to work out; a code in a code counts for both."""
    for simple in part.iter(_SIMPLE):
        yield simple.get(f"{{{WORD}}}instr", "")
    open_codes: list[str] = []
    for element in part.iter(_CODE_TEXT, _DELETED_CODE, _MARK):
        kind = element.get(f"{{{WORD}}}fldCharType")
        if element.tag != _MARK:
            written = element.text or ""
            open_codes = [code + written for code in open_codes] or [written]
        elif kind == "begin":
            open_codes.append("")
        elif kind == "end" and open_codes:
            yield open_codes.pop()
    yield from open_codes


def _check_size(content: bytes, filename: str) -> None:
    if len(content) > MOST_XML_BYTES or content.count(b"{") > 2 * MOST_TAGS:
        raise BadForm(_TOO_LONG, filename)


def _check_places(part: Element, filename: str) -> None:
    """Braces stand in the text of paragraphs only, and each field in one paragraph."""
    for element in part.iter():
        if not isinstance(element.tag, str):
            raise BadForm(NO_WORD_FILE, filename)
        if element.tag != _TEXT and re.search(r"[{}]", element.text or ""):
            told = _STRUCK_OUT if element.tag == _DELETED else _MISPLACED
            raise BadForm(told, filename, text=(element.text or "").strip()[:_SHOWN])
        for value in map(str, element.attrib.values()):
            if _HALF_TAG.search(value):
                raise BadForm(_MISPLACED, filename, text=value[:_SHOWN])
    for paragraph in part.iter(_PARAGRAPH):
        words = "".join(text.text or "" for text in paragraph.iter(_TEXT) if _holder(text) is paragraph)
        half = _HALF_TAG.search(_WHOLE_TAG.sub(lambda tag: " " * len(tag[0]), words))
        if half:
            raise BadForm(_NOT_CLOSED, filename, text=words[max(0, half.start() - _SHOWN // 2) :][:_SHOWN].strip())


def _holder(text: Element) -> Element | None:
    """The paragraph that the text stands in itself: a box in it has paragraphs of its own."""
    return next(text.iterancestors(_PARAGRAPH), None)
