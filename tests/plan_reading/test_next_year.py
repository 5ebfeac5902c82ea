from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.period import PeriodKind, parse_period
from tracker.plan_reading import DraftPlan, draft_plan, read_document
from tracker.plan_reading.next_year import moved_day, plan_for_year, with_years_moved, years_in

FRONT = "มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๙\nเทศบาลตำบลนาสมมุติ\n\n"
HEADINGS = "ตัวชี้วัด\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\n"


def plan_with(period: str, title: str = "เผยแพร่ข้อมูล", steps: str = "จัดทำ") -> DraftPlan:
    row = f"๗. การเปิดเผยข้อมูล\t{title}\t{steps}\tกองคลัง\t{period}\tทุกเดือน\n"
    return draft_plan(read_document((FRONT + HEADINGS + row).encode(), "plan.txt"))


def moved(period: str, fiscal_year: int = 2570) -> tuple[str, date | None, date | None, set[str]]:
    plan = plan_for_year(plan_with(period), fiscal_year)
    (measure,) = plan.measures
    assert plan.plan_fiscal_year == fiscal_year
    return (
        measure.period.text, measure.period.start, measure.period.end, {question.code for question in plan.questions},
    )  # fmt: skip


@pytest.mark.parametrize(
    "before, after, start, end, asked",
    [
        ("ไตรมาส ๑-๔", "ไตรมาส ๑-๔", date(2026, 10, 1), date(2027, 9, 30), False),
        ("ตลอดปีงบประมาณ", "ตลอดปีงบประมาณ", date(2026, 10, 1), date(2027, 9, 30), False),
        ("ตุลาคม ๖๘ – มีนาคม ๖๙", "ตุลาคม ๖๙ – มีนาคม ๗๐", date(2026, 10, 1), date(2027, 3, 31), True),
        ("ต.ค. 2568 - ก.พ. 2569", "ต.ค. 2569 - ก.พ. 2570", date(2026, 10, 1), date(2027, 2, 28), True),
        ("ภายใน 31 มี.ค. 2569", "ภายใน 31 มี.ค. 2570", None, date(2027, 3, 31), True),
        ("30/9/2569", "30/9/2570", None, date(2027, 9, 30), True),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๙", "ปีงบประมาณ พ.ศ. ๒๕๗๐", date(2026, 10, 1), date(2027, 9, 30), True),
        ("ทันที", "ทันที", None, None, False),
        ("", "", None, None, False),
    ],
)
def test_a_period_moves_with_its_words(
    before: str, after: str, start: date | None, end: date | None, asked: bool
) -> None:
    assert moved(before) == (after, start, end, {"period_moved"} if asked else set())


def test_words_that_do_not_give_the_moved_dates_become_dates() -> None:
    """Two figures between slashes may be a year or not, so they are not moved."""
    plan = plan_with("30/9/69")
    (measure,) = plan_for_year(plan, 2570).measures
    assert (measure.period.text, measure.period.confirm) == ("ภายใน ๓๐ ก.ย. ๒๕๗๐", True)
    assert parse_period(measure.period.text, 2570).end == measure.period.end == date(2027, 9, 30)


def test_a_leap_day_becomes_the_last_of_february() -> None:
    assert moved_day(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert moved_day(date(2025, 2, 28), 3) == date(2028, 2, 29)
    assert moved_day(date(2024, 2, 28), 1) == date(2025, 2, 28)


def test_years_in_titles_and_steps_are_asked_and_kept() -> None:
    plan = plan_for_year(plan_with("ไตรมาส ๑", "แผนปฏิบัติการ ปี ๒๕๖๙", "๑. ประกาศตามพระราชบัญญัติ พ.ศ. ๒๕๖๒"), 2570)
    (measure,) = plan.measures
    assert measure.titles == ("แผนปฏิบัติการ ปี ๒๕๖๙",)
    assert [(question.code, question.field, question.measure) for question in plan.questions] == [
        ("year_in_titles", "titles", "1"), ("year_in_steps", "steps", "1"),
    ]  # fmt: skip
    assert "๒๕๖๒" in plan.questions[1].message


def test_last_years_scores_are_not_carried_over() -> None:
    text = FRONT.replace("\n\n", "\nคะแนนภาพรวม ๙๐.๕๐ คะแนน ระดับ ผ่านดี ปีงบประมาณ พ.ศ. ๒๕๖๘\n\n")
    plan = draft_plan(read_document((text + HEADINGS + "๗.\tก\tข\tกองคลัง\tต.ค. 68\tทุกเดือน\n").encode(), "p.txt"))
    assert plan.assessment is not None
    assert plan_for_year(plan, 2570).assessment is None


@pytest.mark.parametrize(
    "text, years, after",
    [
        ("ต.ค.๖๘-ก.ย.๖๙", 1, "ต.ค.๖๙-ก.ย.๗๐"),
        ("ม.ค. 69 (รอบ 12 เดือน)", 2, "ม.ค. 71 (รอบ 12 เดือน)"),
        ("ข้อ 10 ของปี 2569", 1, "ข้อ 10 ของปี 2570"),
        ("๓๑ มีนาคม พ.ศ. ๖๙", 1, "๓๑ มีนาคม พ.ศ. ๗๐"),
        ("01/10/2025 - 30/09/2026", 1, "01/10/2026 - 30/09/2027"),
        ("ธ.ค. 99", 1, "ธ.ค. 00"),
        ("โทร 0899 1234", 1, "โทร 0899 1234"),
    ],
)
def test_years_move_in_the_digits_they_have(text: str, years: int, after: str) -> None:
    assert with_years_moved(text, years) == after


@given(st.text(max_size=80), st.integers(-5, 5))
def test_any_text_can_be_moved(text: str, years: int) -> None:
    assert len(with_years_moved(text, years)) == len(text)
    years_in(text)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(-3, 3))
def test_a_moved_day_keeps_its_month(day: date, years: int) -> None:
    there = moved_day(day, years)
    assert (there.year, there.month) == (day.year + years, day.month)
    assert abs(there.day - day.day) <= 1


def test_every_kind_of_period_keeps_its_kind() -> None:
    for text in ("ไตรมาส ๒", "ภายในเดือนมิถุนายน", "ทุกวันที่ ๕ ของทุกเดือน", "ตามห้วงเวลาจัดงานประเพณี", "-"):
        (before,) = plan_with(text).measures
        (after,) = plan_for_year(plan_with(text), 2571).measures
        assert after.period.kind is before.period.kind
        assert after.period.kind is not PeriodKind.ERROR
