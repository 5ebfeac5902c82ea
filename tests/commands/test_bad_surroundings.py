"""What stands in the way of a command outside of the program: one line says what, and nobody sees a traceback."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.commands.conftest import Command, Ended
from tests.support.requirements import ROOT

SAMPLE = next((ROOT / "tests" / "samples").glob("*.txt"))
COMMANDS = [("status", "--json"), ("doctor",), ("backup", "kept.zip")]


def is_refused_in_one_line(ended: Ended) -> bool:
    return (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1) and bool(ended.err.strip())


@pytest.mark.parametrize("arguments", COMMANDS)
def test_an_instance_folder_that_cannot_be_made_is_named(
    tracker: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "a-file").touch()
    monkeypatch.setenv("TRACKER_INSTANCE", str(tmp_path / "a-file" / "instance"))
    ended = tracker(*arguments)
    assert is_refused_in_one_line(ended), ended
    assert "TRACKER_INSTANCE" in ended.err
    assert "a-file" in ended.err


def test_a_key_that_cannot_be_read_is_named(tracker: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "instance" / "secret_key").mkdir(parents=True)
    monkeypatch.delenv("TRACKER_SECRET_KEY")
    ended = tracker("status", "--json")
    assert is_refused_in_one_line(ended), ended
    assert "secret_key" in ended.err


@pytest.mark.parametrize("arguments", [*COMMANDS, ("remind", "--json"), ("demo",), ("users", "list")])
def test_a_file_that_is_no_database_is_refused(
    tracker: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    file = tmp_path / "tidtam.db"
    file.write_bytes(b"no database at all " * 500)
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{file}")
    ended = tracker(*arguments)
    assert ended.code == 1
    assert "file is not a database" in ended.err + ended.out
    assert ended.err.count("\n") <= 1, ended.err


@pytest.mark.parametrize("arguments", [*COMMANDS, ("restore", str(SAMPLE), "--force")])
def test_a_server_that_does_not_answer_is_refused(
    tracker: Command, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    ended = tracker(*arguments)
    assert ended.code == 1
    assert ended.err.count("\n") <= 1, ended.err


def test_an_address_that_cannot_be_read_is_refused(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", "postgresql://somebody:secret@server:port/tidtam")
    for arguments in COMMANDS:
        ended = tracker(*arguments)
        assert is_refused_in_one_line(ended), ended
        assert "TRACKER_DATABASE_URL" in ended.err
        assert "secret" not in ended.err


@pytest.mark.parametrize(
    "arguments", [("status", "--agency", "\udcff\udcfe"), ("users", "disable", "\udce1@example.go.th")]
)
def test_words_in_another_alphabet_than_utf_8_are_refused(
    office_of_one_plan: Command, arguments: tuple[str, ...]
) -> None:
    ended = office_of_one_plan(*arguments)
    assert is_refused_in_one_line(ended), ended


def test_a_folder_that_may_not_be_written_is_named(
    tracker: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where the key comes from the environment the folder is first written to by the work itself."""

    def denied(*_arguments: object, **_named: object) -> str:
        raise PermissionError(13, os.strerror(13), str(tmp_path / "instance"))

    assert tracker("init", "--agency", "เทศบาลตำบลอื่น", "--kind", "เทศบาลตำบล", "--admin", "a@example.go.th").code == 0
    monkeypatch.setattr("tempfile.mkdtemp", denied)
    ended = tracker("backup", tmp_path / "kept.zip")
    assert is_refused_in_one_line(ended), ended
    assert "instance" in ended.err


def test_a_host_that_is_nowhere_is_refused(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: object, **_named: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    ended = tracker("run", "--host", "nowhere.example", "--port", "8977")
    assert is_refused_in_one_line(ended), ended
    assert "nowhere.example" in ended.err
