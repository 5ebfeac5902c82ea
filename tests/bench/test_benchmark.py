"""The benchmark itself is kept working: a page that shows other rows than its floor is compared with something else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.data import PASSWORD
from tests.bench.filled import Filled, filled
from tests.bench.floor import make_floor
from tests.bench.floor_database import FloorDatabase
from tests.bench.pages import check_same_rows, statements_of
from tests.bench.tasks import HEAD, SECRETARY, tasks_in
from tests.bench.visitor import InProcess, signed_in
from tests.support.queries import MOST_PER_PAGE
from tracker import create_app
from tracker.config import Config
from tracker.extensions import db


@pytest.fixture
def benched(database_url: str, tmp_path: Path) -> Iterator[Filled]:
    with filled(database_url, 1, tmp_path) as benched:
        yield benched


def test_the_pages_that_are_timed_show_the_rows_of_their_floors(benched: Filled) -> None:
    app, database = create_app(Config.from_environment(benched.environ)), FloorDatabase(benched.url)
    floor = InProcess(make_floor(database, benched.benched))
    sessions = {who: signed_in(InProcess(app), f"{who}1@example.go.th", PASSWORD) for who in (HEAD, SECRETARY)}
    for task in tasks_in(benched, at_once=1):
        visitor = InProcess(app, sessions[task.who])
        check_same_rows(task, visitor, floor)
        assert 0 < statements_of(task, visitor) <= MOST_PER_PAGE
    database.close()
    with app.app_context():
        db.engine.dispose()
