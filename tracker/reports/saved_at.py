"""A workbook that is the same bytes whenever it is written: openpyxl puts the present moment into every file."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PROPERTIES = "docProps/core.xml"

_MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")


def as_saved_at(moment: datetime, workbook: bytes) -> bytes:
    """As if it had been saved at that moment."""
    said = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    packed = BytesIO()
    with ZipFile(BytesIO(workbook)) as found, ZipFile(packed, "w") as written:
        for name in found.namelist():
            data = found.read(name)
            if name == PROPERTIES:
                data = _MOMENTS.sub(lambda match: match[1] + said, data)
            written.writestr(ZipInfo(name, moment.timetuple()[:6]), data, ZIP_DEFLATED)
    return packed.getvalue()
