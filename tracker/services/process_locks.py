"""Locks between processes that the system lets go of when their holder dies, however it dies."""

from __future__ import annotations

from contextlib import suppress
from os import stat_result
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from tracker.queries import server_locks


class ProcessLock(Protocol):
    def take(self) -> bool:
        """Whether it is held now, by this call or one before; never waits."""
        raise NotImplementedError

    def let_go(self) -> None:
        raise NotImplementedError


def lock_of(engine: Engine, name: str) -> ProcessLock:
    """One for each database, whoever works with it: on PostgreSQL of the server, on SQLite a file beside its own."""
    if engine.dialect.name == "postgresql":
        return ServerLock(engine, name)
    return FileBeside(Path(f"{engine.url.database}.{name}"))


class FileBeside:
    """A lock that the kernel keeps on an open file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Several threads of one process ask for the same lock.
        self._lock = FileLock(path, thread_local=False)
        self._taken: stat_result | None = None

    def take(self) -> bool:
        if self._lock.is_locked and not self._is_there():
            # Somebody removed the file: the next one makes another, and ours keeps nobody out.
            self.let_go()
        if not self._lock.is_locked:
            with suppress(Timeout):
                self._lock.acquire(blocking=False)
                self._taken = self._path.stat()
        return self._lock.is_locked

    def _is_there(self) -> bool:
        try:
            now = self._path.stat()
        except FileNotFoundError:
            return False
        return self._taken is not None and (now.st_dev, now.st_ino) == (self._taken.st_dev, self._taken.st_ino)

    def let_go(self) -> None:
        self._lock.release()


class ServerLock:
    """A lock that PostgreSQL keeps for a connection of its own, which is lost with it."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._connection: Connection | None = None
        self._is_mine = False

    def take(self) -> bool:
        try:
            if self._connection is None:
                self._connection = self._connected()
            if self._is_mine:
                return server_locks.answers(self._connection)
            self._is_mine = server_locks.takes(self._connection, self._name)
        except SQLAlchemyError:
            self.let_go()
        return self._is_mine

    def _connected(self) -> Connection:
        """Which never goes back to the pool, where somebody else would inherit the lock."""
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        server_locks.notice_when_gone(connection)
        return connection

    def let_go(self) -> None:
        connection, self._connection, self._is_mine = self._connection, None, False
        if connection is not None:
            with suppress(SQLAlchemyError), connection:
                server_locks.give_back(connection)
