"""What is worked out from printed scores only checks them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.assessment import (
    Finding,
    findings,
    level_choices,
    overall_of,
    possible_levels,
    suggested_level,
    tool_scores,
)
from tracker.domain.framework import INDICATOR_CODES, Tool

ALL_TOOLS = {Tool.IIT: 97.0, Tool.EIT: 95.0, Tool.OIT: 96.0}
WEAK_EIT = {Tool.IIT: 90.0, Tool.EIT: 84.99, Tool.OIT: 90.0}
TEN = dict.fromkeys(INDICATOR_CODES, 90.0)


def codes(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.subject) for one in found]


@pytest.mark.parametrize(
    ("year", "overall", "tools", "level"),
    [
        (2565, 100.0, {}, "AA"),
        (2565, 95.0, {}, "AA"),
        (2565, 94.99, {}, "A"),
        (2565, 85.0, {}, "A"),
        (2565, 84.99, {}, "B"),
        (2565, 74.99, {}, "C"),
        (2565, 64.99, {}, "D"),
        (2565, 54.99, {}, "E"),
        (2565, 49.99, {}, "F"),
        (2565, 0.0, {}, "F"),
        (2566, 96.0, ALL_TOOLS, "ผ่านดีเยี่ยม"),
        (2568, 95.0, dict.fromkeys(Tool, 94.996), "ผ่านดีเยี่ยม"),
        (2568, 96.0, {**ALL_TOOLS, Tool.EIT: 94.9}, "ผ่านดี"),
        (2568, 94.99, ALL_TOOLS, "ผ่านดี"),
        (2568, 88.0, WEAK_EIT, "ผ่าน"),
        (2568, 97.0, {Tool.EIT: 84.99}, "ผ่าน"),
        (2568, 84.99, {}, "ต้องปรับปรุง"),
        (2568, 70.0, {}, "ต้องปรับปรุง"),
        (2568, 69.99, {}, "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_the_level_follows_the_rule_of_its_year(
    year: int, overall: float, tools: dict[Tool, float], level: str
) -> None:
    assert suggested_level(year, overall, tools) == level
    assert level in level_choices(year)


def test_no_level_is_suggested_where_a_missing_tool_would_decide() -> None:
    assert suggested_level(2568, 96.0, {}) is None
    assert possible_levels(2568, 96.0, {}) == ("ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน")
    assert possible_levels(2568, 96.0, {Tool.IIT: 90.0}) == ("ผ่านดี", "ผ่าน")
    assert suggested_level(None, 96.0, ALL_TOOLS) is None
    assert suggested_level(2568, None, ALL_TOOLS) is None
    assert suggested_level(2568, 150.0, ALL_TOOLS) is None


def test_a_year_has_words_or_letters_and_an_unknown_one_both() -> None:
    assert level_choices(2565) == ("AA", "A", "B", "C", "D", "E", "F")
    assert level_choices(2566)[0] == "ผ่านดีเยี่ยม"
    assert level_choices(None) == (*level_choices(2566), *level_choices(2565))


def test_a_tool_is_the_mean_of_its_indicators_when_all_are_there() -> None:
    scores = {"1": 80.0, "2": 90.0, "3": 100.0, "4": 90.0, "5": 90.0, "9": 70.0, "9.1": 0.0, "10": 90.0}
    assert tool_scores(scores) == {Tool.IIT: 90.0, Tool.OIT: 80.0}
    assert overall_of(tool_scores(scores)) is None
    assert overall_of({Tool.IIT: 90.0, Tool.EIT: 80.0, Tool.OIT: 70.0}) == 79.0


def test_scores_that_agree_find_nothing() -> None:
    assert findings(2568, 90.0, "ผ่านดี", TEN, {}) == []
    assert findings(2568, None, None, {}, {}) == []
    assert findings(2568, 88.8, "ผ่าน", {}, {}) == []
    assert findings(None, 90.0, "ผ่านดี", TEN, {("i1", ""): 12.0}) == []


@pytest.mark.parametrize(
    ("printed", "differs"), [(90.0, False), (89.95, False), (90.05, False), (89.9, True), (98.0, True)]
)
def test_an_overall_score_may_differ_by_its_rounding(printed: float, differs: bool) -> None:
    found = findings(2568, printed, None, TEN, {})
    assert found == ([Finding("overall_mismatch", "", printed, 90.0)] if differs else [])


@pytest.mark.parametrize(
    ("year", "level", "indicators", "finding"),
    [
        (2568, "ผ่านดีเยี่ยม", TEN, Finding("level_mismatch", "", "ผ่านดีเยี่ยม", "ผ่านดี")),
        (2568, "ผ่านดีเยี่ยม", {}, Finding("level_mismatch", "", "ผ่านดีเยี่ยม", "ผ่านดี / ผ่าน")),
        (2565, "AA", {}, Finding("level_mismatch", "", "AA", "A")),
        (2568, "A", TEN, Finding("level_not_of_year", "", "A", "ผ่านดี")),
        (2565, "ผ่านดี", TEN, Finding("level_not_of_year", "", "ผ่านดี", "A")),
        (None, "ดีมาก", TEN, Finding("level_not_of_year", "", "ดีมาก", None)),
    ],
)
def test_a_level_that_the_rule_does_not_give_is_found(
    year: int | None, level: str, indicators: Mapping[str, float], finding: Finding
) -> None:
    assert findings(year, 90.0, level, indicators, {}) == [finding]


def test_a_printed_tool_is_checked_like_the_whole() -> None:
    assert findings(2568, 90.0, "ผ่านดี", {**TEN, "IIT": 90.0, "EIT": 91.0}, {}) == [
        Finding("tool_mismatch", "EIT", 91.0, 90.0)
    ]


def test_a_gap_among_the_indicators_is_named() -> None:
    without = {code: score for code, score in TEN.items() if code not in ("4", "10")}
    assert codes(findings(2568, 90.0, None, without, {})) == [("indicator_missing", "4"), ("indicator_missing", "10")]


def test_an_indicator_is_the_mean_of_its_questions_and_of_both_surveys() -> None:
    survey = {
        ("e1", "public"): 100.0, ("e1", "survey"): 80.0,
        ("e2", "public"): 90.0, ("e2", "survey"): 90.0,
        ("e3", "public"): 80.0, ("e3", "survey"): 70.0,
    }  # fmt: skip
    scores = {**TEN, "6": 85.0}
    assert codes(findings(2568, None, None, scores, survey)) == []
    assert findings(2568, None, None, TEN, survey) == [Finding("indicator_mismatch", "6", 90.0, 85.0)]
    del survey["e3", "survey"]
    assert findings(2568, None, None, TEN, survey) == []


def test_the_indicators_of_the_website_are_never_computed() -> None:
    items = {(f"O{number}", ""): 0.0 for number in range(1, 29)}
    assert findings(2568, 90.0, "ผ่านดี", {**TEN, "9.1": 0.0, "9.2": 0.0}, items) == []


def test_a_question_is_the_mean_of_its_parts() -> None:
    parts = {("E1", ""): 86.16, ("E1", "1"): 87.29, ("E1", "2"): 85.04, ("i2", ""): 90.0, ("i2", "1"): 10.0}
    assert findings(2564, None, None, {}, parts) == []
    assert findings(2564, None, None, {}, {**parts, ("E1", ""): 68.16}) == [
        Finding("question_mismatch", "E1", 68.16, 86.17)
    ]


def test_what_the_year_does_not_ask_and_what_is_no_score_is_found() -> None:
    asked = {("i16", ""): 90.0, ("O28", ""): 90.0, ("O29", ""): 90.0, ("x1", ""): 90.0, ("e1", "survey"): 790.9}
    assert codes(findings(2568, 9227.0, None, {"1": -1.0}, asked)) == [
        ("not_a_score", ""),
        ("not_a_score", "1"),
        ("not_a_score", "e1 survey"),
        ("question_not_of_year", "i16"),
        ("question_not_of_year", "O29"),
        ("question_not_of_year", "x1"),
    ]
    assert codes(findings(2569, None, None, {}, {("i99", ""): 90.0})) == []


SCORES = st.one_of(st.floats(allow_nan=True), st.floats(0, 100), st.just(100.0))
QUESTION_KEYS = st.tuples(
    st.from_regex(r"[ieOx][0-9]{1,2}", fullmatch=True), st.sampled_from(["", "public", "survey", "1", "2"])
)


@given(
    st.one_of(st.none(), st.integers(2550, 2580)),
    st.one_of(st.none(), SCORES),
    st.one_of(st.none(), st.text(max_size=5), st.sampled_from(level_choices(None))),
    st.dictionaries(st.sampled_from([*INDICATOR_CODES, "9.1", "IIT", "?"]), SCORES),
    st.dictionaries(QUESTION_KEYS, SCORES, max_size=40),
)
def test_any_scores_are_checked_and_left_alone(
    year: int | None,
    overall: float | None,
    level: str | None,
    indicators: dict[str, float],
    questions: dict[tuple[str, str], float],
) -> None:
    for one in findings(year, overall, level, indicators, questions):
        assert one.printed is None or one.printed != one.computed
