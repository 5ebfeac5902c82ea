"""An empty, migrated database for each test: the migrations run once per session, then copies are made."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import flask_migrate

from tests.support.postgres import Server
from tracker import create_app
from tracker.config import Config
from tracker.extensions import db

TEMPLATE = "tidtam_template"


class Databases(Protocol):
    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a database of one's own, gone afterwards."""
        raise NotImplementedError


class SqliteDatabases:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / f"{TEMPLATE}.db"
        self._numbers = itertools.count(1)
        migrate(f"sqlite:///{self._template}", folder)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        file = self._folder / f"test_{next(self._numbers)}.db"
        shutil.copyfile(self._template, file)
        try:
            yield f"sqlite:///{file}"
        finally:
            for left in self._folder.glob(f"{file.name}*"):
                left.unlink()


class PostgresqlDatabases:
    def __init__(self, server: Server, folder: Path) -> None:
        self._server = server
        self._numbers = itertools.count(1)
        server.execute(f"CREATE DATABASE {TEMPLATE}")
        migrate(server.url(TEMPLATE), folder)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        name = f"test_{next(self._numbers)}"
        self._server.copy(TEMPLATE, name)
        try:
            yield self._server.url(name)
        finally:
            self._server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrate(url: str, instance: Path) -> None:
    """Bring the database to the newest migration and let go of it."""
    app = create_app(Config.from_environment(environment_for(url, instance)))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


def environment_for(url: str, instance: Path) -> dict[str, str]:
    return {
        "TRACKER_DATABASE_URL": url,
        "TRACKER_INSTANCE": str(instance),
        "TRACKER_SECRET_KEY": "only for tests",
    }
