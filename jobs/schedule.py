"""The timetable, and the scheduler that keeps it.

What is due stands in the tables, so a run that was missed is not made up for by running twice: the next one finds
everything. No scheduler's own store is needed, and one that dies at any moment loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask

from jobs import close_months, open_windows, queue_reminders, send_messages, tick
from jobs.work import Work
from tracker.config import Config
from tracker.domain.fiscal_year import BANGKOK

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    run: Callable[[Work], None]
    #: None for a job that runs only when somebody asks for it.
    trigger: Callable[[Config], BaseTrigger] | None = None


def at_once_and_every_tick(config: Config) -> BaseTrigger:
    return OrTrigger([DateTrigger(timezone=BANGKOK), IntervalTrigger(seconds=config.tick_seconds, timezone=BANGKOK)])


TIMETABLE = (
    Job(tick.NAME, tick.run, at_once_and_every_tick),
    Job(open_windows.NAME, open_windows.run),
    Job(close_months.NAME, close_months.run),
    Job(queue_reminders.NAME, queue_reminders.run),
    Job(send_messages.NAME, send_messages.run),
)


def job_named(name: str) -> Job:
    return next(job for job in TIMETABLE if job.name == name)


def run_once(app: Flask, job: Job, should_stop: Callable[[], bool] = lambda: False) -> bool:
    """Whether all of it went well; what did not is in the log."""
    work = Work(app.config["TRACKER"], should_stop)
    try:
        with app.app_context():
            job.run(work)
    except Exception:
        log.exception("%s failed", job.name)
        return False
    return not work.failed


def scheduler_for(app: Flask, should_stop: Callable[[], bool]) -> BackgroundScheduler:
    """The timetable in threads of this process, not yet started."""
    scheduler = BackgroundScheduler(timezone=BANGKOK)
    for job in TIMETABLE:
        if job.trigger is not None:
            scheduler.add_job(
                partial(run_once, app, job, should_stop),
                job.trigger(app.config["TRACKER"]),
                id=job.name,
                name=job.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
    return scheduler
