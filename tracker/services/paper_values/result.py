"""What the measures of a fiscal year came to: the office's texts, else the months' words, with scores and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.domain.framework import INDICATOR_CODES, indicator_name, indicator_tool
from tracker.domain.papers import Asked
from tracker.domain.rollup import MeasureStatus
from tracker.domain.score_sheet import PrintedResult
from tracker.domain.year_texts import Wording
from tracker.domain.yearly_items import report_item
from tracker.models import Assessment
from tracker.queries import assessments, frames, plans, year_words
from tracker.queries.year_words import YearEvidence, YearWords
from tracker.reports.result_values import AssessedYear, EvidenceLine, ResultMeasure, ResultReport, ScoreLine
from tracker.services.paper_values.plan_asked_for import plan_asked_for, up_to_year


def value_of(agency_id: int, today: date, asked: Asked) -> ResultReport:
    frame = frames.frame_on(agency_id, asked.day or today)
    plan = plan_asked_for(frame, asked)
    frame = up_to_year(frame, plan.fiscal_year)
    before, after = year_words.assessments_around(plan)
    statuses = {status.facts.id: status for status in plans.statuses_of_plan(plan.id, frame)}
    evidence = year_words.evidence_of_plan(plan.id, frame)
    return ResultReport(
        agency=frame.slug,
        agency_name=frame.name,
        as_of=frame.today,
        fiscal_year=plan.fiscal_year,
        through_month=frame.month,
        item=report_item(plan.fiscal_year),
        before=assessed_year(before),
        after=assessed_year(after),
        scores=_scores(_printed(before), _printed(after), plan.fiscal_year),
        measures=tuple(
            _measure(words, statuses[words.measure.id], evidence.get(words.measure.id, ()))
            for words in year_words.words_of_plan(plan.id, frame)
        ),
    )


def assessed_year(assessment: Assessment | None) -> AssessedYear | None:
    if assessment is None:
        return None
    return AssessedYear(assessment.fiscal_year, assessment.overall_score, assessment.level or "")


def _printed(assessment: Assessment | None) -> PrintedResult:
    return assessments.result_of(assessment) if assessment else PrintedResult()


def _scores(before: PrintedResult, after: PrintedResult, fiscal_year: int) -> tuple[ScoreLine, ...]:
    return tuple(
        ScoreLine(
            code=code,
            name=indicator_name(code, fiscal_year),
            tool=indicator_tool(code).value,
            before=before.indicators.get(code),
            after=after.indicators.get(code),
        )
        for code in INDICATOR_CODES
    )


def _measure(words: YearWords, status: MeasureStatus, evidence: Sequence[YearEvidence]) -> ResultMeasure:
    measure, texts = words.measure, words.texts
    return ResultMeasure(
        id=measure.id,
        number=measure.number,
        title=status.facts.title,
        indicators=status.facts.indicators,
        steps=tuple(step.text for step in measure.steps),
        responsible=measure.responsible_text,
        period=measure.period_text,
        progress=status.standing.progress,
        percent=round(float(status.standing.percent), 1),
        is_written=words.wording is Wording.OFFICE,
        result=texts.result,
        outcome=texts.outcome,
        problems=texts.problems,
        suggestions=texts.suggestions,
        evidence=tuple(_evidence(one) for one in evidence),
    )


def _evidence(one: YearEvidence) -> EvidenceLine:
    return EvidenceLine(
        id=one.id,
        division=one.division,
        month=one.month,
        caption=one.caption,
        dated_on=one.dated_on,
        url=one.url or "",
        filename=one.filename or "",
        picture=one.stored_name if one.is_picture and one.stored_name else "",
    )
