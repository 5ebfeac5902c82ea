"""Inviting people to a meeting of whatever body, and telling those invited when it changes or is called off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from tracker.channels.invitation_letters import Asked, calendar_of, letter_of, months_heard
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.fiscal_year import add_months
from tracker.domain.invitations import InvitationState, InvitedTo, invited_to_the_heads_meeting, state_of
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.recipients import Holder, key_of, office_of
from tracker.domain.reminders import NEWER_ONE_IS_DUE, Channel, MessageKind, MessageState, message_key
from tracker.domain.wording import Wording
from tracker.extensions import db, only_reading
from tracker.models import Message
from tracker.models.isolation import agency_scope
from tracker.queries import bodies, people, wordings
from tracker.queries import invitations as queries
from tracker.queries.invitations import InvitationSent, MeetingToCome
from tracker.services import audit

WHY = {
    InvitationState.NEW: "เชิญเข้าร่วมประชุม",
    InvitationState.CHANGED: "การประชุมที่เชิญไว้เปลี่ยนกำหนด",
    InvitationState.CALLED_OFF: "การประชุมที่เชิญไว้ยกเลิกแล้ว",
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """What one person is to be told of a meeting, and has not been told yet."""

    to: Holder
    state: InvitationState


class Office:
    """Who can be invited on a day; each fact is asked for when it is first needed."""

    def __init__(self, today: date) -> None:
        self._today = today

    @cached_property
    def holders(self) -> list[Holder]:
        return people.holders_on(self._today)

    @cached_property
    def _divisions(self) -> list[int]:
        return queries.active_divisions()

    def invited_to(self, meeting: MeetingToCome) -> list[Holder]:
        """For the heads' meeting the posts say it, for another body its members who hold a post."""
        if meeting.body_id is None:
            return invited_to_the_heads_meeting(self._divisions, self.holders)
        return self.among(bodies.members_of(meeting.body_id))

    def among(self, user_ids: Iterable[int]) -> list[Holder]:
        """Those of them who hold a post, in the first one they hold."""
        by_id: dict[int, Holder] = {}
        for holder in self.holders:
            by_id.setdefault(holder.user_id, holder)
        return [by_id[user_id] for user_id in user_ids if user_id in by_id]

    @property
    def organizer(self) -> Holder | None:
        """Whom answers go to."""
        return next(iter(office_of(self.holders)), None)


NOT_TOLD = frozenset({MessageState.WAITING, MessageState.SKIPPED})
"""Of an invitation in one of these its reader knows nothing."""


def to_be_told(meeting: MeetingToCome, invited: Sequence[Holder], sent: dict[int, InvitationSent]) -> list[Invitation]:
    """Everybody invited who does not know the meeting as it is now; of one called off, those who knew of it."""
    found = []
    for person in invited:
        before = sent.get(person.user_id)
        knows = before is not None and before.state not in NOT_TOLD
        is_up_to_date = before is not None and before.sequence >= meeting.sequence
        if not is_up_to_date and (knows or not meeting.is_called_off):
            state = state_of(is_called_off=meeting.is_called_off, was_invited_before=knows)
            found.append(Invitation(person, state))
    return found


def invite(actor: Actor, now: datetime, meeting_id: int, base_url: str) -> int:
    """Invite whoever belongs to the meeting; from then on they are told of its changes too.

    Returns how many invitations were put into the ledger. `base_url` is where the letters' links lead.
    """
    if not can(actor, Action.ARRANGE_MEETINGS):
        raise NotAllowed(N_("Only the secretary or the administrator invites to meetings."))
    meeting = queries.meeting_to_invite_to(meeting_id)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    if meeting.held_on < now.date():
        raise Refusal(N_("The day of this meeting has passed, so nobody can be invited to it."))
    facts = queries.meeting_of(meeting_id)
    if facts is None or facts.is_called_off:
        raise Refusal(N_("This meeting was called off."))
    if not Office(now.date()).invited_to(facts):
        raise Refusal(N_("There is nobody to invite. Enter the members of the body, or the heads of the divisions."))
    meeting.invited_at, meeting.invited_sequence = now, meeting.calendar_sequence
    db.session.commit()
    return queue_invitations(actor.agency_id, now, base_url, actor)


