"""Working out who is to be told today, and putting it into the ledger; nothing is sent from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import bindparam, not_, or_, update
from sqlalchemy.exc import IntegrityError

from tracker.channels.letters import compose
from tracker.domain.permissions import DIVISION_ROLES
from tracker.domain.recipients import Group, Holder
from tracker.domain.reminders import MACHINE_WAS_OFF, TO_THOSE_WHO_OWE, MessageState, Notice
from tracker.extensions import db, only_reading
from tracker.models import Agency, Message
from tracker.models.isolation import agency_scope, all_agencies
from tracker.models.types import Moment
from tracker.queries import messages
from tracker.queries.telling import everybody_was_looked_at, has_to_tell, not_looked_at
from tracker.services import audit, report_links
from tracker.services.due_notices import Look, look_at
from tracker.services.writing_agency import WritingAgency

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


def look(agency_id: int, now: datetime) -> Look:
    """Everything that is due today and not in the ledger yet, by every source and channel; nothing is written."""
    with agency_scope(agency_id), only_reading():
        return look_at(agency_id, now.date())


def notices_due(agency_id: int, now: datetime) -> list[Notice]:
    return [due.notice for due in look(agency_id, now).due]


def queue_reminders(agency_id: int, now: datetime, base_url: str) -> int:
    """Put what is due into the ledger and return how many messages are new; safe to run at any time, by anybody.

    What fell due while the machine was off, and is of no use any more, is written down as skipped. `base_url` is
    where the letters' links lead.
    """
    return queue(agency_id, look(agency_id, now), now, base_url)


def queue(agency_id: int, found: Look, now: datetime, base_url: str) -> int:
    """The same of a look that has just been taken."""
    with agency_scope(agency_id):
        for _ in range(TRIES_TO_QUEUE):
            due = [message_of(one.notice, one.agency, now, base_url) for one in found.due]
            missed = [_missed(message_of(one.notice, one.agency, now, base_url)) for one in found.missed]
            try:
                report_links.make_links(agency_id, now, [link for one in found.due for link in _links(one.notice)])
                return _queue(agency_id, due, missed, now)
            except IntegrityError:
                # Somebody else queued one of them in the same instant: look again.
                db.session.rollback()
    return 0


def note_idle_agencies(now: datetime) -> None:
    """Of those that have nothing to tell today it is known without a look at each; needed to tell what was missed."""
    today = now.date()
    with all_agencies():
        with only_reading():
            is_noted = everybody_was_looked_at(today)
        if is_noted:
            return
        idle = update(Agency).where(not_looked_at(today), not_(has_to_tell(today))).values(reminded_at=now)
        db.session.execute(idle.execution_options(synchronize_session=False))
        db.session.commit()


#: It never goes back with the clock: what a later day has missed is missed only once.
_NOTE_LOOK = (
    update(Agency)
    .where(
        Agency.id == bindparam("looked_at"),
        or_(Agency.reminded_at.is_(None), Agency.reminded_at < bindparam("now", type_=Moment())),
    )
    .values(reminded_at=bindparam("now", type_=Moment()))
    .execution_options(synchronize_session=False)
)


def _links(notice: Notice) -> list[tuple[int, int]]:
    """The person and the meeting, where the letter asks somebody of a division for its own reports."""
    to = notice.to
    if notice.kind not in TO_THOSE_WHO_OWE or isinstance(to, Group) or to.role not in DIVISION_ROLES:
        return []
    return [(to.user_id, notice.meeting.id)]


def message_of(notice: Notice, agency: WritingAgency, now: datetime, base_url: str) -> Message:
    """The row of the ledger, waiting to be sent, with its letter written."""
    letter = compose(notice, agency.name, base_url, agency.wording_of(notice.kind))
    to, digest = notice.to, notice.digest
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


def _missed(row: Message) -> Message:
    row.state, row.error, row.finished_at = MessageState.SKIPPED, MACHINE_WAS_OFF, row.queued_at
    return row


def _queue(agency_id: int, due: Sequence[Message], missed: Sequence[Message], now: datetime) -> int:
    """Those that nobody queued since; a skipped one is written anew under its old Message-ID."""
    keys = [row.key for row in (*due, *missed)]
    states = messages.states_in_ledger(keys) if keys else {}
    new = [row for row in due if row.key not in states]
    again = [row for row in due if states.get(row.key) is MessageState.SKIPPED and _write_anew(row)]
    db.session.add_all(new)
    db.session.add_all(row for row in missed if row.key not in states)
    queued: Counter[int | None] = Counter(row.meeting_id for row in (*new, *again))
    for meeting_id, count in queued.items():
        audit.record(None, now, "reminders_queued", meeting_id, after={"messages": count})
    db.session.execute(_NOTE_LOOK, {"looked_at": agency_id, "now": now})
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
