"""What is sent before a meeting and when: only to people who still owe, one digest each, on working days.

The rules are worked out afresh from the tables on any day, so nothing is lost while the machine is off:
the newest step whose day has come is the one that is due, and the ledger's key keeps it from going out twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.recipients import Digest, Holder, OwedReport, to_superiors, to_the_office, to_those_who_owe
from tracker.domain.reporting_cycle import Cycle, is_working_day
from tracker.domain.thai_dates import thai_month


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
class Notice:
    """A digest that is due. `step` tells the rounds of the same kind apart: "reminder-5" is five days before."""

    meeting: MeetingAhead
    kind: MessageKind
    step: str
    to: Holder
    owed: tuple[OwedReport, ...]
    #: Why it is this person, where that is not plain.
    reasons: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        sentence = f"ยังไม่ส่งรายงานเดือน{thai_month(self.meeting.month)} {len(self.owed)} เรื่อง"
        return f"{sentence} ({'; '.join(self.reasons)})" if self.reasons else sentence

    @property
    def divisions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(report.division for report in self.owed))

    @property
    def measure_numbers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(report.number for report in self.owed))


TO_THOSE_WHO_OWE = frozenset({MessageKind.REQUEST, MessageKind.REMINDER})

MEETING_IS_OVER = "ประชุมไปแล้ว"
MEETING_WAS_MOVED = "เลื่อนประชุมออกไป ยังไม่ถึงรอบแจ้ง"
NEWER_ONE_IS_DUE = "มีข้อความรอบใหม่กว่าแทนแล้ว"
DUE_DAY_HAS_PASSED = "พ้นกำหนดส่งรายงานแล้ว"
NOTHING_IS_OWED = "ไม่มีรายงานค้างแล้ว"


def notices_for(
    meeting: MeetingAhead,
    owed: Sequence[OwedReport],
    holders: Sequence[Holder],
    superiors: Mapping[int, Holder],
    days_off: Collection[date],
    today: date,
) -> list[Notice]:
    """Everything that is due today about one meeting, sent or not.

    `superiors` names, for some divisions, who is told when they are late.
    """
    if not owed or not is_working_day(today, days_off):
        return []
    return [
        Notice(meeting, kind, step, digest.to, digest.owed, digest.reasons)
        for kind, step in steps_due(meeting.cycle, today)
        for digest in digests(kind, owed, holders, superiors)
    ]


def steps_due(cycle: Cycle, today: date) -> list[tuple[MessageKind, str]]:
    """The newest of request and reminders until the due day; from it to the meeting, who is missing."""
    if not cycle.opens_on <= today <= cycle.held_on:
        return []
    steps = []
    begun = [(kind, step) for day, kind, step in _rounds(cycle) if day <= today]
    if begun and today <= cycle.due_on:
        steps.append(begun[-1])
    if today >= cycle.due_on:
        steps += [(MessageKind.MISSING_LIST, "missing"), (MessageKind.ESCALATION, "escalation")]
    return steps


def _rounds(cycle: Cycle) -> list[tuple[date, MessageKind, str]]:
    """What is sent to those who owe, in order of time."""
    reminders = [(each.on, MessageKind.REMINDER, f"reminder-{each.days_before}") for each in cycle.reminders]
    return [(cycle.request_on, MessageKind.REQUEST, "request"), *reminders]


def digests(
    kind: MessageKind, owed: Sequence[OwedReport], holders: Sequence[Holder], superiors: Mapping[int, Holder]
) -> list[Digest]:
    """One digest for each person who is to hear about these reports, whatever the day."""
    if not owed:
        return []
    if kind is MessageKind.MISSING_LIST:
        return to_the_office(owed, holders)
    if kind is MessageKind.ESCALATION:
        return to_superiors(owed, superiors)
    return to_those_who_owe(owed, holders)


def useless_because(
    meeting: MeetingAhead, kind: MessageKind, queued_on: date, is_still_told: bool, today: date
) -> str | None:
    """Why a message that waits in the ledger is of no use any more; None while it is.

    `is_still_told` says that the person would still be told by this kind of message (`digests`). A message put into
    the ledger today for something that is due today is never useless.
    """
    cycle = meeting.cycle
    if today > cycle.held_on:
        return MEETING_IS_OVER
    begins_on = cycle.opens_on if kind in TO_THOSE_WHO_OWE else max(cycle.opens_on, cycle.due_on)
    if today < begins_on:
        return MEETING_WAS_MOVED
    if not is_still_told:
        return NOTHING_IS_OWED
    if kind not in TO_THOSE_WHO_OWE:
        return None
    if queued_on <= cycle.due_on < today:
        return DUE_DAY_HAS_PASSED
    if any(queued_on < day <= today for day, _, _ in _rounds(cycle)):
        return NEWER_ONE_IS_DUE
    return None
