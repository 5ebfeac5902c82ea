"""Reads the plan an office already has: a document becomes tables and paragraphs, these become a draft.

    read_document(data, filename) -> Document -> draft_plan(document) -> DraftPlan

Knows neither Flask nor the database.
"""

from __future__ import annotations

from tracker.plan_reading.document import Document
from tracker.plan_reading.document import from_json_dict as document_from_json_dict
from tracker.plan_reading.document import to_json_dict as document_to_json_dict
from tracker.plan_reading.draft import (
    DraftAgency,
    DraftAssessment,
    DraftMeasure,
    DraftMonitoring,
    DraftPeriod,
    DraftPlan,
    DraftQuestion,
    DraftResponsible,
    Source,
    from_json_dict,
    to_json_dict,
)
from tracker.plan_reading.drafting import draft_plan
from tracker.plan_reading.errors import NotAPlan, UnreadableDocument
from tracker.plan_reading.next_year import plan_for_year
from tracker.plan_reading.pasted_text import PASTED, read_pasted
from tracker.plan_reading.reading import read_document

__all__ = [
    "PASTED",
    "Document",
    "DraftAgency",
    "DraftAssessment",
    "DraftMeasure",
    "DraftMonitoring",
    "DraftPeriod",
    "DraftPlan",
    "DraftQuestion",
    "DraftResponsible",
    "NotAPlan",
    "Source",
    "UnreadableDocument",
    "document_from_json_dict",
    "document_to_json_dict",
    "draft_plan",
    "from_json_dict",
    "plan_for_year",
    "read_document",
    "read_pasted",
    "to_json_dict",
]