def queue_invitations(agency_id: int, now: datetime, base_url: str, actor: Actor | None = None) -> int:
    """Tell of every meeting to come that people were invited to as it is now; safe to run again at any time.

    It is how a change, a new head of a division and a meeting called off reach the calendars.
    """
    with agency_scope(agency_id):
        with only_reading():
            meetings, office = queries.invited_to_come(now.date()), Office(now.date())
            own = wordings.wordings(agency_id).get(MessageKind.INVITATION) if meetings else None
            rows = [row for meeting in meetings for row in _rows(meeting, office, now, base_url, own)]
            outdated = queries.waiting_and_outdated(now.date()) if meetings else []
        return _queue(actor, now, rows, outdated) if rows or outdated else 0


def _rows(meeting: MeetingToCome, office: Office, now: datetime, base_url: str, own: Wording | None) -> list[Message]:
    sent = queries.sent_of(meeting.id)
    due = to_be_told(meeting, _concerned(meeting, office, sent), sent)
    asked = asked_of(meeting, base_url)
    return [_message(asked, one, office.organizer or one.to, now, base_url, own) for one in due]


def _concerned(meeting: MeetingToCome, office: Office, sent: dict[int, InvitationSent]) -> list[Holder]:
    """Whoever was asked is told that it is called off, also when the body has other members by now."""
    if not meeting.is_called_off:
        return office.invited_to(meeting)
    return office.among(sent)


def asked_of(meeting: MeetingToCome, base_url: str) -> Asked:
    first = add_months(meeting.month, 1 - meeting.months_covered)
    return Asked(
        id=meeting.id,
        meeting=InvitedTo(
            meeting.agency, meeting.body, meeting.number, meeting.held_on, meeting.starts_at, meeting.place
        ),
        slug=meeting.slug,
        sequence=meeting.sequence,
        link=f"{base_url}/{'meetings' if meeting.body_id is None else 'body-meetings'}/{meeting.id}",
        description=months_heard(first, meeting.month),
    )


def _message(
    asked: Asked, invitation: Invitation, organizer: Holder, now: datetime, base_url: str, own: Wording | None
) -> Message:
    to, is_called_off = invitation.to, invitation.state is InvitationState.CALLED_OFF
    letter = letter_of(asked, to, invitation.state, own)
    step = f"invitation-{asked.sequence}"
    return Message(
        key=message_key(asked.id, step, None, key_of(to), Channel.EMAIL),
        kind=MessageKind.INVITATION,
        channel=Channel.EMAIL,
        meeting_id=asked.id,
        step=step,
        user_id=to.user_id,
        to_address=to.email,
        to_name=to.name,
        to_title=to.title,
        why=WHY[invitation.state],
        subject=letter.subject,
        body_text=letter.text,
        body_html=letter.html,
        calendar=calendar_of(asked, organizer, to, is_called_off=is_called_off, now=now),
        message_id=f"<{uuid4()}@{urlsplit(base_url).hostname or 'localhost'}>",
        state=MessageState.WAITING,
        queued_at=now,
    )


def _queue(actor: Actor | None, now: datetime, rows: Sequence[Message], outdated: Sequence[int]) -> int:
    """None of them when somebody else queued one in the same instant: the next run finds what is left."""
    if outdated:
        withdrawn = {"state": MessageState.SKIPPED, "error": NEWER_ONE_IS_DUE, "finished_at": now}
        still_waits = (Message.id.in_(outdated), Message.state == MessageState.WAITING)
        db.session.execute(update(Message).where(*still_waits).values(withdrawn))
    db.session.add_all(rows)
    for meeting_id, count in Counter(row.meeting_id for row in rows).items():
        audit.record(actor, now, "invitations_queued", meeting_id, after={"messages": count})
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return 0
    return len(rows)
