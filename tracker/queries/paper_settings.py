"""How an agency's papers look."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from tracker.domain.papers import Digits, PaperKind
from tracker.extensions import db
from tracker.models import PaperSettings, WordForm
from tracker.reports.paper import Signature


def paper_settings() -> PaperSettings | None:
    """None while the agency has decided nothing."""
    return db.session.scalar(select(PaperSettings))


def word_form_of(kind: PaperKind) -> WordForm | None:
    return db.session.scalar(select(WordForm).where(WordForm.kind == kind))


@dataclass(frozen=True, slots=True)
class Look:
    """What a page needs of how papers look: everything but the files of fonts and emblem."""

    digits: Digits = Digits.ARABIC
    has_logo: bool = False
    signatures: tuple[Signature, ...] = ()


def look_of_papers() -> Look:
    row = db.session.execute(
        select(PaperSettings.digits, PaperSettings.logo.is_not(None), PaperSettings.signatures)
    ).first()
    return Look(row[0], row[1], tuple(Signature(**one) for one in row[2])) if row else Look()


def logo() -> bytes | None:
    return db.session.scalar(select(PaperSettings.logo))
