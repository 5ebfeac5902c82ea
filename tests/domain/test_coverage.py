from __future__ import annotations

import pytest

from tracker.domain.coverage import Cover, Coverage, PlannedMeasure, WeakPoint, coverage_of
from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.score_sheet import PrintedResult, ScoreKey

YEAR = 2568
ALL_GOOD = dict.fromkeys(INDICATOR_CODES, 95.0)


def measure(number: str, indicators: str = "", *texts: str) -> PlannedMeasure:
    return PlannedMeasure(int(number), number, f"มาตรการ {number}", tuple(indicators.split()), texts)


def of(scores: dict[str, float], *measures: PlannedMeasure, year: int = YEAR, threshold: float = 85) -> Coverage:
    keys = {ScoreKey(*code.split()): score for code, score in (ALL_GOOD | scores).items()}
    return coverage_of(year, PrintedResult(scores=keys), measures, threshold)


def only(coverage: Coverage) -> WeakPoint:
    [point] = coverage.weak
    return point


def numbers(measures: tuple[PlannedMeasure, ...]) -> list[str]:
    return [one.number for one in measures]


@pytest.mark.parametrize("score, is_weak", [(84.99, True), (85.0, False), (0.0, True)])
def test_the_threshold_itself_is_good_enough(score: float, is_weak: bool) -> None:
    assert bool(of({"7": score}).weak) is is_weak


def test_the_worst_stands_first_and_indicators_before_their_questions() -> None:
    coverage = of({"9": 75, "e9 survey": 76.36, "e9 public": 99.2, "O12": 50, "O1": 50, "9.3": 75, "e4": 50})
    assert [point.code for point in coverage.weak] == ["e4", "O1", "O12", "9", "9.3", "e9"]


def test_a_question_is_as_weak_as_its_weakest_part() -> None:
    point = only(of({"e4 public": 98.8, "e4 survey": 79.09}))
    assert (point.lowest, point.scores) == (79.09, {"public": 98.8, "survey": 79.09})


@pytest.mark.parametrize(
    "measures, state, found",
    [
        ([], Cover.NOBODY, []),
        ([measure("1", "6")], Cover.NOBODY, []),
        ([measure("1", "7")], Cover.INDICATOR_ONLY, ["1"]),
        ([measure("1", "7"), measure("2", "6", "ยกระดับข้อ e๔")], Cover.ANSWERED, ["2"]),
        ([measure("1", "", "E4")], Cover.ANSWERED, ["1"]),
        ([measure("1", "7", "ข้อ e5")], Cover.INDICATOR_ONLY, ["1"]),
    ],
)
def test_a_question_is_answered_by_whoever_names_it(
    measures: list[PlannedMeasure], state: Cover, found: list[str]
) -> None:
    point = only(of({"e4": 79.09}, *measures))
    assert (point.state, numbers(point.measures), point.indicator) == (state, found, "7")


@pytest.mark.parametrize(
    "code, indicators, state",
    [
        ("9", "", Cover.NOBODY),
        ("9", "9", Cover.ANSWERED),
        ("9", "9.3", Cover.ANSWERED),
        ("9.3", "9", Cover.INDICATOR_ONLY),
        ("9.3", "9.1", Cover.INDICATOR_ONLY),
        ("9.3", "9.3", Cover.ANSWERED),
        ("9.3", "10", Cover.NOBODY),
    ],
)
def test_an_indicator_is_answered_by_a_measure_under_it(code: str, indicators: str, state: Cover) -> None:
    assert only(of({code: 75}, measure("1", indicators))).state is state


def test_an_indicator_without_a_score_is_unknown_and_not_fine() -> None:
    scores = {ScoreKey(code): 95.0 for code in INDICATOR_CODES if code != "4"}
    coverage = coverage_of(YEAR, PrintedResult(scores=scores), [measure("1", "4")], 85)
    point = only(coverage)
    assert (point.code, point.state, point.lowest, numbers(point.measures)) == ("4", Cover.UNKNOWN, None, ["1"])
    assert coverage.under_strong == ()


def test_nothing_printed_leaves_all_ten_unknown() -> None:
    coverage = coverage_of(YEAR, PrintedResult(), [], 85)
    assert [point.code for point in coverage.in_state(Cover.UNKNOWN)] == list(INDICATOR_CODES)


def test_a_question_of_a_year_without_a_list_is_answered_by_name_only() -> None:
    point = only(of({"e4": 50}, measure("1", "7"), year=2569))
    assert (point.indicator, point.state) == (None, Cover.NOBODY)
    assert only(of({"e4": 50}, measure("1", "7", "e4"), year=2569)).state is Cover.ANSWERED


def test_the_score_of_a_tool_is_no_weak_point_of_its_own() -> None:
    assert of({"EIT": 70}).weak == ()


def test_the_other_way_round_it_names_measures_that_answer_nothing_weak() -> None:
    plain, strong, weak, under_weak_question = (
        measure("1"), measure("2", "1"), measure("3", "8"), measure("4", "7 1"),
    )  # fmt: skip
    naming = measure("5", "2", "ปรับปรุงข้อ e4")
    coverage = of({"8": 70, "e4": 70}, plain, strong, weak, under_weak_question, naming)
    assert numbers(coverage.without_indicator) == ["1"]
    assert numbers(coverage.under_strong) == ["2"]
