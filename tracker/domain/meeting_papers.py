"""Which papers a meeting of the division heads has: one list for the page, and for everything in one file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tracker.domain.papers import Asked, MemoPurpose, PaperForm, PaperKind

FORMS = (PaperForm.PDF, PaperForm.DOCX, PaperForm.XLSX)
"""Those for people, in the order in which an office looks for them."""


def papers_of_meeting(
    meeting_id: int, month: date, held_on: date, division_ids: Iterable[int], today: date
) -> list[Asked]:
    """Those that tell of a day tell of the meeting's, or of today while it is still to come."""
    day = min(held_on, today)
    return [
        Asked(PaperKind.MEETING, meeting_id=meeting_id),
        Asked(PaperKind.INDICATORS, day=day),
        Asked(PaperKind.MEMO, purpose=MemoPurpose.REQUEST, month=month),
        Asked(PaperKind.MEMO, purpose=MemoPurpose.LATE, month=month),
        *(Asked(PaperKind.DIVISION, division_id=each, month=month, day=day) for each in division_ids),
        Asked(PaperKind.LEDGER, meeting_id=meeting_id),
    ]
