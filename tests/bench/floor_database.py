"""Plain connections of the database's own driver, one for each thread of the server."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg

Values = Mapping[str, object]
Run = Callable[[str, Values], object]


class FloorDatabase:
    def __init__(self, url: str) -> None:
        self._url = url
        self._is_sqlite = url.startswith("sqlite:")
        self._of_thread = threading.local()

    def read(self, statement: str, values: Values) -> list[tuple[Any, ...]]:
        if self._is_sqlite:
            return list(self._connection().execute(statement, values))
        return list(self._connection().execute(_for_psycopg(statement), values))

    @contextmanager
    def writing(self) -> Iterator[Run]:
        """One transaction; on SQLite the lock is taken at its start, as the program does."""
        connection = self._connection()
        if not self._is_sqlite:
            with connection.transaction():
                yield lambda statement, values: connection.execute(_for_psycopg(statement), values)
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection.execute
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def close(self) -> None:
        """What this thread holds; a server's go with its process."""
        self._connection().close()
        del self._of_thread.connection

    def _connection(self) -> Any:
        if not hasattr(self._of_thread, "connection"):
            self._of_thread.connection = self._connect()
        return self._of_thread.connection

    def _connect(self) -> Any:
        if not self._is_sqlite:
            return psycopg.connect(self._url, autocommit=True)
        connection = sqlite3.connect(self._url.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "busy_timeout = 10000", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection


@cache
def _for_psycopg(statement: str) -> str:
    return re.sub(r":(\w+)", r"%(\1)s", statement)
