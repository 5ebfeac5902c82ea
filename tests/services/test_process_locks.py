from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import column, func, select, table

from tracker.extensions import db
from tracker.models.isolation import all_agencies
from tracker.services.leader import Leader
from tracker.services.process_locks import FileBeside, ProcessLock, ServerLock, lock_of

PATIENCE_SECONDS = 60.0


@pytest.fixture
def locks(app: Flask) -> Iterator[list[ProcessLock]]:
    """The same lock as two processes hold it."""
    with app.app_context(), all_agencies():
        locks = [lock_of(db.engine, "test") for _ in range(2)]
        yield locks
        for lock in locks:
            lock.let_go()


def comes_to_hold(lock: ProcessLock) -> bool:
    """The server notices a connection that has ended within milliseconds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (is_held := lock.take()) and time.monotonic() < deadline:
        time.sleep(0.005)
    return is_held


def test_only_one_holds_a_lock_until_it_lets_go(locks: list[ProcessLock]) -> None:
    mine, other = locks
    assert mine.take()
    assert not other.take()
    assert mine.take()
    mine.let_go()
    assert comes_to_hold(other)
    assert not mine.take()


def test_locks_of_different_names_are_different(app: Flask, locks: list[ProcessLock]) -> None:
    another = lock_of(db.engine, "another")
    assert locks[0].take()
    assert another.take()
    another.let_go()


def test_whoever_lost_what_carries_the_lock_lost_the_lock(locks: list[ProcessLock]) -> None:
    mine, other = locks
    assert mine.take()
    if isinstance(mine, ServerLock):
        end_connections_beside_this_one()
    else:
        Path(f"{db.engine.url.database}.test").unlink()
    assert comes_to_hold(other)
    assert not mine.take()


def end_connections_beside_this_one() -> None:
    """As the server does with a machine that has lost its power."""
    activity = table("pg_stat_activity", column("pid"), column("datname"))
    of_database = (activity.c.datname == func.current_database(), activity.c.pid != func.pg_backend_pid())
    db.session.execute(select(func.pg_terminate_backend(activity.c.pid)).where(*of_database))


def test_the_lead_is_asked_for_anew_only_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    lock = FileBeside(tmp_path / "lock")
    leader = Leader(lock)
    assert leader.leads()
    lock.let_go()
    other = FileBeside(tmp_path / "lock")
    assert other.take()
    assert leader.leads()
    now = 1.0
    assert not leader.leads()


def test_nobody_leads_where_the_lock_cannot_be_had(tmp_path: Path) -> None:
    (tmp_path / "folder").touch()
    assert not Leader(FileBeside(tmp_path / "folder" / "lock")).leads()
