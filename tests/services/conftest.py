from __future__ import annotations

import pytest

from tests.factories import actor_of
from tests.support.office import TODAY, Office
from tracker.domain.permissions import Actor
from tracker.models.isolation import enter_agency


@pytest.fixture
def secretary(office: Office) -> Actor:
    """At work for the office, in whose rows alone the test is then."""
    enter_agency(office.agency.id)
    return actor_of(office.agency, office.secretary, TODAY)
