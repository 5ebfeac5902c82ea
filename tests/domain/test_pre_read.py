from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.permissions import Role
from tracker.domain.pre_read import pre_read_step, to_those_who_attend, who_attends
from tracker.domain.progress import Health, Progress
from tracker.domain.recipients import Holder, Line, OwedReport
from tracker.domain.reporting_cycle import CycleSettings, cycle_of
from tracker.domain.rollup import Rollup

JANUARY = date(2026, 1, 1)
HELD_ON = date(2026, 2, 4)
MAYOR = Holder(51, "นายก", "mayor@example.go.th", "นายกเทศมนตรี", Role.EXECUTIVE)
HEAD = Holder(11, "หัวหน้า", "head@example.go.th", "ผู้อำนวยการกองคลัง", Role.DIVISION_HEAD, 1)
ACTING_HEAD = Holder(12, "ผู้แทน", "acting@example.go.th", "รักษาราชการแทน", Role.DIVISION_HEAD, 1, True)
OTHER_HEAD = Holder(13, "หัวหน้า", "other@example.go.th", "ผู้อำนวยการกองช่าง", Role.DIVISION_HEAD, 2)
OFFICER = Holder(14, "เจ้าหน้าที่", "officer@example.go.th", "นักวิชาการ", Role.DIVISION_OFFICER, 2)
SECRETARY = Holder(15, "เลขานุการ", "secretary@example.go.th", "หัวหน้าสำนักปลัด", Role.SECRETARY)
OWED = [
    OwedReport(2, "กองช่าง", 101, "1", "มาตรการหนึ่ง"),
    OwedReport(1, "กองคลัง", 101, "1", "มาตรการหนึ่ง"),
    OwedReport(1, "กองคลัง", 103, "3", "มาตรการสาม"),
]
FOLLOWED = Rollup(
    measures=8,
    progress=dict.fromkeys(Progress, 0) | {Progress.IN_PROGRESS: 6, Progress.DONE: 2},
    health=dict.fromkeys(Health, 0) | {Health.OVERDUE: 1, Health.ON_TRACK: 5},
    percent=55.4,
)


def test_what_is_missing_in_the_papers_is_said_first() -> None:
    [digest] = to_those_who_attend([MAYOR], OWED, FOLLOWED, JANUARY)
    missing, in_short = digest.sections
    assert missing.heading == "เอกสารนี้ยังขาดรายงานเดือนมกราคม 2569 2 ส่วนราชการ"
    assert missing.lines == (Line("", "กองช่าง 1 เรื่อง (มาตรการที่ 1)"), Line("", "กองคลัง 2 เรื่อง (มาตรการที่ 1, 3)"))
    assert in_short.heading == "มาตรการที่ติดตาม 8 เรื่อง"
    assert [line.text for line in in_short.lines] == [
        "อยู่ระหว่างดำเนินการ 6, ดำเนินการแล้วเสร็จ 2 (ร้อยละเฉลี่ย 55)",
        "เกินกำหนด 1",
    ]
    assert digest.why == "ส่งเอกสารก่อนการประชุม: ยังขาดรายงาน 3 เรื่อง 2 ส่วนราชการ"
    assert (digest.measure_numbers, digest.divisions) == (("1", "3"), ("กองช่าง", "กองคลัง"))


def test_measures_of_an_earlier_plan_are_told_from_those_of_this_one() -> None:
    owed = [*OWED, OwedReport(1, "กองคลัง", 90, "1", "มาตรการที่ค้าง", earlier_plan=2568)]
    [digest] = to_those_who_attend([MAYOR], owed, FOLLOWED, JANUARY)
    assert digest.sections[0].lines[-1].text == "กองคลัง 3 เรื่อง (มาตรการที่ 1, 3, 1 ของแผนปี 2568)"


def test_where_nothing_is_missing_it_says_so_first() -> None:
    [digest] = to_those_who_attend([MAYOR], [], FOLLOWED, JANUARY)
    assert digest.sections[0].heading == "ได้รับรายงานครบทุกส่วนราชการ ประจำเดือนมกราคม 2569"
    assert (digest.measure_numbers, digest.divisions) == ((), ())


def test_everybody_who_attends_is_told_the_same() -> None:
    to_mayor, to_head = to_those_who_attend([MAYOR, HEAD], OWED, FOLLOWED, JANUARY)
    assert replace(to_mayor, to=HEAD) == to_head


def test_without_a_measure_there_is_nothing_to_read() -> None:
    assert to_those_who_attend([MAYOR], [], Rollup(), JANUARY) == []


def test_executives_and_heads_attend_and_whoever_acts_stands_in() -> None:
    assert who_attends([SECRETARY, HEAD, OTHER_HEAD, OFFICER, MAYOR]) == [MAYOR, HEAD, OTHER_HEAD]
    assert who_attends([HEAD, ACTING_HEAD, OTHER_HEAD]) == [ACTING_HEAD, OTHER_HEAD]


def test_the_head_of_two_divisions_and_an_executive_who_is_a_head_are_told_once() -> None:
    of_both = replace(HEAD, division_id=2)
    mayor_too = replace(MAYOR, role=Role.DIVISION_HEAD, division_id=3)
    assert who_attends([HEAD, of_both, mayor_too, MAYOR]) == [MAYOR, HEAD]


def test_it_goes_out_two_days_before_and_is_of_use_until_the_meeting() -> None:
    step = pre_read_step(cycle_of(HELD_ON, CycleSettings(), []))
    assert (step.begins_on, step.last_on, step.planned_for) == (date(2026, 2, 2), HELD_ON, HELD_ON)


def test_it_comes_forward_from_a_day_off_but_not_before_the_reports_are_asked_for() -> None:
    step = pre_read_step(cycle_of(HELD_ON, CycleSettings(), [date(2026, 2, 2)]))
    assert step.begins_on == date(2026, 1, 30), "the Friday before"
    step = pre_read_step(cycle_of(HELD_ON, CycleSettings(opens_days_before=3, pre_read_days_before=3), []))
    assert step.begins_on == date(2026, 2, 2), "the window opens on a Sunday, so the request waits for Monday"
