"""The plan's own workbook: written out for somebody to fill in, and recognised when it comes back."""

from __future__ import annotations

import hashlib
from datetime import date

from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.plan_book import BookColumn
from tracker.domain.plan_drafts import DraftOrigin
from tracker.extensions import only_reading
from tracker.models import PlanDraft
from tracker.plan_reading import DraftPlan, document_to_json_dict, to_json_dict
from tracker.plan_reading.document import Document
from tracker.plan_reading.plan_book_cells import Divisions, cells_of
from tracker.plan_reading.plan_book_reader import (
    Exported,
    exported_from_json_dict,
    exported_in,
    exported_to_json_dict,
    read_plan_book,
)
from tracker.plan_reading.plan_book_rows import BookSetting
from tracker.queries import plan_contents
from tracker.queries.division_names import DivisionNames, division_names
from tracker.queries.plan_contents import PlanContents
from tracker.reports.plan_book import PlanBook

EXPORTED = "exported"
"""Beside the document of a workbook's draft: what it was made with."""


def plan_book_of(plan_id: int, today: date) -> PlanBook:
    contents = plan_contents.contents_of(plan_id)
    if contents is None:
        raise NotFound(N_("There is no such plan."))
    names = division_names(contents.agency_kind)
    rows = tuple(
        {BookColumn.ID: one.id, **cells_of(one.measure, is_cancelled=one.is_cancelled)} for one in contents.measures
    )
    exported = Exported(contents.agency_slug, contents.agency_name, plan_id, contents.fiscal_year, contents.measures)
    return PlanBook(
        agency_name=exported.agency_name,
        fiscal_year=contents.fiscal_year,
        as_of=today,
        divisions=names.active,
        rows=rows,
        exported=exported_to_json_dict(exported),
    )


def draft_of_own_workbook(data: bytes, filename: str) -> PlanDraft | None:
    """The draft of a plan's own workbook, not stored yet; None for any other file.

    Refuses the workbook of another agency, of a plan that is no longer there, and one whose hidden sheet was changed.
    """
    exported = exported_in(data, filename)
    if exported is None:
        return None
    with only_reading():
        contents = plan_contents.contents_of(exported.plan_id)
        names = division_names(contents.agency_kind) if contents else None
    if contents is None or names is None or not _is_of(exported, contents):
        raise Refusal(
            N_(
                "“%(filename)s” is the workbook of another plan: %(agency)s, fiscal year %(year)s. "
                "Bring it in where that plan is, or download the workbook of your own plan."
            ),
            "file",
            filename=filename,
            agency=exported.agency_name,
            year=exported.fiscal_year,
        )
    read = read_plan_book(data, filename, exported, _setting(contents, names))
    draft = DraftPlan(contents.draft.agency, contents.fiscal_year, None, read.rows, read.questions)
    return PlanDraft(
        origin=DraftOrigin.WORKBOOK,
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        content=to_json_dict(draft),
        document={**document_to_json_dict(Document(filename, ())), EXPORTED: exported_to_json_dict(exported)},
        row_ids=list(read.ids),
    )


def _is_of(exported: Exported, contents: PlanContents) -> bool:
    return (exported.agency, exported.fiscal_year) == (contents.agency_slug, contents.fiscal_year)


def _setting(contents: PlanContents, names: DivisionNames) -> BookSetting:
    return BookSetting(contents.fiscal_year, Divisions(contents.agency_kind, names.active, names.name_of))


def exported_of(row: PlanDraft) -> Exported:
    return exported_from_json_dict((row.document or {})[EXPORTED])
