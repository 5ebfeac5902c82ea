"""What follows from the printed scores of an assessment: tools, overall score, level, and where they disagree.

Nothing here changes a score. The printed one holds, a computed one only checks it: the weights of items
inside the indicators 9 and 10 are not published, so these two are never computed from their parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

from tracker.domain.framework import (
    FIRST_YEAR_OF_WORD_LEVELS,
    INDICATOR_CODES,
    INDICATORS,
    LETTER_LEVELS,
    TOOL_WEIGHTS,
    WORD_LEVELS,
    Tool,
)
from tracker.domain.questionnaire import (
    indicator_of_question,
    is_of_year,
    item_codes,
    sub_indicator_of_question,
    survey_questions,
    tool_and_number,
)

__all__ = [
    "Finding",
    "findings",
    "indicator_of_question",
    "item_codes",
    "level_choices",
    "overall_of",
    "possible_levels",
    "sub_indicator_of_question",
    "suggested_level",
    "tool_scores",
]

BEST_SCORE = 100.0

_ROUNDING = 0.06
_BEST_LEVELS = WORD_LEVELS[:2]
_PASSED, _LEAST_TO_PASS = WORD_LEVELS[2]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at, never a reason to refuse.

    `subject` is "" for the whole assessment, else "IIT", "9", "e1" or, of a part, "e1 survey". Codes:
    overall_mismatch, level_mismatch, level_not_of_year, tool_mismatch, indicator_missing,
    indicator_mismatch, question_mismatch, question_not_of_year, not_a_score.
    """

    code: str
    subject: str = ""
    printed: float | str | None = None
    computed: float | str | None = None


def level_choices(fiscal_year: int | None) -> tuple[str, ...]:
    """The words or letters that the year's result may carry, best first; both kinds for an unknown year."""
    words, letters = (tuple(name for name, _ in levels) for levels in (WORD_LEVELS, LETTER_LEVELS))
    if fiscal_year is None:
        return (*words, *letters)
    return words if fiscal_year >= FIRST_YEAR_OF_WORD_LEVELS else letters


def possible_levels(fiscal_year: int, overall: float, tools: Mapping[Tool, float]) -> tuple[str, ...]:
    """Best first. More than one only when a tool that would decide is missing."""
    if fiscal_year < FIRST_YEAR_OF_WORD_LEVELS:
        return (next(name for name, least in LETTER_LEVELS if overall >= least),)
    if overall < _LEAST_TO_PASS:
        return (next(name for name, least in WORD_LEVELS if overall >= least),)
    lowest = min([overall, *(round(score, 2) for score in tools.values())])
    reached = [*(name for name, least in _BEST_LEVELS if lowest >= least), _PASSED]
    return tuple(reached) if len(tools) < len(Tool) and len(reached) > 1 else (reached[0],)


def suggested_level(fiscal_year: int | None, overall: float | None, tools: Mapping[Tool, float]) -> str | None:
    """To be offered, never set; None when it is not certain."""
    if fiscal_year is None or overall is None or not _is_score(overall):
        return None
    possible = possible_levels(fiscal_year, overall, tools)
    return possible[0] if len(possible) == 1 else None


def tool_scores(indicators: Mapping[str, float]) -> dict[Tool, float]:
    """The mean of each tool's indicators, for the tools that have them all."""
    codes = {tool: [one.code for one in INDICATORS if one.tool is tool] for tool in Tool}
    return {
        tool: fmean(indicators[code] for code in of_tool)
        for tool, of_tool in codes.items()
        if all(code in indicators for code in of_tool)
    }


def overall_of(tools: Mapping[Tool, float]) -> float | None:
    """The weighted mean, rounded at the end as published results are; None unless every tool is there."""
    if not all(tool in tools for tool in Tool):
        return None
    return round(sum(weight * tools[tool] for tool, weight in TOOL_WEIGHTS.items()), 2)


_Questions = Mapping[str, Mapping[str, float]]
"""By code, then by part: "" for the whole question, public, survey, or 1, 2, ..."""


