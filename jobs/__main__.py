"""`python -m jobs` keeps the timetable until it is told to stop; `python -m jobs JOB` does one job once."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from threading import Event

from jobs.background import start_in_background
from jobs.listing import timetable_in_words
from jobs.schedule import EVERYTHING, JOBS, jobs_named, run_in_turn
from tracker import create_app
from tracker.config import Config
from tracker.domain.errors import Refusal
from tracker.terminal import write_utf8

DONE, REFUSED = 0, 1

CHECK_SECONDS = 1.0
"""How often the main thread looks up: without it some systems would not notice being told to stop."""


def main(arguments: Sequence[str] | None = None) -> int:
    write_utf8()
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    environ = dict(os.environ) | ({"TRACKER_TODAY": chosen.date} if chosen.date else {})
    try:
        app = create_app(Config.from_environment(environ))
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED
    if chosen.list:
        sys.stdout.write(timetable_in_words(app))
        return DONE
    stopping = _told_to_stop()
    if chosen.job:
        return DONE if run_in_turn(app, jobs_named(chosen.job), stopping.is_set) else REFUSED
    stop = start_in_background(app)
    while not stopping.wait(CHECK_SECONDS):
        pass
    stop()
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m jobs", description="Keep the timetable, or do one job once.", allow_abbrev=False
    )
    names = [EVERYTHING, *(job.name for job in JOBS)]
    parser.add_argument("job", nargs="?", choices=names, help=f"do this job once and end; {EVERYTHING} is all of them")
    parser.add_argument("--date", metavar="D", help="take this day for today, as 2026-02-01; not in production")
    parser.add_argument("--list", action="store_true", help="print the timetable and end")
    return parser


def _told_to_stop() -> Event:
    """Set by Ctrl-C or by the system's request to end; whatever is in hand is finished first."""
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    return stopping


if __name__ == "__main__":
    sys.exit(main())
