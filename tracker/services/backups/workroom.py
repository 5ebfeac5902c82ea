"""A folder for what is put together or taken apart, next to the data, so that it can be moved into place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

BACKUP, RESTORE = "backup", "restore"
_IN_USE = ".in-use"


@contextmanager
def workroom(instance: Path, purpose: str) -> Iterator[Path]:
    """Gone afterwards; what a killed program left of its own, a copy of the database with the key, goes first."""
    for left in [*instance.glob(f"{BACKUP}-*/{_IN_USE}"), *instance.glob(f"{RESTORE}-*/{_IN_USE}")]:
        _clear_away(left)
    with TemporaryDirectory(prefix=f"{purpose}-", dir=instance) as folder, FileLock(Path(folder) / _IN_USE):
        yield Path(folder)


def _clear_away(mark: Path) -> None:
    """Unless somebody works in it: the lock goes with whoever held it."""
    lock = FileLock(mark)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return
    lock.release()
    shutil.rmtree(mark.parent, ignore_errors=True)
