"""What the timetable did and when; of the machine, so everything here runs across agencies.

What failed for one agency is told to that agency only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, String, bindparam, cast, func, or_, select, union_all

from tracker.domain.reminders import MessageState
from tracker.domain.timetable import TIMETABLE, RunState, state_of_run
from tracker.extensions import db
from tracker.models import JobRun, Message
from tracker.models.isolation import all_agencies
from tracker.models.types import Moment

SHOWN = timedelta(days=14)
"""Older runs are kept for whoever looks into the database."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""So far ahead the clock of another machine may be. What claims to be of a later time was written before a clock was
set back, and is no sign of anybody being at work now."""


@dataclass(frozen=True, slots=True)
class RunRow:
    id: int
    job: str
    process: str
    started_at: datetime
    ended_at: datetime | None
    runs: int
    done: int
    error: str
    #: What failed for the agency that asks, and for how many others something failed.
    own_failure: str
    others_failed: int
    state: RunState

    @property
    def last_sign_at(self) -> datetime:
        return self.ended_at or self.started_at


@dataclass(frozen=True, slots=True)
class Life:
    """Whether anybody keeps the timetable."""

    #: None when nobody ever did.
    last_sign_at: datetime | None = None
    process: str = ""

    def is_silent(self, now: datetime, patience: timedelta) -> bool:
        return self.last_sign_at is None or now - self.last_sign_at > patience


def life(now: datetime) -> Life:
    return _life([(run.ended_at or run.started_at, run.process) for run in _last_of_each_job(now)], now)


def life_in(runs: Iterable[RunRow], now: datetime) -> Life:
    """As the last runs of each job tell it."""
    return _life([(run.last_sign_at, run.process) for run in runs], now)


def _life(signs: Iterable[tuple[datetime, str]], now: datetime) -> Life:
    return Life(*max((sign for sign in signs if sign[0] <= now + CLOCKS_DIFFER), default=()))


def last_runs(agency_id: int, now: datetime) -> dict[str, RunRow]:
    """By the name of the job."""
    return {run.job: _row(run, agency_id, is_last=True) for run in _last_of_each_job(now)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in the agency's ledger."""

    count: int
    oldest_at: datetime | None
    next_try_at: datetime | None


def waiting_in_ledger() -> Waiting:
    row = db.session.execute(
        select(func.count(), func.min(Message.queued_at), func.min(Message.next_try_at)).where(
            Message.state == MessageState.WAITING
        )
    ).one()
    return Waiting(*row)


_JOBS = [entry.job for entry in TIMETABLE]

_TELLS_SOMETHING = or_(
    JobRun.ended_at.is_(None), JobRun.done > 0, JobRun.error != "", cast(JobRun.failures, String) != "{}"
)


def number_of_runs(now: datetime, *, also_idle: bool = True) -> int:
    count = select(func.count()).select_from(JobRun).where(*_shown(now, also_idle))
    with all_agencies():
        return db.session.scalar(count) or 0


def run_rows(agency_id: int, now: datetime, limit: int, offset: int = 0, *, also_idle: bool = True) -> list[RunRow]:
    """The newest first; without the idle ones only what did something, failed or was cut off."""
    newest_first = select(JobRun).where(*_shown(now, also_idle)).order_by(JobRun.id.desc())
    with all_agencies():
        runs = db.session.scalars(newest_first.limit(limit).offset(offset)).all()
    last = {run.id for run in _last_of_each_job(now)}
    return [_row(run, agency_id, is_last=run.id in last) for run in runs]


def _shown(now: datetime, also_idle: bool) -> list[ColumnElement[bool]]:
    """By the index on job and time: to go through three months of runs takes longer than anybody waits."""
    wanted = [JobRun.job.in_(_JOBS), JobRun.started_at >= now - SHOWN]
    return wanted if also_idle else [*wanted, _TELLS_SOMETHING]


def run_before(run: JobRun) -> JobRun | None:
    """The one before it of the same job, by whatever process."""
    earlier = select(JobRun).where(JobRun.job == run.job, JobRun.id < run.id)
    return db.session.scalar(earlier.order_by(JobRun.id.desc()).limit(1))


def _last_of_each_job(now: datetime) -> Sequence[JobRun]:
    with all_agencies():
        return db.session.scalars(_LAST_OF_EACH_JOB, {"latest": now + CLOCKS_DIFFER}).all()


def _last_of(job: str) -> Select[int]:
    newest = (
        select(JobRun.id)
        .where(JobRun.job == job, JobRun.started_at <= bindparam("latest", type_=Moment))
        .order_by(JobRun.started_at.desc(), JobRun.id.desc())
        .limit(1)
        .subquery()
    )
    return select(newest.c.id)


_LAST_OF_EACH_JOB = select(JobRun).where(JobRun.id.in_(union_all(*map(_last_of, _JOBS)))).order_by(JobRun.id)


def _row(run: JobRun, agency_id: int, *, is_last: bool) -> RunRow:
    own = run.failures.get(str(agency_id), "")
    return RunRow(
        id=run.id,
        job=run.job,
        process=run.process,
        started_at=run.started_at,
        ended_at=run.ended_at,
        runs=run.runs,
        done=run.done,
        error=run.error,
        own_failure=own,
        others_failed=len(run.failures) - bool(own),
        state=state_of_run(
            has_ended=run.ended_at is not None,
            is_last=is_last,
            did=run.done,
            has_error=bool(run.error or own),
        ),
    )
