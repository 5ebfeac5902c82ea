"""What somebody did with the messages to them on the site."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update

from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Message


def note_shown(actor: Actor, now: datetime, message_ids: Collection[int]) -> None:
    """Their reader has them before their eyes for the first time; the ledger keeps the moment as proof."""
    if not message_ids:
        return
    db.session.execute(
        update(Message)
        .where(Message.id.in_(message_ids), Message.user_id == actor.user_id, Message.seen_at.is_(None))
        .values(seen_at=now)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
