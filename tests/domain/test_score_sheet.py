from __future__ import annotations

import pytest

from tracker.domain.errors import Refusal
from tracker.domain.framework import FRAMEWORK_YEARS, INDICATOR_CODES, Tool
from tracker.domain.score_sheet import (
    PrintedResult,
    ScoreDifference,
    ScoreKey,
    check_score,
    differences,
    filled_from,
    findings_of,
    keys_of,
    parse_score,
    printed_sheet,
    sheet_of,
)

KEPT = PrintedResult(92.27, None, {ScoreKey("1"): 99.0, ScoreKey("e4", "public"): 98.8, ScoreKey("9.1"): 0.0})
OTHER = PrintedResult(92.2, "ผ่านดี", {ScoreKey("1"): 99.0, ScoreKey("e4", "public"): 79.09, ScoreKey("2"): 100.0})


def codes_of(year: int, tool: Tool) -> list[str]:
    [sheet] = [sheet for sheet in sheet_of(year) if sheet.tool is tool]
    return [line.code for line in sheet.questions]


@pytest.mark.parametrize(
    "text, score", [("98.77", 98.77), ("๙๘.๗๗", 98.77), (" 100 ", 100), ("0", 0), ("85.5", 85.5), ("100.00", 100)]
)
def test_a_score_is_read_in_either_kind_of_digits(text: str, score: float) -> None:
    assert parse_score(text) == score


@pytest.mark.parametrize(
    "text", ["", "100.01", "101", "98.777", "-1", "98,77", "1e1", "nan", "๔.๕.๑๓", "๙๘ คะแนน", ".5"]
)
def test_what_is_no_score_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="0 to 100"):
        parse_score(text)


@pytest.mark.parametrize("score", [-0.01, 100.01, float("nan")])
def test_a_score_lies_between_0_and_100(score: float) -> None:
    with pytest.raises(Refusal):
        check_score(score, "overall")


def test_differences_are_where_both_say_something_else() -> None:
    assert differences(KEPT, OTHER) == [
        ScoreDifference("overall", 92.27, 92.2),
        ScoreDifference("e4 public", 98.8, 79.09),
    ]


def test_filling_in_replaces_nothing() -> None:
    filled = filled_from(KEPT, OTHER)
    assert (filled.overall, filled.level) == (92.27, "ผ่านดี")
    assert filled.scores == {**KEPT.scores, ScoreKey("2"): 100.0}
    assert differences(KEPT, filled) == []


def test_a_score_of_nothing_is_kept_too() -> None:
    assert filled_from(PrintedResult(0.0), PrintedResult(50.0)).overall == 0.0


@pytest.mark.parametrize(
    "year, counts",
    [(2564, (30, 15, 43)), (2568, (15, 9, 28)), (2569, (15, 9, 26)), (2575, (15, 9, 26)), (2560, (30, 15, 48))],
)
def test_the_sheet_has_the_questions_of_the_year_or_of_the_nearest_known(
    year: int, counts: tuple[int, int, int]
) -> None:
    assert tuple(len(codes_of(year, tool)) for tool in Tool) == counts


@pytest.mark.parametrize("year", [2555, *FRAMEWORK_YEARS, 2600])
def test_every_score_of_the_sheet_has_one_place(year: int) -> None:
    keys = list(keys_of(sheet_of(year)))
    assert len(keys) == len(set(keys))
    assert {ScoreKey(code) for code in (*Tool, *INDICATOR_CODES)} <= set(keys)


def test_questions_of_the_people_served_have_two_parts_since_2568() -> None:
    before, since = ({key.part for key in keys_of(sheet_of(year))} for year in (2567, 2568))
    assert (before, since) == ({""}, {"", "public", "survey"})


def test_what_is_stored_has_a_place_under_its_own_code() -> None:
    stored = [ScoreKey("E4"), ScoreKey("i11", "1"), ScoreKey("i99"), ScoreKey("9.6"), ScoreKey("OIT")]
    keys = list(keys_of(sheet_of(2568, stored)))
    assert set(stored) <= set(keys)
    assert ScoreKey("e4") not in keys
    assert len(keys) == len(set(keys))


def test_what_is_shown_is_the_ten_indicators_and_what_is_stored() -> None:
    stored = {ScoreKey("9.1"): 87.5, ScoreKey("e4", "survey"): 79.09}
    keys = set(keys_of(printed_sheet(2568, stored)))
    assert keys == {ScoreKey(code) for code in (*Tool, *INDICATOR_CODES)} | stored.keys()


def test_tools_are_no_questions_and_parts_no_indicators() -> None:
    assert set(KEPT.indicators) == {"1", "9.1"}
    assert KEPT.questions == {("e4", "public"): 98.8}
    tool = PrintedResult(scores={ScoreKey("IIT"): 50.0, **{ScoreKey(code): 90.0 for code in "12345"}})
    assert [(one.code, one.subject) for one in findings_of(2568, tool) if one.code == "tool_mismatch"] == [
        ("tool_mismatch", "IIT")
    ]


@pytest.mark.parametrize("result, empty", [(PrintedResult(), True), (PrintedResult(level="A"), False), (KEPT, False)])
def test_an_empty_result_says_nothing(result: PrintedResult, empty: bool) -> None:
    assert result.is_empty is empty
