"""The parts of a Word document around its body: always the same bytes for the same body."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker.reports.word.xml import XML_DECLARATION, empty, root

Moment = tuple[int, int, int, int, int, int]

#: The earliest moment that an archive can bear: a form tells of no day.
EARLIEST: Moment = (1980, 1, 1, 0, 0, 0)
#: Of packing, from 1 to 9.
SPEED = 5

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_HEADERS = {"rFirstHeader": "header1", "rHeader": "header2"}
_FOOTERS = {"rFirstFooter": "footer1", "rFooter": "footer2"}
SECTION_PARTS = (
    '<w:headerReference w:type="first" r:id="rFirstHeader"/><w:headerReference w:type="default" r:id="rHeader"/>'
    '<w:footerReference w:type="first" r:id="rFirstFooter"/><w:footerReference w:type="default" r:id="rFooter"/>'
)


def document(body: str, styles: bytes, header: str, footer: str) -> bytes:
    """The first page has its heading in the body, so its header is empty."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {"r1": (f"{_OFFICE}/officeDocument", "word/document.xml"), "r2": (_core_kind(), "docProps/core.xml")}
        ),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relationships(_inside()),
        "word/styles.xml": styles,
        "word/settings.xml": root("settings", _settings()),
        "word/header1.xml": root("hdr", "<w:p/>"),
        "word/header2.xml": root("hdr", header),
        "word/footer1.xml": root("ftr", footer),
        "word/footer2.xml": root("ftr", footer),
        "docProps/core.xml": _core_properties(),
    }
    return packed(parts)


def packed(parts: Mapping[str, bytes], moment: Moment = EARLIEST) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name, moment), content, ZIP_DEFLATED, SPEED)
    return file.getvalue()


def _inside() -> dict[str, tuple[str, str]]:
    targets = {"rStyles": ("styles", "styles"), "rSettings": ("settings", "settings")}
    targets |= {name: ("header", part) for name, part in _HEADERS.items()}
    targets |= {name: ("footer", part) for name, part in _FOOTERS.items()}
    return {name: (f"{_OFFICE}/{kind}", f"{part}.xml") for name, (kind, part) in targets.items()}


def _relationships(targets: Mapping[str, tuple[str, str]]) -> bytes:
    ones = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in targets.items()
    )
    return f'{XML_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{ones}</Relationships>'.encode()


def _content_types() -> bytes:
    kinds = {"word/document": f"{_KIND}.document.main+xml", "word/styles": f"{_KIND}.styles+xml"}
    kinds |= {"word/settings": f"{_KIND}.settings+xml", "docProps/core": _CORE}
    kinds |= {f"word/{part}": f"{_KIND}.header+xml" for part in _HEADERS.values()}
    kinds |= {f"word/{part}": f"{_KIND}.footer+xml" for part in _FOOTERS.values()}
    overrides = "".join(
        f'<Override PartName="/{name}.xml" ContentType="{content_type}"/>' for name, content_type in kinds.items()
    )
    return (
        f'{XML_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _settings() -> str:
    """Of Word since 2013: without it Word opens the document in a mode for older ones."""
    newest = empty("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    return f"<w:compat>{newest}</w:compat>{empty('themeFontLang', val='en-US', bidi='th-TH')}"


def _core_kind() -> str:
    return f"{_PACKAGE}/relationships/metadata/core-properties"


def _core_properties() -> bytes:
    moment = '<dcterms:{0} xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:{0}>'.format
    return (
        f'{XML_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{moment('created')}{moment('modified')}</cp:coreProperties>"
    ).encode()
