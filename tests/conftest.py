from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import network
from tests.support.requirements import CHROMIUM, POSTGRESQL, REAL_PLANS, SHARED, need, what_was_not_tested

REQUIREMENT_OF_MARK = {"browser": CHROMIUM, "postgresql": POSTGRESQL}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, requirement in REQUIREMENT_OF_MARK.items():
        if item.get_closest_marker(mark):
            need(requirement)


def pytest_unconfigure(config: pytest.Config) -> None:
    """After pytest's own last line, so that nobody takes a skipped half for a whole."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal:
        for line in what_was_not_tested():
            terminal.write_line(line, yellow=True)


@pytest.fixture(autouse=True)
def _nothing_leaves_the_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    refused = network.allow_only_loopback(monkeypatch)
    if "mailbox" not in request.fixturenames:
        network.refuse_mail(monkeypatch, refused)
    yield
    assert not refused, f"the test tried to reach {', '.join(refused)}"


@pytest.fixture
def shared_dir() -> Path:
    """The folder with the real plans and what they say."""
    need(REAL_PLANS)
    return SHARED
