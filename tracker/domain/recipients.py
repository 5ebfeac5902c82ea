"""Whom a reminder is written to: the person answerable for a division today, the office, the superior."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.permissions import DIVISION_ROLES, Role
from tracker.domain.thai_dates import thai_month


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
class Group:
    """A chat that is told as one; nobody's name stands in what is written there."""

    account_id: int
    name: str
    title: str = ""
    email: str = ""


Recipient = Holder | Group


def key_of(to: Recipient) -> str:
    """Tells people and groups apart in the ledger: "12" is a person, "a3" the group of an account."""
    return ledger_key(to.user_id, None) if isinstance(to, Holder) else ledger_key(None, to.account_id)


def ledger_key(user_id: int | None, account_id: int | None) -> str:
    """The same from the columns of a message; a person may be told through an account, a group only so."""
    return str(user_id) if user_id is not None else f"a{account_id}"


@dataclass(frozen=True, slots=True)
class OwedReport:
    division_id: int
    division: str
    measure_id: int
    number: str
    title: str
    #: The fiscal year of an earlier plan: its measures bear the same numbers as those of the plan in force.
    earlier_plan: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A measure with its number, or a sentence without one."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that one person or group is told at once."""

    to: Recipient
    sections: tuple[Section, ...]
    #: One sentence: why they are told, for the preview, the ledger and other programs.
    why: str
    #: Why it is this person, where that is not plain.
    reasons: tuple[str, ...] = ()
    measure_numbers: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    #: For the kinds about reports.
    owed: tuple[OwedReport, ...] = ()
    #: How much it is about, where its lines sum up several.
    count: int = 0


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


@dataclass(frozen=True, slots=True)
class Rung:
    """One post in the chain by which a division is told."""

    role: Role
    #: Whoever holds it today, whoever acts among them.
    people: tuple[Holder, ...]
    #: Of them those who would be told: whoever acts stands in for the holder.
    asked: tuple[Holder, ...]
    #: What is said of it when it is not the head.
    reason: str
    #: Every post before it is empty, and it is not.
    is_told: bool


def chain_of(division_id: int, holders: Iterable[Holder]) -> list[Rung]:
    """Head, officers, secretary, administrator: the first post that somebody holds is told."""
    everyone = list(holders)
    chain: list[Rung] = []
    for role, reason in FALLBACK:
        own_division = division_id if role in DIVISION_ROLES else None
        people = tuple(one for one in everyone if one.role is role and own_division in (None, one.division_id))
        is_told = bool(people) and not any(rung.is_told for rung in chain)
        chain.append(Rung(role, people, tuple(in_post(role, people)), reason, is_told))
    return chain


def answerable_for(division_id: int, holders: Iterable[Holder]) -> tuple[list[Holder], str]:
    """Who is to be told for a division, with the reason when it is somebody else than its head."""
    told = next((rung for rung in chain_of(division_id, holders) if rung.is_told), None)
    return (list(told.asked), told.reason) if told else ([], "")


def in_post(role: Role, holders: Iterable[Holder], division_id: int | None = None) -> list[Holder]:
    """Whoever acts stands in for the holder; among a division's officers nobody can tell for whom, so all stay."""
    found = [one for one in holders if one.role is role and division_id in (None, one.division_id)]
    acting = [one for one in found if one.is_acting and role is not Role.DIVISION_OFFICER]
    return list({one.user_id: one for one in reversed(acting or found)}.values())[::-1]


def to_those_who_owe(owed: Sequence[OwedReport], holders: Sequence[Holder], month: date) -> list[Digest]:
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
        digest_of_reports(nearest_post(posts[user_id]), reports, month, reasons[user_id])
        for user_id, reports in theirs.items()
    ]


def nearest_post(posts: Sequence[Holder]) -> Holder:
    """A person with several posts is written to in the one nearest to the work."""
    order = [role for role, _ in FALLBACK]
    return min(posts, key=lambda post: order.index(post.role))


def to_the_office(owed: Sequence[OwedReport], holders: Sequence[Holder], month: date) -> list[Digest]:
    return [digest_of_reports(person, owed, month, (LATE,)) for person in office_of(holders)] if owed else []


def office_of(holders: Sequence[Holder]) -> list[Holder]:
    return next((people for role in OFFICE if (people := in_post(role, holders))), [])


def to_superiors(owed: Sequence[OwedReport], superiors: Mapping[int, Holder], month: date) -> list[Digest]:
    theirs: defaultdict[int, list[OwedReport]] = defaultdict(list)
    people: dict[int, Holder] = {}
    for report in owed:
        superior = superiors.get(report.division_id)
        if superior is not None:
            people[superior.user_id] = superior
            theirs[superior.user_id].append(report)
    return [digest_of_reports(people[user_id], reports, month, (AS_SUPERIOR,)) for user_id, reports in theirs.items()]


def _titled(report: OwedReport) -> str:
    return f"{report.title} (แผนปี {report.earlier_plan})" if report.earlier_plan else report.title


def digest_of_reports(to: Recipient, owed: Sequence[OwedReport], month: date, reasons: Sequence[str] = ()) -> Digest:
    """What one reader is told of reports that are missing for a month, by division."""
    sentence = f"ยังไม่ส่งรายงานเดือน{thai_month(month)} {len(owed)} เรื่อง"
    by_division: dict[str, list[Line]] = {}
    for report in owed:
        by_division.setdefault(report.division, []).append(Line(report.number, _titled(report)))
    return Digest(
        to=to,
        sections=tuple(Section(division, tuple(lines)) for division, lines in by_division.items()),
        why=f"{sentence} ({'; '.join(reasons)})" if reasons else sentence,
        reasons=tuple(reasons),
        measure_numbers=tuple(dict.fromkeys(report.number for report in owed)),
        divisions=tuple(by_division),
        owed=tuple(owed),
    )
