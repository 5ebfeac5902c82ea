"""`tracker run` on one PC: the pages and the timetable in one process, told to end, and started twice."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask

from tests.services.mail_office import Office, create_office
from tests.support.forking import Forker, running_forker
from tests.support.mailbox import Mailbox
from tests.support.ports import free_port
from tracker.domain.reminders import MessageState
from tracker.extensions import db, only_reading
from tracker.models.isolation import all_agencies

PATIENCE_SECONDS = 120.0


@pytest.fixture(scope="module")
def forkers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Forker]]:
    folder = tmp_path_factory.mktemp("serving")
    with ExitStack() as stack:
        yield [stack.enter_context(running_forker("tracker.cli", folder / f"log {number}")) for number in range(2)]


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    with app.app_context(), all_agencies():
        office = create_office(app)
        db.session.commit()
        yield office


def test_the_second_on_one_folder_follows_and_takes_over_when_the_first_is_told_to_end(
    forkers: list[Forker], settings: dict[str, str], office: Office, mailbox: Mailbox
) -> None:
    """The letter in hand is finished, no other is begun, and the exit is a good one."""
    mailbox.pause_seconds = 0.3
    environ = settings | {"TRACKER_TODAY": "2026-01-26", "TRACKER_TICK_SECONDS": "1"}
    first, second = forkers
    pid = first.start(["run", "--port", str(free_port())], environ)
    wait_until(lambda: len(mailbox.letters) == 1)
    other = second.start(["run", "--port", str(free_port())], environ)
    os.kill(pid, signal.SIGTERM)
    assert first.exit_code() == 0, first.said()
    with only_reading():
        assert office.states().count(MessageState.SENT) == len(mailbox.letters) < 3
    wait_until(lambda: len(mailbox.letters) == 3)
    os.kill(other, signal.SIGTERM)
    assert second.exit_code() == 0, second.said()
    assert office.states() == [MessageState.SENT] * 3
    assert set(Counter(letter.recipient for letter in mailbox.letters).values()) == {1}


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)
