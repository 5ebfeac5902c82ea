"""`make bench`: how long the pages take, beside the floor of a bare view that shows the same rows; plan documents;
papers (alone with `python -m tests.bench papers`); and the reminders of a whole country (alone with `country`).

Nothing fails for being slow; it fails when a page and its floor do not show the same rows.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from tests.bench.country import time_country
from tests.bench.country_data import AGENCIES as AGENCIES_OF_THE_COUNTRY
from tests.bench.data import PASSWORD, TODAY
from tests.bench.filled import POSTGRESQL, SQLITE, Filled, databases, filled
from tests.bench.papers import time_papers
from tests.bench.reading import time_reading
from tests.bench.serving import APP, FLOOR, running
from tests.bench.tasks import HEAD, SECRETARY, Task, tasks_in
from tests.bench.timing import Timed, ask_in_turns
from tests.bench.visitor import Session, Visitor, signed_in
from tests.support.databases import environment_for
from tests.support.postgres import server_programs
from tests.support.queries import count_queries
from tracker import create_app
from tracker.config import Config
from tracker.extensions import db

AGENCIES = (1, 20)
COUNTRY, PAPERS = "country", "papers"


@dataclass(frozen=True)
class Pace:
    clients: int
    rounds: int
    each: int


PACES = (Pace(clients=1, rounds=40, each=1), Pace(clients=8, rounds=8, each=2))

ROW = "{:<18} {:<10} {:>8} {:>7} {:>8} {:>8} {:>8} {:>6} {:>4} {:>7}"
HEADINGS = ("page", "database", "agencies", "clients", "median", "p95", "floor", "ratio", "SQL", "errors")


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = _parser().parse_args(arguments)
    if chosen.part == COUNTRY:
        time_country(chosen.agencies)
        return
    time_papers()
    if chosen.part == PAPERS:
        return
    time_reading()
    time_pages()
    time_country(chosen.agencies)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure; without a part, all of it.")
    parser.add_argument("part", nargs="?", choices=[COUNTRY, PAPERS])
    parser.add_argument("--agencies", type=int, default=AGENCIES_OF_THE_COUNTRY, help="a smaller country, for trying")
    return parser


def time_pages() -> None:
    kinds = [SQLITE, POSTGRESQL] if server_programs() else [SQLITE]
    print("Milliseconds at the client; floor: median of a bare view with hand-written SQL that shows the same rows.")
    print(ROW.format(*HEADINGS))
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder, databases(kind, Path(folder)) as source:
            for agencies in AGENCIES:
                with filled(kind, agencies, source, Path(folder)) as database:
                    _time_all(database)
    if POSTGRESQL not in kinds:
        print("Not measured: PostgreSQL (install the package postgresql).")


def _time_all(filled: Filled) -> None:
    environ = environment_for(filled.url, filled.folder) | {"TRACKER_TODAY": TODAY.isoformat()}
    with running(APP, environ, filled.benched) as app_port, running(FLOOR, environ, filled.benched) as floor_port:
        sessions = {who: signed_in(app_port, f"{who}1@example.go.th", PASSWORD) for who in (HEAD, SECRETARY)}
        tasks = tasks_in(filled, max(pace.clients * pace.each for pace in PACES))
        for task in tasks:
            _check_same_rows(task, Visitor(app_port, sessions[task.who]), Visitor(floor_port))
        counts = _count_statements(environ, tasks, sessions)
        for task in tasks:
            for pace in PACES:
                app, floor = Timed(app_port, sessions[task.who]), Timed(floor_port, Session())
                _time(filled, task, pace, app, floor)
                _show(filled, task, pace, app, floor, counts[task.name])


def _check_same_rows(task: Task, app: Visitor, floor: Visitor) -> None:
    texts = [task.do(visitor, 0).text for visitor in (app, floor)] if task.shows else []
    for mark in task.shows:
        shown = [text.count(mark) for text in texts]
        assert shown[0] == shown[1] > 0, f"{task.name}: the page has {shown[0]} of {mark}, its floor {shown[1]}"
    for visitor in (app, floor):
        visitor.close()


def _count_statements(
    environ: Mapping[str, str], tasks: Iterable[Task], sessions: Mapping[str, Session]
) -> dict[str, int]:
    """In this process, where the statements can be seen; the sessions are good here too."""
    app = create_app(Config.from_environment(environ))
    counts = {task.name: _statements_of(app, task, sessions[task.who]) for task in tasks}
    with app.app_context():
        db.engine.dispose()
    return counts


def _statements_of(app: Flask, task: Task, session: Session) -> int:
    task.before_each()
    client = app.test_client(use_cookies=False)
    data = {**task.fields(0), "csrf_token": session.csrf_token} if task.fields else None
    with count_queries() as statements:
        answer = client.open(task.path(0), method=task.method, data=data, headers={"Cookie": session.cookie})
    assert answer.status_code == task.expected_status, f"{task.name}: {answer.status}"
    return len(statements)


def _time(filled: Filled, task: Task, pace: Pace, app: Timed, floor: Timed) -> None:
    sent_before = filled.sendings()
    ask_in_turns((app, floor), task, clients=pace.clients, rounds=pace.rounds, each=pace.each)
    sent = filled.sendings() - sent_before
    asked = len(app.milliseconds) + len(floor.milliseconds)
    assert not task.fields or sent >= asked, f"{asked} reports were sent, and {sent} were written"


def _show(filled: Filled, task: Task, pace: Pace, app: Timed, floor: Timed, statements: int) -> None:
    figures = (f"{app.median:.1f}", f"{app.p95:.1f}", f"{floor.median:.1f}", f"{app.median / floor.median:.1f}")
    place = (task.name, filled.kind, filled.agencies, pace.clients)
    print(ROW.format(*place, *figures, statements, app.errors + floor.errors), flush=True)


if __name__ == "__main__":
    main()
