"""Word documents written part by part, for what no library writes: automatic numbers, tracked changes, text boxes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def packed(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word_file(
    body: str, *, numbering: str = "", styles: str = "", main: str = "word/document.xml", namespace: str = WORD
) -> bytes:
    def part(name: str, content: str) -> str:
        return f'<w:{name} xmlns:w="{namespace}" {_NAMESPACES}>{content}</w:{name}>'

    folder, name = main.split("/")
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _relationships({"officeDocument": main}),
            main: part("document", f"<w:body>{body}</w:body>"),
            f"{folder}/_rels/{name}.rels": _relationships({"numbering": "numbering.xml", "styles": "/word/styles.xml"}),
            "word/numbering.xml": part("numbering", numbering),
            "word/styles.xml": part("styles", styles),
        }
    )


def _relationships(targets: Mapping[str, str]) -> str:
    ones = (
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(ones)}</Relationships>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def paragraph(content: str = "", properties: str = "") -> str:
    """With the text given, or with runs already written."""
    inside = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def item(text: str, list_id: int = 1, level: int = 0) -> str:
    """A paragraph of a list, without any number of its own."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, place)


def cell(content: str = "", properties: str = "") -> str:
    inside = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def list_level(number: int, style: str, text: str) -> str:
    shown = f'<w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/>{shown}</w:lvl>'


def list_definition(*levels: str, name: int = 0, uses: tuple[int, ...] = (1,), override: str = "") -> str:
    """A definition and the lists that use it; the last of them with the override."""
    used = "".join(
        f'<w:num w:numId="{use}"><w:abstractNumId w:val="{name}"/>{override if use == uses[-1] else ""}</w:num>'
        for use in uses
    )
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>{used}'
