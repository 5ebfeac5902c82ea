"""How it is written down what the office says to a report: accepted, returned, counted as accepted at the close."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.permissions import Actor
from tracker.domain.progress import RevisionAction
from tracker.models import ProgressRevision
from tracker.services.audit import THE_PROGRAM


def word_of_office(
    actor: Actor | None, now: datetime, report_id: int, number: int, action: RevisionAction, comment: str = ""
) -> ProgressRevision:
    """It holds no words of the report: those are in the sending before it. Without an actor the program says it."""
    return ProgressRevision(
        report_id=report_id,
        number=number,
        action=action,
        at=now,
        by_id=actor.user_id if actor else None,
        by_name=actor.name if actor else THE_PROGRAM,
        by_title=actor.title if actor else "",
        comment=comment,
        content={},
    )
