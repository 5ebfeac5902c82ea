"""The fixed cast of the tests: one office with everybody in it, and a second one that must never be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.factories import create_agency, create_division, create_measure, create_meeting, create_person, create_plan
from tracker.domain.permissions import Role
from tracker.models import Agency, Division, Measure, Meeting, Plan, User

#: The window of the meeting below is open, and the reports are not yet due.
TODAY = date(2026, 1, 29)
MONTH = date(2026, 1, 1)
HELD_ON = date(2026, 2, 4)


@dataclass(frozen=True)
class Office:
    """`finance` has a head and an officer, `works` a head; `shared` is a measure of both, `own` of finance alone."""

    agency: Agency
    finance: Division
    works: Division
    administrator: User
    secretary: User
    head: User
    officer: User
    other_head: User
    executive: User
    auditor: User
    plan: Plan
    own: Measure
    shared: Measure
    meeting: Meeting


def create_office(slug: str = "office", name: str = "เทศบาลตำบลบ้านทดสอบ") -> Office:
    agency = create_agency(name, slug)
    finance = create_division(agency, "กองคลัง", position=1)
    works = create_division(agency, "กองช่าง", position=2)
    plan = create_plan(agency)

    def person(role: Role, division: Division | None = None, title: str = "") -> User:
        return create_person(
            agency, role, division, title=title, email=f"{role}.{division.id if division else slug}@{slug}.go.th"
        )

    return Office(
        agency=agency,
        finance=finance,
        works=works,
        administrator=person(Role.ADMINISTRATOR, title="ผู้ดูแลระบบ"),
        secretary=person(Role.SECRETARY, title="หัวหน้าสำนักปลัดเทศบาล"),
        head=person(Role.DIVISION_HEAD, finance, "ผู้อำนวยการกองคลัง"),
        officer=person(Role.DIVISION_OFFICER, finance, "นักวิชาการเงินและบัญชี"),
        other_head=person(Role.DIVISION_HEAD, works, "ผู้อำนวยการกองช่าง"),
        executive=person(Role.EXECUTIVE, title="นายกเทศมนตรี"),
        auditor=person(Role.AUDITOR, title="หน่วยตรวจสอบภายใน"),
        plan=plan,
        own=create_measure(
            plan, [finance], number="1", titles=["เปิดเผยแผนและผลการใช้จ่ายงบประมาณ"], indicators=["2"], position=1
        ),
        shared=create_measure(
            plan, [finance, works], number="2", titles=["ปรับปรุงขั้นตอนการให้บริการ"], indicators=["6", "8"], position=2
        ),
        meeting=create_meeting(agency, HELD_ON, MONTH),
    )
