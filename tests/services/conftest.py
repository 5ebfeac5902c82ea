from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from tests.factories import actor_of, create_report
from tests.services.town import Town, create_town
from tests.support.month import assignment_of, open_reports
from tests.support.office import TODAY, Office
from tracker.domain.permissions import Actor
from tracker.domain.progress import ReportState
from tracker.models.isolation import all_agencies, enter_agency


@pytest.fixture
def secretary(office: Office) -> Actor:
    """At work for the office, in whose rows alone the test is then."""
    enter_agency(office.agency.id)
    return actor_of(office.agency, office.secretary, TODAY)


@pytest.fixture
def head(office: Office) -> Actor:
    """Of the finance division, in whose agency alone the test is then; the reports of the month are open."""
    assignment = assignment_of(office.own, office.finance)
    create_report(assignment, date(2025, 12, 1), ReportState.ACCEPTED, done_text="ส่งร่างแรก", percent=35)
    open_reports(office)
    enter_agency(office.agency.id)
    return actor_of(office.agency, office.head, TODAY)


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context(), all_agencies():
        yield create_town()
