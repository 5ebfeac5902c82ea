"""`python -m tests.bench.country_work`: the work of the timetable for the whole country, measured in its own process.

Prints one JSON object: for each part the seconds, how many things were done, and the statements for each agency; and
the most memory the process ever had.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from jobs import open_windows, queue_reminders, send_messages
from jobs.work import Work
from tests.support.queries import count_queries
from tracker import create_app
from tracker.config import Config
from tracker.extensions import db

LETTERS_TIMED = 3000

PARTS: tuple[tuple[str, Callable[[Work], None]], ...] = (
    ("open the windows", open_windows.run),
    ("queue the requests", queue_reminders.run),
    ("look again: windows", open_windows.run),
    ("look again: requests", queue_reminders.run),
)


@dataclass(frozen=True)
class Part:
    name: str
    seconds: float
    #: Of the processor in this process; the rest was spent waiting for the database, the mail server, other programs.
    processor_seconds: float
    done: int
    statements: int


def main() -> None:
    logging.disable(logging.INFO)
    app = create_app(Config.from_environment(os.environ))
    with app.app_context():
        parts = [_measure(name, run, Work(app.config["TRACKER"])) for name, run in PARTS]
        parts.append(_measure("send", send_messages.run, _some_letters(app.config["TRACKER"])))
        db.engine.dispose()
    peak_kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    json.dump({"parts": [asdict(part) for part in parts], "peak_megabytes": peak_kilobytes // 1024}, sys.stdout)


def _measure(name: str, run: Callable[[Work], None], work: Work) -> Part:
    with count_queries() as statements:
        begun, busy = time.perf_counter(), time.process_time()
        run(work)
        seconds, processor_seconds = time.perf_counter() - begun, time.process_time() - busy
    if work.failures:
        raise RuntimeError(f"{name}: {work.failures}")
    return Part(name, seconds, processor_seconds, work.done, len(statements))


def _some_letters(config: Config) -> Work:
    """Asked before each letter whether to stop, it says so when enough of them have gone."""
    asked = iter(range(LETTERS_TIMED))
    return Work(config, lambda: next(asked, None) is None)


if __name__ == "__main__":
    main()
