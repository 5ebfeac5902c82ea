"""Marks under months, quarters, divisions or indicators say in a picture what other plans say in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.plan_layouts import codes, dates, only, plan, table
from tracker.plan_reading.document import Table
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.marked_columns import MarkedColumn, marked_names, marked_period, year_words

MONTHS = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]


def of_quarters(cells: str, over: str = "ระยะเวลาดำเนินการ", *spans: tuple[int, int, int, int]) -> Table:
    rows = f"มาตรการ | ผู้รับผิดชอบ | {over} | | |\n | | ไตรมาส ๑ | ไตรมาส ๒ | ไตรมาส ๓ | ไตรมาส ๔\nตู้ | กองคลัง | {cells}"
    return table(rows, *spans)


def of_months(cells: list[str], over: str = "ระยะเวลา", *spans: tuple[int, int, int, int]) -> Table:
    rows = (("มาตรการ", "ผู้รับผิดชอบ", over, *[""] * 11), ("", "", *MONTHS), ("ตู้", "กองคลัง", *cells))
    made = table("ก", *spans)
    return Table(0, rows, made.spans)


@pytest.mark.parametrize(
    "mark", ["/", "✓", "✔", "x", "X", "*", "●", "■", "√", "↔", "1", "๕", "25%", "▬", "→", "\uf0fc"]
)
def test_any_sign_is_a_mark(mark: str) -> None:
    measure = only(of_quarters(f"{mark} | {mark} | |"))
    assert dates(measure) == ("2025-10-01", "2026-03-31")
    assert measure.period.text == "ไตรมาส ๑ - ไตรมาส ๒"


@pytest.mark.parametrize("cell", ["", "-", "–", "0", "๐"])
def test_a_dash_or_nought_is_no_mark(cell: str) -> None:
    assert dates(only(of_quarters(f"{cell} | / | {cell} | {cell}"))) == ("2026-01-01", "2026-03-31")


def test_marks_with_a_gap_are_asked() -> None:
    draft = plan(of_quarters("/ | | | /"))
    assert draft.measures[0].period.text == "ไตรมาส ๑, ไตรมาส ๔"
    assert "period_gap" in codes(draft, "1")


def test_no_mark_at_all_is_asked() -> None:
    draft = plan(of_quarters(" | | |"))
    assert draft.measures[0].period.kind.value == "none"
    assert "no_period" in codes(draft, "1")


def test_a_merged_mark_goes_as_far_as_it_is_merged() -> None:
    cells = ["", "", "<------->", *[""] * 9]
    measure = only(of_months(cells, "ระยะเวลา", (2, 4, 1, 4)))
    assert dates(measure) == ("2025-12-01", "2026-03-31")


def test_a_line_that_may_have_been_merged_is_asked() -> None:
    draft = plan(of_months(["", "", "<------->", *[""] * 9]))
    assert "mark_length_unknown" in codes(draft, "1")


def test_the_two_ends_of_an_arrow_hold_what_is_between() -> None:
    measure = only(of_months(["←", "", "", "", "", "→", *[""] * 6]))
    assert dates(measure) == ("2025-10-01", "2026-03-31")
    assert measure.period.text == "ต.ค. - มี.ค."


def test_days_in_a_month_are_kept_and_read() -> None:
    measure = only(of_months([*[""] * 3, "1-15", *[""] * 8]))
    assert (measure.period.text, dates(measure)) == ("ม.ค. (1-15)", ("2026-01-01", "2026-01-15"))


def test_words_in_a_month_are_kept_and_asked() -> None:
    draft = plan(of_months([*[""] * 3, "อบรม", *[""] * 8]))
    (measure,) = draft.measures
    assert (measure.period.text, dates(measure), measure.period.confirm) == (
        "ม.ค. (อบรม)", ("2026-01-01", "2026-01-31"), True,
    )  # fmt: skip
    assert "marks_with_words" in codes(draft, "1")


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ("ปีงบประมาณ พ.ศ. ๒๕๖๙", ("2025-10-01", "2026-03-31")),
        ("ระยะเวลา (ปี ๒๕๖๙)", ("2025-10-01", "2026-03-31")),
        ("แผนดำเนินงาน ปีงบประมาณ ๒๕๗๐", ("2026-10-01", "2027-03-31")),
        ("ระยะเวลา", ("2025-10-01", "2026-03-31")),
    ],
)
def test_the_year_above_the_months_goes_before_the_plans_own(over: str, expected: tuple[str, str]) -> None:
    assert dates(only(of_months(["/"] * 6 + [""] * 6, over))) == expected


def test_each_group_of_months_has_its_calendar_year_above_it() -> None:
    rows = (
        ("มาตรการ", "พ.ศ. ๒๕๖๙", "", "", "พ.ศ. ๒๕๗๐", "", "ผู้รับผิดชอบ"),
        ("", "ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", ""),
        ("ตู้", "", "/", "/", "/", "", "กองคลัง"),
    )
    measure = only(Table(0, rows))
    assert dates(measure) == ("2026-11-01", "2027-01-31")
    assert measure.period.text == "พ.ย. พ.ศ. ๒๕๖๙ - ม.ค. พ.ศ. ๒๕๗๐"


def test_the_year_above_the_quarters_is_a_fiscal_year() -> None:
    measure = only(of_quarters("| / | / |", "ปี ๒๕๖๘"))
    assert dates(measure) == ("2025-01-01", "2025-06-30")


def test_quarters_that_name_their_months() -> None:
    heading = "มาตรการ | ไตรมาส ๑ (ต.ค.-ธ.ค.) | ไตรมาส ๒ (ม.ค.-มี.ค.) | ผู้รับผิดชอบ\n"
    measure = only(table(heading + "ตู้ | / | / | กองคลัง"))
    assert measure.period.text == "ไตรมาส ๑ (ต.ค.-ธ.ค.) - ไตรมาส ๒ (ม.ค.-มี.ค.)"
    assert (dates(measure), measure.period.confirm) == (("2025-10-01", "2026-03-31"), False)


def test_halves_of_the_year() -> None:
    measure = only(table("มาตรการ | ๖ เดือนแรก | ๖ เดือนหลัง | ผู้รับผิดชอบ\nตู้ | | / | กองคลัง"))
    assert dates(measure) == ("2026-04-01", "2026-09-30")


def test_headings_of_months_in_one_row() -> None:
    measure = only(table("มาตรการ | ต.ค. ๖๘ | พ.ย. ๖๘ | ธ.ค. ๖๘ | ผู้รับผิดชอบ\nตู้ | / | / | | กองคลัง"))
    assert dates(measure) == ("2025-10-01", "2025-11-30")


def test_weeks_of_months_count_as_their_month() -> None:
    rows = (
        ("มาตรการ", "ต.ค.", "", "", "", "พ.ย.", "", "", "", "ผู้รับผิดชอบ"),
        ("", "1", "2", "3", "4", "1", "2", "3", "4", ""),
        ("ตู้", "", "", "/", "/", "/", "", "", "", "กองคลัง"),
    )
    assert dates(only(Table(0, rows))) == ("2025-10-01", "2025-11-30")


def test_marks_of_several_step_rows_are_one_period() -> None:
    rows = (
        ("มาตรการ", "ขั้นตอน", "ต.ค.", "พ.ย.", "ธ.ค.", "ผู้รับผิดชอบ"),
        ("ตู้", "ซื้อ", "/", "", "", "กองคลัง"),
        ("", "ติด", "", "/", "", ""),
    )
    measure = only(Table(0, rows, table("ก", (1, 0, 2, 1), (1, 5, 2, 1)).spans))
    assert (measure.steps, dates(measure)) == (("ซื้อ", "ติด"), ("2025-10-01", "2025-11-30"))


@pytest.mark.parametrize("over", ["ผลการดำเนินงาน", "งบประมาณ", "เป้าหมายรายไตรมาส"])
def test_quarters_of_results_or_money_are_no_period(over: str) -> None:
    draft = plan(of_quarters("/ | / | |", over))
    assert draft.measures[0].period.kind.value == "none"
    assert "no_period_column" in codes(draft)


def test_marks_under_the_follow_up_say_how_often_it_is_reported() -> None:
    measure = only(table("มาตรการ | ผู้รับผิดชอบ | การรายงานผล | \n | | รอบ ๖ เดือน | รอบ ๑๒ เดือน\nตู้ | กองคลัง | ✓ | ✓"))
    assert measure.monitoring.text == "รอบ ๖ เดือน, รอบ ๑๒ เดือน"
    assert [cadence.value for cadence in measure.monitoring.cadences] == ["half_yearly", "yearly"]


def test_marks_under_divisions_say_who() -> None:
    responsible = only(
        table("มาตรการ | ผู้รับผิดชอบ | | | ระยะเวลา\n | สำนักปลัด | กองคลัง | กองช่าง |\nตู้ | หลัก | | / | ม.ค. ๖๙")
    ).responsible
    assert responsible.text == "สำนักปลัด (หลัก), กองช่าง"
    assert (responsible.lead, responsible.divisions) == ("สำนักปลัด", ("สำนักปลัด", "กองช่าง"))


def test_marks_under_indicators_say_which() -> None:
    measure = only(table("มาตรการ | ตัวชี้วัดที่ | | | ผู้รับผิดชอบ\n | ๑ | ๒ | ๑๐ |\nตู้ | | / | / | กองคลัง"))
    assert (measure.indicators, measure.indicators_inferred) == (("2", "10"), False)


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("แผนปฏิบัติงาน ปีงบประมาณ พ.ศ. ๒๕๖๙", "ปีงบประมาณ พ.ศ. ๒๕๖๙"),
        ("พ.ศ. 2568", "พ.ศ. 2568"),
        ("ปี ๖๙", "ปี ๖๙"),
        ("ระยะเวลา", ""),
        ("๑๒ เดือน", ""),
    ],
)
def test_it_finds_the_year_of_a_heading(heading: str, year: str) -> None:
    assert year_words(heading) == year


@given(st.lists(st.sampled_from(["", "/", "-", "<-", "->", "อบรม", "1-15", "30"]), min_size=12, max_size=12))
def test_what_is_marked_is_named_whatever_the_marks(cells: list[str]) -> None:
    columns = tuple(MarkedColumn(place, Column.PERIOD, label) for place, label in enumerate(MONTHS))
    marked = marked_period(columns, dict(enumerate(cells)), merges_known=False)
    named = marked_names(columns, dict(enumerate(cells)))
    assert bool(marked.text) == bool(named) == bool(marked.reading)
