from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.links import address_of, allow_links, queue_requests
from tests.support.office import Office
from tests.support.pages import Visitor


@pytest.fixture
def office(office: Office) -> Office:
    """Its agency allows links, and the requests of the month stand in the ledger."""
    allow_links(office)
    queue_requests(office)
    return office


@pytest.fixture
def address(app: Flask, office: Office) -> str:
    """Of the head of the finance division."""
    return address_of(app, office, office.head)


@pytest.fixture
def guest(client: FlaskClient, address: str) -> Visitor:
    """The head of the finance division, in by the link."""
    visitor = Visitor(client)
    visitor.get(address)
    return visitor
