"""Databases full of a year's reports, on SQLite and, where it is installed, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, func, select, text, update

from tests.bench.data import MONTHS, TODAY, Benched, fill
from tests.support import postgres
from tests.support.databases import Databases, PostgresqlDatabases, SqliteDatabases, environment_for
from tracker.config import Config
from tracker.models import Assignment, Base, ProgressReport, ProgressRevision

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@dataclass(frozen=True)
class Filled:
    """A database with the agency that is timed and, with 20 agencies, 19 that only share its tables."""

    kind: str
    agencies: int
    url: str
    folder: Path
    benched: Benched
    engine: Engine

    @property
    def environ(self) -> dict[str, str]:
        """Of a program that works on it on the day that is timed."""
        return environment_for(self.url, self.folder) | {"TRACKER_TODAY": TODAY.isoformat()}

    def open_reports(self) -> list[int]:
        """What the division whose head is timed still owes for the month."""
        with self.engine.begin() as connection:
            return list(
                connection.scalars(
                    select(ProgressReport.id)
                    .join(Assignment, Assignment.id == ProgressReport.assignment_id)
                    .where(Assignment.division_id == self.benched.division_id, ProgressReport.month == MONTHS[-1])
                    .order_by(ProgressReport.id)
                )
            )

    def reopen(self, report_ids: Sequence[int]) -> None:
        """As they were before they were sent; what was noted of the sending stays."""
        unsaid = {"state": "open", "answer": None, "progress": None, "percent": None, "submitted_at": None}
        with self.engine.begin() as connection:
            table = Base.metadata.tables["progress_report"]
            connection.execute(update(table).where(table.c.id.in_(report_ids)).values(version=1, **unsaid))

    def sendings(self) -> int:
        with self.engine.begin() as connection:
            return connection.scalar(select(func.count()).select_from(ProgressRevision)) or 0


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Databases]:
    if kind == SQLITE:
        yield SqliteDatabases(folder)
        return
    with postgres.running_server() as server:
        yield PostgresqlDatabases(server, folder)


@contextmanager
def filled(database_url: str, agencies: int, folder: Path) -> Iterator[Filled]:
    """An empty, migrated database is filled."""
    settings = Config.from_environment({"TRACKER_DATABASE_URL": database_url, "TRACKER_INSTANCE": str(folder)})
    engine = create_engine(settings.database_url)
    kind = POSTGRESQL if engine.dialect.name == "postgresql" else SQLITE
    with engine.begin() as connection:
        benched = fill(connection, agencies)
        if kind == POSTGRESQL:
            go_on_counting(connection)
    look_over(engine)
    yield Filled(kind, agencies, database_url, folder, benched, engine)
    engine.dispose()


def look_over(engine: Engine) -> None:
    """What PostgreSQL's server does by itself within a minute."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def go_on_counting(connection: Connection) -> None:
    """The rows came with their ids, of which PostgreSQL's own counters know nothing."""
    for name in Base.metadata.tables:
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), greatest(max(id), 1)) FROM {name}")
        )
