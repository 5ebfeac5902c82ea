"""Working out who is to be told today, and putting it into the ledger; nothing is sent from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from tracker.channels.letters import compose
from tracker.domain.permissions import DIVISION_ROLES
from tracker.domain.recipients import Holder, OwedReport
from tracker.domain.reminders import (
    TO_THOSE_WHO_OWE,
    Channel,
    MeetingAhead,
    MessageState,
    Notice,
    notices_for,
)
from tracker.domain.reporting_cycle import cycle_of
from tracker.domain.rollup import AssignmentStatus
from tracker.extensions import db, only_reading
from tracker.models import Message
from tracker.models.isolation import agency_scope
from tracker.queries import following, frames, messages, people
from tracker.queries.frames import Frame
from tracker.services import audit, report_links
from tracker.services.meetings import owed_assignments

LOOKED_AROUND = timedelta(days=60)
"""How far around a meeting days off are looked up: further than any window and any run of holidays."""

TRIES_TO_QUEUE = 3

WRITTEN_ANEW = (
    "to_address",
    "to_name",
    "to_title",
    "division_names",
    "measure_numbers",
    "why",
    "subject",
    "body_text",
    "body_html",
    "state",
    "queued_at",
    "next_try_at",
)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that the rules ask about one meeting on a day."""

    agency: str
    meeting: MeetingAhead
    days_off: frozenset[date]
    owed: Sequence[OwedReport]
    holders: Sequence[Holder]
    superiors: Mapping[int, Holder]


def notices_due(agency_id: int, now: datetime) -> list[Notice]:
    """What would be queued now: everything due today that is not in the ledger yet."""
    with agency_scope(agency_id), only_reading():
        return [notice for _, notice in _due(agency_id, now.date())]


def queue_reminders(agency_id: int, now: datetime, base_url: str) -> int:
    """Put what is due into the ledger and return how many messages are new; safe to run at any time, by anybody.

    `base_url` is where the letters' links lead.
    """
    with agency_scope(agency_id):
        with only_reading():
            due = _due(agency_id, now.date())
        for _ in range(TRIES_TO_QUEUE if due else 0):
            rows = [_message(agency, notice, now, base_url) for agency, notice in due]
            try:
                report_links.make_links(agency_id, now, [link for _, notice in due for link in _links(notice)])
                return _queue(rows, now)
            except IntegrityError:
                # Somebody else queued one of them in the same instant: look again.
                db.session.rollback()
    return 0


def situation_of(agency_id: int, month: date, today: date) -> Situation | None:
    """Of the meeting that hears the month; None when there is none. To be asked in the agency's scope."""
    return _situation_in(frames.frame_for_month(agency_id, today, month))


def _situation_in(frame: Frame) -> Situation | None:
    if frame.meeting is None:
        return None
    held_on = frame.meeting.held_on
    days_off = following.days_off_between(held_on - LOOKED_AROUND, held_on + LOOKED_AROUND)
    meeting = MeetingAhead(frame.meeting.id, frame.month, cycle_of(held_on, frame.settings, days_off))
    owed = [_owed_report(one) for one in owed_assignments(frame) if one.owes_report]
    posts = people.posts_on(frame.today)
    return Situation(frame.name, meeting, days_off, owed, posts.holders, posts.superiors)


def _due(agency_id: int, today: date) -> list[tuple[str, Notice]]:
    """With the agency's name, what the rules ask for today and the ledger does not hold."""
    situations = [_situation_in(frame) for frame in frames.frames_at_hand(agency_id, today)]
    found = [(one.agency, notice) for one in situations if one is not None for notice in _notices(one, today)]
    states = messages.states_in_ledger([_key(notice) for _, notice in found])
    return [(agency, notice) for agency, notice in found if _may_be_queued(states.get(_key(notice)))]


def _notices(situation: Situation, today: date) -> list[Notice]:
    return notices_for(
        situation.meeting, situation.owed, situation.holders, situation.superiors, situation.days_off, today
    )


def _may_be_queued(state: MessageState | None) -> bool:
    """A message that was skipped never went out: when it is due after all, it is."""
    return state in (None, MessageState.SKIPPED)


def _key(notice: Notice, channel: Channel = Channel.EMAIL) -> str:
    return f"{notice.meeting.id}:{notice.step}:{notice.to.user_id}:{channel}"


def _owed_report(status: AssignmentStatus) -> OwedReport:
    facts, measure = status.facts, status.measure
    return OwedReport(facts.division_id, facts.division, measure.id, measure.number, measure.title)


def _links(notice: Notice) -> list[tuple[int, int]]:
    """The person and the meeting, where the letter asks somebody of a division for its own reports."""
    is_to_division = notice.kind in TO_THOSE_WHO_OWE and notice.to.role in DIVISION_ROLES
    return [(notice.to.user_id, notice.meeting.id)] if is_to_division else []


def _message(agency: str, notice: Notice, now: datetime, base_url: str) -> Message:
    letter = compose(notice, agency, base_url)
    return Message(
        key=_key(notice),
        kind=notice.kind,
        channel=Channel.EMAIL,
        meeting_id=notice.meeting.id,
        user_id=notice.to.user_id,
        to_address=notice.to.email,
        to_name=notice.to.name,
        to_title=notice.to.title,
        division_names=", ".join(notice.divisions),
        measure_numbers=list(notice.measure_numbers),
        why=notice.why,
        subject=letter.subject,
        body_text=letter.text,
        body_html=letter.html,
        message_id=f"<{uuid4()}@{urlsplit(base_url).hostname or 'localhost'}>",
        state=MessageState.WAITING,
        queued_at=now,
    )


def _queue(rows: Sequence[Message], now: datetime) -> int:
    """Those that nobody queued since; a skipped one is written anew under its old Message-ID."""
    states = messages.states_in_ledger([row.key for row in rows])
    new = [row for row in rows if row.key not in states]
    again = [row for row in rows if states.get(row.key) is MessageState.SKIPPED and _write_anew(row)]
    db.session.add_all(new)
    queued: Counter[int | None] = Counter(row.meeting_id for row in (*new, *again))
    for meeting_id, count in queued.items():
        audit.record(None, now, "reminders_queued", meeting_id, after={"messages": count})
    db.session.commit()
    return queued.total()


def _write_anew(row: Message) -> bool:
    """Only while it is still skipped: somebody else may be doing the same, and sending it."""
    values = {name: getattr(row, name) for name in WRITTEN_ANEW}
    changed = db.session.execute(
        update(Message)
        .where(Message.key == row.key, Message.state == MessageState.SKIPPED)
        .values(**values, error="", finished_at=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None


def notice_as_json(notice: Notice, channel: Channel = Channel.EMAIL) -> dict[str, object]:
    """The form that `tracker remind --json` promises to other programs."""
    return {
        "to": notice.to.email,
        "name": notice.to.name,
        "post": notice.to.title,
        "division": ", ".join(notice.divisions),
        "channel": channel.value,
        "kind": notice.kind.value,
        "meeting": notice.meeting.cycle.held_on.isoformat(),
        "measures": list(notice.measure_numbers),
        "why": notice.why,
    }
