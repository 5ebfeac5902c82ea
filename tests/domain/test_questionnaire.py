"""Which questions and items a year has, and what they belong to."""

from __future__ import annotations

import pytest

from tracker.domain.disclosure_items import FIRST_ITEMS, ITEM_NAMES
from tracker.domain.framework import FRAMEWORK_YEARS, INDICATOR_CODES, Tool
from tracker.domain.questionnaire import (
    indicator_of_question,
    is_of_year,
    item_codes,
    question_count,
    sub_indicator_of_question,
    survey_questions,
)


@pytest.mark.parametrize(
    ("code", "year", "indicator"),
    [
        ("i1", 2568, "1"),
        ("i3", 2568, "1"),
        ("i4", 2568, "2"),
        ("i15", 2568, "5"),
        ("i16", 2568, None),
        ("e3", 2568, "6"),
        ("e4", 2568, "7"),
        ("e9", 2568, "8"),
        ("i6", 2564, "1"),
        ("i7", 2564, "2"),
        ("i12", 2564, "2"),
        ("i30", 2564, "5"),
        ("E5", 2564, "6"),
        ("E11", 2564, "8"),
        ("O1", 2568, "9"),
        ("O20", 2568, "9"),
        ("o21", 2568, "10"),
        ("O28", 2568, "10"),
        ("O29", 2568, None),
        ("O33", 2565, "9"),
        ("O34", 2565, "10"),
        ("O1", 2569, None),
        ("e1", 2566, None),
        ("i1", None, None),
        ("i1", 2599, None),
        ("i0", 2568, None),
        ("x1", 2568, None),
        ("i", 2568, None),
        ("i๑", 2568, None),
        ("", 2568, None),
    ],
)
def test_a_question_belongs_to_an_indicator_where_the_years_list_is_known(
    code: str, year: int | None, indicator: str | None
) -> None:
    assert indicator_of_question(code, year) == indicator


@pytest.mark.parametrize(
    ("code", "part"), [("O4", "9.1"), ("O5", "9.2"), ("O12", "9.3"), ("O20", "9.5"), ("O21", "10.1"), ("O28", "10.2")]
)
def test_an_item_belongs_to_a_sub_indicator(code: str, part: str) -> None:
    assert sub_indicator_of_question(code, 2568) == part


def test_the_surveys_ask_each_indicator_equally_often() -> None:
    assert survey_questions(Tool.EIT, 2568) == {"6": [1, 2, 3], "7": [4, 5, 6], "8": [7, 8, 9]}
    assert survey_questions(Tool.IIT, 2564)["2"] == [7, 8, 9, 10, 11, 12]
    assert survey_questions(Tool.IIT, 2569) == {}


def test_items_are_named_where_a_document_of_the_year_named_them() -> None:
    assert len(item_codes(2568)) == 28
    assert all(item_codes(2568).values())
    assert item_codes(2569)["O26"] is not None
    assert item_codes(2569)["O1"] is None
    assert item_codes(2599) == item_codes(None) == {}


@pytest.mark.parametrize("year", FRAMEWORK_YEARS)
def test_the_named_items_are_in_the_years_list(year: int) -> None:
    count = question_count(Tool.OIT, year)
    assert count is not None
    assert all(1 <= number <= count for number in (*ITEM_NAMES.get(year, {}), *FIRST_ITEMS.get(year, {}).values()))
    assert all(part.partition(".")[0] in INDICATOR_CODES for part in FIRST_ITEMS.get(year, {}))
    of_measures, of_report = FRAMEWORK_YEARS[year].measures_item, FRAMEWORK_YEARS[year].report_item
    assert {code for code in (of_measures, of_report) if code} <= set(item_codes(year))


def test_it_does_not_know_what_no_document_told() -> None:
    assert is_of_year("i16", 2568) is False
    assert is_of_year("i16", 2569) is None
    assert is_of_year("9", 2568) is False
