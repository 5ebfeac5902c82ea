"""A merged cell means the same for each row it covers; without merging, a blank is asked, and a ditto mark is read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.plan_layouts import codes, dates, document, only, plan, table, titles
from tracker.plan_reading import NotAPlan, draft_plan
from tracker.plan_reading.dittos import same_as
from tracker.plan_reading.document import Document, Span, Table
from tracker.plan_reading.merged_cells import Grid, turned

HEADINGS = "ที่ | มาตรการ | ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา | การติดตามผล\n"


def test_who_when_and_follow_up_merged_over_measures_hold_for_each() -> None:
    draft = plan(
        table(
            HEADINGS + "๑ | ตู้ | ซื้อ | กองคลัง | ม.ค. ๖๙ | ทุกเดือน\n๒ | ป้าย | ติด | | |\n๓ | เว็บ | ปรับ | | |",
            (1, 3, 3, 1),
            (1, 4, 2, 1),
            (1, 5, 3, 1),
        )  # fmt: skip
    )
    assert titles(draft) == ["ตู้", "ป้าย", "เว็บ"]
    assert [measure.responsible.text for measure in draft.measures] == ["กองคลัง"] * 3
    assert [measure.period.text for measure in draft.measures] == ["ม.ค. ๖๙", "ม.ค. ๖๙", ""]
    assert [measure.monitoring.text for measure in draft.measures] == ["ทุกเดือน"] * 3
    assert codes(draft, "2") == {"indicators_unknown"}
    assert "no_period" in codes(draft, "3"), "this cell is not merged"


def test_an_indicator_merged_over_measures_holds_for_each() -> None:
    draft = plan(
        table(
            "ตัวชี้วัด | ประเด็น | มาตรการ | ผู้รับผิดชอบ\n"
            "ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร | ตอบช้า | ตู้ | กองคลัง\n | | ป้าย | กองช่าง\nตัวชี้วัดที่ ๒ | | ประชุม | กองคลัง",
            (1, 0, 2, 1),
            (1, 1, 2, 1),
        )  # fmt: skip
    )
    assert [(measure.indicators, measure.issue) for measure in draft.measures] == [
        (("7",), "ตอบช้า"), (("7",), "ตอบช้า"), (("2",), None),
    ]  # fmt: skip
    assert not any(measure.indicators_inferred for measure in draft.measures)


def test_a_title_merged_over_rows_is_one_measure_with_a_step_in_each() -> None:
    spans = [(1, 0, 3, 1), (1, 1, 3, 1), (1, 3, 3, 1), (1, 4, 3, 1)]
    rows = "๑ | ตู้ | ซื้อตู้ | กองคลัง | ม.ค. ๖๙ |\n | | ติดตู้ | | |\n | | เปิดตู้ | | |\n๒ | ป้าย | ติด | กองช่าง | ก.พ. ๖๙ |"
    draft = plan(table(HEADINGS + rows, *spans))
    assert titles(draft) == ["ตู้", "ป้าย"]
    assert draft.measures[0].steps == ("ซื้อตู้", "ติดตู้", "เปิดตู้")
    assert "steps_differ" not in codes(draft, "1")


def test_steps_with_their_own_who_and_when_are_put_together_and_asked() -> None:
    rows = "๑ | ตู้ | ซื้อตู้ | กองคลัง | ต.ค. ๖๘ |\n | | ติดตู้ | กองช่าง | ม.ค. - ก.พ. ๖๙ |\n | | สรุป | กองคลัง | มี.ค. ๖๙ |"
    draft = plan(table(HEADINGS + rows, (1, 0, 3, 1), (1, 1, 3, 1)))
    (measure,) = draft.measures
    assert measure.responsible.divisions == ("กองคลัง", "กองช่าง")
    assert measure.responsible.text == "กองคลัง\nกองช่าง"
    assert (dates(measure), measure.period.confirm) == (("2025-10-01", "2026-03-31"), True)
    assert measure.period.text == "ต.ค. ๖๘\nม.ค. - ก.พ. ๖๙\nมี.ค. ๖๙"
    assert "steps_differ" in codes(draft, "1")


def test_a_number_merged_over_rows_is_one_measure_and_asked() -> None:
    rows = "๑ | ตู้ | ซื้อ | กองคลัง | ม.ค. ๖๙ |\n | กล่อง | ทำ | | |\n๒ | ป้าย | ติด | กองช่าง | ก.พ. ๖๙ |"
    draft = plan(table(HEADINGS + rows, (1, 0, 2, 1), (1, 3, 2, 1), (1, 4, 2, 1)))
    assert titles(draft) == ["ตู้ + กล่อง", "ป้าย"]
    assert draft.measures[0].steps == ("ซื้อ", "ทำ")
    assert "rows_of_one_number" in codes(draft, "1")


def test_a_number_merged_with_the_indicator_beside_it_numbers_the_indicator() -> None:
    draft = plan(
        table(
            "ที่ | ตัวชี้วัด | มาตรการ | ผู้รับผิดชอบ\n๑ | ตัวชี้วัดที่ ๒ | ตู้ | กองคลัง\n | | ป้าย | กองช่าง",
            (1, 0, 2, 1),
            (1, 1, 2, 1),
        )  # fmt: skip
    )
    assert titles(draft) == ["ตู้", "ป้าย"]
    assert [measure.number for measure in draft.measures] == ["1", "2"]


def test_a_title_merged_with_the_column_beside_it_is_read_once() -> None:
    measure = only(
        table(HEADINGS + "๑ | ตู้รับคำชม | | กองคลัง | ม.ค. ๖๙ |", (1, 1, 1, 2)),
    )
    assert (measure.titles, measure.steps) == (("ตู้รับคำชม",), ())


def test_a_heading_over_the_number_and_the_title() -> None:
    draft = plan(
        table(
            "มาตรการ | | ผู้รับผิดชอบ | ระยะเวลา\n๑ | ตู้ | กองคลัง | ม.ค. ๖๙\n๒ | ป้าย | กองช่าง | ก.พ. ๖๙",
            (0, 0, 1, 2),
        )
    )
    assert titles(draft) == ["ตู้", "ป้าย"]
    assert [measure.number for measure in draft.measures] == ["1", "2"]


def test_a_merged_cell_that_a_page_break_has_cut_goes_on() -> None:
    draft = plan(
        table(HEADINGS + "๑ | ตู้ | ๑. ซื้อ | กองคลัง | ม.ค. ๖๙ |\n | | ๒. ติด | | |", (1, 0, 2, 1), (1, 1, 2, 1)),
        "- ๒ -",
        table(HEADINGS + " | | ๓. เปิด | | |\n๒ | ป้าย | ติด | กองช่าง | ก.พ. ๖๙ |"),
    )
    assert titles(draft) == ["ตู้", "ป้าย"]
    assert draft.measures[0].steps == ("ซื้อ", "ติด", "เปิด")


@pytest.mark.parametrize(("column", "field"), [(3, "responsible"), (4, "period"), (5, "monitoring")])
def test_a_blank_below_a_filled_cell_is_asked_and_names_what_stands_above(column: int, field: str) -> None:
    cells = ["๒", "ป้าย", "ติด", "กองช่าง", "ก.พ. ๖๙", "ทุกไตรมาส"]
    cells[column] = ""
    draft = plan(table(HEADINGS + "๑ | ตู้ | ซื้อ | กองคลัง | ม.ค. ๖๙ | ทุกเดือน\n" + " | ".join(cells)))
    (question,) = [one for one in draft.questions if one.measure == "2" and one.field == field]
    assert question.code == f"no_{field}"
    assert "แถวบนเขียนว่า" in question.message
    assert getattr(draft.measures[1], field).text == ""


def test_an_indicator_left_blank_is_proposed_from_the_row_above() -> None:
    draft = plan(table("ตัวชี้วัด | มาตรการ | ผู้รับผิดชอบ\nตัวชี้วัดที่ ๔ | ตู้ | กองคลัง\n | ป้าย | กองช่าง"))
    assert [(one.indicators, one.indicators_inferred) for one in draft.measures] == [(("4",), False), (("4",), True)]
    assert "indicators_from_above" in codes(draft, "2")


DITTOS = ['"', "”", ",,", '-"-', "- ” -", "〃", "“", "เช่นเดียวกับข้อ ๑", "ตามข้อ 1", "เหมือนมาตรการที่ ๑", "ดังกล่าวข้างต้น",
          "เช่นเดียวกัน", "เหมือนแถวบน", "เช่นเดียวกับข้างต้น", "เหมือนข้างต้น", "เช่นเดียวกับ ข้อ ๑ ข้างต้น"]  # fmt: skip


@pytest.mark.parametrize("mark", DITTOS)
def test_a_ditto_mark_repeats_a_cell_and_is_asked(mark: str) -> None:
    draft = plan(
        table(HEADINGS + f"๑ | ตู้ | ซื้อ | กองคลัง | ม.ค. ๖๙ | ทุกเดือน\n๒ | ป้าย | {mark} | {mark} | {mark} | {mark}")
    )
    second = draft.measures[1]
    assert (second.responsible.divisions, second.responsible.text) == (("กองคลัง",), mark)
    assert (second.period.start, second.period.text, second.period.confirm) == (date(2026, 1, 1), mark, True)
    assert (second.steps, second.monitoring.text) == (("ซื้อ",), mark)
    assert [cadence.value for cadence in second.monitoring.cadences] == ["monthly"]
    assert {"responsible_ditto", "ditto"} <= codes(draft, "2")


def test_a_ditto_that_names_an_item_takes_that_one() -> None:
    rows = (
        "๑ | ตู้ | ซื้อ | กองคลัง | ม.ค. ๖๙ |\n๒ | ป้าย | ติด | กองช่าง | ก.พ. ๖๙ |\n๓ | เว็บ | ปรับ | เช่นเดียวกับข้อ ๑ | ตามข้อ ๒ |"
    )
    third = plan(table(HEADINGS + rows)).measures[2]
    assert (third.responsible.divisions, dates(third)) == (("กองคลัง",), ("2026-02-01", "2026-02-28"))


def test_a_ditto_that_points_nowhere_is_asked() -> None:
    draft = plan(table(HEADINGS + "๑ | ตู้ | ซื้อ | เช่นเดียวกับข้อ ๙ | ตามข้อ ๙ | ทุกเดือน"))
    asked = {question.field for question in draft.questions if question.measure == "1"}
    assert {"responsible", "period"} <= asked
    assert draft.measures[0].responsible.divisions == ()


@pytest.mark.parametrize("cell", ["กองคลัง", "", "-", ",", "ตามแผน", "ตามระเบียบ", "ข้อ ๑", "ตามข้อสั่งการ", "เหมือนจริง" * 20])
def test_words_of_their_own_are_no_ditto(cell: str) -> None:
    assert same_as(cell) is None


SPANS = st.lists(
    st.builds(Span, st.integers(-1, 6), st.integers(-1, 6), st.integers(-1, 40), st.integers(-1, 40)), max_size=12
)
CELLS = st.sampled_from(
    ["", "๑", "ตู้", "กองคลัง", "ม.ค. ๖๙", "/", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา", "ต.ค.", "พ.ย.", '"', "รวม"]
)
ROWS = st.integers(1, 6).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=8))


@settings(deadline=None)
@given(ROWS, SPANS)
def test_a_grid_knows_one_first_place_for_every_place(rows: list[tuple[str, ...]], spans: list[Span]) -> None:
    grid = Grid(Table(1, tuple(rows), tuple(spans)))
    for row in range(len(grid)):
        for column in range(grid.width):
            first_row, first_column = grid.first_of(row, column)
            assert 0 <= first_row <= row
            assert 0 <= first_column <= column
            assert grid.text(row, column) == rows[first_row][first_column]


@settings(deadline=None)
@given(ROWS, SPANS)
def test_a_table_turned_twice_is_itself(rows: list[tuple[str, ...]], spans: list[Span]) -> None:
    one = Table(3, tuple(rows), tuple(spans))
    assert turned(turned(one)) == one


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.builds(lambda rows, spans: Table(0, tuple(rows), tuple(spans)), ROWS, SPANS), min_size=1, max_size=3)
)
def test_any_table_with_any_spans_is_read_or_refused(tables: list[Table]) -> None:
    made: Document = document("แผน", *tables)
    try:
        draft = draft_plan(made, plan_fiscal_year=2569)
    except NotAPlan:
        return
    assert len({measure.number for measure in draft.measures}) == len(draft.measures)
