"""A paper as a Word document: its form, filled in.

The form is the agency's own where it has one. Nothing in the values can become a part of it: docxtpl gets them escaped,
and the form itself was checked before it was kept (`form_rules`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from docx.document import Document
from docxtpl import DocxTemplate

from tracker.reports.paper import Dress, Paper
from tracker.reports.word.fields import fields_of
from tracker.reports.word.finish import finish
from tracker.reports.word.forms import own_form
from tracker.reports.word.package import packed
from tracker.reports.word.template import filled_in, opened, printable

LONGEST_PROPERTY = 255


def document(paper: Paper, dress: Dress) -> bytes:
    template = opened(dress.word_form or own_form(paper.kind))
    filled_in(template, fields_of(paper, dress), dress)
    finish(template.docx, dress)
    _name(template.docx, paper)
    return _saved_at(paper.saved_at, template)


def _name(document: Document, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = printable(paper.title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = printable(paper.agency_name)[:LONGEST_PROPERTY]
    properties.created = properties.modified = paper.saved_at.astimezone(UTC).replace(tzinfo=None)
    properties.language = "th-TH"
    properties.revision = 1


def _saved_at(moment: datetime, template: DocxTemplate) -> bytes:
    """Packed anew, because python-docx puts the present moment beside each part."""
    file = BytesIO()
    template.save(file)
    with ZipFile(file) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    return packed(content, (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second))
