"""The paper of an assessment: from what is stored to the value that is printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.domain.assessment import Finding
from tracker.domain.coverage import PlannedMeasure, WeakPoint, coverage_of
from tracker.domain.framework import TOOL_NAMES, Tool, indicator_name
from tracker.domain.questionnaire import item_codes
from tracker.domain.score_sheet import PrintedResult, ScoreKey, ToolSheet, findings_of, is_question, printed_sheet
from tracker.models import Agency, Assessment
from tracker.queries import assessments as queries
from tracker.reports.assessment_book import AssessmentReport, PaperCover, PaperScore, PlanCover


def assessment_report(agency: Agency, today: date, assessment: Assessment) -> AssessmentReport:
    """With every plan that was made from it."""
    result, year = queries.result_of(assessment), assessment.fiscal_year
    found = findings_of(year, result)
    plans = queries.plans_made_from([assessment.id])
    measures = queries.measures_of_plans([plan.id for plan in plans])
    return AssessmentReport(
        agency=agency.slug,
        agency_name=agency.name,
        as_of=today,
        fiscal_year=year,
        overall=result.overall,
        level=result.level,
        threshold=agency.score_threshold,
        findings=tuple(finding for finding in found if not finding.subject),
        scores=tuple(_scores(year, result, found, agency.score_threshold)),
        plans=tuple(
            PlanCover(plan.fiscal_year, _cover_lines(year, result, measures[plan.id], agency.score_threshold))
            for plan in plans
        ),
    )


def _scores(year: int, result: PrintedResult, found: list[Finding], threshold: float) -> Iterator[PaperScore]:
    by_subject: dict[str, list[Finding]] = {}
    for finding in found:
        by_subject.setdefault(finding.subject, []).append(finding)
    for sheet in printed_sheet(year, result.scores.keys()):
        for key in _printed_keys(sheet, result):
            score = result.scores.get(key)
            yield PaperScore(
                tool=sheet.tool,
                code=key.code,
                name=_name(key.code, year),
                part=key.part,
                score=score,
                is_weak=score is not None and score < threshold,
                findings=tuple(by_subject.get(key.subject, ())),
            )


def _printed_keys(sheet: ToolSheet, result: PrintedResult) -> Iterator[ScoreKey]:
    if ScoreKey(sheet.tool) in result.scores:
        yield ScoreKey(sheet.tool)
    yield from (ScoreKey(code) for code in sheet.indicators)
    for line in sheet.questions:
        yield from line.keys


def _cover_lines(
    year: int, result: PrintedResult, measures: list[PlannedMeasure], threshold: float
) -> tuple[PaperCover, ...]:
    return tuple(_cover_line(point, year) for point in coverage_of(year, result, measures, threshold).weak)


def _cover_line(point: WeakPoint, year: int) -> PaperCover:
    measures = tuple(f"{measure.number}. {measure.title}" for measure in point.measures)
    return PaperCover(point.code, _name(point.code, year), point.lowest, point.state, measures)


def _name(code: str, year: int) -> str:
    if code in set(Tool):
        return TOOL_NAMES[Tool(code)][0]
    return item_codes(year).get(code) or "" if is_question(code) else indicator_name(code, year)
