"""One sender at a time in each lane: who sends by mail keeps nobody from writing to a chat."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.extensions import db
from tracker.services.process_locks import lock_of

PATIENCE_SECONDS = 2.0
"""A killed sender's lock is free within milliseconds; whoever holds it longer is at work."""

POLL_SECONDS = 0.05


@contextmanager
def sole_sender(lane: str) -> Iterator[bool]:
    """Yields whether this process is the one that may send in the lane now."""
    lock = lock_of(db.engine, f"sending_{lane}")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (is_mine := lock.take()) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    try:
        yield is_mine
    finally:
        lock.let_go()
