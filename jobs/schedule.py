"""The jobs of the timetable, and how they are run."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from jobs import (
    close_months,
    fill_days_off,
    forget_packs,
    forget_runs,
    make_packs,
    open_windows,
    plan_body_meetings,
    plan_meetings,
    queue_invitations,
    queue_reminders,
    send_chats,
    send_messages,
)
from jobs.work import Work, in_short
from tracker import clock
from tracker.domain.timetable import TIMETABLE, Line
from tracker.extensions import db
from tracker.services.job_runs import Outcome, RunRecord

log = logging.getLogger(__name__)

LONGEST_NAME = 100

#: A new job is one module here, and one entry of the timetable, which says what it does and when.
MODULES = (
    close_months,
    fill_days_off,
    forget_packs,
    forget_runs,
    make_packs,
    open_windows,
    plan_body_meetings,
    plan_meetings,
    queue_invitations,
    queue_reminders,
    send_messages,
    send_chats,
)

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


def this_process() -> str:
    """As it stands in the record, to tell several of them apart."""
    return f"{this_machine()}:{os.getpid()}"


def this_machine() -> str:
    """Of a run that somebody asked for; such runs are short, and one is like another."""
    return socket.gethostname()[:LONGEST_NAME]


def run_in_turn(
    app: Flask, jobs: tuple[Job, ...], should_stop: Callable[[], bool] = lambda: False, process: str = ""
) -> bool:
    """Whether all of it went well; a job that fails does not keep the next from its work."""
    went_well = [run_once(app, job, should_stop, process) for job in jobs if not should_stop()]
    return all(went_well)


def run_once(app: Flask, job: Job, should_stop: Callable[[], bool] = lambda: False, process: str = "") -> bool:
    """Whether all of it went well; what did not is in the log and in the record of runs."""
    work = Work(app.config["TRACKER"], should_stop)
    error = ""
    with app.app_context():
        record = RunRecord(job.name, process or this_machine(), clock.now())
        try:
            job.run(work)
        except Exception as mistake:
            log.exception("%s failed", job.name)
            error = in_short(mistake)
        db.session.remove()
        record.end(clock.now(), Outcome(work.done, work.failures, error))
    return not (error or work.failures)
