"""Working out who is to be told today, and putting it into the ledger; nothing is sent from here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from tracker.channels.letters import compose
from tracker.domain.permissions import DIVISION_ROLES
from tracker.domain.recipients import Digest, Group, Holder, key_of
from tracker.domain.reminders import TO_THOSE_WHO_OWE, Channel, MessageState, Notice, Step
from tracker.domain.ways import way_to_take
from tracker.extensions import db, only_reading
from tracker.models import Message
from tracker.models.isolation import agency_scope
from tracker.queries import frames, messages
from tracker.queries.messages import LedgerEntry
from tracker.services import audit, report_links
from tracker.services.situation import Situation, situation_in
from tracker.services.telling import all_steps

TRIES_TO_QUEUE = 3

WRITTEN_ANEW = (
    "account_id",
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
class Due:
    """A notice that is due and not in the ledger, with the name that stands under the letter."""

    agency: str
    notice: Notice


def notices_due(agency_id: int, now: datetime) -> list[Notice]:
    """What would be queued now: everything due today that is not in the ledger yet."""
    with agency_scope(agency_id), only_reading():
        return [due.notice for due in _due(agency_id, now.date())]


def queue_reminders(agency_id: int, now: datetime, base_url: str) -> int:
    """Put what is due into the ledger and return how many messages are new; safe to run at any time, by anybody.

    `base_url` is where the letters' links lead.
    """
    with agency_scope(agency_id):
        with only_reading():
            due = _due(agency_id, now.date())
        for _ in range(TRIES_TO_QUEUE if due else 0):
            rows = [message_of(one.notice, one.agency, now, base_url) for one in due]
            try:
                report_links.make_links(agency_id, now, [link for one in due for link in _links(one.notice)])
                return _queue(rows, now)
            except IntegrityError:
                # Somebody else queued one of them in the same instant: look again.
                db.session.rollback()
    return 0


def _due(agency_id: int, today: date) -> list[Due]:
    """What the rules ask for today and the ledger does not hold."""
    situations = [situation_in(frame) for frame in frames.frames_at_hand(agency_id, today) if frame.meeting]
    wanted = [
        (situation, step, digest)
        for situation in situations
        if situation.is_working_day
        for source, step in all_steps(situation)
        if step.is_due_on(today)
        for digest in source.digests(situation, step)
    ]
    if not wanted:
        return []
    ledger = Ledger(messages.entries_of({situation.meeting.id for situation, _, _ in wanted}))
    found = ((situation, _notice(situation, step, digest, ledger)) for situation, step, digest in wanted)
    return [Due(situation.agency, notice) for situation, notice in found if notice is not None]


class Ledger:
    """What has been told about some meetings, or will be."""

    def __init__(self, entries: Iterable[LedgerEntry]) -> None:
        self._states: defaultdict[tuple[object, ...], dict[Channel, MessageState]] = defaultdict(dict)
        for entry in entries:
            self._states[entry.meeting_id, entry.step, entry.planned_for, entry.reader][entry.channel] = entry.state

    def states_of(self, meeting_id: int, step: Step, digest: Digest) -> Mapping[Channel, MessageState]:
        """Of this very step for this reader, by channel."""
        return self._states.get((meeting_id, step.name, step.planned_for, key_of(digest.to)), {})


def _notice(situation: Situation, step: Step, digest: Digest, ledger: Ledger) -> Notice | None:
    states = ledger.states_of(situation.meeting.id, step, digest)
    chosen = way_to_take(situation.ways_to(digest.to), states)
    if chosen is None:
        return None
    if chosen.reason:
        reasons = (*digest.reasons, chosen.reason)
        digest = replace(digest, why=f"{digest.why} ({chosen.reason})", reasons=reasons)
    way = chosen.way
    return Notice(situation.meeting, step, digest, way.channel, way.address, way.account_id)


def _links(notice: Notice) -> list[tuple[int, int]]:
    """The person and the meeting, where the letter asks somebody of a division for its own reports."""
    to = notice.to
    if notice.kind not in TO_THOSE_WHO_OWE or isinstance(to, Group) or to.role not in DIVISION_ROLES:
        return []
    return [(to.user_id, notice.meeting.id)]


def message_of(notice: Notice, agency: str, now: datetime, base_url: str) -> Message:
    """The row of the ledger, waiting to be sent, with its letter written."""
    letter, to, digest = compose(notice, agency, base_url), notice.to, notice.digest
    return Message(
        key=notice.key,
        kind=notice.kind,
        channel=notice.channel,
        meeting_id=notice.meeting.id,
        step=notice.step.name,
        planned_for=notice.step.planned_for,
        user_id=to.user_id if isinstance(to, Holder) else None,
        account_id=notice.account_id,
        to_address=notice.address,
        to_name=to.name,
        to_title=to.title,
        division_names=", ".join(digest.divisions),
        measure_numbers=list(digest.measure_numbers),
        why=digest.why,
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


def notice_as_json(notice: Notice) -> dict[str, object]:
    """The form that `tracker remind --json` promises to other programs."""
    return {
        "to": notice.address,
        "name": notice.to.name,
        "post": notice.to.title,
        "division": ", ".join(notice.digest.divisions),
        "channel": notice.channel.value,
        "kind": notice.kind.value,
        "meeting": notice.meeting.cycle.held_on.isoformat(),
        "measures": list(notice.digest.measure_numbers),
        "why": notice.digest.why,
    }
