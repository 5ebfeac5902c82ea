"""What a backup works in holds the whole database and the key: it must not lie about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.requirements import ROOT
from tracker.services.backups.workroom import BACKUP, RESTORE, workroom

KILLED = """
import os, sys
from pathlib import Path
from tracker.services.backups.workroom import workroom
with workroom(Path(sys.argv[1]), sys.argv[2]) as room:
    (room / "database").write_text("secret")
    os._exit(9)
"""


@pytest.mark.parametrize("killed", [BACKUP, RESTORE])
def test_what_a_killed_program_left_goes_with_the_next_backup(tmp_path: Path, killed: str) -> None:
    subprocess.run([sys.executable, "-c", KILLED, tmp_path, killed], cwd=ROOT, check=False)
    assert list(tmp_path.glob("*/database"))
    with workroom(tmp_path, BACKUP) as room:
        assert list(tmp_path.iterdir()) == [room]
    assert not list(tmp_path.iterdir())


def test_what_somebody_works_in_and_what_is_no_workroom_stays(tmp_path: Path) -> None:
    own = tmp_path / "backup-of-the-office"
    own.mkdir()
    with workroom(tmp_path, BACKUP) as first, workroom(tmp_path, RESTORE) as second:
        assert {first, second, own} == set(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == [own]
