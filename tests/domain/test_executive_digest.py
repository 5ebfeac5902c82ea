from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.executive_digest import (
    MOST_LINES,
    OverdueMeasure,
    executives_among,
    executives_step,
    to_the_executives,
)
from tracker.domain.permissions import Role
from tracker.domain.recipients import Holder, Line, OwedReport, Section
from tracker.domain.reporting_cycle import CycleSettings, cycle_of

JANUARY = date(2026, 1, 1)
HELD_ON = date(2026, 2, 4)
MAYOR = Holder(51, "นายก", "mayor@example.go.th", "นายกเทศมนตรี", Role.EXECUTIVE)
ACTING_CLERK = Holder(52, "รักษาการ", "clerk@example.go.th", "รักษาราชการแทนปลัด", Role.EXECUTIVE, None, True)
HEAD = Holder(11, "หัวหน้า", "head@example.go.th", "ผู้อำนวยการกองคลัง", Role.DIVISION_HEAD, 1)
LATE = OverdueMeasure("3", "เผยแพร่แผนการจัดหาพัสดุ", ("กองคลัง", "สำนักปลัด"), 12, 40)
OWED = [
    OwedReport(2, "กองช่าง", 101, "1", "มาตรการหนึ่ง"),
    OwedReport(1, "กองคลัง", 101, "1", "มาตรการหนึ่ง"),
    OwedReport(1, "กองคลัง", 103, "3", "มาตรการสาม"),
]


def test_it_tells_what_is_overdue_and_who_is_silent_in_two_sections() -> None:
    [digest] = to_the_executives([MAYOR], [LATE], OWED, JANUARY)
    assert digest.to == MAYOR
    assert digest.why == "แจ้งผู้บริหารก่อนการประชุม: เกินกำหนด 1 เรื่อง ยังไม่ส่งรายงาน 2 ส่วนราชการ"
    assert digest.sections == (
        Section(
            "เกินกำหนดแล้ว 1 เรื่อง",
            (Line("3", "เกินกำหนด 12 วัน ร้อยละ 40 – กองคลัง, สำนักปลัด – เผยแพร่แผนการจัดหาพัสดุ"),),
        ),
        Section(
            "ยังไม่ส่งรายงานเดือนมกราคม 2569 2 ส่วนราชการ",
            (Line("", "กองคลัง ค้าง 2 เรื่อง"), Line("", "กองช่าง ค้าง 1 เรื่อง")),
        ),
    )
    assert (digest.measure_numbers, digest.divisions) == (("3",), ("กองคลัง", "สำนักปลัด", "กองช่าง"))


def test_a_measure_of_an_earlier_plan_is_told_from_one_of_this_plan() -> None:
    [digest] = to_the_executives([MAYOR], [replace(LATE, earlier_plan=2568)], [], JANUARY)
    assert digest.sections[0].lines[0].text.startswith("แผนปี 2568 เกินกำหนด 12 วัน")


def test_every_executive_is_told_the_same() -> None:
    to_mayor, to_clerk = to_the_executives([MAYOR, ACTING_CLERK], [LATE], OWED, JANUARY)
    assert replace(to_mayor, to=ACTING_CLERK) == to_clerk


def test_one_kind_of_lateness_alone_is_one_section() -> None:
    [overdue] = to_the_executives([MAYOR], [LATE], [], JANUARY)
    [silent] = to_the_executives([MAYOR], [], OWED, JANUARY)
    assert [section.heading for section in overdue.sections] == ["เกินกำหนดแล้ว 1 เรื่อง"]
    assert silent.why == "แจ้งผู้บริหารก่อนการประชุม: ยังไม่ส่งรายงาน 2 ส่วนราชการ"


def test_where_all_is_well_nobody_is_told() -> None:
    assert to_the_executives([MAYOR], [], [], JANUARY) == []


def test_of_many_the_worst_are_named_and_the_rest_counted() -> None:
    overdue = [OverdueMeasure(str(number), "มาตรการ", ("กองคลัง",), 90 - number, 0) for number in range(MOST_LINES + 3)]
    [digest] = to_the_executives([MAYOR], overdue, [], JANUARY)
    [section] = digest.sections
    assert [line.number for line in section.lines] == [*map(str, range(MOST_LINES)), ""]
    assert section.lines[-1].text == "และอีก 3 เรื่อง"
    assert len(digest.measure_numbers) == MOST_LINES + 3


def test_every_executive_is_told_once_acting_ones_too() -> None:
    second_post = Holder(MAYOR.user_id, MAYOR.name, MAYOR.email, "ผู้รักษาการอีกตำแหน่ง", Role.EXECUTIVE)
    assert executives_among([HEAD, MAYOR, ACTING_CLERK, second_post]) == [MAYOR, ACTING_CLERK]


def test_it_is_the_eves_and_of_use_until_the_meeting() -> None:
    step = executives_step(cycle_of(HELD_ON, CycleSettings(), []))
    assert (step.begins_on, step.last_on, step.planned_for) == (date(2026, 2, 3), HELD_ON, HELD_ON)
    step = executives_step(cycle_of(HELD_ON, CycleSettings(), [date(2026, 2, 3)]))
    assert step.begins_on == date(2026, 2, 2)
