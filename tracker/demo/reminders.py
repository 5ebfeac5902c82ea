"""The reminders of the past months: queued as by the jobs, then taken for delivered without a mail server."""

from __future__ import annotations

from datetime import datetime, timedelta

from tracker.demo.habits import luck_of
from tracker.demo.office import Office
from tracker.domain.reminders import NOTHING_IS_OWED, MessageState
from tracker.queries import messages
from tracker.services.ledger import move
from tracker.services.reminding import queue_reminders

MOST_AT_ONCE = 100
SKIPPED, GIVEN_UP = 0.05, 0.08
NO_SUCH_MAILBOX = "550 5.1.1 No such mailbox here"


def remind(office: Office, at: datetime) -> None:
    queue_reminders(office.agency_id, at, office.base_url)
    deliver(at)


def deliver(at: datetime) -> None:
    """What waits, one after the other."""
    for place, message in enumerate(messages.waiting_after(0, at, MOST_AT_ONCE)):
        finished_at = at + timedelta(seconds=20 + 3 * place)
        fate = luck_of("message", at, place).random()
        if fate < SKIPPED:
            outcome, attempts, error = MessageState.SKIPPED, 0, NOTHING_IS_OWED
        elif fate < GIVEN_UP:
            outcome, attempts, error = MessageState.GIVEN_UP, 1, NO_SUCH_MAILBOX
        else:
            outcome, attempts, error = MessageState.SENT, 1, ""
        values = {"attempts": attempts, "error": error, "finished_at": finished_at}
        move(message.id, message.attempts, MessageState.WAITING, outcome, **values)
