"""An agency with two divisions before its meeting of 4 February 2569, for the tests of who is told when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update

from tests.factories import (
    create_agency,
    create_division,
    create_measure,
    create_meeting,
    create_person,
    create_plan,
    moment,
)
from tracker.domain.permissions import Role
from tracker.domain.reminders import MessageState
from tracker.extensions import db
from tracker.models import Agency, Assignment, Division, Meeting, Message, Plan, User
from tracker.services.reminding import notices_due, queue_reminders

BASE_URL = "https://tidtam.example.go.th"
REQUEST_DAY, REMINDER_DAY, DUE_DAY = date(2026, 1, 26), date(2026, 1, 30), date(2026, 2, 2)
EVE, HELD_ON = date(2026, 2, 3), date(2026, 2, 4)
JANUARY = date(2026, 1, 1)


@dataclass
class Town:
    """Two divisions with their heads, the office and a superior; measure 1 is both divisions', measure 3 one's."""

    agency_id: int
    agency: Agency
    plan: Plan
    finance: Division
    works: Division
    secretary: User
    superior: User
    assignments: list[Assignment]
    meeting: Meeting

    def due(self, day: date) -> set[tuple[str, str]]:
        """By recipient and step."""
        return {(notice.address, notice.step.name) for notice in notices_due(self.agency_id, moment(day))}

    def queue(self, day: date) -> int:
        return queue_reminders(self.agency_id, moment(day), BASE_URL)

    def queue_and_send(self, day: date) -> set[tuple[str, str]]:
        """As a day of the jobs with a mail server that takes everything: what went out, by recipient and step."""
        self.queue(day)
        sent = db.session.execute(
            update(Message)
            .where(Message.state == MessageState.WAITING, Message.agency_id == self.agency_id)
            .values(state=MessageState.SENT, finished_at=moment(day), attempts=1)
            .returning(Message.to_address, Message.step)
        ).all()
        db.session.commit()
        return {(address, step) for address, step in sent}

    def ledger(self) -> list[tuple[str, str, date | None, MessageState]]:
        """By recipient: step, the meeting's day it was planned for, and what became of it."""
        rows = db.session.execute(
            select(Message.to_address, Message.step, Message.planned_for, Message.state)
            .where(Message.agency_id == self.agency_id)
            .order_by(Message.id)
        )
        return [(address, step, day, state) for address, step, day, state in rows]


def create_town(name: str = "town", *, sends_pre_read: bool = False) -> Town:
    """Without the papers, unless the test is about them: they would go out beside everything else."""
    agency = create_agency(slug=name, name="เทศบาลตำบลบ้านใหม่", sends_pre_read=sends_pre_read)
    superior = create_person(agency, Role.EXECUTIVE, title="รองปลัด", email=f"deputy@{name}.go.th")
    finance = create_division(agency, "กองคลัง", position=1, superior_id=superior.id)
    works = create_division(agency, "กองช่าง", position=2)
    create_person(agency, Role.DIVISION_HEAD, finance, title="ผู้อำนวยการกองคลัง", email=f"finance@{name}.go.th")
    create_person(agency, Role.DIVISION_HEAD, works, title="ผู้อำนวยการกองช่าง", email=f"works@{name}.go.th")
    secretary = create_person(agency, Role.SECRETARY, title="เลขานุการ", email=f"secretary@{name}.go.th")
    plan = create_plan(agency)
    first = create_measure(plan, [finance, works], number="1").assignments
    third = create_measure(plan, [finance], number="3").assignments
    meeting = create_meeting(agency)
    return Town(agency.id, agency, plan, finance, works, secretary, superior, [*first, *third], meeting)


FINANCE, WORKS, SECRETARY, DEPUTY = (f"{who}@town.go.th" for who in ("finance", "works", "secretary", "deputy"))
