"""Whether the printed scores agree with one another: they are only asked about, never changed."""

from __future__ import annotations

from statistics import mean

from tracker.domain.framework import INDICATOR_CODES, TOOL_WEIGHTS, Tool, indicator_tool, suggested_level
from tracker.plan_reading.draft import DraftAssessment, DraftQuestion
from tracker.plan_reading.questions import about_plan
from tracker.plan_reading.scores import Scores

_ROUNDING = 0.06


def questions_about_assessment(
    assessment: DraftAssessment | None, scores: Scores, plan_fiscal_year: int | None
) -> list[DraftQuestion]:
    if assessment is None:
        return []
    return [
        *_about_year(assessment.fiscal_year, plan_fiscal_year),
        *_about_overall(assessment),
        *_about_indicators(assessment, scores),
    ]


def _about_year(assessed: int | None, planned: int | None) -> list[DraftQuestion]:
    if assessed is None:
        return [about_plan("assessed_year_missing", "assessment")]
    if planned is not None and assessed >= planned:
        return [about_plan("assessed_year_is_plan_year", "assessment", year=assessed, before=planned - 1)]
    return []


def tool_scores(indicators: dict[str, float]) -> dict[Tool, float]:
    """The mean of each tool's indicators; empty unless all ten are there."""
    if not all(code in indicators for code in INDICATOR_CODES):
        return {}
    return {tool: mean(indicators[code] for code in INDICATOR_CODES if indicator_tool(code) is tool) for tool in Tool}


def _about_overall(assessment: DraftAssessment) -> list[DraftQuestion]:
    if assessment.overall is None:
        return [about_plan("overall_missing", "assessment")]
    questions = []
    tools = tool_scores(assessment.indicators)
    computed = sum(TOOL_WEIGHTS[tool] * score for tool, score in tools.items())
    if tools and abs(computed - assessment.overall) > _ROUNDING:
        questions.append(about_plan("overall_mismatch", "assessment", computed=computed, printed=assessment.overall))
    if assessment.level is not None and assessment.fiscal_year is not None:
        expected = suggested_level(assessment.fiscal_year, assessment.overall, tools)
        if expected != assessment.level and not (not tools and assessment.level == "ผ่าน"):
            questions.append(about_plan("level_mismatch", "assessment", printed=assessment.level, expected=expected))
    return questions


def _about_indicators(assessment: DraftAssessment, scores: Scores) -> list[DraftQuestion]:
    missing = [code for code in INDICATOR_CODES if assessment.indicators and code not in assessment.indicators]
    questions = [
        about_plan("score_conflict", "assessment", indicator=code, score=assessment.indicators[code])
        for code in dict.fromkeys(scores.conflicts)
    ]
    if missing:
        questions.append(about_plan("indicators_missing", "assessment", codes=", ".join(missing)))
    return questions
