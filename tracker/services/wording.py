"""The agency's own sentences for its messages, checked before they are kept."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.errors import N_, NotAllowed
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.reminders import MessageKind
from tracker.domain.wording import Wording, checked
from tracker.extensions import db
from tracker.models import Wording as StoredWording
from tracker.queries import wordings as queries
from tracker.services import audit


def set_wording(actor: Actor, now: datetime, kind: MessageKind, wording: Wording) -> None:
    """What waits in the ledger is written anew with it when it is sent."""
    _may_manage(actor)
    new = checked(kind, wording)
    stored = queries.stored_wording(kind)
    before = _words(stored)
    if stored is None:
        stored = StoredWording(kind=kind)
        db.session.add(stored)
    stored.subject, stored.opening, stored.closing, stored.changed_at = new.subject, new.opening, new.closing, now
    _record(actor, now, kind, before, stored)
    db.session.commit()


def back_to_own_wording(actor: Actor, now: datetime, kind: MessageKind) -> None:
    """To the program's own; the agency's sentences stay in the log only."""
    _may_manage(actor)
    stored = queries.stored_wording(kind)
    if stored is not None:
        db.session.delete(stored)
        _record(actor, now, kind, _words(stored), None)
    db.session.commit()


def _may_manage(actor: Actor) -> None:
    if not can(actor, Action.MANAGE_SETTINGS):
        raise NotAllowed(N_("Only the administrator and the secretary change the settings."))


def _record(actor: Actor, now: datetime, kind: MessageKind, before: str, stored: StoredWording | None) -> None:
    if stored is not None:
        db.session.flush()  # The audit event names its id.
    after = _words(stored)
    if after != before:
        audit.record(
            actor,
            now,
            "wording_changed",
            stored.id if stored else None,
            before={"kind": kind, "words": before},
            after={"kind": kind, "words": after},
        )


def _words(stored: StoredWording | None) -> str:
    """Empty for the program's own."""
    return f"{stored.subject}\n{stored.opening}\n{stored.closing}" if stored else ""
