from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tracker import clock
from tracker.cli import main


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it printed."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def tracker(settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command `tracker` in an office's own environment; today is 29 January 2569."""
    for name, value in {**settings, "TRACKER_TODAY": "2026-01-29"}.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["tracker", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        clock.pin_today(None)
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def office_of_one_plan(tracker: Command) -> Command:
    """An agency that was set up with `tracker init` as `town`."""
    ended = tracker("init", "--agency", "เทศบาลเมืองตัวอย่าง", "--kind", "เทศบาลเมือง", "--admin", "admin@example.go.th",
                    "--slug", "town")  # fmt: skip
    assert ended.code == 0, ended.err
    return tracker
