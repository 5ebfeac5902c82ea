"""From a paper to the file that was asked for."""

from __future__ import annotations

from collections.abc import Callable

from tracker.domain.papers import PaperForm
from tracker.reports.paper import Dress, Paper
from tracker.reports.pdf.drawing import pdf
from tracker.reports.word.drawing import document
from tracker.reports.xlsx.drawing import workbook

Drawer = Callable[[Paper, Dress], bytes]

DRAWERS: dict[PaperForm, Drawer] = {PaperForm.XLSX: workbook, PaperForm.DOCX: document, PaperForm.PDF: pdf}

MIME_TYPES: dict[PaperForm, str] = {
    PaperForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PaperForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperForm.PDF: "application/pdf",
    PaperForm.JSON: "application/json",
}


def printed(paper: Paper, form: PaperForm, dress: Dress) -> bytes:
    return DRAWERS[form](paper, dress)
