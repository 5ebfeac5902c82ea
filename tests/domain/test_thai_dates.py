from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import Refusal
from tracker.domain.thai_dates import (
    closest_month,
    gregorian_year,
    month_number,
    parse_date,
    parse_fiscal_year,
    parse_month,
    thai_date,
    thai_month,
)

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
FOURTH = date(2026, 2, 4)


def test_it_writes_dates_as_official_papers_do() -> None:
    assert thai_date(FOURTH) == "4 กุมภาพันธ์ 2569"
    assert thai_date(FOURTH, short=True) == "4 ก.พ. 2569"
    assert thai_date(FOURTH, thai_digits=True) == "๔ กุมภาพันธ์ ๒๕๖๙"
    assert thai_month(FOURTH) == "กุมภาพันธ์ 2569"
    assert thai_month(FOURTH, short=True, thai_digits=True) == "ก.พ. ๒๕๖๙"


@pytest.mark.parametrize(
    "text",
    [
        "๔/๒/๒๕๖๙", "4/2/2569", "04/02/2026", "4/2/69", "4.2.2569", "4-2-2569", "2026-02-04", "2569-02-04",
        "4 ก.พ. 69", "4 ก.พ. 2569", "๔ กุมภาพันธ์ ๒๕๖๙", "4 กพ 69", "วันที่ ๔ เดือนกุมภาพันธ์ พ.ศ. ๒๕๖๙",
        "4กุมภาพันธ์2569", "4 กุม ภาพันธ์ 2569", "4 กุมภาพัน 2569", "4 Feb 2026", " 4 February 2026 ",
    ],
)  # fmt: skip
def test_it_reads_the_forms_people_type(text: str) -> None:
    assert parse_date(text) == FOURTH


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31 ก.พ. 69", "no such day"),
        ("29/2/2569", "no such day"),
        ("1/13/2569", "no such day"),
        ("1/10/256", "not a date"),
        ("1/10/25", "four figures"),
        ("1 ตุลาคม 1069", "four figures"),
        ("ตุลาคม 2568", "not a date"),
        ("พรุ่งนี้", "not a date"),
        ("", "not a date"),
        ("1 ต.คลอง 69", "not a date"),
    ],
)
def test_it_refuses_what_is_no_date_and_says_what_to_do(text: str, says: str) -> None:
    with pytest.raises(Refusal, match=says) as refused:
        parse_date(text, "due_on")
    assert refused.value.field == "due_on"
    assert refused.value.message % refused.value.values == str(refused.value)


@pytest.mark.parametrize("text", ["2026-01", "ม.ค. 69", "มกราคม 2569", "1/2569", "เดือนมกราคม พ.ศ. ๒๕๖๙", "Jan 2026"])
def test_it_reads_months_as_their_first_day(text: str) -> None:
    assert parse_month(text) == date(2026, 1, 1)


@pytest.mark.parametrize("text", ["2026-13", "มกราคม", "x", "0/2569"])
def test_it_refuses_what_is_no_month(text: str) -> None:
    with pytest.raises(Refusal):
        parse_month(text)


@given(DAYS, st.booleans(), st.booleans())
def test_a_written_date_reads_back(day: date, short: bool, thai_digits: bool) -> None:
    assert parse_date(thai_date(day, short=short, thai_digits=thai_digits)) == day
    assert parse_month(thai_month(day, short=short, thai_digits=thai_digits)) == day.replace(day=1)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    for parse in (parse_date, parse_month):
        with suppress(Refusal):
            assert isinstance(parse(text), date)


@pytest.mark.parametrize(
    ("word", "number"), [("กรกฏาคม", 7), ("เมยายน", 4), ("มค", 1), ("ต. ค.", 10), ("Sept.", 9), ("ประชุม", None)]
)
def test_it_knows_months_by_their_usual_misspellings(word: str, number: int | None) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize(("word", "number"), [("ตุลาคน", 10), ("กันยาย", 9), ("กองคลัง", None)])
def test_it_offers_the_nearest_month_for_a_question(word: str, number: int | None) -> None:
    assert closest_month(word) == number


@pytest.mark.parametrize(
    ("figures", "year"), [("69", 2026), ("2569", 2026), ("2026", 2026), ("25", None), ("256", None), ("1069", None)]
)
def test_a_year_is_buddhist_gregorian_or_unclear(figures: str, year: int | None) -> None:
    assert gregorian_year(figures) == year


@pytest.mark.parametrize("text", ["2569", "69", " ๒๕๖๙ ", "2026"])
def test_a_fiscal_year_is_read_as_an_office_writes_it(text: str) -> None:
    assert parse_fiscal_year(text) == 2569


@pytest.mark.parametrize("text", ["", "ปีนี้", "256", "25690", "9" * 5000, "-2569"])
def test_what_is_no_fiscal_year_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="is no fiscal year. Write it like 2569"):
        parse_fiscal_year(text, "year")
