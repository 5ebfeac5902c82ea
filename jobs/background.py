"""The timetable kept in threads of this process, alone or beside the web server of an office with one PC."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from flask import Flask

from jobs.schedule import jobs_of, run_in_turn
from tracker.config import Config
from tracker.domain.timetable import TIMETABLE, Line, lines_of


def start_in_background(app: Flask) -> Callable[[], None]:
    """Starts every line of the timetable and returns how to stop them: the item in hand is finished first."""
    stopping = Event()
    threads = [
        Thread(target=keep, args=(app, line, stopping), name=line.name, daemon=True) for line in lines_of(TIMETABLE)
    ]
    for thread in threads:
        thread.start()

    def stop() -> None:
        stopping.set()
        for thread in threads:
            thread.join()

    return stop


def keep(app: Flask, line: Line, stopping: Event) -> None:
    """One line at once, and again and again after its pause.

    The pause is measured by the machine and not by the clock on the wall: a clock that is set back by an hour would
    otherwise keep everything waiting for an hour.
    """
    config: Config = app.config["TRACKER"]
    while not stopping.is_set():
        run_in_turn(app, jobs_of(line), stopping.is_set)
        stopping.wait(line.pause(config.tick_seconds).total_seconds())
