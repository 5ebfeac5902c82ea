from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.services.mail_office import Office, create_office
from tests.support.databases import environment_for
from tests.support.forking import Forker, running_forker
from tests.support.mailbox import Mailbox
from tracker.domain.reminders import MessageState
from tracker.extensions import db
from tracker.models.isolation import all_agencies

PATIENCE_SECONDS = 120.0


@pytest.fixture(scope="module")
def forker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    with running_forker("jobs.__main__", tmp_path_factory.mktemp("jobs") / "log") as forker:
        yield forker


@pytest.fixture
def no_database(tmp_path: Path) -> dict[str, str]:
    """Settings for what ends before a table is read."""
    return environment_for(f"sqlite:///{tmp_path / 'empty.db'}", tmp_path)


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    with app.app_context(), all_agencies():
        office = create_office(app)
        db.session.commit()
        yield office


def run(forker: Forker, settings: dict[str, str], *arguments: str) -> int:
    forker.start(arguments, settings)
    return forker.exit_code()


def test_a_job_runs_once_on_the_day_it_is_given(
    forker: Forker, settings: dict[str, str], office: Office, mailbox: Mailbox
) -> None:
    assert run(forker, settings, "queue_reminders", "--date", "2026-01-30") == 0
    assert mailbox.letters == []
    assert run(forker, settings, "send_messages", "--date", "2026-01-30") == 0
    assert [letter.subject[:5] for letter in mailbox.letters] == ["เตือน"] * 3
    assert office.states() == [MessageState.SKIPPED] * 3 + [MessageState.SENT] * 3


@pytest.mark.parametrize("arguments", [["nothing"], ["tick", "--when", "2026-01-30"], ["ti"]])
def test_wrong_usage_exits_with_2(forker: Forker, no_database: dict[str, str], arguments: list[str]) -> None:
    assert run(forker, no_database, *arguments) == 2


@pytest.mark.parametrize(
    ("arguments", "changes", "sentence"),
    [
        (["tick", "--date", "30 January"], {}, "TRACKER_TODAY is “30 January”"),
        (["tick", "--date", "2026-01-30"], {"TRACKER_ENV": "production"}, "remove it in production"),
        (["tick"], {"TRACKER_TICK_SECONDS": "soon"}, "TRACKER_TICK_SECONDS is “soon”"),
    ],
)
def test_a_refusal_is_one_line_and_exits_with_1(
    forker: Forker, no_database: dict[str, str], arguments: list[str], changes: dict[str, str], sentence: str
) -> None:
    assert run(forker, no_database | changes, *arguments) == 1
    [line] = forker.said().splitlines()
    assert sentence in line


def test_a_job_that_fails_exits_with_1_and_leaves_its_reason_in_the_log(
    forker: Forker, no_database: dict[str, str]
) -> None:
    assert run(forker, no_database, "tick") == 1
    assert "no such table" in forker.said()


def test_the_scheduler_works_until_it_is_told_to_stop(
    forker: Forker, settings: dict[str, str], office: Office, mailbox: Mailbox
) -> None:
    """The item in hand is finished, the next is not begun, and the exit is a good one."""
    mailbox.pause_seconds = 0.4
    pid = forker.start([], settings | {"TRACKER_TODAY": "2026-01-26"})
    wait_until(lambda: len(mailbox.letters) == 1)
    os.kill(pid, signal.SIGTERM)
    assert forker.exit_code() == 0
    assert len(mailbox.letters) < 3
    states = office.states()
    assert states.count(MessageState.SENT) == len(mailbox.letters)
    assert set(states) == {MessageState.SENT, MessageState.WAITING}


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)
