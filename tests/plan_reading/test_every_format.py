"""The same plan says the same, whatever kind of file it comes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.plan_reading.test_real_plans import EVERY_PLAN
from tests.support.pdf_files import as_pdf_by_libreoffice, as_pdf_by_typst, as_pdf_by_word_processor
from tests.support.plan_files import as_csv, as_docx, as_html, as_xlsx
from tests.support.requirements import LIBREOFFICE, WORD_PROCESSOR, need
from tracker.domain.thai_text import squeeze
from tracker.plan_reading import Document, draft_plan, read_document, to_json_dict

SAMPLES = ("provincial_plan.txt", "subdistrict_plan.txt", "town_plan.txt")
WRITERS: dict[str, Callable[[Document], bytes]] = {
    "docx": as_docx,
    "xlsx": as_xlsx,
    "html": as_html,
    "csv": as_csv,
    "pdf": as_pdf_by_typst,
}


@pytest.fixture(params=[*EVERY_PLAN, *SAMPLES])
def plan(request: pytest.FixtureRequest) -> Document:
    """A plan as read from its text; those of offices only where they are kept."""
    if request.param in SAMPLES:
        path = Path(__file__).parents[1] / "samples" / request.param
    else:
        path = request.getfixturevalue("shared_dir") / "seeds" / request.param
    return read_document(path.read_bytes(), path.name)


def said(document: Document) -> dict[str, Any]:
    """All of the draft but the places in the file, with the questions by what they ask, not by how."""
    draft = to_json_dict(draft_plan(document))
    for measure in draft["measures"]:
        del measure["source"]
    draft["questions"] = sorted((one["code"], one["measure"] or "") for one in draft["questions"])
    return draft


def as_printed(document: Document) -> Any:
    """What Typst keeps of a plan: no space where a line was wrapped at one; and a row that two pages share is asked."""
    draft = said(document)
    draft["questions"] = [(code, measure) for code, measure in draft["questions"] if code != "joined_rows"]
    return without_spaces(draft)


def without_spaces(value: Any) -> Any:
    if isinstance(value, str):
        return squeeze(value)
    if isinstance(value, dict):
        return {key: without_spaces(part) for key, part in value.items()}
    return [without_spaces(part) for part in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind != "pdf"])
def test_a_plan_says_the_same_in_every_kind_of_file(plan: Document, kind: str) -> None:
    again = read_document(WRITERS[kind](plan), f"plan.{kind}")
    assert said(again) == said(plan)


def test_a_plan_says_the_same_as_a_pdf(plan: Document) -> None:
    again = read_document(as_pdf_by_typst(plan), "plan.pdf")
    assert as_printed(again) == as_printed(plan)


def test_a_plan_says_the_same_as_a_pdf_of_libreoffice(plan: Document, tmp_path: Path) -> None:
    need(LIBREOFFICE)
    again = read_document(as_pdf_by_libreoffice(plan, tmp_path), "plan.pdf")
    assert said(again) == said(plan)


def test_a_plan_says_the_same_as_a_pdf_of_a_word_processor(plan: Document, tmp_path: Path) -> None:
    need(WORD_PROCESSOR)
    again = read_document(as_pdf_by_word_processor(plan, tmp_path), "plan.pdf")
    assert as_printed(again) == as_printed(plan)
