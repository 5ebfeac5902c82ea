"""Adding people and their posts, and what people choose for themselves."""

from __future__ import annotations

from datetime import datetime

from tracker.extensions import db
from tracker.models import User
from tracker.models.isolation import all_agencies


def choose_language(user_id: int, language: str, now: datetime) -> None:
    """A person's own choice of how pages look; nobody else is concerned, so it leaves no audit event."""
    with all_agencies():
        user = db.session.get(User, user_id)
        if user is not None and user.language != language:
            user.language = language
            db.session.commit()
