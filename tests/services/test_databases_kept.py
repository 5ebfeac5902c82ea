"""A database itself: one that cannot be read, one into which others write, one whose programs are missing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tracker.domain.errors import Refusal
from tracker.services.backups import sqlite_database
from tracker.services.backups.installation import database_at
from tracker.services.backups.postgresql_database import PostgresqlDatabase
from tracker.services.backups.sqlite_database import SqliteDatabase

PAGE = 4096


def database_of(path: Path, *names: str) -> SqliteDatabase:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE agency (id INTEGER PRIMARY KEY, name TEXT, padding TEXT)")
        connection.executemany("INSERT INTO agency (name, padding) VALUES (?, ?)", [(one, "-" * PAGE) for one in names])
        connection.commit()
    return SqliteDatabase(path)


def test_a_database_that_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    database, copy = SqliteDatabase(tmp_path / "tidtam.db"), tmp_path / "copy.db"
    database_of(copy, "อบต. ตัวอย่าง")
    for number in (1, 2):
        database.path.write_bytes(b"no database any more" * 1000)
        with pytest.raises(Refusal, match="is damaged"):
            database.agencies()
        database.replace_by(_copied(copy, tmp_path / f"copy-{number}.db"))
        assert database.agencies() == ["อบต. ตัวอย่าง"]
        assert (tmp_path / f"tidtam.db.damaged-{number}").read_bytes().startswith(b"no database")


def _copied(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


def test_a_damaged_database_is_not_copied_as_if_it_were_whole(tmp_path: Path) -> None:
    database = database_of(tmp_path / "tidtam.db", *(f"หน่วยงานที่ {number}" for number in range(50)))
    content = bytearray(database.path.read_bytes())
    content[10 * PAGE : 30 * PAGE] = b"\xff" * 20 * PAGE
    database.path.write_bytes(content)
    with pytest.raises(Refusal, match="is damaged"):
        database.copy_to(tmp_path / "copy.db")


def test_who_refers_to_nothing_makes_a_copy_a_damaged_one(tmp_path: Path) -> None:
    database = database_of(tmp_path / "tidtam.db", "ก")
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute("CREATE TABLE division (id INTEGER PRIMARY KEY, agency_id INTEGER REFERENCES agency (id))")
        connection.execute("INSERT INTO division (agency_id) VALUES (99)")
        connection.commit()
    with pytest.raises(Refusal, match="division"):
        database.check(database.path)


def test_whoever_is_writing_keeps_the_database_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_database, "WAIT_SECONDS", 0.5)
    database = database_of(tmp_path / "tidtam.db", "เดิม")
    copy = database_of(tmp_path / "copy.db", "ใหม่")
    with closing(sqlite3.connect(database.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refusal, match="Other programs"):
            database.replace_by(copy.path)
    assert database.agencies() == ["เดิม"]


def test_whoever_is_reading_sees_the_old_state_to_the_end_and_then_the_new_one(tmp_path: Path) -> None:
    database = database_of(tmp_path / "tidtam.db", "เดิม")
    copy = database_of(tmp_path / "copy.db", "ใหม่")
    with closing(sqlite3.connect(database.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT name FROM agency").fetchall() == [("เดิม",)]
        database.replace_by(copy.path)
        assert reader.execute("SELECT name FROM agency").fetchall() == [("เดิม",)]
        reader.execute("COMMIT")
        assert reader.execute("SELECT name FROM agency").fetchall() == [("ใหม่",)]


def test_a_database_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "nothing.db")
    assert (database.agencies(), database.revision()) == ([], "")
    assert not database.path.exists()


@pytest.mark.parametrize("program", ["pg_dump", "pg_restore"])
def test_without_the_programs_of_postgresql_the_remedy_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    database = PostgresqlDatabase("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(Refusal, match=f"{program}.*client programs"):
        database.copy_to(tmp_path / "copy") if program == "pg_dump" else database.check(tmp_path / "copy")


def test_a_password_stands_in_no_list_of_processes() -> None:
    database = PostgresqlDatabase("postgresql+psycopg://somebody:secret@db.example.go.th:5433/tidtam?sslmode=require")
    assert database.environment() == {
        "PGHOST": "db.example.go.th",
        "PGPORT": "5433",
        "PGUSER": "somebody",
        "PGPASSWORD": "secret",
        "PGDATABASE": "tidtam",
        "PGSSLMODE": "require",
    }


@pytest.mark.parametrize(
    "url, kind", [("sqlite:///tidtam.db", SqliteDatabase), ("postgresql+psycopg://u@h/d", PostgresqlDatabase)]
)
def test_the_kind_of_the_database_follows_from_its_address(tmp_path: Path, url: str, kind: type) -> None:
    database = database_at(url, tmp_path)
    assert isinstance(database, kind)
    if isinstance(database, SqliteDatabase):
        assert database.path == tmp_path / "tidtam.db"


def test_a_database_in_memory_cannot_be_kept(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="in memory"):
        database_at("sqlite://", tmp_path)
