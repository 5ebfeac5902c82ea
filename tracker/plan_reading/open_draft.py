"""A draft while somebody corrects it: each measure with the questions about it, so that they move together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.domain.errors import N_, NotFound
from tracker.plan_reading.draft import (
    DraftMeasure,
    DraftPlan,
    DraftQuestion,
    measure_from_json_dict,
    to_plain,
)


@dataclass(frozen=True, slots=True)
class OpenMeasure:
    measure: DraftMeasure
    questions: tuple[DraftQuestion, ...] = ()
    #: The adopted measure that it is, in a workbook that came back.
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class SkippedMeasure:
    """Left out, with the position at which it stood."""

    row: OpenMeasure
    position: int


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """`frame` is the plan without its measures; its questions are those about the plan as a whole."""

    frame: DraftPlan
    measures: tuple[OpenMeasure, ...]
    skipped: tuple[SkippedMeasure, ...] = ()

    def at(self, position: int) -> OpenMeasure:
        """Positions count from 1."""
        if not 1 <= position <= len(self.measures):
            raise NotFound(N_("There is no such measure in this draft."))
        return self.measures[position - 1]

    def with_rows(self, position: int, rows: Sequence[OpenMeasure], count: int = 1) -> OpenDraft:
        """`count` measures from `position` on replaced by others."""
        before, behind = self.measures[: position - 1], self.measures[position - 1 + count :]
        return replace(self, measures=(*before, *rows, *behind))

    def asking(self, questions: Iterable[DraftQuestion]) -> OpenDraft:
        """With these questions about the plan as a whole."""
        return replace(self, frame=replace(self.frame, questions=tuple(questions)))

    @property
    def numbers(self) -> set[str]:
        return {row.measure.number for row in self.measures}

    @property
    def questions(self) -> tuple[DraftQuestion, ...]:
        """Those of the plan as a whole first; those of skipped measures too, because they are not answered."""
        rows = (*self.measures, *(one.row for one in self.skipped))
        return (*self.frame.questions, *(question for row in rows for question in row.questions))

    def closed(self) -> DraftPlan:
        questions = (
            replace(question, measure=row.measure.number) for row in self.measures for question in row.questions
        )
        return replace(
            self.frame,
            measures=tuple(row.measure for row in self.measures),
            questions=(*self.frame.questions, *questions),
        )


def open_draft(
    plan: DraftPlan, skipped: Sequence[Mapping[str, Any]] = (), row_ids: Sequence[int | None] | None = None
) -> OpenDraft:
    """`skipped` in the form of `skipped_to_json`; `row_ids` in the order of the measures, if they have any."""
    ids = row_ids if row_ids is not None else [None] * len(plan.measures)
    numbers = {measure.number for measure in plan.measures}
    rows = tuple(
        OpenMeasure(measure, tuple(one for one in plan.questions if one.measure == measure.number), row_id)
        for measure, row_id in zip(plan.measures, ids, strict=True)
    )
    about_plan = tuple(question for question in plan.questions if question.measure not in numbers)
    return OpenDraft(
        frame=replace(plan, measures=(), questions=about_plan),
        measures=rows,
        skipped=tuple(_skipped_from_json(one) for one in skipped),
    )


def skipped_to_json(skipped: Sequence[SkippedMeasure]) -> list[dict[str, Any]]:
    return [
        {
            "position": one.position,
            "row_id": one.row.row_id,
            "measure": to_plain(one.row.measure),
            "questions": to_plain(one.row.questions),
        }
        for one in skipped
    ]


def _skipped_from_json(data: Mapping[str, Any]) -> SkippedMeasure:
    questions = tuple(DraftQuestion(**question) for question in data["questions"])
    row = OpenMeasure(measure_from_json_dict(data["measure"]), questions, data["row_id"])
    return SkippedMeasure(row, data["position"])
