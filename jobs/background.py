"""The timetable kept in threads of this process, alone or beside the web server of an office with one PC."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from flask import Flask

from jobs.schedule import jobs_of, run_in_turn, this_process
from tracker.config import Config
from tracker.domain.timetable import TIMETABLE, Line, lines_of
from tracker.extensions import db
from tracker.services.leader import Leader
from tracker.services.process_locks import lock_of

LEADERS_LOCK = "leader"


def start_in_background(app: Flask) -> Callable[[], None]:
    """Starts every line of the timetable and returns how to stop them: the item in hand is finished first.

    Of several processes on one database only one does the work; the others ask at every tick whether it still does.
    """
    stopping = Event()
    with app.app_context():
        leader = Leader(lock_of(db.engine, LEADERS_LOCK))
    threads = [
        Thread(target=keep, args=(app, line, leader, stopping), name=line.name, daemon=True)
        for line in lines_of(TIMETABLE)
    ]
    for thread in threads:
        thread.start()

    def stop() -> None:
        stopping.set()
        for thread in threads:
            thread.join()
        leader.give_up()

    return stop


def keep(app: Flask, line: Line, leader: Leader, stopping: Event) -> None:
    """One line at once, and again and again after its pause, as long as this process leads.

    The pause is measured by the machine and not by the clock on the wall: a clock that is set back by an hour would
    otherwise keep everything waiting for an hour.
    """
    config: Config = app.config["TRACKER"]
    pause = line.pause(config.tick_seconds).total_seconds()

    def should_stop() -> bool:
        return stopping.is_set() or not leader.leads()

    while not stopping.is_set():
        if leader.leads():
            run_in_turn(app, jobs_of(line), should_stop, this_process())
            stopping.wait(pause)
        else:
            stopping.wait(config.tick_seconds)
