"""The scheduler beside the web server in one process, for an office with one PC."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from flask import Flask

from jobs.schedule import scheduler_for


def start_in_background(app: Flask) -> Callable[[], None]:
    """Starts the timetable and returns how to stop it: the item in hand is finished first."""
    stopping = Event()
    scheduler = scheduler_for(app, stopping.is_set)
    scheduler.start()

    def stop() -> None:
        stopping.set()
        scheduler.shutdown()

    return stop
