"""What stands in an address, however it was typed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter

from tests.support.doors import Caller, doors, ids_of
from tests.support.office import Office
from tracker.domain.permissions import Role

TOO_LARGE_FOR_ANY_ROW = 10**20


def test_a_number_that_no_row_can_have_is_not_there(app: Flask, client: FlaskClient, office: Office) -> None:
    ids = ids_of(office)
    caller = Caller(client, office.secretary)
    walked = [
        (door, name, door.url(app, {**ids, name: TOO_LARGE_FOR_ANY_ROW}))
        for door in doors(app, "GET")
        for name, part in door.rule._converters.items()
        if isinstance(part, IntegerConverter) and door.opens_for(Role.SECRETARY)
    ]
    assert len(walked) > 20
    for door, name, address in walked:
        assert caller.status(door, address) == 404, f"{door.rule.rule} by {name}"


@pytest.mark.parametrize(
    "address",
    [f"/public/office/{TOO_LARGE_FOR_ANY_ROW}", f"/public/office/2569/evidence/{TOO_LARGE_FOR_ANY_ROW}"],
)
def test_nor_for_those_who_are_not_signed_in(client: FlaskClient, office: Office, address: str) -> None:
    assert client.get(address).status_code == 404
