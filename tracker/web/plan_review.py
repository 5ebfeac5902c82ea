"""A draft as it is looked at before it is adopted: each measure beside what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.plan_reading import DraftMeasure, DraftPlan, DraftQuestion, from_json_dict
from tracker.queries.divisions import Spellings, spellings


@dataclass(frozen=True, slots=True)
class ReviewedDivision:
    name: str
    is_new: bool
    is_lead: bool


@dataclass(frozen=True, slots=True)
class ReviewedMeasure:
    #: Counted from 1; documents may give two measures the same number.
    position: int
    draft: DraftMeasure
    divisions: tuple[ReviewedDivision, ...]
    questions: tuple[DraftQuestion, ...]


@dataclass(frozen=True, slots=True)
class ReviewedPlan:
    draft: DraftPlan
    measures: tuple[ReviewedMeasure, ...]
    #: Doubts about the document as a whole.
    questions: tuple[DraftQuestion, ...]
    new_divisions: tuple[str, ...]


def reviewed_plan(content: dict[str, Any], agency_id: int) -> ReviewedPlan:
    draft = from_json_dict(content)
    known = spellings(agency_id, active_only=True)
    measures = tuple(
        _reviewed_measure(position, measure, draft.questions, known)
        for position, measure in enumerate(draft.measures, start=1)
    )
    numbers = {measure.number for measure in draft.measures}
    new = {known.key(one.name): one.name for measure in measures for one in measure.divisions if one.is_new}
    return ReviewedPlan(
        draft=draft,
        measures=measures,
        questions=tuple(question for question in draft.questions if question.measure not in numbers),
        new_divisions=tuple(new.values()),
    )


def _reviewed_measure(
    position: int, measure: DraftMeasure, questions: tuple[DraftQuestion, ...], known: Spellings
) -> ReviewedMeasure:
    lead = measure.responsible.lead
    return ReviewedMeasure(
        position=position,
        draft=measure,
        divisions=tuple(
            ReviewedDivision(name, known.find(name) is None, lead is not None and known.key(name) == known.key(lead))
            for name in measure.responsible.divisions
        ),
        questions=tuple(question for question in questions if question.measure == measure.number),
    )
