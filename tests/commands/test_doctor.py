"""tracker doctor as people and programs call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Command
from tracker.commands.health import CONDITIONS, NAMES
from tracker.domain.health import Check, Condition


def test_a_new_office_is_sound(office_of_one_plan: Command) -> None:
    ended = office_of_one_plan("doctor", "--json")
    assert (ended.code, ended.err) == (0, "")
    found = {one["check"]: one["condition"] for one in json.loads(ended.out)}
    assert found.keys() == set(Check)
    assert set(found.values()) == {"ok", "warning"}


def test_it_tells_people_each_thing_in_a_line_and_the_remedy_below(office_of_one_plan: Command) -> None:
    lines = office_of_one_plan("doctor").out.splitlines()
    assert sum(line.startswith("[") for line in lines) == len(Check)
    assert any("TRACKER_SMTP_HOST" in line for line in lines if line.startswith("    "))


def test_a_fault_ends_with_1(tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    ended = tracker("doctor")
    assert (ended.code, ended.err) == (1, "")
    assert "tracker init" in ended.out


def test_everything_that_is_looked_at_has_a_name() -> None:
    assert set(NAMES) == set(Check)
    assert set(CONDITIONS) == set(Condition)
