"""What was made, for the command line to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.errors import Refusal
from tracker.domain.permissions import Role, holds_on
from tracker.models import Agency
from tracker.models.isolation import agency_scope
from tracker.queries import meetings, people, plans
from tracker.queries.status import status_on


@dataclass(frozen=True, slots=True)
class DemoPost:
    """Somebody to sign in as, with `DEMO_PASSWORD`."""

    role: Role
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """`was_there` when nothing had to be made; figures are those of today."""

    was_there: bool
    agency_name: str
    slug: str
    people: tuple[DemoPost, ...]
    fiscal_years: tuple[int, ...]
    measures: int
    meetings: int
    next_meeting: date | None
    month: date
    reports_owed: int
    reports_received: int
    overdue: int


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """What became of one document: an agency with its plan, or the reason why not."""

    filename: str
    refusal: Refusal | None = None
    was_there: bool = False
    agency_name: str = ""
    slug: str = ""
    fiscal_year: int | None = None
    measures: int = 0
    assignments: int = 0
    questions: int = 0
    people: tuple[DemoPost, ...] = ()


def summary_of(agency: Agency, today: date, *, was_there: bool) -> DemoSummary:
    with agency_scope(agency.id):
        status = status_on(agency.id, today)
        meeting = meetings.meeting_to_come(today)
        return DemoSummary(
            was_there=was_there,
            agency_name=agency.name,
            slug=agency.slug,
            people=people_of(today),
            fiscal_years=tuple(plan.fiscal_year for plan in plans.plan_rows()),
            measures=status.together.measures,
            meetings=meetings.number_of_meetings(),
            next_meeting=meeting.held_on if meeting else None,
            month=status.frame.month,
            reports_owed=status.together.reports_owed,
            reports_received=status.together.reports_received,
            overdue=len(status.overdue),
        )


def people_of(today: date) -> tuple[DemoPost, ...]:
    """Of the agency in scope, by role; one line for each post held today."""
    held = [one for one in people.memberships() if one.is_active and holds_on(one.starts_on, one.ends_on, today)]
    order = list(Role)
    held.sort(key=lambda one: (order.index(one.role), one.id))
    return tuple(DemoPost(one.role, one.title, one.email) for one in held)
