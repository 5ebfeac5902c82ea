"""The demonstration on days that are easily got wrong, made once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask

from tests.support.attachments import folder
from tests.support.databases import PostgresqlDatabases, SqliteDatabases, environment_for
from tracker import create_app
from tracker.config import Config
from tracker.demo import DemoSummary, build_demo
from tracker.domain.fiscal_year import BANGKOK
from tracker.extensions import db
from tracker.models import Agency
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import agencies

DAYS = {
    "end of the fiscal year": datetime(2026, 9, 30, 23, 50, tzinfo=BANGKOK),
    "new fiscal year": datetime(2026, 10, 1, 0, 10, tzinfo=BANGKOK),
    "leap day": datetime(2028, 2, 29, 11, 0, tzinfo=BANGKOK),
    "Sunday in mid month": datetime(2027, 8, 15, 10, 5, tzinfo=BANGKOK),
}
KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


@dataclass(frozen=True)
class Demonstration:
    app: Flask
    now: datetime
    summary: DemoSummary


@pytest.fixture(scope="module", params=KINDS)
def database_of_the_module(request: pytest.FixtureRequest) -> SqliteDatabases | PostgresqlDatabases:
    databases: SqliteDatabases | PostgresqlDatabases = request.getfixturevalue(f"_{request.param}")
    return databases


@pytest.fixture(scope="module", params=list(DAYS.values()), ids=list(DAYS))
def made(
    request: pytest.FixtureRequest,
    database_of_the_module: SqliteDatabases | PostgresqlDatabases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demonstration]:
    with database_of_the_module.fresh() as url:
        app = create_app(Config.from_environment(environment_for(url, tmp_path_factory.mktemp("instance"))))
        with app.app_context():
            summary = build_demo(request.param, folder())
        yield Demonstration(app, request.param, summary)
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def demonstration(made: Demonstration) -> Iterator[Demonstration]:
    """Inside the scope of its agency."""
    with made.app.app_context(), agency_scope(the_agency().id):
        yield made


def the_agency() -> Agency:
    with all_agencies():
        agency = agencies.agency_called("demo")
    assert agency is not None
    return agency
