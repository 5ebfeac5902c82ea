"""The pages of the month on the production server, at one client and at eight, beside their floor."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.data import PASSWORD
from tests.bench.filled import POSTGRESQL, SQLITE, Filled, databases, filled
from tests.bench.serving import APP, FLOOR, running
from tests.bench.tasks import HEAD, SECRETARY, Task, tasks_in
from tests.bench.timing import Timed, ask_in_turns
from tests.bench.visitor import Browser, InProcess, Session, Visitor, signed_in
from tests.support.postgres import server_programs
from tests.support.queries import count_queries
from tracker import create_app
from tracker.config import Config
from tracker.extensions import db

AGENCIES = (1, 20)


@dataclass(frozen=True)
class Pace:
    clients: int
    rounds: int
    each: int


PACES = (Pace(clients=1, rounds=40, each=1), Pace(clients=8, rounds=8, each=2))

ROW = "{:<18} {:<10} {:>8} {:>7} {:>8} {:>8} {:>8} {:>6} {:>4} {:>7}"
HEADINGS = ("page", "database", "agencies", "clients", "median", "p95", "floor", "ratio", "SQL", "errors")


def time_pages() -> None:
    kinds = [SQLITE, POSTGRESQL] if server_programs() else [SQLITE]
    print("Milliseconds at the client; floor: median of a bare view with hand-written SQL that shows the same rows.")
    print(ROW.format(*HEADINGS))
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder, databases(kind, Path(folder)) as source:
            for agencies in AGENCIES:
                with source.fresh() as url, filled(url, agencies, Path(folder)) as database:
                    _time_all(database)
    if POSTGRESQL not in kinds:
        print("Not measured: PostgreSQL (install the package postgresql).")


def _time_all(filled: Filled) -> None:
    environ, benched = filled.environ, filled.benched
    with running(APP, environ, benched) as app_port, running(FLOOR, environ, benched) as floor_port:
        sessions = {who: _signed_in(app_port, who) for who in (HEAD, SECRETARY)}
        tasks = tasks_in(filled, max(pace.clients * pace.each for pace in PACES))
        for task in tasks:
            check_same_rows(task, Browser(app_port, sessions[task.who]), Browser(floor_port))
        counts = _count_statements(environ, tasks, sessions)
        for task in tasks:
            for pace in PACES:
                app, floor = Timed(app_port, sessions[task.who]), Timed(floor_port, Session())
                _time(filled, task, pace, app, floor)
                _show(filled, task, pace, app, floor, counts[task.name])


def _signed_in(port: int, who: str) -> Session:
    browser = Browser(port)
    try:
        return signed_in(browser, f"{who}1@example.go.th", PASSWORD)
    finally:
        browser.close()


def check_same_rows(task: Task, app: Visitor, floor: Visitor) -> None:
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
    counts = {task.name: statements_of(task, InProcess(app, sessions[task.who])) for task in tasks}
    with app.app_context():
        db.engine.dispose()
    return counts


def statements_of(task: Task, visitor: Visitor) -> int:
    task.before_each()
    with count_queries() as statements:
        answer = task.do(visitor, 0)
    assert answer.status == task.expected_status, f"{task.name}: {answer.status}"
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
