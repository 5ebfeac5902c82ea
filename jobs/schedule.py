"""The jobs of the timetable, and how they are run."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from jobs import close_months, open_windows, queue_reminders, send_messages
from jobs.work import Work
from tracker.domain.timetable import TIMETABLE, Line

log = logging.getLogger(__name__)

#: A new job is one module here, and one entry of the timetable, which says what it does and when.
MODULES = (close_months, open_windows, queue_reminders, send_messages)

EVERYTHING = "tick"
"""Not a job: all of them once, in the order of the timetable."""


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    run: Callable[[Work], None]


_RUNS = {module.NAME: module.run for module in MODULES}
JOBS = tuple(Job(entry.job, _RUNS[entry.job]) for entry in TIMETABLE)


def jobs_named(name: str) -> tuple[Job, ...]:
    return JOBS if name == EVERYTHING else tuple(job for job in JOBS if job.name == name)


def jobs_of(line: Line) -> tuple[Job, ...]:
    names = [entry.job for entry in TIMETABLE if entry.line == line]
    return tuple(job for job in JOBS if job.name in names)


def run_in_turn(app: Flask, jobs: tuple[Job, ...], should_stop: Callable[[], bool] = lambda: False) -> bool:
    """Whether all of it went well; a job that fails does not keep the next from its work."""
    went_well = [run_once(app, job, should_stop) for job in jobs if not should_stop()]
    return all(went_well)


def run_once(app: Flask, job: Job, should_stop: Callable[[], bool] = lambda: False) -> bool:
    """Whether all of it went well; what did not is in the log."""
    work = Work(app.config["TRACKER"], should_stop)
    try:
        with app.app_context():
            job.run(work)
    except Exception:
        log.exception("%s failed", job.name)
        return False
    return not work.failures
