"""Who may do what: pure answers about an actor, asked by services and by pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.domain.progress import EntryChannel


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    SECRETARY = "secretary"
    DIVISION_HEAD = "division_head"
    DIVISION_OFFICER = "division_officer"
    EXECUTIVE = "executive"
    AUDITOR = "auditor"
    OVERSEER = "overseer"


DIVISION_ROLES = frozenset({Role.DIVISION_HEAD, Role.DIVISION_OFFICER})


class Action(StrEnum):
    """What a page or a use case needs; each role's share is the table below."""

    SEE_AGENCY = "see_agency"
    SEE_LEDGER = "see_ledger"
    SEE_AUDIT = "see_audit"
    REPORT = "report"
    REPORT_ON_BEHALF = "report_on_behalf"
    REVIEW_REPORTS = "review_reports"
    ARRANGE_MEETINGS = "arrange_meetings"
    IMPORT_PLANS = "import_plans"
    SEND_REMINDERS = "send_reminders"
    GIVE_ORDERS = "give_orders"
    SEE_JOBS = "see_jobs"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_SETTINGS = "manage_settings"
    #: Memos, amounts and texts of the year-end papers, and what the public sees.
    MAKE_PAPERS = "make_papers"


ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ADMINISTRATOR: frozenset(Action) - {Action.REPORT},
    Role.SECRETARY: frozenset(Action) - {Action.REPORT, Action.SEE_AUDIT, Action.SEE_JOBS},
    Role.DIVISION_HEAD: frozenset({Action.SEE_AGENCY, Action.REPORT}),
    Role.DIVISION_OFFICER: frozenset({Action.SEE_AGENCY, Action.REPORT}),
    Role.EXECUTIVE: frozenset({Action.SEE_AGENCY, Action.GIVE_ORDERS}),
    Role.AUDITOR: frozenset({Action.SEE_AGENCY, Action.SEE_LEDGER, Action.SEE_AUDIT}),
    Role.OVERSEER: frozenset({Action.SEE_AGENCY}),
}


@dataclass(frozen=True, slots=True)
class Post:
    """What one membership makes of a person, on the day it was asked for."""

    role: Role
    title: str
    division_id: int | None = None
    is_acting: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work for one agency, with every post held there today."""

    user_id: int
    name: str
    agency_id: int
    posts: tuple[Post, ...] = field(default=())
    #: Of somebody who came by the link of a letter: the meeting that it is for, whose reports are all they reach.
    link_meeting_id: int | None = None

    @property
    def channel(self) -> EntryChannel:
        """How their own words come."""
        return EntryChannel.WEB if self.link_meeting_id is None else EntryChannel.MAIL_LINK

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(post.role for post in self.posts)

    @property
    def title(self) -> str:
        return self.posts[0].title if self.posts else ""

    def title_in(self, division_id: int) -> str:
        """As whom they speak for a division: by the post they hold there, if any; first as its head, also acting."""
        held = [post for post in self.posts if post.division_id == division_id]
        held.sort(key=lambda post: post.role is not Role.DIVISION_HEAD)
        return held[0].title if held else self.title

    @property
    def division_ids(self) -> frozenset[int]:
        """The divisions this person answers for."""
        return frozenset(
            post.division_id for post in self.posts if post.role in DIVISION_ROLES and post.division_id is not None
        )


def can(actor: Actor, action: Action) -> bool:
    return any(action in ALLOWED[role] for role in actor.roles)


def can_report_for(actor: Actor, division_id: int) -> bool:
    """A division's own people, or whoever may enter on its behalf."""
    return division_id in actor.division_ids or can(actor, Action.REPORT_ON_BEHALF)


def reaches_meeting(actor: Actor, meeting_id: int | None) -> bool:
    """Whether the reports of a meeting are open to the way by which somebody came."""
    return actor.link_meeting_id in (None, meeting_id)


def is_on_behalf(actor: Actor, division_id: int) -> bool:
    return division_id not in actor.division_ids


def holds_on(starts_on: date, ends_on: date | None, today: date) -> bool:
    """Whether a dated membership is in force; the last day still counts."""
    return starts_on <= today and (ends_on is None or today <= ends_on)
