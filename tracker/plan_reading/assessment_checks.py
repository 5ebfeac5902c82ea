"""Whether the printed scores agree with one another: they are only asked about, never changed."""

from __future__ import annotations

from tracker.domain.assessment import Finding, findings
from tracker.plan_reading.draft import DraftAssessment, DraftQuestion
from tracker.plan_reading.questions import about_plan
from tracker.plan_reading.scores import Scores


def questions_about_assessment(
    assessment: DraftAssessment | None, scores: Scores, plan_fiscal_year: int | None
) -> list[DraftQuestion]:
    if assessment is None:
        return []
    found = findings(
        assessment.fiscal_year,
        assessment.overall,
        assessment.level,
        assessment.indicators,
        {(code, part): score for code, part, score in assessment.question_rows()},
    )
    return [
        *_about_year(assessment.fiscal_year, plan_fiscal_year),
        *([about_plan("overall_missing", "assessment")] if assessment.overall is None else []),
        *_about_findings(found, assessment.fiscal_year),
        *_about_conflicts(assessment, scores),
    ]


def _about_year(assessed: int | None, planned: int | None) -> list[DraftQuestion]:
    if assessed is None:
        return [about_plan("assessed_year_missing", "assessment")]
    if planned is not None and assessed >= planned:
        return [about_plan("assessed_year_is_plan_year", "assessment", year=assessed, before=planned - 1)]
    return []


def _about_findings(found: list[Finding], year: int | None) -> list[DraftQuestion]:
    """One question each, but one for all the indicators that have no score."""
    missing = [one.subject for one in found if one.code == "indicator_missing"]
    questions = [
        about_plan(
            one.code,
            "assessment",
            subject=one.subject,
            printed=one.printed,
            computed=one.computed,
            expected=one.computed,
            year=year or "-",
        )
        for one in found
        if one.code != "indicator_missing"
    ]
    if missing:
        questions.append(about_plan("indicators_missing", "assessment", codes=", ".join(missing)))
    return questions


def _about_conflicts(assessment: DraftAssessment, scores: Scores) -> list[DraftQuestion]:
    return [
        about_plan("score_conflict", "assessment", indicator=code, score=assessment.indicators[code])
        for code in dict.fromkeys(scores.conflicts)
    ]
