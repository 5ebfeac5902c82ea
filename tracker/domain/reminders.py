"""Who is told what before a meeting: only people who still owe, one digest each, on working days.

The rules are worked out afresh from the tables on any day, so nothing is lost while the machine is off:
the newest step whose day has come is the one that is due, and the ledger's key keeps it from going out twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.permissions import Role
from tracker.domain.reporting_cycle import Cycle, is_working_day
from tracker.domain.thai_dates import thai_month


class Channel(StrEnum):
    EMAIL = "email"


class MessageKind(StrEnum):
    REQUEST = "request"
    REMINDER = "reminder"
    MISSING_LIST = "missing_list"
    ESCALATION = "escalation"


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
class Holder:
    """Somebody in a post today."""

    user_id: int
    name: str
    email: str
    title: str
    role: Role
    division_id: int | None = None
    is_acting: bool = False


@dataclass(frozen=True, slots=True)
class OwedReport:
    division_id: int
    division: str
    measure_id: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class MeetingAhead:
    """A meeting whose reports are being collected, with the days of its month."""

    id: int
    month: date
    cycle: Cycle


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that one person is told at once, and why it is this person where that is not plain."""

    to: Holder
    owed: tuple[OwedReport, ...]
    reasons: tuple[str, ...] = ()


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

FALLBACK = (
    (Role.DIVISION_HEAD, ""),
    (Role.DIVISION_OFFICER, "ไม่มีหัวหน้าส่วนราชการในทะเบียน จึงแจ้งเจ้าหน้าที่"),
    (Role.SECRETARY, "ไม่มีผู้รับผิดชอบในทะเบียน จึงแจ้งเลขานุการ"),
    (Role.ADMINISTRATOR, "ไม่มีผู้รับผิดชอบและเลขานุการในทะเบียน จึงแจ้งผู้ดูแลระบบ"),
)
"""Whom to turn to for a division, and what to say of it when it is not the head."""

OFFICE = (Role.SECRETARY, Role.ADMINISTRATOR)
"""Who keeps the meeting's papers: the administrator only where there is no secretary."""

LATE = "ถึงกำหนดส่งแล้ว"
AS_SUPERIOR = "แจ้งในฐานะผู้บังคับบัญชา"

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
        return [Digest(person, tuple(owed), (LATE,)) for person in _office(holders)]
    if kind is MessageKind.ESCALATION:
        return _to_superiors(owed, superiors)
    return _to_those_who_owe(owed, holders)


def answerable_for(division_id: int, holders: Iterable[Holder]) -> tuple[list[Holder], str]:
    """Who is to be told for a division, with the reason when it is somebody else than its head.

    The chain goes on to the officers, the secretary and the administrator while a post is empty.
    """
    everyone = list(holders)
    for role, reason in FALLBACK:
        own_division = division_id if role in (Role.DIVISION_HEAD, Role.DIVISION_OFFICER) else None
        found = _in_post(role, everyone, own_division)
        if found:
            return found, reason
    return [], ""


def _in_post(role: Role, holders: Iterable[Holder], division_id: int | None = None) -> list[Holder]:
    """Whoever acts stands in for the holder; among a division's officers nobody can tell for whom, so all stay."""
    found = [one for one in holders if one.role is role and division_id in (None, one.division_id)]
    acting = [one for one in found if one.is_acting and role is not Role.DIVISION_OFFICER]
    return list({one.user_id: one for one in reversed(acting or found)}.values())[::-1]


def _to_those_who_owe(owed: Sequence[OwedReport], holders: Sequence[Holder]) -> list[Digest]:
    theirs: defaultdict[int, list[OwedReport]] = defaultdict(list)
    posts: defaultdict[int, list[Holder]] = defaultdict(list)
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for division_id, division in {report.division_id: report.division for report in owed}.items():
        people, reason = answerable_for(division_id, holders)
        for person in people:
            theirs[person.user_id] += [report for report in owed if report.division_id == division_id]
            posts[person.user_id].append(person)
            if reason:
                reasons[person.user_id].append(f"{division}: {reason}")
    return [
        Digest(min(posts[user_id], key=_nearness), tuple(reports), tuple(reasons[user_id]))
        for user_id, reports in theirs.items()
    ]


def _nearness(post: Holder) -> int:
    """A person with several posts is written to in the one nearest to the work."""
    return [role for role, _ in FALLBACK].index(post.role)


def _office(holders: Sequence[Holder]) -> list[Holder]:
    return next((people for role in OFFICE if (people := _in_post(role, holders))), [])


def _to_superiors(owed: Sequence[OwedReport], superiors: Mapping[int, Holder]) -> list[Digest]:
    theirs: defaultdict[int, list[OwedReport]] = defaultdict(list)
    people: dict[int, Holder] = {}
    for report in owed:
        superior = superiors.get(report.division_id)
        if superior is not None:
            people[superior.user_id] = superior
            theirs[superior.user_id].append(report)
    return [Digest(people[user_id], tuple(reports), (AS_SUPERIOR,)) for user_id, reports in theirs.items()]


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
