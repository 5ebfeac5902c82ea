"""A database of SQLite: copied while others write, and replaced in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tracker.services.backups.refusals import DatabaseDamaged, InUse, NotReplaced

WAIT_SECONDS = 30
UNREADABLE = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
TAKEN = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
PAUSE_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class SqliteDatabase:
    """`path` is that of its file, beside which SQLite keeps its log."""

    path: Path

    kind = "sqlite"

    def agencies(self) -> list[str]:
        """Whose data it holds; empty also where there is no database yet. Raises DatabaseDamaged."""
        if not self.path.exists() or self.path.stat().st_size == 0:
            return []
        with _reading(self.path) as connection:
            if not _has_table(connection, "agency"):
                return []
            return [name for (name,) in connection.execute("SELECT name FROM agency ORDER BY id")]

    def revision(self) -> str:
        """Its newest migration; empty where it has no tables."""
        return _revision(self.path) if self.path.exists() else ""

    def copy_to(self, copy: Path) -> None:
        """As it stands at one moment; it was read through to its end afterwards."""
        with _reading(self.path) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        self.check(copy)

    def check(self, copy: Path) -> None:
        with _reading(copy) as connection:
            [[said]] = connection.execute("PRAGMA integrity_check(1)").fetchall()
            if said != "ok":
                raise DatabaseDamaged(said)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise DatabaseDamaged(f"{broken[0]} {broken[1]}")

    def replace_by(self, copy: Path) -> None:
        """All of it or nothing, also when the power fails; programs that have it open go on with what is new."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(self.path)) as target:
                source.backup(target, progress=_Patience(), sleep=PAUSE_SECONDS)
        except sqlite3.Error as error:
            if _code(error) not in UNREADABLE:
                raise NotReplaced(error) from error
            self._set_aside()
            copy.replace(self.path)

    def _set_aside(self) -> None:
        """What cannot be read any more stays for whoever may yet save something of it."""
        numbers = (
            number for number in count(1) if not self.path.with_name(f"{self.path.name}.damaged-{number}").exists()
        )
        name = f"{self.path.name}.damaged-{next(numbers)}"
        for suffix in ("-wal", "-shm", ""):
            file = self.path.with_name(self.path.name + suffix)
            if file.exists():
                file.replace(self.path.with_name(name + suffix))


class _Patience:
    """Called after each try; Python itself would try for ever while somebody else is writing."""

    def __init__(self) -> None:
        self._tries = 0

    def __call__(self, status: int, _remaining: int, _total: int) -> None:
        self._tries += status in TAKEN
        if self._tries * PAUSE_SECONDS > WAIT_SECONDS:
            raise InUse


def _code(error: sqlite3.Error) -> int:
    """The primary one; 0 where SQLite itself was not asked."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _revision(path: Path) -> str:
    with _reading(path) as connection:
        if not _has_table(connection, "alembic_version"):
            return ""
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else ""


def _has_table(connection: sqlite3.Connection, name: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,))
    return found.fetchone() is not None


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Past SQLAlchemy, whose connections are always in a transaction; a file that is not there is not made."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=WAIT_SECONDS)) as connection:
            connection.isolation_level = None
            yield connection
    except sqlite3.Error as error:
        raise DatabaseDamaged(error) from error
