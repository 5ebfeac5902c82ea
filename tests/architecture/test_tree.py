"""What may lie in the tree, and what may not be written in it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable

import pytest

from tests.support.requirements import CHECKOUT, ROOT, need

TOP_LEVEL = {
    ".ci", ".editorconfig", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "Makefile", "README.md",
    "instance", "jobs", "pyproject.toml", "requirements-test.txt", "requirements.txt", "templates", "tests", "tracker",
}  # fmt: skip

#: A function without a home means a missing name.
CATCH_ALL = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}

#: Where somebody's machine or package registry shows: the tree must work on every other.
MACHINE = re.compile(r"/(?:root|tmp|opt|home/\w+|work/\w+)/|pypi\.org|python[h]osted|npm[j]s\.|index-url[ =]\S*:")

#: What is open is an issue, and what the linters say is mended: neither is put off in the tree.
PUT_OFF = re.compile(r"\b(?:TODO|FIXME|XXX)\b|# noqa|type: ignore(?!\[)")


@pytest.fixture(scope="module")
def files() -> list[str]:
    """Every file that is in git or would go into the next commit."""
    need(CHECKOUT)
    command = "git -c safe.directory=* ls-files -z --cached --others --exclude-standard"
    listed = subprocess.run(command.split(), cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str], files: list[str], wanted: Callable[[str], bool]) -> list[str]:
    found = []
    for name in filter(wanted, files):
        text = (ROOT / name).read_bytes().decode(errors="replace")
        found += [f"{name}:{n}: {line}" for n, line in enumerate(text.splitlines(), 1) if pattern.search(line)]
    return found


def test_it_has_only_the_agreed_names_at_the_top(files: list[str]) -> None:
    assert {name.partition("/")[0] for name in files} <= TOP_LEVEL


def test_it_has_no_catch_all_module(files: list[str]) -> None:
    assert not [name for name in files if name.rpartition("/")[2] in CATCH_ALL]


def test_it_names_no_machine_and_no_registry(files: list[str]) -> None:
    assert not lines_with(MACHINE, files, lambda name: True)


def test_it_puts_nothing_off(files: list[str]) -> None:
    itself = "tests/architecture/test_tree.py"
    assert not lines_with(
        PUT_OFF, files, lambda name: name.endswith((".py", ".html", ".js", ".css")) and name != itself
    )
