"""One sender at a time in each lane, by a lock that the system lets go of when its holder dies, however it dies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tracker.extensions import db
from tracker.queries import messages

PATIENCE_SECONDS = 2.0
"""A killed sender's lock is free within milliseconds; whoever holds it longer is at work."""

POLL_SECONDS = 0.05


@contextmanager
def sole_sender(instance: Path, lane: str) -> Iterator[bool]:
    """Yields whether this process is the one that may send in the lane now."""
    if db.engine.dialect.name == "postgresql":
        with _lock_of_the_server(lane) as is_mine:
            yield is_mine
    else:
        with _lock_of_the_folder(instance / f"sending_{lane}.lock") as is_mine:
            yield is_mine


@contextmanager
def _lock_of_the_folder(path: Path) -> Iterator[bool]:
    lock = FileLock(path)
    try:
        lock.acquire(timeout=PATIENCE_SECONDS, poll_interval=POLL_SECONDS)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


@contextmanager
def _lock_of_the_server(lane: str) -> Iterator[bool]:
    """On a connection of its own, which ends with the lock and never goes back to the pool."""
    with db.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (is_mine := messages.takes_senders_lock(connection, lane)) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        yield is_mine
