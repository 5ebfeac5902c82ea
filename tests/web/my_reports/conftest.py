from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.month import open_reports, report_on
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.models import ProgressReport


@pytest.fixture
def visitor(client: FlaskClient, office: Office) -> Visitor:
    """The head of the finance division, who answers for `own` and for a share of `shared`."""
    factories.sign_in(client, office.head)
    return Visitor(client)


@pytest.fixture
def own(office: Office) -> ProgressReport:
    """The open report on the division's own measure, with all others of the month open too."""
    open_reports(office)
    return report_on(office.own, office.finance)
