"""How an agency's papers look."""

from __future__ import annotations

from sqlalchemy import select

from tracker.domain.papers import PaperKind
from tracker.extensions import db
from tracker.models import PaperSettings, WordForm


def paper_settings() -> PaperSettings | None:
    """None while the agency has decided nothing."""
    return db.session.scalar(select(PaperSettings))


def word_form_of(kind: PaperKind) -> WordForm | None:
    return db.session.scalar(select(WordForm).where(WordForm.kind == kind))
