"""Whether a message that waits in the ledger is still of use, and what it would say if it were written now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.recipients import Digest, key_of, ledger_key
from tracker.domain.reminders import (
    MEETING_IS_OFF,
    MEETING_IS_OVER,
    MONTH_IS_CLOSED,
    NOTHING_IS_OWED,
    MessageKind,
    Notice,
    Step,
    digests_about_reports,
    useless_because,
)
from tracker.domain.reporting_cycle import is_working_day
from tracker.models.isolation import agency_scope
from tracker.queries import following
from tracker.queries.messages import WaitingMessage
from tracker.services.situation import Situation, situation_of
from tracker.services.telling import Source, all_steps
from tracker.services.writing_agency import WritingAgency


@dataclass(frozen=True, slots=True)
class Judged:
    message: WaitingMessage
    #: Why it is of no use any more.
    useless: str | None
    #: What would be written now; None for a message that says the same whatever has happened.
    notice: Notice | None
    #: Today is a day off: it waits for the next working day.
    rests_today: bool
    #: Whose name stands under it.
    agency: WritingAgency | None = None


def judged(agency_id: int, waiting: Sequence[WaitingMessage], today: date) -> list[Judged]:
    """Messages of one agency and one meeting, or of no meeting, just before they are sent."""
    meeting_id = waiting[0].meeting_id if waiting else None
    with agency_scope(agency_id):
        situation = situation_of(agency_id, meeting_id, today) if meeting_id is not None else None
        if situation is None:
            rests = not is_working_day(today, following.days_off_between(today, today))
            return [Judged(message, _gone(message, today), None, rests) for message in waiting]
        court = _Court(situation)
        return [court.judge(message) for message in waiting]


def _gone(message: WaitingMessage, today: date) -> str | None:
    """Of another body's meeting, or of one that was called off: only who is invited hears of those."""
    return _over(message, today) if message.kind is MessageKind.INVITATION else MEETING_IS_OFF


def _over(message: WaitingMessage, today: date) -> str | None:
    return MEETING_IS_OVER if message.held_on is None or today > message.held_on else None


class _Court:
    """One meeting's messages share the steps and what each of them says to whom."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._steps: dict[tuple[MessageKind, str, date | None], list[tuple[Source, Step]]] = {}
        for source, step in all_steps(situation):
            self._steps.setdefault((step.kind, step.name, step.planned_for), []).append((source, step))
        self._told: dict[Step | None, dict[str, Digest]] = {}

    def judge(self, message: WaitingMessage) -> Judged:
        if message.kind is MessageKind.INVITATION:
            useless, notice = _over(message, self._situation.today), None
        elif message.kind is MessageKind.NUDGE:
            useless, notice = self._nudge(message)
        else:
            useless, notice = self._step(message)
        return Judged(message, useless, notice, not self._situation.is_working_day, self._situation.agency)

    def _notice(self, message: WaitingMessage, step: Step | None, digest: Digest | None) -> Notice | None:
        if step is None or digest is None:
            return None
        return Notice(self._situation.meeting, step, digest, message.channel, "", message.account_id)

    def _nudge(self, message: WaitingMessage) -> tuple[str | None, Notice | None]:
        """It asks for what is owed, on whatever day somebody wants it."""
        if self._situation.today > self._situation.meeting.cycle.held_on:
            return MEETING_IS_OVER, None
        if self._situation.is_closed:
            return MONTH_IS_CLOSED, None
        digest = self._nudged().get(_reader(message))
        today, held_on = self._situation.today, self._situation.meeting.cycle.held_on
        step = Step(message.kind, message.step, message.planned_for, today, held_on)
        return (None if digest else NOTHING_IS_OWED), self._notice(message, step, digest)

    def _nudged(self) -> dict[str, Digest]:
        if None not in self._told:
            one = self._situation
            found = digests_about_reports(MessageKind.NUDGE, one.owed, one.holders, one.superiors, one.meeting.month)
            self._told[None] = {key_of(digest.to): digest for digest in found}
        return self._told[None]

    def _step(self, message: WaitingMessage) -> tuple[str | None, Notice | None]:
        found = self._steps.get((message.kind, message.step, message.planned_for), [])
        digest = self._digests(found).get(_reader(message)) if found else None
        step = found[0][1] if found else None
        cycle, today = self._situation.meeting.cycle, self._situation.today
        if step is None and self._situation.is_closed and today <= cycle.held_on:
            return MONTH_IS_CLOSED, None
        steps = [each[0][1] for each in self._steps.values()]
        queued_on = message.queued_at.date()
        useless = useless_because(step, cycle, steps, queued_on, digest is not None, today)
        return useless, self._notice(message, step, digest)

    def _digests(self, found: Sequence[tuple[Source, Step]]) -> dict[str, Digest]:
        """Several sources may know the same step: one tells the people, another the groups."""
        step = found[0][1]
        if step not in self._told:
            every = [digest for source, same in found for digest in source.digests(self._situation, same)]
            self._told[step] = {key_of(digest.to): digest for digest in every}
        return self._told[step]


def _reader(message: WaitingMessage) -> str:
    return ledger_key(message.user_id, message.account_id)
