"""A real plan at work in the product for a year, with people and habits by the dice, and its sheet of facts beside."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import holidays
from sqlalchemy import select

from tests.factories import add_post, create_agency, create_division, create_person, moment
from tests.support.year_sheet import A_DAY, Meeting, Order, Post, Report, Settings, Sheet, Task, is_asked
from tracker.domain.permissions import Role
from tracker.domain.progress import AssignmentRole
from tracker.extensions import db
from tracker.models import Agency, Assignment, DayOff, Division, Measure, User
from tracker.models import Meeting as MeetingRow
from tracker.models.isolation import agency_scope
from tracker.services import plan_drafts, plans

RUNS_OVER = 2
"""Meetings after the end of the fiscal year, for what was not done in it."""


@dataclass
class SimulatedAgency:
    agency_id: int
    sheet: Sheet
    #: Who writes down the chair's orders.
    secretary_id: int
    first: date
    last: date


def simulate(file: Path, habits: Habits, dice: random.Random) -> SimulatedAgency:
    """The plan of a file, adopted on the first day of its fiscal year, and everything that will happen in it."""
    agency = create_agency(slug=f"year-{habits.name}", **_columns(habits.settings))
    for name in habits.divisions:
        create_division(agency, name)
    with agency_scope(agency.id):
        draft = plan_drafts.upload_plan(None, moment(date(2020, 1, 1)), file.read_bytes(), file.name)
        year = plans.adopt_draft(None, moment(date(2020, 1, 1)), draft.id).fiscal_year
        _give_away_what_is_nobodys(year)
        db.session.commit()
    first = date(year - 544, 10, 1)
    days_off = frozenset(holidays.Thailand(years=range(first.year, first.year + 3)))
    meetings = habits.meetings(first, days_off)
    office = _People(agency, first, dice)
    sheet = Sheet(year, habits.settings, days_off, meetings, _tasks(agency), office.posts, office.superiors)
    with agency_scope(agency.id):
        db.session.add_all(DayOff(day=day, name="วันหยุดราชการ") for day in days_off)
        db.session.add_all(MeetingRow(held_on=one.held_on, month=one.month) for one in meetings)
        db.session.commit()
    for meeting in meetings:
        _write_reports(sheet, meeting, dice)
        _give_orders(sheet, meeting, dice)
    return SimulatedAgency(agency.id, sheet, office.secretary.id, first, meetings[-1].held_on + 30 * A_DAY)


def _give_away_what_is_nobodys(year: int) -> None:
    """As an office does with a plan that names nobody: a division, a cadence and, for some, a deadline for each."""
    divisions = list(db.session.scalars(select(Division.id).order_by(Division.id)))
    measures = db.session.scalars(select(Measure).where(~Measure.assignments.any()).order_by(Measure.position))
    for place, measure in enumerate(measures):
        measure.cadences = [("every_two_months", "half_yearly", "yearly", "once", "weekly")[place % 5]]
        measure.ends_on = (None, date(year - 543, 3, 31), None, date(year - 543, 6, 15))[place % 4]
        division_id = divisions[place % len(divisions)]
        db.session.add(Assignment(measure_id=measure.id, division_id=division_id, role=AssignmentRole.JOINT))


def _columns(settings: Settings) -> dict[str, Any]:
    return {
        "opens_days_before": settings.opens,
        "reminder_days_before": list(settings.reminders),
        "due_days_before": settings.due,
        "eve_days_before": settings.eve,
        "orders_days_after": settings.orders_after,
        "minimum_gap_days": settings.gap,
        "tells_executives": settings.tells_executives,
        "sends_pre_read": settings.sends_papers,
        "pre_read_days_before": settings.papers,
    }


@dataclass(frozen=True)
class Habits:
    """When an office meets and what it has set; `rule` gives the day of a month before it is moved off a day off."""

    name: str
    settings: Settings
    #: "weekday 2 1" is the first Tuesday, "day 20" the 20th, "last" the last day.
    rule: str
    is_moved_back: bool = False
    #: Places in the year of meetings that are not held.
    left_out: tuple[int, ...] = ()
    #: That are there before the plan is adopted.
    divisions: tuple[str, ...] = ()

    def meetings(self, first: date, days_off: frozenset[date]) -> list[Meeting]:
        """One each month from the first of the year, hearing the month before when it is held by the 15th."""
        found = []
        month = first
        for place in range(12 + RUNS_OVER):
            next_month = (month + 31 * A_DAY).replace(day=1)
            held_on = self._day_in(month, next_month)
            while held_on.isoweekday() > 5 or held_on in days_off:
                held_on += -A_DAY if self.is_moved_back else A_DAY
            heard = held_on if held_on.day > 15 else held_on.replace(day=1) - A_DAY
            if place not in self.left_out:
                found.append(Meeting(held_on, heard.replace(day=1)))
            month = next_month
        return found

    def _day_in(self, month: date, next_month: date) -> date:
        word, *numbers = self.rule.split()
        if word == "last":
            return next_month - A_DAY
        if word == "day":
            return month.replace(day=int(numbers[0]))
        weekday, which = map(int, numbers)
        days = [month + number * A_DAY for number in range(31)]
        return [day for day in days if day.isoweekday() == weekday and day.month == month.month][which - 1]


def _tasks(agency: Agency) -> list[Task]:
    with agency_scope(agency.id):
        rows = db.session.execute(
            select(Assignment.id, Measure.number, Division.name, Measure.starts_on, Measure.ends_on, Measure.cadences)
            .join(Measure, Measure.id == Assignment.measure_id)
            .join(Division, Division.id == Assignment.division_id)
        ).all()
    return [Task(id_, number, name, first, last, tuple(asks)) for id_, number, name, first, last, asks in rows]


class _People:
    """Posts with holders, acting ones, vacancies and hand-overs; the superiors of most divisions."""

    def __init__(self, agency: Agency, first: date, dice: random.Random) -> None:
        self._agency, self._first, self._dice = agency, first, dice
        self.posts: list[Post] = []
        self.superiors: dict[str, str] = {}
        self.secretary = self._fill_the_office()
        with agency_scope(agency.id):
            divisions = list(db.session.scalars(select(Division).order_by(Division.position)))
        for place, division in enumerate(divisions):
            self._fill(division)
            self._name_superior(division, (self._mayor, None, self._clerk)[place % 3])
        if len(divisions) > 3:
            self._give_two_posts(divisions)

    def _fill_the_office(self) -> User:
        """For two months in spring there is no secretary; the clerk goes in summer and is nobody's superior then."""
        day = self._first
        secretary = self._post("secretary", Role.SECRETARY, last=day + timedelta(days=150))
        self._post("secretary2", Role.SECRETARY, first=day + timedelta(days=210))
        self._post("admin", Role.ADMINISTRATOR)
        self._mayor = self._post("mayor", Role.EXECUTIVE)
        self._clerk = self._post("clerk", Role.EXECUTIVE, last=day + timedelta(days=270))
        self._post("acting-mayor", Role.EXECUTIVE, None, day + timedelta(days=60), day + timedelta(days=120), True)
        return secretary

    def _post(
        self,
        name: str,
        role: Role,
        division: Division | None = None,
        first: date = date(2015, 1, 1),
        last: date = date(2099, 1, 1),
        is_acting: bool = False,
    ) -> User:
        email = f"{name}@{self._agency.slug}.go.th"
        self._write_down(email, role, division, first, last, is_acting)
        return create_person(
            self._agency,
            role,
            division,
            title=name,
            email=email,
            starts_on=first,
            ends_on=last,
            is_acting=is_acting,
        )

    def _write_down(
        self, who: str, role: Role, division: Division | None, first: date, last: date, is_acting: bool = False
    ) -> None:
        self.posts.append(Post(who, role.value, division.name if division else None, first, last, is_acting))

    def _fill(self, division: Division) -> None:
        name, day = f"d{division.id}", self._first + timedelta(days=self._dice.randint(20, 330))
        fate = self._dice.choice(["head", "head", "acting", "hand over", "officers", "nobody"])
        if fate in ("head", "acting"):
            self._post(f"{name}-head", Role.DIVISION_HEAD, division)
        if fate == "acting":
            self._post(f"{name}-acting", Role.DIVISION_HEAD, division, day, day + timedelta(days=50), True)
        if fate == "hand over":
            self._post(f"{name}-old", Role.DIVISION_HEAD, division, last=day)
            self._post(f"{name}-new", Role.DIVISION_HEAD, division, first=day + timedelta(days=40))
        if fate in ("officers", "hand over"):
            for number in (1, 2):
                self._post(f"{name}-officer{number}", Role.DIVISION_OFFICER, division)

    def _name_superior(self, division: Division, superior: User | None) -> None:
        if superior is None:
            return
        self.superiors[division.name] = superior.email
        with agency_scope(self._agency.id):
            db.session.get_one(Division, division.id).superior_id = superior.id
            db.session.commit()

    def _give_two_posts(self, divisions: Sequence[Division]) -> None:
        """The head of one division looks after another one as well, beside whoever is there."""
        head = self._post("of-two", Role.DIVISION_HEAD, divisions[1])
        day = date(2015, 1, 1)
        add_post(self._agency, head, Role.DIVISION_HEAD, divisions[2], starts_on=day, ends_on=date(2099, 1, 1))
        self._write_down(head.email, Role.DIVISION_HEAD, divisions[2], day, date(2099, 1, 1))


