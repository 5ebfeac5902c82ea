"""Rows for tests: plain functions with sane defaults, called inside an app context."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, datetime

from flask.testing import FlaskClient

from tracker.domain.agency import AgencyKind
from tracker.domain.fiscal_year import BANGKOK, month_of
from tracker.domain.period import PeriodKind
from tracker.domain.permissions import Actor, Role
from tracker.domain.progress import Answer, AssignmentRole, Progress, ReportState
from tracker.extensions import db
from tracker.models import (
    Agency,
    Assignment,
    Base,
    DayOff,
    Division,
    Measure,
    MeasureIndicator,
    Meeting,
    Membership,
    Plan,
    ProgressReport,
    Step,
    User,
)
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import people

LONG_AGO = date(2020, 10, 1)
#: Nobody signs in with it; tests enter through `sign_in` below.
NO_PASSWORD = "!"

_numbers = itertools.count(1)


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=BANGKOK)


def _save(agency_id: int | None, *rows: Base) -> None:
    with agency_scope(agency_id) if agency_id is not None else all_agencies():
        db.session.add_all(rows)
        db.session.commit()


def create_agency(name: str = "เทศบาลตำบลทดสอบ", slug: str | None = None, **columns: object) -> Agency:
    columns.setdefault("kind", AgencyKind.SUBDISTRICT_MUNICIPALITY)
    agency = Agency(name=name, slug=slug or f"agency-{next(_numbers)}", **columns)
    _save(None, agency)
    return agency


def create_division(agency: Agency, name: str = "กองคลัง", **columns: object) -> Division:
    division = Division(name=name, **columns)
    _save(agency.id, division)
    return division


def create_person(
    agency: Agency,
    role: Role,
    division: Division | None = None,
    *,
    title: str = "",
    email: str | None = None,
    is_acting: bool = False,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> User:
    """Somebody with one post; people are named by their post."""
    title = title or f"{role.replace('_', ' ')} {division.name if division else ''}".strip()
    user = User(email=email or f"person{next(_numbers)}@example.go.th", name=title, password_hash=NO_PASSWORD)
    _save(None, user)
    add_post(agency, user, role, division, title=title, is_acting=is_acting, starts_on=starts_on, ends_on=ends_on)
    return user


def add_post(agency: Agency, user: User, role: Role, division: Division | None = None, **columns: object) -> Membership:
    columns = {"title": user.name, "starts_on": LONG_AGO} | columns
    membership = Membership(user_id=user.id, role=role, division_id=division.id if division else None, **columns)
    _save(agency.id, membership)
    return membership


def actor_of(agency: Agency, user: User, today: date = date(2026, 2, 1)) -> Actor:
    with all_agencies():
        person = people.person_signed_in(user.id, user.session_number, today)
    assert person is not None
    posts = next(one.posts for one in person.agencies if one.agency_id == agency.id)
    return Actor(user.id, user.name, agency.id, posts)


def create_plan(agency: Agency, fiscal_year: int = 2569, **columns: object) -> Plan:
    columns.setdefault("adopted_at", moment(date(fiscal_year - 544, 10, 1)))
    plan = Plan(fiscal_year=fiscal_year, **columns)
    _save(agency.id, plan)
    return plan


def create_measure(
    plan: Plan,
    divisions: Sequence[Division] = (),
    *,
    number: str = "1",
    titles: Sequence[str] = ("มาตรการทดสอบ",),
    indicators: Sequence[str] = ("1",),
    steps: Sequence[str] = ("ขั้นตอนแรก",),
    starts_on: date | None = date(2025, 10, 1),
    ends_on: date | None = date(2026, 9, 30),
    cadences: Sequence[str] = ("monthly",),
    **columns: object,
) -> Measure:
    """A measure with one assignment for each division; the first of several leads."""
    columns.setdefault("period_kind", PeriodKind.RANGE if starts_on and ends_on else PeriodKind.NONE)
    columns.setdefault("position", next(_numbers))
    measure = Measure(
        plan_id=plan.id,
        number=number,
        titles=list(titles),
        starts_on=starts_on,
        ends_on=ends_on,
        cadences=list(cadences),
        steps=[Step(position=position, text=text) for position, text in enumerate(steps, start=1)],
        indicators=[MeasureIndicator(code=code) for code in indicators],
        assignments=[
            Assignment(
                division_id=division.id,
                role=AssignmentRole.LEAD if first and len(divisions) > 1 else AssignmentRole.JOINT,
            )
            for first, division in zip([True] + [False] * len(divisions), divisions, strict=False)
        ],
        **columns,
    )
    _save(plan.agency_id, measure)
    return measure


def create_meeting(
    agency: Agency, held_on: date = date(2026, 2, 4), month: date = date(2026, 1, 1), **columns: object
) -> Meeting:
    meeting = Meeting(held_on=held_on, month=month, **columns)
    _save(agency.id, meeting)
    return meeting


def create_day_off(agency: Agency, day: date, name: str = "วันหยุด") -> DayOff:
    day_off = DayOff(day=day, name=name)
    _save(agency.id, day_off)
    return day_off


def create_report(
    assignment: Assignment,
    month: date = date(2026, 1, 1),
    state: ReportState = ReportState.SUBMITTED,
    *,
    answer: Answer | None = Answer.PROGRESS,
    progress: Progress | None = Progress.IN_PROGRESS,
    percent: int | None = 30,
    done_text: str = "ดำเนินการตามแผนแล้วบางส่วน",
    submitted_at: datetime | None = None,
    **columns: object,
) -> ProgressReport:
    """A report of a month; an open one is empty."""
    if state in (ReportState.OPEN, ReportState.DRAFT):
        report = ProgressReport(assignment_id=assignment.id, month=month_of(month), state=state, **columns)
    else:
        report = ProgressReport(
            assignment_id=assignment.id,
            month=month_of(month),
            state=state,
            answer=answer,
            progress=progress,
            percent=percent,
            done_text=done_text,
            submitted_at=submitted_at or moment(month.replace(day=25)),
            **columns,
        )
    _save(assignment.agency_id, report)
    return report


def sign_in(client: FlaskClient, user: User) -> None:
    """Enter as somebody without the sign-in page, whose own tests are in tests/web/test_auth.py."""
    with client.session_transaction() as session:
        session["_user_id"] = f"{user.id}:{user.session_number}"
        session["_fresh"] = True
