"""The addresses of people in LINE; whoever has one is told there instead of by mail."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.chat_addresses import line_person, masked
from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import Actor
from tracker.domain.reminders import Channel
from tracker.extensions import db
from tracker.models import ContactAddress
from tracker.queries import contacts as queries
from tracker.queries import people
from tracker.services import audit
from tracker.services.channel_accounts import may_manage


def set_line_address(actor: Actor, now: datetime, user_id: int, address: str) -> None:
    """An empty one takes it away; the log has only its ends."""
    may_manage(actor)
    if user_id not in {one.id for one in people.people_here(now.date())}:
        raise NotFound(N_("There is no such person."))
    contact = queries.contact_of(user_id)
    before = _facts(contact)
    if not address.strip():
        if contact is not None:
            db.session.delete(contact)
        contact = None
    elif contact is None:
        contact = ContactAddress(user_id=user_id, channel=Channel.LINE, address=line_person(address))
        db.session.add(contact)
    else:
        contact.address = line_person(address)
    if _facts(contact) != before:
        audit.record(actor, now, "contact_changed", user_id, before=before, after=_facts(contact))
    db.session.commit()


def _facts(contact: ContactAddress | None) -> dict[str, object]:
    return {"channel": Channel.LINE, "address": masked(contact.address) if contact else ""}
