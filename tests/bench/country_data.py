"""A country of agencies on the day on which all their requests fall due, written straight into the tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from sqlalchemy import Connection, insert

from tests.factories import moment
from tracker.models import Base

AGENCIES, PEOPLE = 7850, 63_000
DIVISIONS, MEASURES = 9, 15
#: The secretary and the heads of seven divisions; the reports of the other two are asked of the secretary.
HEADS = 7
#: Monday, ten days before the meeting.
TODAY, HELD_ON, MONTH = date(2026, 1, 26), date(2026, 2, 4), date(2026, 1, 1)
MONTH_BEFORE = date(2025, 12, 1)
AGENCIES_AT_ONCE = 200

Row = dict[str, object]


def fill_country(connection: Connection, agencies: int) -> int:
    """Returns how many rows it took."""
    rows = 0
    numbers = iter(range(agencies))
    while some := list(islice(numbers, AGENCIES_AT_ONCE)):
        tables: dict[str, list[Row]] = {}
        for number in some:
            _add_agency(tables, number)
        for name, added in tables.items():
            connection.execute(insert(Base.metadata.tables[name]), added)
            rows += len(added)
    return rows


def _add_agency(tables: dict[str, list[Row]], number: int) -> None:
    """The ids follow from the agency's number, so that nothing need be asked for."""
    agency_id = number + 1
    divisions = range(number * DIVISIONS + 1, number * DIVISIONS + DIVISIONS + 1)

    def add(table: str, **columns: object) -> None:
        tables.setdefault(table, []).append({"agency_id": agency_id, **columns})

    name = f"องค์การบริหารส่วนตำบลที่ {agency_id}"
    kind = "subdistrict_organisation"
    tables.setdefault("agency", []).append({"id": agency_id, "slug": f"a{agency_id}", "name": name, "kind": kind})
    for place, division_id in enumerate(divisions, 1):
        add("division", id=division_id, name=f"กองที่ {place}", position=place)
    for user_id, post in _people(number, divisions):
        person = {"id": user_id, "email": f"person{user_id}@example.go.th", "name": "ผู้ดำรงตำแหน่ง", "password_hash": "!"}
        tables.setdefault("user_account", []).append(person)
        add("membership", user_id=user_id, starts_on=date(2025, 1, 1), **post)
    meeting_before, meeting = 2 * number + 1, 2 * number + 2
    closed = {"opened_at": moment(date(2025, 12, 25)), "closed_at": moment(date(2026, 1, 10))}
    heads = {"kind": "department_heads"}
    add("meeting", id=meeting_before, held_on=date(2026, 1, 6), month=MONTH_BEFORE, **heads, **closed)
    add("meeting", id=meeting, held_on=HELD_ON, month=MONTH, opened_at=None, closed_at=None, **heads)
    add("plan", id=agency_id, fiscal_year=2569, adopted_at=moment(date(2025, 10, 1)))
    for place in range(MEASURES):
        _add_measure(tables, number, place, divisions, meeting_before)


def _people(number: int, divisions: range) -> Iterator[tuple[int, Row]]:
    """With an executive in the first agencies, until the country has its people."""
    first = number * (HEADS + 1) + 1
    yield first, {"role": "secretary", "division_id": None, "title": "หัวหน้าสำนักปลัด"}
    for place in range(HEADS):
        post = {"role": "division_head", "division_id": divisions[place], "title": f"ผู้อำนวยการกองที่ {place + 1}"}
        yield first + place + 1, post
    if number < PEOPLE - AGENCIES * (HEADS + 1):
        yield AGENCIES * (HEADS + 1) + number + 1, {"role": "executive", "division_id": None, "title": "นายก"}


def _add_measure(tables: dict[str, list[Row]], number: int, place: int, divisions: range, meeting_before: int) -> None:
    agency_id, measure_id = number + 1, number * MEASURES + place + 1

    def add(table: str, **columns: object) -> None:
        tables.setdefault(table, []).append({"agency_id": agency_id, **columns})

    add(
        "measure",
        id=measure_id,
        plan_id=agency_id,
        position=place + 1,
        number=str(place + 1),
        titles=[f"มาตรการที่ {place + 1} ปรับปรุงการให้บริการและการเปิดเผยข้อมูลของหน่วยงาน"],
        responsible_text="ทุกส่วนราชการ",
        is_for_all=True,
        period_text="ตลอดปีงบประมาณ",
        period_kind="range",
        starts_on=date(2025, 10, 1),
        ends_on=date(2026, 9, 30),
        monitoring_text="รายงานทุกเดือน",
        cadences=["monthly"],
    )
    add("measure_indicator", measure_id=measure_id, code=str(place % 10 + 1))
    for turn, division_id in enumerate(divisions):
        assignment_id = (measure_id - 1) * DIVISIONS + turn + 1
        add("assignment", id=assignment_id, measure_id=measure_id, division_id=division_id, role="joint")
        add(
            "progress_report",
            id=assignment_id,
            assignment_id=assignment_id,
            meeting_id=meeting_before,
            month=MONTH_BEFORE,
            state="accepted",
            answer="progress",
            progress="in_progress",
            percent=20,
            done_text="ดำเนินการตามแผนแล้วบางส่วน",
            submitted_at=moment(date(2025, 12, 29)),
        )
