"""The forms of evidence: a file, a link, and what is said of either."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField

from tracker.domain.errors import N_, Refusal
from tracker.services.evidence import Said, Upload
from tracker.web.form_fields import DateField
from tracker.web.texts import lazy

LINK_PREFIX = "link"
"""Of the fields of the second form on a page, so that their ids differ."""


class WordsForm(FlaskForm):
    caption = StringField(lazy("What it shows"))
    dated_on = DateField(lazy("Its own date"))

    @property
    def said(self) -> Said:
        return Said(self.caption.data or "", self.dated_on.data)


class FileForm(WordsForm):
    file = FileField(lazy("File"))

    @property
    def upload(self) -> Upload:
        file = self.file.data
        if not file:
            raise Refusal(N_("Choose a photograph or a document first."), "file")
        return Upload(file.read(), file.filename or "")


class LinkForm(WordsForm):
    url = StringField(lazy("Address of the page"))
