"""What is sent before a meeting and when: only to people who still owe, one digest each, on working days.

The rules are worked out afresh from the tables on any day, so nothing is lost while the machine is off:
the newest step whose day has come is the one that is due, and the ledger's key keeps it from going out twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.recipients import (
    Digest,
    Holder,
    OwedReport,
    Recipient,
    key_of,
    to_superiors,
    to_the_office,
    to_those_who_owe,
)
from tracker.domain.reporting_cycle import Cycle


class Channel(StrEnum):
    """A webhook is a group's chat (Teams among them), not one person's."""

    EMAIL = "email"
    LINE = "line"
    WEBHOOK = "webhook"
    TEAMS = "teams"


class MessageKind(StrEnum):
    """NUDGE is a reminder that somebody asked for by hand; the others follow from the day of the meeting."""

    INVITATION = "invitation"
    REQUEST = "request"
    REMINDER = "reminder"
    NUDGE = "nudge"
    MISSING_LIST = "missing_list"
    ESCALATION = "escalation"
    #: The papers of the meeting, before it.
    PRE_READ = "pre_read"
    PREFLIGHT = "preflight"
    EXECUTIVE_DIGEST = "executive_digest"
    ORDERS = "orders"


class MessageState(StrEnum):
    """WAITING covers the first try and every later one; the attempts and the error tell them apart.

    HANDED_OVER is written in the instant before the mail server is told that the message is complete. A message
    found in it after a crash has almost surely arrived, so it becomes UNCONFIRMED and is not sent a second time.
    """

    WAITING = "waiting"
    SENDING = "sending"
    HANDED_OVER = "handed_over"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    GIVEN_UP = "given_up"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class MeetingAhead:
    """A meeting whose reports are being collected, with the days of its month."""

    id: int
    month: date
    cycle: Cycle


@dataclass(frozen=True, slots=True)
class Step:
    """One round of telling about a meeting: from when to when it is of use, and whom it is for its source says."""

    kind: MessageKind
    #: Tells the rounds of one meeting apart: "reminder-5" is five days before.
    name: str
    #: The meeting's day: a meeting that moves plans the step anew. None: once, on whatever day it is held.
    planned_for: date | None
    #: The working day on which it falls due, and the last day on which it is of use.
    begins_on: date
    last_on: date

    def is_due_on(self, day: date) -> bool:
        return self.begins_on <= day <= self.last_on


@dataclass(frozen=True, slots=True)
class Notice:
    """A digest that is due, and by which way its reader is told."""

    meeting: MeetingAhead
    step: Step
    digest: Digest
    channel: Channel
    address: str
    #: The agency's account by which it goes, where it is not a letter.
    account_id: int | None = None

    @property
    def key(self) -> str:
        return message_key(self.meeting.id, self.step.name, self.step.planned_for, key_of(self.to), self.channel)

    @property
    def kind(self) -> MessageKind:
        return self.step.kind

    @property
    def to(self) -> Recipient:
        return self.digest.to


def message_key(meeting_id: int, step: str, planned_for: date | None, reader: str, channel: Channel) -> str:
    """What makes a message the one of its kind; `reader` is a `recipients.key_of`."""
    return f"{meeting_id}:{step}:{planned_for or ''}:{reader}:{channel}"


TO_THOSE_WHO_OWE = frozenset({MessageKind.REQUEST, MessageKind.REMINDER})
ABOUT_REPORTS = TO_THOSE_WHO_OWE | {MessageKind.MISSING_LIST, MessageKind.ESCALATION}

MEETING_IS_OVER = "ประชุมไปแล้ว"
MEETING_IS_OFF = "งดประชุมแล้ว"
MEETING_WAS_MOVED = "เลื่อนประชุมออกไป ยังไม่ถึงรอบแจ้ง"
MONTH_IS_CLOSED = "ปิดรายงานประจำเดือนแล้ว"
NEWER_ONE_IS_DUE = "มีข้อความรอบใหม่กว่าแทนแล้ว"
DUE_DAY_HAS_PASSED = "พ้นกำหนดส่งรายงานแล้ว"
NOTHING_IS_OWED = "ไม่มีรายงานค้างแล้ว"
NOTHING_TO_TELL = "ไม่มีเรื่องที่ต้องแจ้งแล้ว"
MACHINE_WAS_OFF = "เครื่องไม่ได้เปิดทำงานในวันที่ต้องแจ้ง และพ้นเวลาที่เป็นประโยชน์แล้ว"
PLANNED_ANEW = "เลื่อนวันประชุมแล้ว จะแจ้งใหม่ตามกำหนดของวันประชุมใหม่"

A_DAY = timedelta(days=1)


def steps_about_reports(cycle: Cycle) -> list[Step]:
    """The request and the reminders, of which the newest counts until the due day; from it on, who is missing."""
    held_on, due_on = cycle.held_on, cycle.due_on
    rounds = [(cycle.request_on, MessageKind.REQUEST, "request")]
    rounds += [(each.on, MessageKind.REMINDER, f"reminder-{each.days_before}") for each in cycle.reminders]
    ends = [min(day - A_DAY, due_on) for day, *_ in rounds[1:]] + [due_on]
    late_from = max(cycle.request_on, due_on)
    return [
        *(
            Step(kind, name, None if kind is MessageKind.REQUEST else held_on, day, last_on)
            for (day, kind, name), last_on in zip(rounds, ends, strict=True)
        ),
        Step(MessageKind.MISSING_LIST, "missing", held_on, late_from, held_on),
        Step(MessageKind.ESCALATION, "escalation", held_on, late_from, held_on),
    ]


def digests_about_reports(
    kind: MessageKind,
    owed: Sequence[OwedReport],
    holders: Sequence[Holder],
    superiors: Mapping[int, Holder],
    month: date,
) -> list[Digest]:
    """One digest for each person who is to hear about these reports, whatever the day.

    `superiors` names, for some divisions, who is told when they are late.
    """
    if kind is MessageKind.MISSING_LIST:
        return to_the_office(owed, holders, month)
    if kind is MessageKind.ESCALATION:
        return to_superiors(owed, superiors, month)
    return to_those_who_owe(owed, holders, month)


def useless_because(
    step: Step | None, cycle: Cycle, steps: Iterable[Step], queued_on: date, is_still_told: bool, today: date
) -> str | None:
    """Why a message that waits in the ledger is of no use any more; None while it is.

    `step` is the message's own among the meeting's `steps` as they are now; `is_still_told` says that its reader
    would still be told by it. A message put into the ledger today for something that is due today is never useless,
    nor is one that somebody sends again by hand before the meeting is over.
    """
    if today > max(cycle.held_on, step.last_on if step else cycle.held_on):
        return MEETING_IS_OVER
    if step is None or today < step.begins_on:
        return MEETING_WAS_MOVED
    if not is_still_told:
        return NOTHING_IS_OWED if step.kind in ABOUT_REPORTS else NOTHING_TO_TELL
    return _overtaken_because(step, cycle, steps, queued_on, today) if step.kind in TO_THOSE_WHO_OWE else None


def _overtaken_because(step: Step, cycle: Cycle, steps: Iterable[Step], queued_on: date, today: date) -> str | None:
    if queued_on <= cycle.due_on < today:
        return DUE_DAY_HAS_PASSED
    newer = (one.begins_on for one in steps if one.kind in TO_THOSE_WHO_OWE and one.name != step.name)
    return NEWER_ONE_IS_DUE if any(queued_on < day <= today for day in newer) else None
