"""What an installation has that is worth keeping, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import make_url

from tracker.domain.errors import N_, Refusal
from tracker.services.backups.backup_file import EVIDENCE
from tracker.services.backups.postgresql_database import PostgresqlDatabase
from tracker.services.backups.sqlite_database import SqliteDatabase

_KEPT_FILE = re.compile(r"[0-9a-f]{32}(?:\.small)?\.[a-z]{3,4}")


class Database(Protocol):
    @property
    def kind(self) -> str: ...

    def agencies(self) -> list[str]: ...
    def revision(self) -> str: ...
    def copy_to(self, copy: Path) -> None: ...
    def check(self, copy: Path) -> None: ...
    def replace_by(self, copy: Path) -> None: ...


@dataclass(frozen=True, slots=True)
class Installation:
    #: The folder that is the program's own.
    instance: Path
    evidence: Path
    database_url: str
    secret_key: str

    @property
    def key_file(self) -> Path:
        return self.instance / "secret_key"

    @property
    def backups(self) -> Path:
        """Where the program itself puts what it replaces."""
        return self.instance / "backups"

    @property
    def keeps_key(self) -> bool:
        """The key is the one in the folder, not one that the environment names."""
        return self.key_file.is_file() and self.key_file.read_text(encoding="utf-8") == self.secret_key

    def database(self) -> Database:
        return database_at(self.database_url, self.instance)

    def evidence_files(self) -> Iterator[tuple[str, Path]]:
        """Each by its name in a backup; files that are only half written are none."""
        for path in sorted(self.evidence.glob("*/*")):
            if path.parent.name.isdecimal() and _KEPT_FILE.fullmatch(path.name):
                yield f"{EVIDENCE}{path.parent.name}/{path.name}", path


def database_at(url: str, instance: Path) -> Database:
    """A relative path of SQLite is one in the instance folder, as the app takes it."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite":
        return PostgresqlDatabase(url)
    if not parts.database or parts.database == ":memory:":
        raise Refusal(
            N_("A database in memory cannot be kept. Name a file in TRACKER_DATABASE_URL."), "TRACKER_DATABASE_URL"
        )
    return SqliteDatabase(instance / parts.database)
