"""A program that is killed while it puts papers together: another takes them up, and they are there once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask import Flask

from tests.factories import actor_of
from tests.support.forking import Forker, running_forker
from tests.support.office import TODAY, Office
from tracker import clock
from tracker.config import Config
from tracker.extensions import db, only_reading
from tracker.models import PaperPack
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services.packs import TAKEN_UP_AFTER, ask_for_pack

PATIENCE_SECONDS = 120.0


@pytest.fixture(scope="module")
def forker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    with running_forker("jobs.__main__", tmp_path_factory.mktemp("packs") / "log") as forker:
        yield forker


def pack_now() -> PaperPack:
    with all_agencies(), only_reading():
        return db.session.query(PaperPack).one()


def wait_for_papers(count: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while pack_now().papers_done < count and time.monotonic() < deadline:
        time.sleep(0.02)


def test_killed_while_it_puts_papers_together_another_makes_them_once(
    app: Flask, settings: dict[str, str], office: Office, forker: Forker
) -> None:
    config: Config = app.config["TRACKER"]
    environ = settings | {"TRACKER_TODAY": TODAY.isoformat()}
    with agency_scope(office.agency.id):
        ask_for_pack(actor_of(office.agency, office.secretary), clock.now(), office.meeting.id)
    db.session.commit()
    for papers in (1, 3):
        pid = forker.start(["make_packs"], environ)
        wait_for_papers(papers)
        os.kill(pid, signal.SIGKILL)
        assert forker.exit_code() == -signal.SIGKILL
        assert pack_now().finished_at is None
        assert not [path for path in config.packs.rglob("*") if path.is_file()]
        with all_agencies():
            db.session.query(PaperPack).one().begun_at = clock.now() - TAKEN_UP_AFTER - timedelta(minutes=1)
            db.session.commit()
    forker.start(["make_packs"], environ)
    assert forker.exit_code() == 0
    made = pack_now()
    assert (made.papers_done, made.papers_in_all, made.error) == (7, 7, "")
    [file] = [path for path in config.packs.rglob("*") if path.is_file()]
    with ZipFile(file) as packed:
        assert packed.testzip() is None
        assert {name.partition("/")[0] for name in packed.namelist()} == {"00-contents.txt", "pdf", "docx", "xlsx"}
