"""The record of what the timetable did. It is for the reader alone: a job works as well without it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, func
from sqlalchemy.exc import SQLAlchemyError

from tracker.extensions import db
from tracker.models import JobRun
from tracker.models.isolation import all_agencies
from tracker.queries import job_runs

log = logging.getLogger(__name__)

KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Outcome:
    done: int = 0
    #: In which agency what failed.
    failures: Mapping[int, str] = field(default_factory=dict)
    #: Where the job itself failed.
    error: str = ""

    @property
    def is_nothing(self) -> bool:
        return not (self.done or self.failures or self.error)


class RunRecord:
    """One run, written down when it begins, so that one that is killed shows, and again when it ends."""

    def __init__(self, job: str, process: str, now: datetime) -> None:
        self._run = JobRun(job=job, process=process, started_at=now, runs=1, done=0, failures={}, error="")
        with _harmless():
            db.session.add(self._run)
            db.session.commit()

    def end(self, now: datetime, outcome: Outcome) -> None:
        """A run that had nothing to do is counted into the stretch of such runs before it, if there is one."""
        with _harmless():
            run = db.session.merge(self._run)
            stretch = job_runs.run_before(run) if outcome.is_nothing else None
            if stretch is not None and _goes_on(stretch, run):
                stretch.ended_at, stretch.runs = now, stretch.runs + 1
                db.session.delete(run)
            else:
                run.ended_at, run.done, run.error = now, outcome.done, outcome.error
                run.failures = {str(agency_id): error for agency_id, error in outcome.failures.items()}
            db.session.commit()


def _goes_on(stretch: JobRun, run: JobRun) -> bool:
    """Of the same process, idle too, and not of a time to come, from before the clock was set back."""
    if stretch.ended_at is None or stretch.process != run.process or stretch.ended_at > run.started_at:
        return False
    return not (stretch.done or stretch.failures or stretch.error)


@contextmanager
def _harmless() -> Iterator[None]:
    """A full disk or a database that is locked keeps the record from being written, and nobody from their work."""
    try:
        with all_agencies():
            yield
    except SQLAlchemyError:
        log.warning("a run of the timetable could not be recorded", exc_info=True)
        with suppress(SQLAlchemyError):
            db.session.rollback()


def forget_old_runs(now: datetime) -> int:
    """Returns how many rows."""
    with all_agencies():
        last_sign_at = func.coalesce(JobRun.ended_at, JobRun.started_at)
        old = db.session.execute(delete(JobRun).where(last_sign_at < now - KEPT).returning(JobRun.id)).all()
        db.session.commit()
    return len(old)
