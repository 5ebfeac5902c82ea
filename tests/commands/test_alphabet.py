"""What the commands write is UTF-8, wherever it goes."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable

import pytest

from jobs.__main__ import main as jobs
from tests.commands.conftest import Command
from tracker.cli import main

Written = Callable[..., tuple[str, str]]


@pytest.fixture
def written_in(office_of_one_plan: Command, monkeypatch: pytest.MonkeyPatch) -> Written:
    """What a program reads of a command, where the system writes in another alphabet than UTF-8."""

    def run(encoding: str, *arguments: str) -> tuple[str, str]:
        out, err = io.BytesIO(), io.BytesIO()
        monkeypatch.setattr(sys, "argv", ["tracker", *arguments])
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding=encoding, write_through=True))
        monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding=encoding, write_through=True))
        if arguments[0] == "--list":
            jobs(arguments)
        else:
            with pytest.raises(SystemExit):
                main()
        return out.getvalue().decode(), err.getvalue().decode()

    return run


@pytest.mark.parametrize("encoding", ["cp874", "cp1252", "ascii"])
def test_what_is_printed_is_utf_8_whatever_the_system_writes(written_in: Written, encoding: str) -> None:
    """Into a pipe or a file Python on Windows writes the alphabet of the system."""
    said, _ = written_in(encoding, "status", "--json")
    assert json.loads(said)["indicators"][0]["name"] == "การปฏิบัติหน้าที่"
    _, reason = written_in(encoding, "status", "--agency", "nowhere")
    assert "ไม่พบหน่วยงาน" in reason
    timetable, _ = written_in(encoding, "--list")
    assert "วินาที" in timetable
