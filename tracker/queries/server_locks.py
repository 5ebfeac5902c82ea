"""Locks that PostgreSQL keeps for a connection: they end with it, however its process ends."""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, func, select

OURS = 0x7469_6474
"""The first of the two numbers of every lock of this program ("tidt"); the second says which."""

NOTICES_A_DEAD_MACHINE = {"tcp_keepalives_idle": "15", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
"""Seconds and tries after which the server gives up a connection whose machine has lost its power or its network.
By itself it waits for two hours, and a lock would wait with it."""


def notice_when_gone(connection: Connection) -> None:
    settings = (func.set_config(name, value, False) for name, value in NOTICES_A_DEAD_MACHINE.items())
    connection.execute(select(*settings))


def takes(connection: Connection, name: str) -> bool:
    """Whether this connection holds the lock from now on, until it is closed; asked again it counts it twice."""
    number = zlib.crc32(name.encode()) >> 1  # Fits into PostgreSQL's integer, which has a sign.
    return bool(connection.scalar(select(func.pg_try_advisory_lock(OURS, number))))


def give_back(connection: Connection) -> None:
    """What it holds, at once: a connection that is closed is gone only when the server has noticed."""
    connection.execute(select(func.pg_advisory_unlock_all()))


def answers(connection: Connection) -> bool:
    return connection.scalar(select(1)) == 1
