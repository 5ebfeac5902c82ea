"""The forms in Word that an agency has changed for itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker.domain.papers import PaperKind
from tracker.extensions import db
from tracker.models import WordForm


@dataclass(frozen=True, slots=True)
class WordFormRow:
    kind: PaperKind
    filename: str
    uploaded_at: datetime
    uploaded_by: str


def word_form_rows() -> dict[PaperKind, WordFormRow]:
    """By kind; what is missing is the program's own."""
    rows = db.session.execute(select(WordForm.kind, WordForm.filename, WordForm.uploaded_at, WordForm.uploaded_by))
    return {row.kind: WordFormRow(*row) for row in rows}
