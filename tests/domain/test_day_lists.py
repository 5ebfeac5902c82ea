from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.day_lists import NO_NAME, read_day_list
from tracker.domain.thai_dates import thai_date


@pytest.mark.parametrize(
    "line, days, name",
    [
        ("๑๓ เม.ย. ๖๙ วันสงกรานต์", [13], "วันสงกรานต์"),
        ("13 เมษายน 2569 วันสงกรานต์", [13], "วันสงกรานต์"),
        ("13-15 เม.ย. 2569 วันสงกรานต์", [13, 14, 15], "วันสงกรานต์"),
        ("13 – 15 เม.ย. 69: วันสงกรานต์", [13, 14, 15], "วันสงกรานต์"),
        ("13 เม.ย. - 15 เม.ย. 69 วันสงกรานต์", [13, 14, 15], "วันสงกรานต์"),
        ("13 เม.ย. 69 ถึง 15 เม.ย. 69 วันสงกรานต์", [13, 14, 15], "วันสงกรานต์"),
        ("วันสงกรานต์ 13 ถึงวันที่ 15 เมษายน 2569", [13, 14, 15], "วันสงกรานต์"),
        ("13/4/2569\tวันสงกรานต์", [13], "วันสงกรานต์"),
        ("13/4/69 - 15/4/69 วันสงกรานต์", [13, 14, 15], "วันสงกรานต์"),
        ("13.04.2569 วันสงกรานต์", [13], "วันสงกรานต์"),
        ("2026-04-13, วันสงกรานต์", [13], "วันสงกรานต์"),
        ("วันจันทร์ที่ 13 เมษายน 2569 วันสงกรานต์", [13], "วันสงกรานต์"),
        ("วันสงกรานต์ (วันจันทร์ที่ ๑๓ เมษายน พ.ศ. ๒๕๖๙)", [13], "วันสงกรานต์"),
        ("1. 13 เมษายน 2569 วันสงกรานต์", [13], "วันสงกรานต์"),
        ("1 13 เมษายน 2569 จันทร์ วันสงกรานต์", [13], "วันสงกรานต์"),
        ("- วันที่ 13 เมษายน 2569 วันสงกรานต์", [13], "วันสงกรานต์"),
        ("13 เม.ย. วันสงกรานต์", [13], "วันสงกรานต์"),
        ("13-15 เมษายน วันสงกรานต์", [13, 14, 15], "วันสงกรานต์"),
        ("13 April 2026 Songkran", [13], "Songkran"),
        ("13 เม.ย. 69", [13], NO_NAME),
    ],
)
def test_it_reads_a_line_as_offices_write_it(line: str, days: list[int], name: str) -> None:
    [read] = read_day_list(line, 2026)
    assert read.problem is None, read.problem
    assert (list(read.days), read.name) == ([date(2026, 4, day) for day in days], name)


@pytest.mark.parametrize(
    "line, problem",
    [
        ("วันหยุดราชการประจำปี 2569", "No day is found"),
        ("31 เม.ย. 69 วันหยุด", "There is no such day"),
        ("15-13 เม.ย. 69 วันสงกรานต์", "before the first"),
        ("1 เม.ย. - 15 มิ.ย. 69 ปิดภาคเรียน", "more than 31 days"),
        ("13 เม.ย. 69, 6 เม.ย. 69", "several days"),
        ("วันอังคารที่ 13 เมษายน 2569 วันสงกรานต์", "another day of the week"),
        ("13 เม.ย. 256 วันสงกรานต์", "No day is found"),
    ],
)
def test_it_says_what_is_unclear_in_a_line(line: str, problem: str) -> None:
    [read] = read_day_list(line, 2026)
    assert read.days == ()
    assert problem in str(read.problem)


def test_it_goes_line_by_line_and_counts_the_empty_ones() -> None:
    read = read_day_list("วันหยุด\r\n\r\n1 ม.ค. 69 วันขึ้นปีใหม่\r\n", 2026)
    assert [(line.number, bool(line.problem), line.days) for line in read] == [
        (1, True, ()),
        (3, False, (date(2026, 1, 1),)),
    ]


def test_a_span_over_the_new_year_belongs_to_two_years() -> None:
    [read] = read_day_list("31 ธ.ค. 68 - 2 ม.ค. 69 ปีใหม่", 2026)
    assert read.days == (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2))


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.booleans(), st.booleans())
def test_it_reads_every_date_that_the_program_writes(day: date, short: bool, thai_digits: bool) -> None:
    [read] = read_day_list(f"{thai_date(day, short=short, thai_digits=thai_digits)} วันหยุด", 2026)
    assert (read.days, read.name) == ((day,), "วันหยุด")


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for read in read_day_list(text, 2026):
        assert bool(read.days) != bool(read.problem)
