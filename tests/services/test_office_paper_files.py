"""The office's own papers as files: how little they ask of the database, whatever the number of measures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import create_measure, moment
from tests.support.month import open_reports, report_on, submit
from tests.support.office import HELD_ON, Office
from tests.support.queries import count_queries
from tracker.domain.papers import Asked, MemoPurpose, PaperForm, PaperKind
from tracker.evidence_files import EvidenceFolder
from tracker.models.isolation import agency_scope
from tracker.services.printing import Printer

MOST_STATEMENTS = 14


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    open_reports(office)
    with agency_scope(office.agency.id):
        submit(office, report_on(office.own, office.finance), office.head)
        yield


@pytest.fixture
def printer(office: Office, tmp_path: Path) -> Printer:
    return Printer(None, office.agency.id, office.agency.slug, moment(HELD_ON), EvidenceFolder(tmp_path))


def asked(office: Office) -> list[Asked]:
    return [
        *(Asked(PaperKind.MEMO, purpose=purpose, division_id=office.finance.id) for purpose in MemoPurpose),
        Asked(PaperKind.DIVISION, division_id=office.finance.id),
        Asked(PaperKind.PERSON, user_id=office.head.id),
        Asked(PaperKind.LEDGER, meeting_id=office.meeting.id),
        Asked(PaperKind.LEDGER),
    ]


def test_a_file_takes_few_statements_however_many_measures_there_are(office: Office, printer: Printer) -> None:
    for number in range(3, 15):
        create_measure(office.plan, [office.finance, office.works], number=str(number))
    for each in asked(office):
        with count_queries() as statements:
            printer.print(each, PaperForm.JSON)
        assert len(statements) <= MOST_STATEMENTS, f"{each}: {len(statements)}"


def test_the_file_of_figures_has_the_whole_value(office: Office, printer: Printer) -> None:
    _distribution, _request, late, division, person, *_ledgers = [
        json.loads(printer.print(each, PaperForm.JSON).data) for each in asked(office)
    ]
    assert [(line["measure"], line["matter"], line["days_late"]) for line in late["lines"]] == [
        ("2", "not_reported", 2)
    ]
    assert division["figures"]["rollup"]["reports_owed"] == 2
    assert person["lines"][0]["done_text"] == "ประชุมแล้ว"
