"""Runs the numbered migrations on the database of the app that is at hand."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection, Enum

from tracker.extensions import db
from tracker.models import Base
from tracker.models.types import Moment


def run_migrations() -> None:
    """With foreign keys off on SQLite: it changes a table by rebuilding it, which would delete the rows that refer
    to the old one."""
    with db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            _set_foreign_keys(connection, "OFF")
        _run_on(connection)
        connection.commit()
        if is_sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            connection.rollback()
            _set_foreign_keys(connection, "ON")
            if broken:
                raise RuntimeError(f"rows refer to nothing after the migration: {broken[:5]}")


def _set_foreign_keys(connection: Connection, state: str) -> None:
    """SQLite ignores the pragma inside a transaction, so it goes past SQLAlchemy, which opens one."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys = {state}")


def _run_on(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_render_as_stored,
    )
    with context.begin_transaction():
        context.run_migrations()


def _render_as_stored(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Name the column type that the database has, so that a migration outlives our own types."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


with current_app.app_context():
    run_migrations()
