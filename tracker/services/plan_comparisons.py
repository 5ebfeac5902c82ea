"""A document or a workbook beside the plan that its year has: what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.plan_drafts import DraftOrigin
from tracker.models import PlanDraft
from tracker.plan_reading import DraftMeasure, DraftQuestion, from_json_dict
from tracker.plan_reading.comparing import Workbook, compare_document, compare_workbook
from tracker.plan_reading.differences import Change, RowDifference, with_known_names
from tracker.plan_reading.matching import Candidate, candidates, match_measures
from tracker.queries import adoption, plan_contents
from tracker.queries.division_names import DivisionNames, division_names
from tracker.queries.plan_contents import PlanContents
from tracker.services.plan_books import exported_of

Told = Mapping[int, int | None]
"""What a person said of a row, by its place: the id of the measure that it is; None: it is a new one."""


@dataclass(frozen=True, slots=True)
class Comparison:
    row: PlanDraft
    contents: PlanContents
    names: DivisionNames
    #: The new version, its divisions by the agency's own names.
    measures: tuple[DraftMeasure, ...]
    questions: tuple[DraftQuestion, ...]
    rows: tuple[RowDifference, ...]

    @property
    def is_workbook(self) -> bool:
        return self.row.origin is DraftOrigin.WORKBOOK

    def candidates(self) -> dict[int, list[Candidate]]:
        """For each row taken for a new measure, by place, the adopted ones it might be; a workbook's are known."""
        if self.is_workbook:
            return {}
        added = {row.place: row.measure for row in self.rows if row.change is Change.ADDED and row.place is not None}
        gone = {row.measure_id: row.measure for row in self.rows if row.change is Change.REMOVED and row.measure_id}
        return candidates(gone, added)


def plan_id_beside(row: PlanDraft) -> int | None:
    """The plan that the draft is about; None when its year has none yet."""
    if row.origin is DraftOrigin.WORKBOOK:
        return exported_of(row).plan_id
    year = row.content["plan_fiscal_year"]
    plan = adoption.plan_of_year(year) if year is not None else None
    return plan.id if plan else None


def comparison_of(row: PlanDraft, told: Told) -> Comparison | None:
    """None when there is no plan to compare with."""
    contents = _contents_beside(row)
    if contents is None:
        return None
    draft = from_json_dict(row.content)
    names = division_names(contents.agency_kind)
    measures = tuple(with_known_names(measure, names.name_of) for measure in draft.measures)
    return Comparison(
        row=row,
        contents=contents,
        names=names,
        measures=measures,
        questions=draft.questions,
        rows=tuple(_differences(row, contents, measures, names, told)),
    )


def _contents_beside(row: PlanDraft) -> PlanContents | None:
    if row.origin is DraftOrigin.WORKBOOK:
        return plan_contents.contents_of(exported_of(row).plan_id)
    year = row.content["plan_fiscal_year"]
    return plan_contents.contents_of_year(year) if year is not None else None


def _differences(
    row: PlanDraft, contents: PlanContents, measures: Sequence[DraftMeasure], names: DivisionNames, told: Told
) -> list[RowDifference]:
    if row.origin is DraftOrigin.WORKBOOK:
        exported = {one.id: one for one in exported_of(row).measures}
        book = Workbook(measures, row.row_ids or [None] * len(measures), exported)
        return compare_workbook(contents.measures, book, names.ids)
    adopted = {one.id: one.measure for one in contents.measures}
    matches = match_measures(adopted, measures, told)
    return compare_document(contents.measures, measures, matches, names.ids)
