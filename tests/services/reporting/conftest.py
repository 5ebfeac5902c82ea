from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.reporting.desk import NOW, report_on
from tests.support.office import Office
from tracker.models import ProgressReport
from tracker.models.isolation import agency_scope
from tracker.services import meetings


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        meetings.open_windows(office.agency.id, NOW)
        yield


@pytest.fixture
def own(office: Office) -> ProgressReport:
    return report_on(office.own, office.finance)
