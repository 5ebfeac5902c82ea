"""The server killed at random moments while eight people save: what it said is kept is there, once and whole."""

from __future__ import annotations

import itertools
import os
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from tests.factories import create_agency, create_division, create_measure, create_meeting, create_person, create_plan
from tests.support.killable_server import KillableServer, killable_server
from tests.support.month import NOW
from tests.support.office import HELD_ON, MONTH, TODAY
from tests.support.report_clients import ReportClient
from tests.support.report_writers import Writer
from tests.support.whole_reports import assert_whole, stored_reports, words_sent
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import Agency, User
from tracker.models.isolation import agency_scope
from tracker.services import meetings
from tracker.services.sign_in import hash_password

SAVES, KILLS = 500, 6
#: Each has two people, who write three reports each and one together.
DIVISIONS, OWN_REPORTS = 4, 3
PASSWORD = "รหัสผ่านของทุกคนในเรื่องนี้"
PATIENCE_SECONDS = 120.0


@pytest.fixture
def dice() -> random.Random:
    seed = int(os.environ.get("TRACKER_TEST_SEED") or random.randrange(10**9))
    sys.stderr.write(f"TRACKER_TEST_SEED={seed}\n")  # Shown when the test fails.
    return random.Random(seed)


def create_divisions(agency: Agency) -> list[tuple[User, User]]:
    """The head and the officer of each, with their measures; the reports of the month are open."""
    plan, numbers = create_plan(agency), itertools.count(1)
    create_meeting(agency, HELD_ON, MONTH)
    password_hash, people = hash_password(PASSWORD), []
    for number in range(DIVISIONS):
        division = create_division(agency, f"กอง {number}", position=number)
        for _ in range(2 * OWN_REPORTS + 1):
            create_measure(plan, [division], number=str(next(numbers)))
        both = (
            create_person(agency, Role.DIVISION_HEAD, division, email=f"head{number}@town.go.th"),
            create_person(agency, Role.DIVISION_OFFICER, division, email=f"officer{number}@town.go.th"),
        )
        for person in both:
            person.password_hash = password_hash
        people.append(both)
    db.session.commit()
    with agency_scope(agency.id):
        meetings.open_windows(agency.id, NOW)
    return people


def writers_of(agency: Agency, people: Sequence[tuple[User, User]], address: str, dice: random.Random) -> list[Writer]:
    ids = iter(sorted(stored_reports(agency.id)))
    writers = []
    for both in people:
        shared = next(ids)
        for person in both:
            own = [next(ids) for _ in range(OWN_REPORTS)]
            client = ReportClient(address, person.email, PASSWORD)
            writers.append(Writer(person.email, client, own, shared, random.Random(dice.random())))
    return writers


def write(writer: Writer) -> None:
    with closing(writer.client):
        while writer.saves < SAVES / (2 * DIVISIONS):
            writer.save_something()


def kill_now_and_then(
    server: KillableServer, writers: Sequence[Writer], writing: Sequence[Future[None]], dice: random.Random
) -> None:
    """After so many saves and a few milliseconds more; it comes back at once."""
    for saves in sorted(dice.sample(range(10, SAVES - 60), KILLS)):
        while sum(writer.saves for writer in writers) < saves and not any(one.done() for one in writing):
            time.sleep(0.001)
        time.sleep(dice.uniform(0, 0.03))
        server.kill()
        server.start()


def test_what_was_answered_with_success_is_there_once_and_whole(
    app: Flask, settings: dict[str, str], tmp_path: Path, dice: random.Random
) -> None:
    environ = settings | {"TRACKER_TODAY": TODAY.isoformat()}
    with app.app_context(), killable_server(environ, tmp_path / "log") as server:
        agency = create_agency()
        writers = writers_of(agency, create_divisions(agency), server.address, dice)
        with ThreadPoolExecutor(len(writers)) as threads:
            writing = [threads.submit(write, writer) for writer in writers]
            kill_now_and_then(server, writers, writing, dice)
            for one in writing:
                one.result(PATIENCE_SECONDS)
        stored = stored_reports(agency.id)
    told = [writer.told for writer in writers]
    sent = words_sent(stored)
    kept = [text for one in told for text in one.kept]
    assert {text: sent.pop(text, 0) for text in kept} == dict.fromkeys(kept, 1), "kept, and not twice"
    assert set(sent.values()) <= {1}
    assert set(sent) <= {text for one in told for text in one.unknown}, "nothing that was refused"
    for each in told:
        assert {report_id: stored[report_id].words_on_the_page for report_id in each.last} == each.last
    for report in stored.values():
        assert_whole(report)
    assert sum(one.broken_connections for one in told) >= KILLS, "nobody noticed that the server was killed"
