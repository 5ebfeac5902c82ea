"""A plan as it was adopted, with the analysis of the assessment it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.domain.coverage import PlannedMeasure, WeakPoint, coverage_of
from tracker.domain.errors import N_, NotFound
from tracker.domain.framework import INDICATOR_CODES, indicator_name, indicator_tool
from tracker.domain.papers import Asked
from tracker.domain.questionnaire import item_codes
from tracker.domain.score_sheet import PrintedResult, is_question
from tracker.domain.yearly_items import measures_item
from tracker.models import Measure
from tracker.queries import assessments, frames, plans, year_words
from tracker.queries.assessments import AssessedPlan
from tracker.reports.plan_values import AssessedIndicator, PartScore, PlannedLine, PlanReport, WeakLine
from tracker.services.paper_values.plan_asked_for import plan_asked_for
from tracker.services.paper_values.result import assessed_year


def value_of(agency_id: int, today: date, asked: Asked) -> PlanReport:
    frame = frames.frame_on(agency_id, asked.day or today)
    plan_id = plan_asked_for(frame, asked).id
    plan, head = assessments.assessed_plan(plan_id), plans.plan_head(plan_id)
    if plan is None or head is None:
        raise NotFound(N_("There is no such plan."))
    planned = assessments.measures_of_plans([plan_id])[plan_id]
    result = assessments.result_of(plan.assessment) if plan.assessment else PrintedResult()
    return PlanReport(
        agency=frame.slug,
        agency_name=frame.name,
        as_of=frame.today,
        fiscal_year=plan.fiscal_year,
        adopted_on=head.adopted_at.date(),
        item=measures_item(plan.fiscal_year),
        assessed=assessed_year(plan.assessment),
        threshold=plan.threshold,
        indicators=_indicators(plan, result, planned),
        weak=_weak(plan, result, planned),
        measures=tuple(_line(one) for one in year_words.measures_of_plan(plan_id) if one.cancelled_on is None),
    )


def _indicators(
    plan: AssessedPlan, result: PrintedResult, planned: Sequence[PlannedMeasure]
) -> tuple[AssessedIndicator, ...]:
    scores = result.indicators
    return tuple(
        AssessedIndicator(
            code=code,
            name=indicator_name(code, plan.fiscal_year),
            tool=indicator_tool(code).value,
            score=scores.get(code),
            is_weak=code in scores and scores[code] < plan.threshold,
            measures=sum(code in measure.main_indicators for measure in planned),
        )
        for code in INDICATOR_CODES
    )


def _weak(plan: AssessedPlan, result: PrintedResult, planned: Sequence[PlannedMeasure]) -> tuple[WeakLine, ...]:
    """Nothing to hold the plan against where it does not say what it was made from."""
    if plan.assessment is None:
        return ()
    year = plan.assessment.fiscal_year
    return tuple(_weak_line(point, year) for point in coverage_of(year, result, planned, plan.threshold).weak)


def _weak_line(point: WeakPoint, year: int) -> WeakLine:
    asked = is_question(point.code)
    name = item_codes(year).get(point.code.upper()) if asked else indicator_name(point.code, year)
    return WeakLine(
        code=point.code,
        name=name or "",
        is_question=asked,
        indicator=point.indicator or "",
        scores=tuple(PartScore(part, score) for part, score in sorted(point.scores.items())),
        state=point.state,
        measures=tuple(measure.number for measure in point.measures),
    )


def _line(measure: Measure) -> PlannedLine:
    return PlannedLine(
        id=measure.id,
        number=measure.number,
        titles=tuple(measure.titles),
        indicators=tuple(one.code for one in sorted(measure.indicators, key=lambda one: one.id)),
        issue=measure.issue or "",
        steps=tuple(step.text for step in measure.steps),
        responsible=measure.responsible_text,
        period=measure.period_text,
        monitoring=measure.monitoring_text,
    )
