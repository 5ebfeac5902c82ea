"""Reminding by hand: one division, or everybody who has not answered; nobody is asked twice within the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.nudges import Asked, last_asked, nudge_step
from tracker.domain.permissions import DIVISION_ROLES, Action, Actor, can
from tracker.domain.recipients import Digest, Holder, key_of
from tracker.domain.reminders import MessageKind, Notice, digests_about_reports
from tracker.domain.told import LedgerEntry
from tracker.extensions import db
from tracker.queries import messages
from tracker.services import audit, report_links
from tracker.services.reminding import message_of
from tracker.services.situation import Situation, situation_of


@dataclass(frozen=True, slots=True)
class HeldBack:
    to: Holder
    asked: Asked


@dataclass(frozen=True, slots=True)
class Nudged:
    told: tuple[Notice, ...]
    #: Asked too short a while ago.
    held_back: tuple[HeldBack, ...]


def nudge(actor: Actor, now: datetime, meeting_id: int, base_url: str, division_id: int | None = None) -> Nudged:
    """Queue a reminder now to whoever answers for a division, or for every division that owes a report.

    Each person gets one message with everything that they owe. Nothing goes over the agency's gap: who was asked
    shortly before has nothing new to read. `base_url` is where the links of the letters lead.
    """
    if not can(actor, Action.SEND_REMINDERS):
        raise NotAllowed(N_("Only the secretary or the administrator reminds people."))
    situation = situation_of(actor.agency_id, meeting_id, now.date())
    if situation is None:
        raise NotFound(N_("There is no such meeting."))
    _check(situation)
    digests = _digests(situation, division_id)
    entries = messages.entries_of([meeting_id])
    found = [(digest, _asked(situation, entries, digest)) for digest in digests]
    held_back = [HeldBack(_person(digest), asked) for digest, asked in found if asked]
    notices = [notice for digest, asked in found if not asked and (notice := _notice(situation, entries, digest))]
    if not notices:
        raise _nobody_told(held_back)
    _queue(actor, now, situation, notices, base_url)
    return Nudged(tuple(notices), tuple(held_back))


def _check(situation: Situation) -> None:
    meeting = situation.frame.meeting
    if situation.is_closed:
        raise Refusal(N_("This month is closed: nobody is asked for its reports any more."))
    if meeting is None or not meeting.is_open:
        raise Refusal(N_("The reports of this meeting are not open yet."))
    if situation.today > meeting.held_on:
        raise Refusal(N_("The meeting is over. Enter what a division tells you on its behalf."))


def _digests(situation: Situation, division_id: int | None) -> list[Digest]:
    """Whoever is told of the division's reports, with all that they owe."""
    owing = {report.division_id for report in situation.owed}
    if division_id is None and not owing:
        raise Refusal(N_("Every report is in: there is nobody to remind."))
    if division_id is not None and division_id not in owing:
        raise Refusal(N_("This division has sent everything it owes."))
    about = digests_about_reports(
        MessageKind.NUDGE, situation.owed, situation.holders, situation.superiors, situation.meeting.month
    )
    return [
        digest
        for digest in about
        if division_id is None or any(report.division_id == division_id for report in digest.owed)
    ]


def _asked(situation: Situation, entries: Sequence[LedgerEntry], digest: Digest) -> Asked | None:
    asked = last_asked(entries, key_of(digest.to), situation.settings.minimum_gap_days, situation.today)
    return asked if asked and asked.is_lately(situation.today) else None


def _person(digest: Digest) -> Holder:
    assert isinstance(digest.to, Holder), "reports are asked of people"
    return digest.to


def _notice(situation: Situation, entries: Sequence[LedgerEntry], digest: Digest) -> Notice | None:
    way = next(iter(situation.ways_to(digest.to)), None)
    step = nudge_step(situation.meeting.cycle, entries, key_of(digest.to), situation.today)
    return Notice(situation.meeting, step, digest, way.channel, way.address, way.account_id) if way else None


def _nobody_told(held_back: Sequence[HeldBack]) -> Refusal:
    if not held_back:
        return Refusal(N_("Nobody can be told: give somebody a post in the division, with an address."))
    last = max(held_back, key=lambda one: one.asked.at)
    return Refusal(
        N_("%(who)s was asked on %(day)s at %(time)s already. Ask again from %(again)s on."),
        who=last.to.title or last.to.name,
        day=last.asked.at.date(),
        time=f"{last.asked.at:%H:%M}",
        again=last.asked.again_on,
    )


def _queue(actor: Actor, now: datetime, situation: Situation, notices: Sequence[Notice], base_url: str) -> None:
    people = [one.to for one in notices if isinstance(one.to, Holder) and one.to.role in DIVISION_ROLES]
    links = [(person.user_id, situation.meeting.id) for person in people]
    report_links.make_links(actor.agency_id, now, links)
    db.session.add_all(message_of(notice, situation.agency, now, base_url) for notice in notices)
    audit.record(actor, now, "people_nudged", situation.meeting.id, after={"messages": len(notices)})
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict(N_("Somebody else reminded the same people in this moment.")) from error