def _write_reports(sheet: Sheet, meeting: Meeting, dice: random.Random) -> None:
    """For what the meeting asks: in time, late or never; some are sent back for good, some say that all is done."""
    asked = [task for task in sheet.tasks if is_asked(sheet, meeting, task, meeting.held_on)]
    silent = {task.division for task in asked if dice.random() < 0.15}
    for task in asked:
        if task.division in silent or dice.random() < 0.15:
            continue
        sent_on = meeting.held_on + dice.randint(1 - sheet.settings.opens, 2) * A_DAY
        back_on = sent_on + dice.randint(1, 3) * A_DAY if dice.random() < 0.08 else date.max
        is_done = dice.random() < 0.06
        sheet.reports[task.id].append(Report(meeting.month, sent_on, is_done, back_on))


def _give_orders(sheet: Sheet, meeting: Meeting, dice: random.Random) -> None:
    for _ in range(dice.choice([0, 0, 1, 2])):
        number = dice.choice(sheet.tasks).number
        recorded_on = meeting.held_on + dice.choice([0, 0, 1, 5]) * A_DAY
        for division in {task.division for task in sheet.tasks if task.number == number}:
            answered_on = recorded_on + dice.randint(1, 40) * A_DAY if dice.random() < 0.7 else date.max
            sheet.orders.append(Order(len(sheet.orders), meeting.held_on, recorded_on, number, division, answered_on))
