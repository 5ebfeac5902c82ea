"""tracker backup and restore as an office calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Command


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and bool(text.strip())


def test_a_backup_is_put_back_after_everything_was_set_up_anew(office_of_one_plan: Command, tmp_path: Path) -> None:
    tracker, kept = office_of_one_plan, tmp_path / "kept.zip"
    ended = tracker("backup", kept)
    assert (ended.code, ended.err) == (0, "")
    assert str(kept) in ended.out
    tracker("users", "disable", "admin@example.go.th")
    refused = tracker("restore", kept)
    assert (refused.code, one_line(refused.err)) == (1, True)
    assert "--force" in refused.err
    done = tracker("restore", kept, "--force")
    assert (done.code, done.err) == (0, "")
    assert "เทศบาลเมืองตัวอย่าง" in done.out
    assert "before-restore-" in done.out
    assert '"active": true' in tracker("users", "list", "--json").out


def test_a_file_that_is_no_backup_is_refused_in_one_line(tracker: Command, tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(b"a plan")
    for command in ("backup", "restore"):
        ended = tracker(command, file)
        assert (ended.code, ended.out, one_line(ended.err)) == (1, "", True)


def test_a_folder_that_is_not_there_is_said(office_of_one_plan: Command, tmp_path: Path) -> None:
    ended = office_of_one_plan("backup", tmp_path / "nowhere" / "kept.zip")
    assert (ended.code, one_line(ended.err)) == (1, True)
    assert "nowhere" in ended.err


def test_before_anything_is_set_up_there_is_nothing_to_keep(
    tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    ended = tracker("backup", tmp_path / "kept.zip")
    assert (ended.code, one_line(ended.err)) == (1, True)
    assert "tracker init" in ended.err
