"""The links in letters: made with the letters, used, refused, withdrawn and given back, each of it in the log."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from tracker.domain.audit_events import EVENTS
from tracker.domain.errors import N_, NotAllowed, NotFound
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.report_links import LinkRefusal
from tracker.extensions import db
from tracker.models import ReportLink
from tracker.models.isolation import agency_scope
from tracker.queries import agencies, report_links
from tracker.queries import audit as audit_queries
from tracker.queries.report_links import FoundLink
from tracker.services import audit

USES_TOLD_APART = timedelta(minutes=10)
"""Programs of mail servers open every link in a letter, some of them many times: the log shows one use of a while."""

REFUSALS_TOLD_APART = timedelta(minutes=1)
"""Nobody fills the log by trying addresses."""


def make_links(agency_id: int, now: datetime, wanted: Collection[tuple[int, int]]) -> None:
    """For each person and meeting one, where the agency allows it; one that was withdrawn stays so.

    Without a commit: part of queueing the letters that will carry them.
    """
    if not wanted or not agencies.allows_report_links(agency_id):
        return
    there = report_links.people_with_link({meeting_id for _, meeting_id in wanted})
    db.session.add_all(
        ReportLink(user_id=user_id, meeting_id=meeting_id, made_at=now)
        for user_id, meeting_id in sorted(set(wanted) - there)
    )


def note_use(found: FoundLink, now: datetime) -> None:
    """Somebody came by the link and was let in."""
    with agency_scope(found.identity.agency_id):
        link = _link_to_change(found.identity.id)
        link.uses, link.last_used_at = link.uses + 1, now
        if not _was_recorded("report_link_used", link.id, now - USES_TOLD_APART):
            audit.record(found.actor, now, "report_link_used", link.id, after=_facts(found))
        db.session.commit()


def note_refusal(found: FoundLink, now: datetime, reason: LinkRefusal) -> None:
    """Somebody came by the link, or by an address that only looks like it, and was not let in."""
    with agency_scope(found.identity.agency_id):
        if not _was_recorded("report_link_refused", found.identity.id, now - REFUSALS_TOLD_APART):
            after = {**_facts(found), "reason": reason}
            audit.record(None, now, "report_link_refused", found.identity.id, after=after)
        db.session.commit()


def withdraw(actor: Actor, now: datetime, link_id: int) -> int:
    """From here on it opens nothing, also for who is in by it. Returns the id of its meeting."""
    return _set_withdrawn(actor, now, link_id, "report_link_withdrawn", now)


def give_back(actor: Actor, now: datetime, link_id: int) -> int:
    """The letters that were sent work again. Returns the id of the link's meeting."""
    return _set_withdrawn(actor, now, link_id, "report_link_given_back", None)


def _set_withdrawn(actor: Actor, now: datetime, link_id: int, event: str, withdrawn_at: datetime | None) -> int:
    if not can(actor, Action.SEND_REMINDERS):
        raise NotAllowed(N_("Only the secretary or the administrator withdraws links."))
    link = _link_to_change(link_id)
    if (link.withdrawn_at is None) != (withdrawn_at is None):
        link.withdrawn_at = withdrawn_at
        found = report_links.link_by_id(link_id, now.date())
        assert found is not None, "it was locked a moment ago"
        audit.record(actor, now, event, link_id, after=_facts(found))
    db.session.commit()
    return link.meeting_id


def _link_to_change(link_id: int) -> ReportLink:
    link = report_links.link_to_change(link_id)
    if link is None:
        raise NotFound(N_("There is no such link."))
    return link


def _was_recorded(event: str, link_id: int, since: datetime) -> bool:
    newest = audit_queries.newest_of(EVENTS[event], link_id)
    return newest is not None and newest > since


def _facts(found: FoundLink) -> dict[str, object]:
    return {"person": found.name, "meeting": found.facts.held_on.isoformat()}
