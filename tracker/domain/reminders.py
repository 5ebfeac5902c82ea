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
from tracker.domain.reporting_cycle import Cycle, is_working_day, working_day_from
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
class Notice:
    """One digest to one person. `step` tells the rounds of the same kind apart ("reminder-5")."""

    kind: MessageKind
    step: str
    to: Holder
    owed: tuple[OwedReport, ...]
    why: str

    @property
    def divisions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(report.division for report in self.owed))

    @property
    def measure_numbers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(report.number for report in self.owed))


FALLBACK = (
    (Role.DIVISION_HEAD, ""),
    (Role.DIVISION_OFFICER, "ไม่มีหัวหน้าส่วนราชการในทะเบียน จึงแจ้งเจ้าหน้าที่"),
    (Role.SECRETARY, "ไม่มีผู้รับผิดชอบในทะเบียน จึงแจ้งเลขานุการ"),
    (Role.ADMINISTRATOR, "ไม่มีผู้รับผิดชอบและเลขานุการในทะเบียน จึงแจ้งผู้ดูแลระบบ"),
)
"""Whom to turn to for a division, and what to say of it when it is not the head."""

OFFICE = (Role.SECRETARY, Role.ADMINISTRATOR)
"""Who keeps the meeting's papers: the administrator only where there is no secretary."""


def answerable_for(division_id: int, holders: Iterable[Holder]) -> tuple[list[Holder], str]:
    """Who is to be told for a division, with the reason when it is somebody else than its head.

    Somebody acting stands in for the holder of the post; the chain goes on to the officers, the secretary and the
    administrator while a post is empty.
    """
    everyone = list(holders)
    for role, reason in FALLBACK:
        own_division = division_id if role in (Role.DIVISION_HEAD, Role.DIVISION_OFFICER) else None
        found = [one for one in everyone if one.role is role and own_division in (None, one.division_id)]
        acting = [one for one in found if one.is_acting]
        if found:
            return acting or found, reason
    return [], ""


def notices_for(
    cycle: Cycle,
    month: date,
    owed: Sequence[OwedReport],
    holders: Sequence[Holder],
    superiors: Mapping[int, Holder],
    days_off: Collection[date],
    today: date,
) -> list[Notice]:
    """Everything that is due today about one meeting, sent or not.

    `superiors` names, for some divisions, who is told when they are late.
    """
    if not owed or not is_working_day(today, days_off) or today > cycle.held_on:
        return []
    notices = []
    step = _step_due(cycle, days_off, today)
    if step is not None:
        notices += _to_those_who_owe(step, month, owed, holders)
    if today >= cycle.due_on:
        notices += _missing_lists(month, owed, holders)
        notices += _escalations(month, owed, superiors)
    return notices


def _step_due(cycle: Cycle, days_off: Collection[date], today: date) -> tuple[MessageKind, str] | None:
    """The newest of request and reminders whose day has come, while the reports can still be in time."""
    steps = [(working_day_from(cycle.opens_on, days_off), MessageKind.REQUEST, "request")]
    steps += [
        (day, MessageKind.REMINDER, f"reminder-{number}") for number, day in enumerate(cycle.reminders_on, start=1)
    ]
    begun = [(kind, step) for day, kind, step in steps if day <= today]
    return begun[-1] if begun and today <= cycle.due_on else None


def _to_those_who_owe(
    step: tuple[MessageKind, str], month: date, owed: Sequence[OwedReport], holders: Sequence[Holder]
) -> list[Notice]:
    theirs: defaultdict[Holder, list[OwedReport]] = defaultdict(list)
    reasons: dict[Holder, str] = {}
    for division_id in dict.fromkeys(report.division_id for report in owed):
        people, reason = answerable_for(division_id, holders)
        for person in {one.user_id: one for one in people}.values():
            first = next((one for one in theirs if one.user_id == person.user_id), person)
            theirs[first] += [report for report in owed if report.division_id == division_id]
            reasons.setdefault(first, reason)
    kind, name = step
    return [
        Notice(kind, name, person, tuple(reports), _why(month, reports, reasons[person]))
        for person, reports in theirs.items()
    ]


def _missing_lists(month: date, owed: Sequence[OwedReport], holders: Sequence[Holder]) -> list[Notice]:
    for role in OFFICE:
        people = {one.user_id: one for one in holders if one.role is role}
        if people:
            why = _why(month, owed, "ถึงกำหนดส่งแล้ว")
            return [Notice(MessageKind.MISSING_LIST, "missing", one, tuple(owed), why) for one in people.values()]
    return []


def _escalations(month: date, owed: Sequence[OwedReport], superiors: Mapping[int, Holder]) -> list[Notice]:
    theirs: defaultdict[int, list[OwedReport]] = defaultdict(list)
    people: dict[int, Holder] = {}
    for report in owed:
        superior = superiors.get(report.division_id)
        if superior is not None:
            people[superior.user_id] = superior
            theirs[superior.user_id].append(report)
    return [
        Notice(
            MessageKind.ESCALATION,
            "escalation",
            people[user_id],
            tuple(reports),
            _why(month, reports, "แจ้งในฐานะผู้บังคับบัญชา"),
        )
        for user_id, reports in theirs.items()
    ]


def _why(month: date, owed: Sequence[OwedReport], reason: str) -> str:
    sentence = f"ยังไม่ส่งรายงานเดือน{thai_month(month)} {len(owed)} รายการ"
    return f"{sentence} ({reason})" if reason else sentence
