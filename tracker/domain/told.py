"""What has been told about a meeting, or will be: read from the ledger, so that nobody is told anything twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.domain.recipients import ledger_key
from tracker.domain.reminders import TO_THOSE_WHO_OWE, Channel, MessageKind, MessageState, Step

ASKS_FOR_REPORTS = TO_THOSE_WHO_OWE | {MessageKind.NUDGE}
"""Between two of these to the same reader about the same meeting lies the agency's shortest gap."""

HAS_GONE_OUT = frozenset({MessageState.SENT, MessageState.UNCONFIRMED})
GOES_OUT_NOW = frozenset({MessageState.SENDING, MessageState.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What the rules have to know of a message."""

    id: int
    meeting_id: int
    kind: MessageKind
    step: str
    planned_for: date | None
    user_id: int | None
    account_id: int | None
    channel: Channel
    state: MessageState
    queued_at: datetime
    finished_at: datetime | None

    @property
    def reader(self) -> str:
        return ledger_key(self.user_id, self.account_id)

    def asks_on(self, today: date) -> date | None:
        """The day on which it asked its reader, or will; None when it never reached anybody.

        A request or reminder that waits since another day is no reason to hold the next one back: either it is still
        the newest, or it is skipped for the newer one.
        """
        if self.state in HAS_GONE_OUT:
            return (self.finished_at or self.queued_at).date()
        if self.state in GOES_OUT_NOW:
            return today
        will_go = self.kind is MessageKind.NUDGE or self.queued_at.date() == today
        return today if self.state is MessageState.WAITING and will_go else None


class Told:
    """The entries of some meetings, as the rules ask about them."""

    def __init__(self, entries: Iterable[LedgerEntry]) -> None:
        self._states: defaultdict[tuple[object, ...], dict[Channel, MessageState]] = defaultdict(dict)
        self._asking: defaultdict[tuple[int, str], list[LedgerEntry]] = defaultdict(list)
        for entry in entries:
            self._states[entry.meeting_id, entry.step, entry.planned_for, entry.reader][entry.channel] = entry.state
            if entry.kind in ASKS_FOR_REPORTS:
                self._asking[entry.meeting_id, entry.reader].append(entry)

    def states_of(self, meeting_id: int, step: Step, reader: str) -> Mapping[Channel, MessageState]:
        """Of this very step for this reader, by channel."""
        return self._states.get((meeting_id, step.name, step.planned_for, reader), {})

    def was_asked_lately(self, meeting_id: int, reader: str, gap_days: int, today: date) -> bool:
        """Whether a further request or reminder would come sooner than so many days after the last."""
        days = (entry.asks_on(today) for entry in self._asking.get((meeting_id, reader), ()))
        return any(day is not None and abs(today - day) < timedelta(days=gap_days) for day in days)
