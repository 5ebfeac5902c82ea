"""A paper as a Word document: its form, filled in.

The form is the agency's own where it has one. Nothing in the values can become a part of it: docxtpl gets them escaped,
and the form itself was checked before it was kept (`word_form_rules`).
"""

from __future__ import annotations

from datetime import UTC
from io import BytesIO

from docx.document import Document

from tracker.reports.paper import Dress, Paper
from tracker.reports.saved_at import as_saved_at
from tracker.reports.word_fields import fields_of
from tracker.reports.word_finish import finish
from tracker.reports.word_forms import own_form
from tracker.reports.word_template import environment, opened, printable

LONGEST_PROPERTY = 255


def document(paper: Paper, dress: Dress) -> bytes:
    template = opened(dress.word_form or own_form(paper.kind))
    template.render(fields_of(paper, dress), environment(template, dress))
    finish(template.docx, dress)
    _name(template.docx, paper)
    file = BytesIO()
    template.save(file)
    return as_saved_at(paper.saved_at, file.getvalue())


def _name(document: Document, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = printable(paper.title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = printable(paper.agency_name)[:LONGEST_PROPERTY]
    properties.created = properties.modified = paper.saved_at.astimezone(UTC).replace(tzinfo=None)
    properties.language = "th-TH"
    properties.revision = 1
