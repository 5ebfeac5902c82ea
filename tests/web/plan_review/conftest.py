from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories import create_agency, create_person, sign_in
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import Agency, Division
from tracker.models.isolation import agency_scope


@pytest.fixture
def new_agency(office: Office) -> Agency:
    """Without a plan, with one division that the document names."""
    agency = create_agency("เทศบาลตำบลเริ่มใหม่")
    with agency_scope(agency.id):
        db.session.add(Division(name="กองคลัง", position=1))
        db.session.commit()
    return agency


@pytest.fixture
def newcomer(client: FlaskClient, new_agency: Agency) -> Visitor:
    sign_in(client, create_person(new_agency, Role.SECRETARY))
    return Visitor(client)
