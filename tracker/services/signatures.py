"""How the record names whoever acts: name and post at that time."""

from __future__ import annotations

from tracker.domain.permissions import Actor
from tracker.services.audit import THE_PROGRAM

LONGEST_NAME = 400


def signature_of(actor: Actor | None) -> str:
    if actor is None:
        return THE_PROGRAM
    return " ".join(dict.fromkeys(part for part in (actor.name, actor.title) if part))[:LONGEST_NAME]
