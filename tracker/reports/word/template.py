"""A form being filled in: what of a Word file is read as a template, and how a value becomes text in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any

from docx.image.image import Image as ReadImage
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.shared import Cm, Length
from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from tracker.reports.paper import Dress
from tracker.reports.word.fields import Figure, Image, Record

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
_OTHER_NAME_OF_PROPERTIES = (
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
)
_PARAGRAPH = re.compile(r"<w:p([ >])")
#: Of the properties of a document, those that docxtpl would read as templates.
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


def opened(form: bytes) -> DocxTemplate:
    """With its own properties emptied: they are not filled in, but written by whoever prints."""
    template = DocxTemplate(BytesIO(form))
    template.init_docx()
    _call_by_their_name(template.docx.part.package)
    for name in _PROPERTIES:
        setattr(template.docx.core_properties, name, "")
    return template


def _call_by_their_name(package: OpcPackage) -> None:
    """The properties, which LibreOffice calls otherwise in what it makes of an OpenDocument text.

    Not found by their name they would be written a second time, beside those that are there.
    """
    for one in [each for each in package.rels.values() if each.reltype == _OTHER_NAME_OF_PROPERTIES]:
        package.relate_to(one.target_part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
        del package.rels[one.rId]


def sources(template: DocxTemplate) -> Iterator[str]:
    """The parts that docxtpl fills in, as it hands them to Jinja; each paragraph begins a line."""
    yield _source(template, template.get_xml())
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(kind):
            yield _source(template, template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
            yield _source(template, part.blob.decode())


def _source(template: DocxTemplate, xml: str) -> str:
    return _PARAGRAPH.sub(r"\n<w:p\1", template.patch_xml(xml))


class FormEnvironment(SandboxedEnvironment):
    """A record has its fields and nothing else: no method of it can be called by name.

    A name that is not there any more prints nothing: what an office's form calls was checked when it came.
    """

    def __init__(self, finalize: Callable[[Any], Markup] | None = None) -> None:
        super().__init__(autoescape=True, undefined=ChainableUndefined, finalize=finalize)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def filled_in(template: DocxTemplate, fields: Record, dress: Dress) -> None:
    template.render(fields, FormEnvironment(_writer(template, dress)))


def _writer(template: DocxTemplate, dress: Dress) -> Callable[[Any], Markup]:
    @cache
    def as_xml(text: str) -> Markup:
        # docxtpl makes tags of some braces after it filled them in.
        return Markup(str(escape(printable(dress.written(text)))).translate(_BRACES))

    def written(value: Any) -> Markup:
        if isinstance(value, Image):
            return Markup(_drawing(template, value))
        return as_xml(value.text if isinstance(value, Figure) else str(value))

    return written


def printable(text: str) -> str:
    """Without the characters that a document cannot hold or that docxtpl takes for ends of paragraphs and pages."""
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text))


def _drawing(template: DocxTemplate, image: Image) -> str:
    """In a run of its own, with what is read aloud instead of it."""
    width, height = _fitted(image)
    inline = template.current_rendering_part.new_pic_inline(BytesIO(image.data), width, height)
    inline.docPr.set("descr", printable(image.alternative))
    xml = etree.tostring(inline, encoding="unicode")
    return f'</w:t></w:r><w:r><w:drawing>{xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def _fitted(image: Image) -> tuple[Length, Length]:
    read = ReadImage.from_blob(image.data)
    share = min(Cm(image.most_wide) / read.px_width, Cm(image.most_high) / read.px_height)
    return Length(round(read.px_width * share)), Length(round(read.px_height * share))
