"""Adds an audit event to the transaction at hand; the use case commits it with its change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from tracker.domain.audit_events import check
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import AuditEvent
from tracker.queries import audit as queries
from tracker.queries.people import Person

SITTING = timedelta(minutes=10)

THE_PROGRAM = "Tidtam"
"""Stands as the actor's name where a job or the command line acts."""


def record(
    actor: Actor | None,
    now: datetime,
    name: str,
    subject_id: int | None,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    agency_id: int | None = None,
) -> None:
    """`agency_id` is needed only where no single agency is in scope."""
    kind = check(name, before or {}, after or {})
    event = AuditEvent(
        at=now,
        actor_id=actor.user_id if actor else None,
        actor_name=actor.name if actor else THE_PROGRAM,
        event=kind.name,
        subject=kind.subject,
        subject_id=subject_id,
        before=dict(before or {}),
        after=dict(after or {}),
    )
    if agency_id is not None:
        event.agency_id = agency_id
    db.session.add(event)


def record_sitting(
    actor: Actor,
    now: datetime,
    name: str,
    subject_id: int,
    *,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    """One event for what somebody goes on saving in one sitting: its first.

    A draft is saved every few seconds while it is typed. What stood there at the end is in the `before` of the next
    event about it.
    """
    kind = check(name, before, after)
    if not queries.was_recorded_since(kind, subject_id, actor.user_id, now - SITTING):
        record(actor, now, name, subject_id, before=before, after=after)


def record_of_person(
    person: Person,
    now: datetime,
    name: str,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """What somebody did for themselves: in the log of every agency in which they have a post."""
    for agency in person.agencies:
        actor = Actor(person.user_id, person.name, agency.agency_id, agency.posts)
        record(actor, now, name, person.user_id, before=before, after=after, agency_id=agency.agency_id)
