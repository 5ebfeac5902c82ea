"""What a plan's own workbook goes through before it comes back, and the workbooks that are none of this plan's."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.factories import create_measure, moment
from tests.support.office import TODAY, Office
from tests.support.office_programs import saved_by_libreoffice
from tests.support.plan_books import (
    brought_back,
    create_odd_measure,
    edited,
    exported,
    fields_of,
    heading_row,
    saved,
    typing,
)
from tests.support.requirements import LIBREOFFICE, need
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.hidden_sheet import HIDDEN_SHEET
from tracker.domain.permissions import Actor
from tracker.domain.plan_book import BookColumn
from tracker.extensions import db
from tracker.models import Measure, PlanDraft
from tracker.models.isolation import agency_scope
from tracker.plan_reading.differences import Field
from tracker.services import plan_books, plan_drafts

NOW = moment(TODAY)


@pytest.fixture
def odd(office: Office) -> Measure:
    return create_odd_measure(office)


def test_another_plans_workbook_is_refused_by_name(office: Office, foreign_office: Office, secretary: Actor) -> None:
    with agency_scope(foreign_office.agency.id):
        theirs = exported(foreign_office)
    with pytest.raises(Refusal, match="เทศบาลตำบลบ้านอื่น, fiscal year 2569"):
        plan_drafts.upload_plan(secretary, NOW, theirs, "plan.xlsx")
    with pytest.raises(NotFound):
        plan_books.plan_book_of(foreign_office.plan.id, TODAY)
    assert db.session.query(PlanDraft).count() == 0


def test_a_workbook_whose_hidden_part_was_changed_is_refused(office: Office, secretary: Actor) -> None:
    book = load_workbook(BytesIO(exported(office)))
    cell = book[HIDDEN_SHEET]["A3"]
    cell.value = str(cell.value).replace('"fiscal_year": 2569', '"fiscal_year": 2570')
    with pytest.raises(Refusal, match="hidden part"):
        plan_drafts.upload_plan(secretary, NOW, saved(book), "plan.xlsx")


def test_a_workbook_without_its_headings_is_refused(office: Office, secretary: Actor) -> None:
    def no_headings(sheet: Worksheet) -> None:
        sheet.delete_rows(heading_row(sheet))

    with pytest.raises(Refusal, match="no table of measures"):
        plan_drafts.upload_plan(secretary, NOW, edited(exported(office), no_headings), "plan.xlsx")


def test_libreoffice_changes_nothing(office: Office, secretary: Actor, odd: Measure, tmp_path: Path) -> None:
    need(LIBREOFFICE)
    (tmp_path / "first").mkdir()
    once = saved_by_libreoffice(exported(office), "plan.xlsx", "xlsx", tmp_path)
    compared = brought_back(secretary, once)
    assert (compared.rows, compared.questions) == ((), ())
    again = saved_by_libreoffice(edited(once, typing(1, BookColumn.END, "31 มี.ค. 69")), "plan.xlsx", "xlsx", tmp_path)
    assert fields_of(brought_back(secretary, again)) == [("1", Field.END, date(2026, 9, 30), date(2026, 3, 31))]


def test_sixty_measures_pass_the_gate(office: Office, secretary: Actor) -> None:
    """Many like each other pack so well that a careless gate would take the file for a bomb."""
    for number in range(3, 61):
        create_measure(
            office.plan, [office.finance], number=str(number), steps=["ดำเนินการตามแผนที่กำหนดไว้"] * 12, position=number
        )
    compared = brought_back(secretary, exported(office))
    assert compared.rows == ()
    assert len(compared.measures) == 60
