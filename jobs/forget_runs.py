"""Takes away the record of runs that nobody looks at any more."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.services import job_runs

NAME = "forget_runs"


def run(work: Work) -> None:
    work.done += job_runs.forget_old_runs(clock.now())
