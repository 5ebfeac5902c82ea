"""Files that are handed over to be kept."""

from __future__ import annotations

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from tracker.domain.papers import PaperForm
from tracker.reports.printing import MIME_TYPES

XLSX = MIME_TYPES[PaperForm.XLSX]


def workbook_file(data: bytes, stem: str) -> Response:
    return file_to_keep(data, XLSX, f"{stem}.xlsx")


def file_to_keep(data: bytes, mime_type: str, name: str) -> Response:
    return send_file(BytesIO(data), mimetype=mime_type, as_attachment=True, download_name=name)
