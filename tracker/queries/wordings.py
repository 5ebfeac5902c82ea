"""The sentences that an agency has given its messages itself."""

from __future__ import annotations

from sqlalchemy import select

from tracker.domain.reminders import MessageKind
from tracker.domain.wording import Wording
from tracker.extensions import db
from tracker.models import Wording as StoredWording


def wordings(agency_id: int) -> dict[MessageKind, Wording]:
    """By kind; what is missing is the program's own."""
    rows = db.session.execute(
        select(StoredWording.kind, StoredWording.subject, StoredWording.opening, StoredWording.closing).where(
            StoredWording.agency_id == agency_id
        )
    )
    return {kind: Wording(*sentences) for kind, *sentences in rows}


def stored_wording(kind: MessageKind) -> StoredWording | None:
    return db.session.scalar(select(StoredWording).where(StoredWording.kind == kind))
