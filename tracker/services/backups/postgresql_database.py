"""A database of PostgreSQL: copied and replaced by the server's own programs, in one transaction."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tracker.services.backups.refusals import InUse, NoAnswer, ProgramFailed, ProgramMissing

LOCK_SECONDS = 30
DUMP, RESTORE, RUN = "pg_dump", "pg_restore", "psql"
LOCK_IS_TAKEN = "55P03"


@dataclass(frozen=True, slots=True)
class PostgresqlDatabase:
    #: As SQLAlchemy writes it.
    url: str

    kind = "postgresql"

    def agencies(self) -> list[str]:
        """Whose data it holds; empty also where there are no tables yet."""
        return self._column("agency", "SELECT name FROM agency ORDER BY id")

    def revision(self) -> str:
        """Its newest migration; empty where it has no tables."""
        return next(iter(self._column("alembic_version", "SELECT version_num FROM alembic_version")), "")

    def _column(self, table: str, statement: str) -> list[str]:
        with self._connected() as connection:
            if connection.execute("SELECT to_regclass(%s)", (table,)).fetchone() == (None,):
                return []
            return [str(row[0]) for row in connection.execute(statement.encode())]

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        address = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            return psycopg.connect(address)
        except psycopg.Error as error:
            raise NoAnswer(error) from error

    def copy_to(self, copy: Path) -> None:
        """As it stands at one moment; its list was read back afterwards."""
        self._run(DUMP, "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")
        self.check(copy)

    def check(self, copy: Path) -> None:
        """That the list of the dump can be read; what it holds was compared with its hash before."""
        self._run(RESTORE, "--list", str(copy))

    def replace_by(self, copy: Path) -> None:
        """The tables that are there are dropped and those of the copy made, all in one transaction."""
        script = copy.with_name("restore.sql")
        self._run(RESTORE, "--no-owner", "--no-privileges", f"--file={script}", str(copy))
        before = copy.with_name("before.sql")
        before.write_text(f"SET lock_timeout = '{LOCK_SECONDS}s';\n{self._drop_all()}", encoding="utf-8")
        quiet = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=verbose", "--single-transaction")
        try:
            self._run(RUN, *quiet, f"--file={before}", f"--file={script}")
        except ProgramFailed as failed:
            if LOCK_IS_TAKEN in str(failed):
                raise InUse from failed
            raise

    def _drop_all(self) -> str:
        """Also tables of a newer version, which the copy does not know."""
        with self._connected() as connection:
            rows = connection.execute(
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()"
            )
            return "".join(f"DROP TABLE IF EXISTS {name} CASCADE;\n" for (name,) in rows)

    def _run(self, program: str, *arguments: str) -> None:
        found = shutil.which(program)
        if found is None:
            raise ProgramMissing(program)
        ran = subprocess.run(
            [found, *arguments], env=os.environ | self.environment(), capture_output=True, text=True, check=False
        )
        if ran.returncode != 0:
            raise ProgramFailed(program, " ".join(ran.stderr.split())[:500])

    def environment(self) -> dict[str, str]:
        """In the environment a password shows in no list of processes."""
        url = make_url(self.url)
        query = {f"PG{name.upper()}": str(value) for name, value in url.query.items() if name.startswith("ssl")}
        named = {
            "PGHOST": url.host,
            "PGPORT": str(url.port) if url.port else None,
            "PGUSER": url.username,
            "PGPASSWORD": url.password,
            "PGDATABASE": url.database,
        }
        return {name: value for name, value in named.items() if value} | query
