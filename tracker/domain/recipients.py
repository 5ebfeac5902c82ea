"""Whom a reminder is written to: the person answerable for a division today, the office, the superior."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.permissions import Role


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
class Digest:
    """Everything that one person is told at once, and why it is this person where that is not plain."""

    to: Holder
    owed: tuple[OwedReport, ...]
    reasons: tuple[str, ...] = ()


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


def to_those_who_owe(owed: Sequence[OwedReport], holders: Sequence[Holder]) -> list[Digest]:
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


def to_the_office(owed: Sequence[OwedReport], holders: Sequence[Holder]) -> list[Digest]:
    people = next((people for role in OFFICE if (people := _in_post(role, holders))), [])
    return [Digest(person, tuple(owed), (LATE,)) for person in people]


def to_superiors(owed: Sequence[OwedReport], superiors: Mapping[int, Holder]) -> list[Digest]:
    theirs: defaultdict[int, list[OwedReport]] = defaultdict(list)
    people: dict[int, Holder] = {}
    for report in owed:
        superior = superiors.get(report.division_id)
        if superior is not None:
            people[superior.user_id] = superior
            theirs[superior.user_id].append(report)
    return [Digest(people[user_id], tuple(reports), (AS_SUPERIOR,)) for user_id, reports in theirs.items()]
