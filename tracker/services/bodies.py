"""The bodies of an agency that meet beside the heads of its divisions, such as the working group for the assessment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time

from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_rules import MeetingRule
from tracker.domain.permissions import Action, Actor, can
from tracker.extensions import db
from tracker.models import Body, BodyMember
from tracker.queries import agency_cycle, people
from tracker.queries import bodies as queries
from tracker.services import audit
from tracker.services.body_meetings import follow_rule

LONGEST_NAME = 200
MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class BodyEntry:
    name: str
    rule: MeetingRule | None
    moves_to: MovesTo
    months_covered: int
    starts_at: time | None
    place: str
    member_ids: frozenset[int]
    is_active: bool = True


def add_body(actor: Actor, now: datetime, entry: BodyEntry) -> Body:
    _check(actor, entry, None)
    body = Body()
    _write(body, entry)
    db.session.add(body)
    db.session.flush()  # Its members, its meetings and the audit event name its id.
    _write_members(body, entry.member_ids, now)
    audit.record(actor, now, "body_added", body.id, after=_facts(body))
    follow_rule(actor, now, body)
    db.session.commit()
    return body


def change_body(actor: Actor, now: datetime, body_id: int, entry: BodyEntry) -> Body:
    """Its meetings to come that the rule set follow the rule; those that the office set stay."""
    agency_cycle.agency_to_change(actor.agency_id)
    body = queries.body_by_id(body_id, to_change=True)
    if body is None:
        raise NotFound(N_("There is no such body."))
    _check(actor, entry, body)
    before = _facts(body)
    _write(body, entry)
    _write_members(body, entry.member_ids, now)
    after = _facts(body)
    if after != before:
        audit.record(actor, now, "body_changed", body.id, before=before, after=after)
    follow_rule(actor, now, body)
    db.session.commit()
    return body


def _check(actor: Actor, entry: BodyEntry, body: Body | None) -> None:
    if not can(actor, Action.ARRANGE_MEETINGS):
        raise NotAllowed(N_("Only the secretary or the administrator keeps the list of bodies."))
    name = entry.name.strip()
    if not name:
        raise Refusal(N_("Write the name of the body."), "name")
    if len(name) > LONGEST_NAME:
        raise Refusal(N_("Keep the name within %(max)d characters."), "name", max=LONGEST_NAME)
    other = queries.body_called(name)
    if other is not None and (body is None or other.id != body.id):
        raise Refusal(N_("There is a body called “%(name)s” already."), "name", name=name)
    if not 1 <= entry.months_covered <= MOST_MONTHS:
        raise Refusal(N_("Write a number of months from 1 to %(most)s."), "months_covered", most=MOST_MONTHS)


def _write(body: Body, entry: BodyEntry) -> None:
    body.name, body.is_active = entry.name.strip(), entry.is_active
    body.rule, body.moves_to = str(entry.rule or ""), entry.moves_to
    body.months_covered, body.starts_at, body.place = entry.months_covered, entry.starts_at, entry.place.strip()


def _write_members(body: Body, member_ids: Collection[int], now: datetime) -> None:
    """Only people of the agency; the others that were asked for are left out."""
    here = {one.id for one in people.people_here(now.date())}
    there = {one.user_id: one for one in queries.memberships_of(body.id)}
    for user_id, member in there.items():
        if user_id not in member_ids:
            db.session.delete(member)
    new = sorted((set(member_ids) & here) - set(there))
    db.session.add_all(BodyMember(body_id=body.id, user_id=user_id) for user_id in new)
    db.session.flush()  # The audit event names them.


def _facts(body: Body) -> dict[str, object]:
    return {
        "name": body.name,
        "settings": [
            body.rule or "–",
            body.moves_to.value,
            str(body.months_covered),
            *([f"{body.starts_at:%H:%M}"] if body.starts_at else []),
            *([body.place] if body.place else []),
        ],
        "members": queries.names_of_members(body.id),
        "is_active": body.is_active,
    }
