"""Counting SQL statements, so that a page which begins to ask row by row is found out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

MOST_PER_PAGE = 8


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """The statements run inside the block, in order; BEGIN and the pragmas of a new connection are none."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
