"""The Flask extensions, and how a database connection is set up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

#: Rows stay readable after a commit: a request or a job is short, and reading them again would cost a statement each.
db = SQLAlchemy(session_options={"expire_on_commit": False})
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()
bootstrap = Bootstrap5()

#: Set for the length of a request that only reads, so that readers on SQLite do not queue behind a writer.
reads_only: ContextVar[bool] = ContextVar("reads_only", default=False)


@contextmanager
def only_reading() -> Iterator[None]:
    """Statements that keep nobody else on SQLite from writing.

    At the end the session lets go of what was read, so that the next statement sees what others have written since.
    Within a page that only reads there is nothing to do.
    """
    if reads_only.get():
        yield
        return
    token = reads_only.set(True)
    try:
        yield
    finally:
        db.session.close()
        reads_only.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """For the trace that a request leaves which only reads: a transaction that may write, after the one at hand."""
    db.session.rollback()
    token = reads_only.set(False)
    try:
        yield
    finally:
        reads_only.reset(token)


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: object, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # SQLAlchemy's own BEGIN comes from the listener below, not from the driver.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "busy_timeout = 10000", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start: a transaction that reads first and writes later would lose updates."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if reads_only.get() else "BEGIN IMMEDIATE")