def findings(
    fiscal_year: int | None,
    overall: float | None,
    level: str | None,
    indicators: Mapping[str, float],
    questions: Mapping[tuple[str, str], float],
) -> list[Finding]:
    """What disagrees or cannot be, the whole first. Questions are by code and part.

    `indicators` may also hold the printed score of a tool ("IIT"). Only complete sets are computed with.
    """
    scores = {code: score for code, score in indicators.items() if _is_score(score)}
    asked = _by_question(questions)
    tools = tool_scores(scores)
    return [
        *_no_scores(overall, indicators, questions),
        *_about_overall(overall, tools),
        *_about_level(fiscal_year, overall, level, tools),
        *_about_tools(scores, tools),
        *_about_indicators(scores, _indicators_of_questions(fiscal_year, asked)),
        *_about_questions(fiscal_year, asked),
    ]


def _is_score(value: float) -> bool:
    return 0 <= value <= BEST_SCORE


def _differ(printed: float, computed: float) -> bool:
    """By more than the rounding of a table that prints one decimal."""
    return abs(printed - computed) > _ROUNDING


def _by_question(questions: Mapping[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    asked: dict[str, dict[str, float]] = {}
    for (code, part), score in questions.items():
        if _is_score(score):
            asked.setdefault(code, {})[part] = score
    return asked


def _no_scores(
    overall: float | None, indicators: Mapping[str, float], questions: Mapping[tuple[str, str], float]
) -> list[Finding]:
    of_questions = {" ".join(key).strip(): score for key, score in questions.items()}
    whole = {} if overall is None else {"": overall}
    printed = {**whole, **indicators, **of_questions}
    return [Finding("not_a_score", subject, score) for subject, score in printed.items() if not _is_score(score)]


def _about_overall(overall: float | None, tools: Mapping[Tool, float]) -> Iterator[Finding]:
    computed = overall_of(tools)
    if overall is not None and computed is not None and _is_score(overall) and _differ(overall, computed):
        yield Finding("overall_mismatch", "", overall, computed)


def _about_level(
    fiscal_year: int | None, overall: float | None, level: str | None, tools: Mapping[Tool, float]
) -> Iterator[Finding]:
    if level is None:
        return
    if level not in level_choices(fiscal_year):
        yield Finding("level_not_of_year", "", level, suggested_level(fiscal_year, overall, tools))
    elif fiscal_year is not None and overall is not None and _is_score(overall):
        possible = possible_levels(fiscal_year, overall, tools)
        if level not in possible:
            yield Finding("level_mismatch", "", level, " / ".join(possible))


def _about_tools(scores: Mapping[str, float], tools: Mapping[Tool, float]) -> Iterator[Finding]:
    for tool, computed in tools.items():
        if tool in scores and _differ(scores[tool], computed):
            yield Finding("tool_mismatch", tool.value, scores[tool], round(computed, 2))


def _about_indicators(scores: Mapping[str, float], computed: Mapping[str, float]) -> Iterator[Finding]:
    if any(code in scores for code in INDICATOR_CODES):
        yield from (Finding("indicator_missing", code) for code in INDICATOR_CODES if code not in scores)
    for code, score in computed.items():
        if code in scores and _differ(scores[code], score):
            yield Finding("indicator_mismatch", code, scores[code], round(score, 2))


def _indicators_of_questions(fiscal_year: int | None, asked: _Questions) -> dict[str, float]:
    """Of the two surveys, and only of the indicators whose questions are all there."""
    known = {tool_and_number(code): _score_of(parts) for code, parts in asked.items()}
    computed: dict[str, float] = {}
    for tool in (Tool.IIT, Tool.EIT):
        for code, numbers in survey_questions(tool, fiscal_year).items():
            found = [score for number in numbers if (score := known.get((tool, number))) is not None]
            if len(found) == len(numbers):
                computed[code] = fmean(found)
    return computed


def _score_of(parts: Mapping[str, float]) -> float | None:
    """As printed for the whole question, else the mean of its parts; None of a part without the others."""
    return parts[""] if "" in parts else _mean_of_parts(parts)


def _mean_of_parts(parts: Mapping[str, float]) -> float | None:
    divided = [score for part, score in parts.items() if part]
    return fmean(divided) if len(divided) > 1 else None


def _about_questions(fiscal_year: int | None, asked: _Questions) -> Iterator[Finding]:
    for code, parts in asked.items():
        if is_of_year(code, fiscal_year) is False:
            yield Finding("question_not_of_year", code)
        mean = _mean_of_parts(parts)
        if "" in parts and mean is not None and _differ(parts[""], mean):
            yield Finding("question_mismatch", code, parts[""], round(mean, 2))
