from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser

from tests.support import chromium, live_server, network, postgres
from tests.support.client import ApartClient
from tests.support.databases import PostgresqlDatabases, SqliteDatabases, environment_for
from tests.support.garbage import spare_collections
from tests.support.made_once import make_once
from tests.support.mailbox import Mailbox, running_mailbox
from tests.support.office import TODAY, Office, create_office
from tests.support.requirements import CHROMIUM, POSTGRESQL, REAL_PLANS, SHARED, need, what_was_not_tested
from tracker import clock, create_app
from tracker.config import Config
from tracker.extensions import db

# What takes long is caught by tests.support.quickness, which knows a slow machine from a slow program.
hypothesis_settings.register_profile("tidtam", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("tidtam")

make_once()

MEASURED = "measured"
REQUIREMENT_OF_MARK = {"browser": CHROMIUM, "postgresql": POSTGRESQL}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_collection_finish() -> None:
    spare_collections()


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, requirement in REQUIREMENT_OF_MARK.items():
        if item.get_closest_marker(mark):
            need(requirement)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.stats.get("passed", []):
        for line in (line for name, line in report.user_properties if name == MEASURED):
            terminalreporter.write_line(f"{report.nodeid}: {line}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """After pytest's own last line, so that nobody takes a skipped half for a whole."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal:
        for line in what_was_not_tested(terminal.stats.get("skipped", [])):
            terminal.write_line(line, yellow=True)


@pytest.fixture(autouse=True)
def _nothing_leaves_the_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    refused = network.allow_only_loopback(monkeypatch)
    if "mailbox" not in request.fixturenames:
        network.refuse_mail(monkeypatch, refused)
    yield
    assert not refused, f"the test tried to reach {', '.join(refused)}"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A figure that is worth reading although the test passes; it stands below all tests."""
    return partial(record_property, MEASURED)


@pytest.fixture
def shared_dir() -> Path:
    """The folder with the real plans and what they say."""
    need(REAL_PLANS)
    return SHARED


@pytest.fixture(scope="session")
def _sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def _postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresqlDatabases]:
    with postgres.running_server() as server:
        yield PostgresqlDatabases(server, tmp_path_factory.mktemp("postgresql"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty database of the test's own. Every test that uses one runs on both kinds."""
    databases: SqliteDatabases | PostgresqlDatabases = request.getfixturevalue(f"_{request.param}")
    with databases.fresh() as url:
        yield url


@pytest.fixture
def settings(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment of `app`. A test that also asks for `mailbox` gets an app that mails there."""
    environ = environment_for(database_url, tmp_path / "instance")
    if "mailbox" in request.fixturenames:
        environ |= request.getfixturevalue("mailbox").settings
    return environ


@pytest.fixture
def app(settings: dict[str, str]) -> Iterator[Flask]:
    app = create_app(Config.from_environment(settings))
    app.test_client_class = ApartClient
    yield app
    with app.app_context():
        db.engine.dispose()
    clock.pin_today(None)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with running_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with live_server.listening() as listener:
        yield listener


@pytest.fixture
def live_url(app: Flask, listener: socket.socket) -> Iterator[str]:
    """The address of the application behind the real server."""
    with live_server.serving(app, listener) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium.running_browser() as browser:
        yield browser


@pytest.fixture
def visitors(browser: Browser, live_url: str) -> Iterator[chromium.Visitors]:
    """`visitors.open(PHONE)` is a page of a new person; scripts that fail and missing files fail the test."""
    visitors = chromium.Visitors(browser, live_url)
    yield visitors
    visitors.close()
    assert not visitors.problems, "\n".join(visitors.problems)


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    """The cast at work on 29 January 2569, inside an app context that lasts as long as the test."""
    clock.pin_today(TODAY)
    with app.app_context():
        yield create_office()


@pytest.fixture
def foreign_office(office: Office) -> Office:
    """Another agency in the same database, with everything `office` has."""
    return create_office("foreign", "เทศบาลตำบลบ้านอื่น")
